"""The catalogue: every paper in a few columns, small enough for a browser to filter as one types.

It is written once a build without spaces; the explorer's page names its address, which carries a digest of the content,
so that it may be cached for good. ``site_templates/assets/src/engine/catalogue.ts`` reads it.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypedDict

from kbgen.model.conditions import datasets_of
from kbgen.model.features import FEATURES, IN_OVERLAY, PAPER_FEATURES
from kbgen.model.lookup import FAMILY_AXIS
from kbgen.model.paper import Paper
from kbgen.views.counted import citation_count, stars
from kbgen.views.site.index import SiteIndex
from kbgen.views.titles import readable_title

VERSION = 3
FLAGS: tuple[str, ...] = FEATURES
"""Names of the bits of ``flags``, lowest first: bit 0 is ``code``."""
_BITS: dict[str, int] = {name: 1 << bit for bit, name in enumerate(FLAGS)}


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
    """A venue that papers here appeared in, with its short name, its full name and what lists write for it."""

    id: str
    short: str
    name: str
    kind: str
    aliases: list[str]


class CatalogueDataset(TypedDict):
    """A dataset, whether or not a paper here uses it; ``family`` is an index of ``families``, or -1."""

    id: str
    name: str
    family: int


class CataloguePapers(TypedDict):
    """Columns of equal length, one value a paper, in the order newest year first, then title.

    ``authors`` are all names, a line each, so that the last one is found too. ``year`` is 0 where unknown,
    ``venue`` an index of ``venues`` or -1, ``kind`` an index of ``kinds``, ``flags`` a bit set of :data:`FLAGS`,
    ``added`` a date (``2026-11-20``) as the number 20261120 or 0. ``arxiv`` and ``doi`` are identifiers and ``code``
    the address of the first code link, empty where there is none; ``cited`` counts the papers here that cite it.
    ``citations`` and ``stars`` are what services count, -1 where nobody has. ``status`` is an index of ``statuses``,
    or -1. ``topics`` has a column an axis, each value a list of indexes of the axis's terms as the record carries them:
    terms above are not repeated. ``sources`` are lists of indexes of the table of that name; ``introduces``, ``uses``
    and ``reports`` lists of indexes of ``datasets``, of which no paper has one twice.
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
    citations: list[int]
    stars: list[int]
    status: list[int]
    introduces: list[list[int]]
    uses: list[list[int]]
    reports: list[list[int]]
    sources: list[list[int]]
    topics: dict[str, list[list[int]]]


class Catalogue(TypedDict):
    """The file as a whole. ``families`` are terms of datasets' families; ``aliases`` lead from former ids to ids."""

    version: int
    flags: list[str]
    kinds: list[str]
    statuses: list[str]
    venues: list[CatalogueVenue]
    axes: list[CatalogueAxis]
    families: list[CatalogueTerm]
    datasets: list[CatalogueDataset]
    sources: list[str]
    aliases: dict[str, str]
    papers: CataloguePapers


class CatalogueRow(NamedTuple):
    """What the catalogue says of a paper that its record alone tells; ``flags`` lacks those that other files tell.

    ``introduces``, ``uses``, ``reports``, ``sources`` and ``aliases`` are identifiers joined by spaces; a dataset
    stands in the first of these that is true of it.
    """

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
    status: str
    introduces: str
    uses: str
    reports: str
    sources: str
    aliases: str


def catalogue_row(paper: Paper) -> CatalogueRow:
    """The columns of a paper."""
    introduced, used = set(paper.introduced_datasets), set(paper.used_datasets)
    return CatalogueRow(
        title=readable_title(paper.title),
        authors="\n".join(paper.authors),
        year=paper.year or 0,
        venue=paper.venue or "",
        track=paper.track or "",
        kind=paper.kind,
        flags=sum(_BITS[name] for name, tell in PAPER_FEATURES.items() if tell(paper)),
        added=_number(paper.added) if paper.added else 0,
        arxiv=paper.ids.arxiv or "",
        doi=paper.ids.doi or "",
        code=paper.links.code[0] if paper.links.code else "",
        status=paper.status or "",
        introduces=" ".join(sorted(introduced)),
        uses=" ".join(sorted(used)),
        reports=" ".join(sorted(datasets_of(paper) - introduced - used)),
        sources=" ".join(paper.sources),
        aliases=" ".join(paper.aliases),
    )


