"""What the lists gain and lose when records change."""

from collections.abc import Iterator

from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.views.entries import PaperCard
from kbgen.views.lists import SectionView, list_view
from kbgen.views.pull_request import Line

_Place = tuple[str, tuple[str, ...], str, str]
_Shown = tuple[str, object]


def list_changes(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[Line]:
    """Every entry that a list gains, shows otherwise or loses; one that moves to another heading is gained and lost."""
    old, new = _entries(before), _entries(after)
    for place, (title, look) in new.items():
        if place not in old:
            yield Line(place[0], place[1], title, "gained")
        elif old[place][1] != look:
            yield Line(place[0], place[1], title, "rewritten")
    for place, (title, _) in old.items():
        if place not in new:
            yield Line(place[0], place[1], title, "lost")


def _entries(kb: KnowledgeBase) -> dict[_Place, _Shown]:
    """Title and look of every entry by its place: file, headings, kind and identifier."""
    return {
        place: shown
        for one in kb.lists.values()
        if one.output
        for section in list_view(one, kb).sections
        for place, shown in _entries_below(one.output, section, ())
    }


def _entries_below(file: str, section: SectionView, above: tuple[str, ...]) -> Iterator[tuple[_Place, _Shown]]:
    headings = (*above, section.heading)
    for card in section.full:
        yield (file, headings, "paper", card.id), (card.title, _look(card))
    for row in section.table.rows if section.table else ():
        yield (file, headings, "dataset", row.id), (row.name, row)
    for below in section.sections:
        yield from _entries_below(file, below, headings)


def _look(card: PaperCard) -> object:
    """What a list shows of a paper: a change of anything else leaves its entry as it is."""
    return card.title, card.url, card.summary, card.authors_short, card.venue_label, card.extras
