"""What the pages show that lead to others: home, explore, search, about, data, contribute."""

import datetime
from collections.abc import Callable
from functools import lru_cache
from heapq import nlargest

from kbgen.model.dataset import DatasetLinks
from kbgen.model.enrichment import Known
from kbgen.model.words import _, marked, said
from kbgen.views.counted import citation_count, stars
from kbgen.views.site.addresses import term_url, venue_url, year_url
from kbgen.views.site.cite_parts import FOLDER, parts
from kbgen.views.site.dataset_use import most_used_of
from kbgen.views.site.entrance_pages import (
    AboutPage,
    ContributePage,
    Counts,
    DataPage,
    DatasetCounts,
    Download,
    ExplorePage,
    ExplorerData,
    Facet,
    HomePage,
    ReadingListPage,
    SearchPage,
)
from kbgen.views.site.forms import add_href
from kbgen.views.site.head import Crumb, Head, SiteInfo
from kbgen.views.site.in_common import risen_topics
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.listings import year_counts
from kbgen.views.site.parts import CountedRef
from kbgen.views.site.sources import source_summaries
from kbgen.views.site.topics import entrances

_NEWEST = 10
_MOST_CITED = 7
_YEARS = 12
_RISEN = 8
_USED = 8
DOWNLOADS = (
    Download(marked("BibTeX of all papers"), "kb.bib", marked("every paper, ready to be cited")),
    Download(marked("Papers as JSON"), "papers.json", marked("whole records of papers, one a line")),
    Download(marked("Datasets as JSON"), "datasets.json", marked("whole records of datasets, one a line")),
    Download(
        marked("JSON API"), "api/v1/index.json", marked("where every other file of the API is, each with its schema")
    ),
)
"""Files beside the pages."""
DATABASE = Download(
    marked("SQLite database"),
    "kb.sqlite",
    marked("everything in tables, with full-text search"),
)


def downloads(site: SiteInfo) -> tuple[Download, ...]:
    """The files beside the pages that a site has, in the language that is spoken."""
    found = (*DOWNLOADS, DATABASE) if site.database else DOWNLOADS
    return tuple(Download(_(one.name), one.url, _(one.holds)) for one in found)


@lru_cache(maxsize=1)
def counts(index: SiteIndex) -> Counts:
    """How much the knowledge base holds."""
    papers, tally = index.papers, index.tally
    coverage = index.citations.coverage
    added = max([*tally.added, *(one.added.toordinal() for one in index.datasets if one.added)], default=0)
    return Counts(
        papers=len(papers),
        datasets=len(index.datasets),
        authors=len(index.authors),
        venues=len(index.by_venue),
        topics=len(index.kb.taxonomy.terms),
        with_code=tally.with_code,
        with_abstract=_told(index, lambda known: "abstract" in known),
        with_summary=tally.with_summary,
        lists_read=sum(1 for one in coverage.values() if one.complete),
        lists_read_in_part=sum(1 for one in coverage.values() if not one.complete),
        single_references=len(index.citations.outgoing.keys() - coverage.keys()),
        updated=datetime.date.fromordinal(added).isoformat() if added else None,
    )


def home_page(index: SiteIndex, site: SiteInfo) -> HomePage:
    """``/``: the newest papers are those added last; of papers added on one day the youngest come first."""
    newest = nlargest(_NEWEST, range(len(index.papers)), key=index.tally.added.__getitem__)
    last = max((year for year in index.by_year if year is not None), default=None)
    return HomePage(
        head=Head(site.name, site.description),
        counts=counts(index),
        axes=entrances(index),
        newest=index.cards(index.papers[at].id for at in newest),
        most_cited=tuple((index.card(paper_id), n) for paper_id, n in index.most_cited[:_MOST_CITED]),
        years=year_counts(index, index.kb.papers)[-_YEARS:],
        risen_in=last,
        risen=risen_topics(index, last)[:_RISEN] if last is not None else (),
        used=most_used_of(index, index.datasets, _USED),
    )


def explore_page(index: SiteIndex, catalogue_url: str) -> ExplorePage:
    """``/explore/``: the facets with their counts; the papers themselves come from the catalogue."""
    head = Head(_("Explore"), _("Filter all papers by topic, year, venue and text"), (Crumb(_("Explore"), "explore/"),))
    return ExplorePage(head, counts(index), explorer_data(index, catalogue_url), _facets(index))


def explorer_data(index: SiteIndex, catalogue_url: str) -> ExplorerData:
    """Where the explorer's scripts find what they need."""
    return ExplorerData(catalogue_url, FOLDER, parts(len(index.kb.papers)))


