"""The catalogue: every paper in a few columns, small enough for a browser to filter as one types.

It is written once a build without spaces; the explorer's page names its address, which carries a digest of the content,
so that it may be cached for good. ``site_templates/assets/src/engine/catalogue.ts`` reads it.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypedDict

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


class CatalogueRow(NamedTuple):
    """What the catalogue says of a paper that its record alone tells; ``flags`` lacks those that other files tell."""

    title: str
    authors: str
    year: int
    venue: str
    track: str
    kind: str
    flags: int
    added: int
    arxiv: str
    doi: str
    code: str


def catalogue_row(paper: Paper) -> CatalogueRow:
    """The columns of a paper."""
    present = {
        "code": bool(paper.links.code),
        "arxiv": paper.ids.arxiv is not None,
        "doi": paper.ids.doi is not None,
        "summary": paper.summary is not None,
        "project": paper.links.project is not None,
        "results": bool(paper.results),
        "dataset": any(use.role == "introduces" for use in paper.datasets),
        "notes": paper.notes is not None,
    }
    return CatalogueRow(
        title=readable_title(paper.title),
        authors="; ".join(paper.authors),
        year=paper.year or 0,
        venue=paper.venue or "",
        track=paper.track or "",
        kind=paper.kind,
        flags=sum(_BITS[name] for name, here in present.items() if here),
        added=_number(paper.added) if paper.added else 0,
        arxiv=paper.ids.arxiv or "",
        doi=paper.ids.doi or "",
        code=paper.links.code[0] if paper.links.code else "",
    )


def catalogue(index: SiteIndex, rows: Mapping[str, CatalogueRow]) -> Catalogue:
    """The catalogue of a knowledge base from the rows of its papers."""
    order = [paper.id for paper in index.papers]
    axes = [_axis(index, axis_id) for axis_id in index.axes_in_use]
    carried = [paper.topics for paper in index.papers]
    columns = list(zip(*[rows[paper_id] for paper_id in order], strict=True)) or [()] * len(CatalogueRow._fields)
    title, authors, year, venue, track, kind, flags, added, arxiv, doi, code = columns
    venues = sorted({one for one in venue if one})
    kinds = sorted(set(kind))
    venue_at = {"": -1} | {one: number for number, one in enumerate(venues)}
    kind_at = {one: number for number, one in enumerate(kinds)}
    return Catalogue(
        version=VERSION,
        flags=list(FLAGS),
        kinds=kinds,
        venues=[_venue(index, one) for one in venues],
        axes=axes,
        papers=CataloguePapers(
            id=order,
            title=list(title),
            authors=list(authors),
            year=list(year),
            venue=[venue_at[one] for one in venue],
            track=list(track),
            kind=[kind_at[one] for one in kind],
            flags=_flags(index, order, flags),
            added=list(added),
            arxiv=list(arxiv),
            doi=list(doi),
            code=list(code),
            cited=[len(index.citations.cited_by(paper_id)) for paper_id in order],
            topics={axis["id"]: _topics(axis, carried) for axis in axes},
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


def _topics(axis: CatalogueAxis, carried: Iterable[Mapping[str, tuple[str, ...]]]) -> list[list[int]]:
    number = {term["id"]: at for at, term in enumerate(axis["terms"])}
    found = [topics.get(axis["id"]) for topics in carried]
    return [[number[term] for term in terms if term in number] if terms else [] for terms in found]


def _venue(index: SiteIndex, venue_id: str) -> CatalogueVenue:
    short = index.venue_short(venue_id)
    venue = index.kb.venues.by_id.get(venue_id)
    return CatalogueVenue(id=venue_id, short=short, name=venue.name if venue else short)


def _number(date: datetime.date) -> int:
    return date.year * 10_000 + date.month * 100 + date.day


def _flags(index: SiteIndex, order: Sequence[str], own: Sequence[int]) -> list[int]:
    """The flags of papers, those that the overlay and the citations tell included."""
    abstracts = {record_id for record_id, known in index.kb.enrichment.items() if "abstract" in known}
    references = index.citations.coverage.keys()
    return [
        flags
        | (_BITS["abstract"] if paper_id in abstracts else 0)
        | (_BITS["references"] if paper_id in references else 0)
        for paper_id, flags in zip(order, own, strict=True)
    ]
