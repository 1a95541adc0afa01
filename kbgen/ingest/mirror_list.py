"""A list record that mirrors an imported list: its headings in their order, each asking for what stood under it."""

from collections.abc import Mapping, Sequence

from kbgen.ingest.draft import Draft, DraftHeading
from kbgen.ingest.venue_words import period_heading
from kbgen.ingest.vocabulary import SECTION_AXIS, Vocabulary, kind_words
from kbgen.model.lists import ReadmeList, Section, Select
from kbgen.model.paper import PaperKind

_CONTENTS = "contents"
_TEMPLATE = "awesome-list"
"""The template that names no command and links no file that a new knowledge base does not have."""


def mirror(
    draft: Draft, vocabulary: Vocabulary, ids: Mapping[tuple[str, ...], Sequence[str]], output: str
) -> ReadmeList:
    """The list of a draft.

    A heading asks for the term that it became, of this source; where it became none, for the kind it names; where it
    names none, or where a narrower heading's entries would come too, for its entries one by one (``ids``). A heading
    with nothing of its own asks for nothing.
    """
    return _list(draft, output, _sections(draft, (), vocabulary, ids))


def plain_list(draft: Draft, output: str) -> ReadmeList:
    """A list of everything that a bibliography holds, newest first, for a knowledge base that has no list yet."""
    source = (draft.source,)
    papers = Section(heading="Papers", select=Select(source=source))
    datasets = Section(heading="Datasets", of="datasets", select=Select(source=source))
    parts = ((papers, draft.papers), (datasets, draft.datasets))
    return _list(draft, output, tuple(section for section, held in parts if held))


def _list(draft: Draft, output: str, sections: tuple[Section, ...]) -> ReadmeList:
    return ReadmeList(
        id=draft.source, title=draft.title or draft.source, output=output, template=_TEMPLATE, sections=sections
    )


def _sections(
    draft: Draft, above: tuple[str, ...], vocabulary: Vocabulary, ids: Mapping[tuple[str, ...], Sequence[str]]
) -> tuple[Section, ...]:
    here: dict[tuple[str, ...], DraftHeading] = {}
    for heading in draft.headings:
        if heading.path[:-1] == above and _CONTENTS not in heading.path[-1].lower():
            known = here.get(heading.path)
            if known is None or known.of == "nothing":
                here[heading.path] = heading
    return tuple(
        Section(
            heading=heading.path[-1],
            of="datasets" if heading.of == "datasets" else "papers",
            select=_select(draft, heading, vocabulary, ids),
            sections=_sections(draft, heading.path, vocabulary, ids),
        )
        for heading in here.values()
    )


def _select(
    draft: Draft, heading: DraftHeading, vocabulary: Vocabulary, ids: Mapping[tuple[str, ...], Sequence[str]]
) -> Select | None:
    if heading.of == "nothing":
        return None
    source = (draft.source,)
    if heading.of == "datasets":
        family = vocabulary.file_table(heading.path).term
        return Select(family=(family,), source=source) if family else Select(source=source)
    own = tuple(dict.fromkeys(ids.get(heading.path, ())))
    if not own:
        return None
    if period_heading(heading.path[-1]):
        return Select(ids=own)
    filing = vocabulary.file_section(heading.path)
    below = any(
        len(other.path) > len(heading.path) and other.path[: len(heading.path)] == heading.path and other.of == "papers"
        for other in draft.headings
    )
    if filing.term and not (below and filing.axis == SECTION_AXIS):
        return Select(topics={filing.axis: (filing.term,)}, source=source)
    if kind := kind_words(heading.path[-1]):
        kinds: tuple[PaperKind, ...] = ("survey",) if kind == "survey" else ("dataset",)
        return Select(kind=kinds, source=source)
    return Select(ids=own)