def catalogue(index: SiteIndex, rows: Mapping[str, CatalogueRow]) -> Catalogue:
    """The catalogue of a knowledge base from the rows of its papers."""
    order = [paper.id for paper in index.papers]
    axes = [_axis(index, axis_id) for axis_id in index.axes_in_use]
    carried = [paper.topics for paper in index.papers]
    columns = list(zip(*[rows[paper_id] for paper_id in order], strict=True)) or [()] * len(CatalogueRow._fields)
    (
        title, authors, year, venue, track, kind, flags, added, arxiv, doi, code, status, introduces, uses, reports,
        sources, aliases,
    ) = columns  # fmt: skip
    venues = sorted({one for one in venue if one})
    kinds = sorted(set(kind))
    venue_at = {"": -1} | {one: number for number, one in enumerate(venues)}
    kind_at = {one: number for number, one in enumerate(kinds)}
    statuses = sorted({one for one in status if one})
    status_at = {"": -1} | {one: number for number, one in enumerate(statuses)}
    dataset_ids, dataset_at = _numbered((*introduces, *uses, *reports), index.kb.datasets)
    source_ids, source_at = _numbered(sources)
    known = [index.overlay(paper_id) for paper_id in order]
    families = _terms(index, FAMILY_AXIS)
    return Catalogue(
        version=VERSION,
        flags=list(FLAGS),
        kinds=kinds,
        statuses=statuses,
        venues=[_venue(index, one) for one in venues],
        axes=axes,
        families=families,
        datasets=[_dataset(index, one, families) for one in dataset_ids],
        sources=source_ids,
        aliases={alias: paper_id for paper_id, known in zip(order, aliases, strict=True) for alias in known.split()},
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
            citations=[_counted(citation_count(one)) if one else -1 for one in known],
            stars=[_counted(stars(one)) if one else -1 for one in known],
            status=[status_at[one] for one in status],
            introduces=_indexes(introduces, dataset_at),
            uses=_indexes(uses, dataset_at),
            reports=_indexes(reports, dataset_at),
            sources=_indexes(sources, source_at),
            topics={axis["id"]: _topics(axis, carried) for axis in axes},
        ),
    )


def _axis(index: SiteIndex, axis_id: str) -> CatalogueAxis:
    axis = index.kb.taxonomy.axis(axis_id)
    return CatalogueAxis(id=axis_id, name=axis.name if axis else axis_id, terms=_terms(index, axis_id))


def _terms(index: SiteIndex, axis_id: str) -> list[CatalogueTerm]:
    placed = [one for one in index.kb.taxonomy.walk() if one.axis == axis_id]
    number = {one.term.id: at for at, one in enumerate(placed)}
    return [
        CatalogueTerm(
            id=one.term.id,
            name=one.term.name,
            aliases=list(one.term.aliases),
            parent=number[one.ancestors[-1]] if one.ancestors else -1,
        )
        for one in placed
    ]


def _numbered(column: Iterable[str], more: Iterable[str] = ()) -> tuple[list[str], dict[str, int]]:
    """The different identifiers of a column and some more, sorted, and the place of each."""
    known = sorted({one for joined in column for one in joined.split()} | set(more))
    return known, {one: at for at, one in enumerate(known)}


def _indexes(column: Iterable[str], number: Mapping[str, int]) -> list[list[int]]:
    return [[number[one] for one in joined.split()] if joined else [] for joined in column]


def _counted(number: int | None) -> int:
    return -1 if number is None else number


def _dataset(index: SiteIndex, dataset_id: str, families: Sequence[CatalogueTerm]) -> CatalogueDataset:
    dataset = index.kb.datasets.get(dataset_id)
    family = dataset.family if dataset else None
    at = next((number for number, term in enumerate(families) if term["id"] == family), -1)
    return CatalogueDataset(id=dataset_id, name=dataset.name if dataset else dataset_id, family=at)


def _topics(axis: CatalogueAxis, carried: Iterable[Mapping[str, tuple[str, ...]]]) -> list[list[int]]:
    number = {term["id"]: at for at, term in enumerate(axis["terms"])}
    found = [topics.get(axis["id"]) for topics in carried]
    return [[number[term] for term in terms if term in number] if terms else [] for terms in found]


def _venue(index: SiteIndex, venue_id: str) -> CatalogueVenue:
    short = index.venue_short(venue_id)
    venue = index.kb.venues.by_id.get(venue_id)
    return CatalogueVenue(
        id=venue_id,
        short=short,
        name=venue.name if venue else short,
        kind=venue.kind if venue else "other",
        aliases=list(venue.aliases) if venue else [],
    )


def _number(date: datetime.date) -> int:
    return date.year * 10_000 + date.month * 100 + date.day


def _flags(index: SiteIndex, order: Sequence[str], own: Sequence[int]) -> list[int]:
    """The flags of papers, those that the overlay tells included."""
    known = {
        feature: {one for one, told in index.kb.enrichment.items() if any(name in told for name in told_by)}
        for feature, told_by in IN_OVERLAY.items()
    }
    return [
        flags | sum(_BITS[feature] for feature, papers in known.items() if paper_id in papers)
        for paper_id, flags in zip(order, own, strict=True)
    ]
