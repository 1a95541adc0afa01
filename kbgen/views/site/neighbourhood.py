"""What surrounds a paper: the papers near it, those that cite it and those that it cites, and theirs."""

from collections.abc import Iterable, Iterator

import msgspec

from kbgen.views.entries import PaperCard
from kbgen.views.site.addresses import paper_url
from kbgen.views.site.index import SiteIndex
from kbgen.views.view import View

SHOWN_RELATED = 6
"""So many related papers stand on a paper's page."""

MOST_NEAR = 80
"""So many papers at most stand one step away in the picture, and as many two steps away."""

Near = tuple[str, tuple[str, ...]]
"""A related paper, and why it is, in words."""


class RelatedRow(View, frozen=True):
    """A related paper with the reasons in words."""

    paper: PaperCard
    why: tuple[str, ...]


class Neighbour(View, frozen=True):
    """A paper of the picture.

    ``relation`` is to the paper in the middle: ``this``, ``cites`` (it cites this one), ``cited`` (by this one),
    ``both``, or ``further`` for one two steps away. ``url`` is site-relative.
    """

    title: str
    authors: str
    year: int | None
    url: str
    relation: str


class Neighbourhood(View, frozen=True):
    """The picture of a paper's citations: ``papers``, itself first, and pairs of them, the citing one first.

    ``left_out`` counts the papers for which there was no room.
    """

    papers: tuple[Neighbour, ...]
    citations: tuple[tuple[int, int], ...]
    left_out: int

    @property
    def data(self) -> dict[str, object]:
        """What the page's script reads: each paper's values in the order of :class:`Neighbour`, and the pairs."""
        return {"papers": [msgspec.structs.astuple(one) for one in self.papers], "citations": self.citations}


def related_rows(index: SiteIndex, near: Iterable[Near]) -> tuple[RelatedRow, ...]:
    """Related papers as their section lists them."""
    return tuple(RelatedRow(index.card(paper_id), why) for paper_id, why in near)


def neighbourhood(index: SiteIndex, paper_id: str) -> Neighbourhood | None:
    """The papers within two citations of one; ``None`` where no citation is known.

    Where there are more than :data:`MOST_NEAR` at a distance, those that most citations join to the papers already
    chosen are taken, and of equal ones the newest.
    """
    adjacent = set(_adjacent(index, paper_id))
    if not adjacent:
        return None
    joined = {one: 1 + sum(other in adjacent for other in _adjacent(index, one)) for one in adjacent}
    first = _foremost(index, joined)
    further: dict[str, int] = {}
    for one in first:
        for other in set(_adjacent(index, one)) - adjacent - {paper_id}:
            further[other] = further.get(other, 0) + 1
    second = _foremost(index, further)
    place = {one: number for number, one in enumerate([paper_id, *first, *second])}
    cites = {edge.cited for edge in index.citations.cites(paper_id)}
    cited_by = {edge.citing for edge in index.citations.cited_by(paper_id)}
    return Neighbourhood(
        tuple(_neighbour(index, one, _relation(one, paper_id, cites, cited_by)) for one in place),
        tuple(
            (number, place[edge.cited])
            for one, number in place.items()
            for edge in index.citations.cites(one)
            if edge.cited in place
        ),
        len(adjacent) - len(first) + len(further) - len(second),
    )


def _adjacent(index: SiteIndex, paper_id: str) -> Iterator[str]:
    yield from (edge.cited for edge in index.citations.cites(paper_id))
    yield from (edge.citing for edge in index.citations.cited_by(paper_id))


def _foremost(index: SiteIndex, joined: dict[str, int]) -> list[str]:
    newest = {one: rank for rank, one in enumerate(index.newest_first(joined))}
    return sorted(joined, key=lambda one: (-joined[one], newest[one]))[:MOST_NEAR]


def _relation(one: str, middle: str, cites: set[str], cited_by: set[str]) -> str:
    if one == middle:
        return "this"
    if one in cites:
        return "both" if one in cited_by else "cited"
    return "cites" if one in cited_by else "further"


def _neighbour(index: SiteIndex, paper_id: str, relation: str) -> Neighbour:
    card = index.card(paper_id)
    return Neighbour(card.title, card.authors_short, card.year, paper_url(paper_id), relation)