def reading_list_page(index: SiteIndex, catalogue_url: str) -> ReadingListPage:
    """``/reading-list/``: what it shows is kept in the reader's browser."""
    head = Head(
        _("Reading list"),
        _("The papers you marked, kept in your browser: notes, order, export and sharing"),
        (Crumb(_("Reading list"), "reading-list/"),),
        robots="noindex",
    )
    return ReadingListPage(head, explorer_data(index, catalogue_url))


def _facets(index: SiteIndex) -> tuple[Facet, ...]:
    facets = []
    for axis_id in index.axes_in_use:
        axis = index.kb.taxonomy.axis(axis_id)
        terms = tuple(
            CountedRef(placed.term.name, term_url(axis_id, placed.term.id), len(found), placed.term.id)
            for placed in index.kb.taxonomy.walk()
            if placed.axis == axis_id and (found := index.by_term.get((axis_id, placed.term.id)))
        )
        facets.append(Facet(axis_id, axis.name if axis else axis_id, terms))
    years = tuple(
        CountedRef(str(year), year_url(year), len(found), str(year))
        for year, found in index.by_year.items()
        if year is not None
    )
    venues = tuple(
        CountedRef(index.venue_short(key), venue_url(key), len(found), key)
        for key, found in sorted(index.by_venue.items(), key=lambda one: (-len(one[1]), one[0]))
    )
    facets.append(Facet("year", _("Year"), years))
    facets.append(Facet("venue", _("Venue"), venues))
    facets.append(
        Facet(
            "kind",
            _("Kind"),
            tuple(CountedRef(said(kind), "", n, kind) for kind, n in sorted(index.tally.kinds.items())),
        )
    )
    facets.append(Facet("has", _("Has"), (CountedRef(_("code"), "", index.tally.with_code, "code"),)))
    return tuple(facet for facet in facets if facet.values)


def search_page(*, enabled: bool) -> SearchPage:
    """``/search/``."""
    head = Head(
        _("Search"), _("Search titles, authors, summaries, abstracts and notes"), (Crumb(_("Search"), "search/"),)
    )
    return SearchPage(Head(head.title, head.description, head.crumbs, robots="noindex"), enabled)


def about_page(index: SiteIndex, site: SiteInfo) -> AboutPage:
    """``/about/``."""
    return AboutPage(
        head=Head(
            _("About"),
            _("What {site} holds and where it comes from", site=site.name),
            (Crumb(_("About"), "about/"),),
        ),
        counts=counts(index),
        sources=source_summaries(index),
    )


def data_page(index: SiteIndex, site: SiteInfo) -> DataPage:
    """``/data/``."""
    return DataPage(
        head=Head(
            _("Data"), _("Everything as files, under which terms, and how much is known"), (Crumb(_("Data"), "data/"),)
        ),
        downloads=downloads(site),
        licenses=tuple(source for source in source_summaries(index) if source.license),
        counts=counts(index),
        counted=_told(index, lambda known: citation_count(known) is not None),
        starred=_told(index, lambda known: stars(known) is not None),
        datasets=_dataset_counts(index),
    )


def _told(index: SiteIndex, tells: Callable[[Known], bool]) -> int:
    """Of how many papers services tell something."""
    return sum(1 for one, known in index.kb.enrichment.items() if one in index.kb.papers and tells(known))


def _dataset_counts(index: SiteIndex) -> DatasetCounts:
    def having(*fields: str) -> int:
        return sum(1 for dataset in index.datasets if any(getattr(dataset, field) for field in fields))

    return DatasetCounts(
        total=len(index.datasets),
        with_size=having("sizes"),
        with_modality=having("modalities"),
        with_task=having("tasks", "task_text"),
        with_license=having("license"),
        with_access=having("access"),
        with_link=sum(1 for dataset in index.datasets if dataset.links != DatasetLinks()),
        introduced=sum(1 for dataset in index.datasets if index.introducers(dataset)),
        used=sum(1 for dataset in index.datasets if index.users(dataset.id)),
        with_results=sum(1 for dataset in index.datasets if dataset.id in index.results_on),
    )


def contribute_page(site: SiteInfo) -> ContributePage:
    """``/contribute/``."""
    repository = site.repository.rstrip("/")
    new = site.edit_base.replace("/edit/", "/new/", 1) if "/edit/" in site.edit_base else ""
    return ContributePage(
        head=Head(_("Contribute"), _("Add a paper or correct a record"), (Crumb(_("Contribute"), "contribute/"),)),
        add_href=add_href(site.forms),
        new_href=f"{new}data/papers/" if new else None,
        issues_href=f"{site.forms}/choose" if site.forms else f"{repository}/issues" if repository else None,
    )
