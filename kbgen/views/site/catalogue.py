"""The catalogue: every paper in a few columns, small enough for a browser to filter as one types.

It is written once a build without spaces; the explorer's page names its address, which carries a digest of the content,
so that it may be cached for good. ``site_templates/assets/src/engine/catalogue.ts`` reads it.
"""

import datetime
from typing import TypedDict

from kbgen.model.paper import Paper
from kbgen.views.site.index import SiteIndex
from kbgen.views.titles import readable_title

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
_BITS = {name: 1 << bit for bit, name in enumerate(FLAGS)}


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
    papers = [kb.papers[paper_id] for paper_id in order]
    axes = [_axis(index, axis_id) for axis_id in index.axes_in_use]
    venues = sorted({paper.venue for paper in papers if paper.venue})
    kinds = sorted({paper.kind for paper in papers})
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
            title=[readable_title(paper.title) for paper in papers],
            authors=["; ".join(paper.authors) for paper in papers],
            year=[paper.year or 0 for paper in papers],
            venue=[venue_at[paper.venue] if paper.venue else -1 for paper in papers],
            track=[paper.track or "" for paper in papers],
            kind=[kind_at[paper.kind] for paper in papers],
            flags=[_flags(index, paper) for paper in papers],
            added=[_number(paper.added) if paper.added else 0 for paper in papers],
            arxiv=[paper.ids.arxiv or "" for paper in papers],
            doi=[paper.ids.doi or "" for paper in papers],
            code=[paper.links.code[0] if paper.links.code else "" for paper in papers],
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


def _number(date: datetime.date) -> int:
    return date.year * 10_000 + date.month * 100 + date.day


def _flags(index: SiteIndex, paper: Paper) -> int:
    present = {
        "code": bool(paper.links.code),
        "arxiv": paper.ids.arxiv is not None,
        "doi": paper.ids.doi is not None,
        "summary": paper.summary is not None,
        "project": paper.links.project is not None,
        "results": bool(paper.results),
        "abstract": "abstract" in index.overlay(paper.id),
        "references": paper.id in index.citations.coverage,
        "dataset": any(use.role == "introduces" for use in paper.datasets),
        "notes": paper.notes is not None,
    }
    return sum(_BITS[name] for name, here in present.items() if here)
