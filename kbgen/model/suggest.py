"""What somebody probably meant: the nearest of the names that exist."""

from collections.abc import Iterable

from kbgen.model.text import fold

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
    near = nearest(name, known)
    return f'did you mean "{near}"?' if near else otherwise
