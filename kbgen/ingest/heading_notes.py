"""Headings of lists against the taxonomy: those that no term has, and those that miss a term's name by a letter."""

from collections.abc import Iterator

from rapidfuzz.distance import OSA

from kbgen.ingest.draft import Draft, DraftHeading, ImportNote
from kbgen.ingest.vocabulary import Vocabulary
from kbgen.model.text import normalise_title


def unknown_headings(draft: Draft, vocabulary: Vocabulary) -> Iterator[ImportNote]:
    """Headings over papers that no term has as its name or alias."""
    for heading in draft.headings:
        if heading.of == "papers" and vocabulary.file_section(heading.path).unknown:
            words = " > ".join(heading.path)
            yield ImportNote("IM003", draft.file, heading.line, f'no term is named "{words}"', heading.path[-1])


def misspelt_headings(draft: Draft, vocabulary: Vocabulary) -> Iterator[ImportNote]:
    """Headings that their term is found by although another of its names is the same but for one letter.

    A taxonomy may know a slip as an alias, behind the name that is meant, so that what stands under it is filed; the
    slip is one all the same.
    """
    for heading in draft.headings:
        if name := _name_meant(heading, vocabulary):
            message = f'the heading "{heading.path[-1]}" is one letter away from "{name}"'
            yield ImportNote("IM006", draft.file, heading.line, message, heading.path[-1], of_source=True)


def _name_meant(heading: DraftHeading, vocabulary: Vocabulary) -> str | None:
    match heading.of:
        case "papers":
            filing = vocabulary.file_section(heading.path)
        case "datasets":
            filing = vocabulary.file_table(heading.path)
        case _:
            return None
    placed = vocabulary.taxonomy.terms.get((filing.axis, filing.term))
    if placed is None:
        return None
    written = normalise_title(heading.path[-1])
    names = [placed.term.name, *placed.term.aliases]
    normal = [normalise_title(name) for name in names]
    # Names that stand before the one it was found by: a slip is added to names that are there.
    before = normal.index(written) if written in normal else 0
    return next(
        (name for name, one in zip(names[:before], normal, strict=False) if _one_letter_apart(written, one)), None
    )


def _one_letter_apart(first: str, second: str) -> bool:
    """Whether one letter stands for another, or two are swapped; a plural or a longer word is no slip."""
    return len(first) == len(second) and OSA.distance(first, second) == 1
