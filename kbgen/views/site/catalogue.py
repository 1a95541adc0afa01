"""The catalogue: every paper in a few columns, small enough for a browser to filter as one types.

It is written once a build without spaces; the explorer's page names its address, which carries a digest of the content,
so that it may be cached for good. ``site_templates/assets/src/engine/catalogue.ts`` reads it.
"""

from typing import TypedDict

from kbgen.views.entries import PaperCard
from kbgen.views.site.index import SiteIndex

VERSION = 1
FLAGS = (
    "code",
    "arxiv",
    "doi",
    "summary",
    "project",
    "results",
    "abstract",
    "references",
    "dataset",
    "notes",
)
"""Names of the bits of ``flags``, lowest first: bit 0 is ``code``."""


class CatalogueTerm(TypedDict):
    """A term of an axis; ``parent`` is the index of the term above it in the same list, -1 at the top."""

    id: str
    name: str
    aliases: list[str]
    parent: int


class CatalogueAxis(TypedDict):
    """An axis with its terms, parents before children."""

    id: str
    name: str
    terms: list[CatalogueTerm]


class CatalogueVenue(TypedDict):
    """A venue that papers here appeared in, with its short and its full name."""

    id: str
    short: str
    name: str


class CataloguePapers(TypedDict):
    """Columns of equal length, one value a paper, in the order newest year first, then title.

    ``authors`` are all names joined with ``; ``, so that the last one is found too. ``year`` is 0 where unknown,
    ``venue`` an index of ``venues`` or -1, ``kind`` an index of ``kinds``, ``flags`` a bit set of :data:`FLAGS`,
    ``added`` a date (``2026-11-20``) as the number 20261120 or 0. ``arxiv`` and ``doi`` are identifiers and ``code``
    the address of the first code link, empty where there is none; ``cited`` counts the papers here that cite it.
    ``topics`` has a column an axis, each value a list of indexes of the axis's terms as the record carries them: terms
    above are not repeated.
    """

    id: list[str]
    title: list[str]
    authors: list[str]
    year: list[int]
    venue: list[int]
    track: list[str]
    kind: list[int]
    flags: list[int]
    added: list[int]
    arxiv: list[str]
    doi: list[str]
    code: list[str]
    cited: list[int]
    topics: dict[str, list[list[int]]]


class Catalogue(TypedDict):
    """The file as a whole."""

    version: int
    flags: list[str]
    kinds: list[str]
    venues: list[CatalogueVenue]
    axes: list[CatalogueAxis]
    papers: CataloguePapers


def catalogue(index: SiteIndex) -> Catalogue:
    """The catalogue of a knowledge base."""
    kb = index.kb
    order = index.newest_first(kb.papers)
    cards = [index.card(paper_id) for paper_id in order]
    ids = [kb.papers[paper_id].ids for paper_id in order]
    axes = [_axis(index, axis_id) for axis_id in index.axes_in_use]
    venues = sorted({card.venue_id for card in cards if card.venue_id})
    kinds = sorted({card.kind for card in cards})
    venue_at = {venue: number for number, venue in enumerate(venues)}
    kind_at = {kind: number for number, kind in enumerate(kinds)}
    return Catalogue(
        version=VERSION,
        flags=list(FLAGS),
        kinds=list(kinds),
        venues=[_venue(index, venue) for venue in venues],
        axes=axes,
        papers=CataloguePapers(
            id=order,
            title=[card.title for card in cards],
            authors=["; ".join(card.authors) for card in cards],
            year=[card.year or 0 for card in cards],
            venue=[venue_at[card.venue_id] if card.venue_id else -1 for card in cards],
            track=[card.track or "" for card in cards],
            kind=[kind_at[card.kind] for card in cards],
            flags=[_flags(index, paper_id, card) for paper_id, card in zip(order, cards, strict=True)],
            added=[int(card.added.replace("-", "")) if card.added else 0 for card in cards],
            arxiv=[one.arxiv or "" for one in ids],
            doi=[one.doi or "" for one in ids],
            code=[card.code[0].url if card.code else "" for card in cards],
            cited=[len(index.citations.cited_by(paper_id)) for paper_id in order],
            topics={axis["id"]: _topics(index, axis, order) for axis in axes},
        ),
    )


def _axis(index: SiteIndex, axis_id: str) -> CatalogueAxis:
    placed = [one for one in index.kb.taxonomy.walk() if one.axis == axis_id]
    number = {one.term.id: at for at, one in enumerate(placed)}
    axis = index.kb.taxonomy.axis(axis_id)
    return CatalogueAxis(
        id=axis_id,
        name=axis.name if axis else axis_id,
        terms=[
            CatalogueTerm(
                id=one.term.id,
                name=one.term.name,
                aliases=list(one.term.aliases),
                parent=number[one.ancestors[-1]] if one.ancestors else -1,
            )
            for one in placed
        ],
    )


def _topics(index: SiteIndex, axis: CatalogueAxis, order: list[str]) -> list[list[int]]:
    number = {term["id"]: at for at, term in enumerate(axis["terms"])}
    papers = index.kb.papers
    return [
        [number[term] for term in papers[paper_id].topics.get(axis["id"], ()) if term in number] for paper_id in order
    ]


def _venue(index: SiteIndex, venue_id: str) -> CatalogueVenue:
    short = index.venue_short(venue_id)
    venue = index.kb.venues.by_id.get(venue_id)
    return CatalogueVenue(id=venue_id, short=short, name=venue.name if venue else short)


def _flags(index: SiteIndex, paper_id: str, card: PaperCard) -> int:
    paper = index.kb.papers[paper_id]
    known = index.overlay(paper_id)
    present = {
        "code": bool(paper.links.code),
        "arxiv": paper.ids.arxiv is not None,
        "doi": paper.ids.doi is not None,
        "summary": card.summary is not None,
        "project": paper.links.project is not None,
        "results": bool(paper.results),
        "abstract": "abstract" in known,
        "references": bool(index.citations.cites(paper_id)),
        "dataset": any(use.role == "introduces" for use in paper.datasets),
        "notes": paper.notes is not None,
    }
    return sum(1 << bit for bit, name in enumerate(FLAGS) if present[name])
