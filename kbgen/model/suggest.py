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
    known = list(known)
    near = unmistakable(name, known) or nearest(name, known)
    return f'did you mean "{near}"?' if near else otherwise


def unmistakable(name: str, known: Iterable[str]) -> str | None:
    """The known name that ``name`` can only be a slip of: one letter away, two in long names, and no other near it."""
    from rapidfuzz.distance import OSA

    written = fold(name)
    slips = 0 if len(written) < 4 else 1 if len(written) < 8 else 2
    # The distance counts letters that are missing, added, wrong or swapped with their neighbour.
    near = sorted((OSA.distance(written, fold(other), score_cutoff=slips + 1), other) for other in known)
    if not near or near[0][0] > slips:
        return None
    return near[0][1] if len(near) == 1 or near[1][0] > near[0][0] + 1 else None
