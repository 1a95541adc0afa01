"""What somebody probably meant: the nearest of the names that exist."""

import re
from collections.abc import Iterable

from kbgen.model.text import fold

_WORD = re.compile(r"[^\W_]+")

SIMILARITY = 0.82
"""Jaro-Winkler similarity (0 to 1) from which a name is worth suggesting. It favours a shared beginning and forgives
swapped letters, the usual slips in short keys."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like ``name``, or ``None`` where none is near."""
    # Imported where it is needed: most runs find nothing to suggest.
    from rapidfuzz import process
    from rapidfuzz.distance import JaroWinkler

    found = process.extractOne(
        name, sorted(known), processor=fold, scorer=JaroWinkler.normalized_similarity, score_cutoff=SIMILARITY
    )
    return found[0] if found else None


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """A remedy that names the nearest known name, or ``otherwise``."""
    known = list(known)
    near = unmistakable(name, known) or nearest(name, known)
    return f'did you mean "{near}"?' if near else otherwise


def unmistakable(name: str, known: Iterable[str]) -> str | None:
    """The one known name that ``name`` can only be a slip of.

    A slip is another case or hyphen, two letters that changed places, or in a word of six letters a wrong, missing or
    doubled one, of twelve two of them. Nothing else is one: many a short name is another's but for a letter (ACML and
    ICML), and so is many a number (CIFAR-10 and CIFAR-100) and many a prefix (supervised and unsupervised).
    """
    written = _WORD.findall(fold(name))
    meant = {other for other in known if _is_slip(written, _WORD.findall(fold(other)))}
    return meant.pop() if len(meant) == 1 else None


def _is_slip(written: list[str], known: list[str]) -> bool:
    if "".join(written) == "".join(known):
        return bool(written)
    return len(written) == len(known) and all(map(_is_slip_of_word, written, known))


def _is_slip_of_word(written: str, known: str) -> bool:
    from rapidfuzz.distance import OSA

    if written == known:
        return True
    both = written + known
    if not both.isalpha() or written.endswith(known) or known.endswith(written):
        return False
    shorter = min(len(written), len(known))
    slips = shorter // 6 if sorted(written) != sorted(known) else min(1, shorter // 4)
    return 0 < OSA.distance(written, known) <= min(slips, 2)
