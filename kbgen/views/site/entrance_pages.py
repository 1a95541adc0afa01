"""The values of the pages that lead into the knowledge base: home, explorer, search, about and how to contribute."""

from kbgen.views.entries import PaperCard
from kbgen.views.site.dataset_use import UsedDataset
from kbgen.views.site.head import Head
from kbgen.views.site.hub_pages import AxisSummary
from kbgen.views.site.in_common import RisenTopic
from kbgen.views.site.parts import CountedRef, SourceSummary, YearCount
from kbgen.views.view import View


class Counts(View, frozen=True):
    """How much the knowledge base holds; ``updated`` is the newest ``added`` date (``2026-11-20``), or ``None``.

    ``lists_read`` and ``lists_read_in_part`` count the papers whose reference list was read, whole and in part;
    ``single_references`` those of which others state a reference while the list itself was not read.
    """

    papers: int
    datasets: int
    authors: int
    venues: int
    topics: int
    with_code: int
    with_abstract: int
    with_summary: int
    lists_read: int
    lists_read_in_part: int
    single_references: int
    updated: str | None


class HomePage(View, frozen=True):
    """``/``: what it is, how much it holds, where to start, what is new.

    ``years`` are the last ones, with their papers; ``risen`` are the topics that rose in ``risen_in``, the newest year.
    """

    head: Head
    counts: Counts
    axes: tuple[AxisSummary, ...]
    newest: tuple[PaperCard, ...]
    most_cited: tuple[tuple[PaperCard, int], ...]
    years: tuple[YearCount, ...]
    risen_in: int | None
    risen: tuple[RisenTopic, ...]
    used: tuple[UsedDataset, ...]


class Facet(View, frozen=True):
    """One facet of the explorer: ``key`` as the address spells it, ``values`` its terms with counts."""

    key: str
    name: str
    values: tuple[CountedRef, ...]


class ExplorerData(View, frozen=True):
    """Addresses of data for scripts, site-relative, each a script itself.

    ``catalogue_url`` leads to :mod:`kbgen.views.site.catalogue`; ``cite_url`` is the folder of ``cite_parts`` files
    with citations (:mod:`kbgen.views.site.cite_parts`).
    """

    catalogue_url: str
    cite_url: str
    cite_parts: int


class ExplorePage(View, frozen=True):
    """``/explore/``: the facets with their counts; scripts do the rest with ``data``."""

    head: Head
    counts: Counts
    data: ExplorerData
    facets: tuple[Facet, ...]


class ReadingListPage(View, frozen=True):
    """``/reading-list/``: its papers are those that the reader marked, which only the reader's browser knows."""

    head: Head
    data: ExplorerData


class SearchPage(View, frozen=True):
    """``/search/``: full-text search with Pagefind, whose files lie at ``pagefind/`` unless ``enabled`` is false."""

    head: Head
    enabled: bool


class AboutPage(View, frozen=True):
    """``/about/``: what it is about, how much it holds, its sources."""

    head: Head
    counts: Counts
    sources: tuple[SourceSummary, ...]


class Download(View, frozen=True):
    """A file beside the pages: its name, its address, and in a few words what it holds."""

    name: str
    url: str
    holds: str


class DatasetCounts(View, frozen=True):
    """How many datasets there are, and of how many each thing is known."""

    total: int
    with_size: int
    with_modality: int
    with_task: int
    with_license: int
    with_access: int
    with_link: int
    introduced: int
    used: int
    with_results: int


class DataPage(View, frozen=True):
    """``/data/``: all that is known as files, whether they may be reused, and how much is known.

    ``licenses`` are the sources that state one. ``counted`` are papers of which a service tells the citations, and
    ``starred`` those whose code it tells the stars of.
    """

    head: Head
    downloads: tuple[Download, ...]
    licenses: tuple[SourceSummary, ...]
    counts: Counts
    counted: int
    starred: int
    datasets: DatasetCounts


class ContributePage(View, frozen=True):
    """``/contribute/``: how to add or correct a record.

    ``add_href`` opens the form that asks for a paper, ``new_href`` an editor for a new file.
    """

    head: Head
    add_href: str | None
    new_href: str | None
    issues_href: str | None
