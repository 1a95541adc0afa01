"""A person's name in the parts that reference managers keep apart."""

import re
from dataclasses import dataclass
from functools import lru_cache

SUFFIX = re.compile(r",?\s(?:[JS]r\.?|I{2,3}|IV)$")
"""What may stand behind a family name, with the comma or space before it."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as BibTeX divides it: given names, particle (``van den``), family name, suffix (``Jr.``).

    A name of one word, or of a script that does not divide names, is all ``family``.
    """

    given: str
    particle: str
    family: str
    suffix: str

    @property
    def family_first(self) -> str:
        """``van den Oord, Aäron``; the suffix stands last, as RIS wants it."""
        family = " ".join(part for part in (self.particle, self.family) if part)
        return ", ".join(part for part in (family, self.given, self.suffix) if part)


@lru_cache(maxsize=65536)
def divided(name: str) -> PersonName:
    """Divide a name by the rules of BibTeX: a particle is what is in lower case before the family name.

    A suffix is also recognised where no comma sets it apart.
    """
    # Imported where it is needed: a build that changes no paper does without.
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    plain = " ".join(name.replace("{", "").replace("}", "").split())
    bare = SUFFIX.sub("", plain)
    suffix = plain[len(bare) :].strip(" ,") if " " in bare else ""
    parts = parse_single_name_into_parts(bare if suffix else plain, strict=False)
    if not parts.last:
        return PersonName("", "", " ".join(name.split()), "")
    given, particle, family = (" ".join(part) for part in (parts.first, parts.von, parts.last))
    return PersonName(given, particle, family, suffix or " ".join(parts.jr))
