"""A paper as a reference in APA style, by a citation processor and the style in ``apa.csl``."""

from functools import lru_cache
from importlib import resources
from typing import Any

_VARIABLES = ("id", "type", "title", "issued", "container-title", "publisher", "genre", "number", "DOI", "URL")


def apa(item: dict[str, Any]) -> str:
    """The reference of a CSL item as plain text: ``Müller, A., & Chen, W. (2017). Seeing. In …``."""
    # Imported where it is needed: a build that changes no paper does without.
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    known = {name: item[name] for name in _VARIABLES if name in item}
    if "author" in item:
        known["author"] = [_person(name) for name in item["author"]]
    bibliography = CitationStylesBibliography(_style(), CiteProcJSON([known]), formatter.plain)
    bibliography.register(Citation([CitationItem(item["id"])]))
    return " ".join(str(bibliography.bibliography()[0]).split())


@lru_cache(maxsize=1)
def _style() -> Any:
    from citeproc import CitationStylesStyle

    with resources.as_file(resources.files("kbgen.render.export").joinpath("apa.csl")) as path:
        return CitationStylesStyle(str(path), validate=False)


def _person(name: dict[str, str]) -> dict[str, str]:
    """A name whose given part has no initial, as most scripts have none, is left as a whole."""
    given = name.get("given", "")
    if given and not given[0].isupper() and not given[0].islower():
        parts = (given, name.get("non-dropping-particle"), name.get("family"), name.get("suffix"))
        return {"literal": " ".join(part for part in parts if part)}
    return name
