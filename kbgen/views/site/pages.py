"""One frozen value for each kind of page: everything its template may show.

A template in ``site_templates/site/`` is called with

``page``
    the value below that is named after the template (``paper.html`` gets a :class:`PaperPage`);
``site``
    the :class:`SiteInfo`;
``root``
    the relative way to the site's root: ``""`` on the home page, ``../../`` on a paper's page;

and renders the inside of the page's ``<article>``, beginning with its only ``<h1>``. ``<title>``, description,
canonical link and structured data are made from :class:`Head`, not by templates. ``paper_card(card, root)`` is a
function that gives the HTML of ``partials/paper_card.html`` for a card; lists must use it, because it is drawn once a
paper and not once a page. The filters ``cards`` (several cards), ``each`` (things drawn once by a macro of
``partials/items.html``), ``number`` and ``plural`` (counts), ``urlencode`` and ``json_script`` (data for
``<script type="application/json">``) are there besides Jinja's own; everything is autoescaped.
"""

from kbgen.views.entries import PaperCard
from kbgen.views.site.parts import (
    Abstract,
    CitationList,
    CountedRef,
    DatasetTable,
    DatasetUseRow,
    NoteSection,
    OutLink,
    PaperList,
    RecordInfo,
    Ref,
    RelatedGroup,
    ResultRow,
    SizeCell,
    SourceSummary,
    TermNode,
    TopicGroup,
    YearCount,
)
from kbgen.views.view import View


class SiteInfo(View, frozen=True):
    """What ``mkdocs.yml`` says of the site. ``url`` ends in a slash; it is empty where no address is configured."""

    name: str
    description: str
    url: str = ""
    repository: str = ""
    edit_base: str = ""
    """Address to which a record's path is appended to edit it; empty without a repository."""
    forms: str = ""
    """Address at which GitHub opens an issue form; empty where the repository is elsewhere or has none."""


class Crumb(View, frozen=True):
    """A step of the way from the home page to a page."""

    name: str
    url: str


class Head(View, frozen=True):
    """What search engines and reference managers read: title and description as plain text, and the way to the page.

    ``robots`` is ``noindex`` for pages that only repeat others.
    """

    title: str
    description: str
    crumbs: tuple[Crumb, ...] = ()
    robots: str = ""


class PaperPage(View, frozen=True):
    """``/papers/ID/``. ``bibtex`` is one entry, as text; ``venue_name`` is the venue's full name."""

    head: Head
    id: str
    title: str
    kind: str
    authors: tuple[Ref, ...]
    year: Ref | None
    venue: Ref | None
    venue_name: str
    track: str | None
    links: tuple[OutLink, ...]
    summary: str | None
    topics: tuple[TopicGroup, ...]
    abstract: Abstract | None
    notes: tuple[NoteSection, ...]
    datasets: tuple[DatasetUseRow, ...]
    results: tuple[ResultRow, ...]
    related: tuple[RelatedGroup, ...]
    cites: CitationList
    cited_by: CitationList
    bibtex: str
    record: RecordInfo


class DatasetPage(View, frozen=True):
    """``/datasets/ID/``. ``introduced_by`` and ``used_by`` are computed from the papers as well as from the record."""

    head: Head
    id: str
    name: str
    also_known_as: tuple[str, ...]
    year: int | None
    family: Ref | None
    modalities: tuple[Ref, ...]
    domain: tuple[str, ...]
    tasks: tuple[Ref, ...]
    task_text: str | None
    sizes: tuple[SizeCell, ...]
    license: str | None
    access: str | None
    links: tuple[OutLink, ...]
    summary: str | None
    introduced_by: tuple[PaperCard, ...]
    used_by: tuple[PaperCard, ...]
    results: tuple[ResultRow, ...]
    record: RecordInfo


class DatasetFamily(View, frozen=True):
    """One table of datasets: a term of the axis ``dataset-family``, or the datasets that name none."""

    id: str
    name: str
    description: str
    table: DatasetTable


class DatasetsPage(View, frozen=True):
    """``/datasets/``: one table a family."""

    head: Head
    total: int
    families: tuple[DatasetFamily, ...]


class AuthorPage(View, frozen=True):
    """``/authors/SLUG/``; ``also_written`` are other spellings that lead to the same page."""

    head: Head
    name: str
    also_written: tuple[str, ...]
    years: str
    papers: PaperList
    coauthors: tuple[CountedRef, ...]
    topics: tuple[CountedRef, ...]


class VenuePage(View, frozen=True):
    """``/venues/KEY/``."""

    head: Head
    id: str
    name: str
    short: str
    kind: str
    href: str | None
    years: tuple[YearCount, ...]
    papers: PaperList


class YearPage(View, frozen=True):
    """``/years/Y/``, and ``/years/undated/`` for the papers that name no year."""

    head: Head
    label: str
    previous: Ref | None
    next: Ref | None
    venues: tuple[CountedRef, ...]
    papers: PaperList


class TopicPage(View, frozen=True):
    """``/topics/AXIS/TERM/``: counts include the terms below it. ``parents`` lead from the axis's top to this term."""

    head: Head
    axis_id: str
    axis: Ref
    id: str
    name: str
    description: str
    also_known_as: tuple[str, ...]
    parents: tuple[Ref, ...]
    children: tuple[TermNode, ...]
    years: tuple[YearCount, ...]
    papers: PaperList
    datasets: DatasetTable


class AxisPage(View, frozen=True):
    """``/topics/AXIS/``: the tree of one axis."""

    head: Head
    id: str
    name: str
    description: str
    terms: tuple[TermNode, ...]


class AxisSummary(View, frozen=True):
    """An axis as an entrance: its name, and its terms at the top with their counts."""

    id: str
    name: str
    url: str
    description: str
    terms: tuple[TermNode, ...]


class TopicsPage(View, frozen=True):
    """``/topics/``: all axes."""

    head: Head
    axes: tuple[AxisSummary, ...]


class PapersPage(View, frozen=True):
    """``/papers/``: every paper, without JavaScript.

    ``years`` link to the year pages; ``papers`` is ``None`` where they are too many for one page.
    """

    head: Head
    total: int
    years: tuple[CountedRef, ...]
    papers: PaperList | None


class IndexPage(View, frozen=True):
    """``/authors/`` (and its parts ``/authors/by/LETTER/``), ``/venues/``, ``/years/``: names with counts.

    ``parts`` are the letters an index is cut into, empty when it is one page; ``current`` is the letter of this part.
    Where it is cut, ``entries`` of the first page are those with most papers. ``unit`` is what is listed (``author``),
    for counts in words.
    """

    head: Head
    heading: str
    unit: str
    total: int
    parts: tuple[CountedRef, ...]
    current: str
    entries: tuple[CountedRef, ...]


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
    """``/``: what it is, how much it holds, where to start, what is new."""

    head: Head
    counts: Counts
    axes: tuple[AxisSummary, ...]
    newest: tuple[PaperCard, ...]
    most_cited: tuple[tuple[PaperCard, int], ...]
    years: tuple[YearCount, ...]


class Facet(View, frozen=True):
    """One facet of the explorer: ``key`` as the address spells it, ``values`` its terms with counts."""

    key: str
    name: str
    values: tuple[CountedRef, ...]


class ExplorePage(View, frozen=True):
    """``/explore/``: ``catalogue_url`` and ``bibtex_url`` are site-relative.

    They lead to :mod:`kbgen.views.site.catalogue` and to the BibTeX entries by paper, both as scripts.
    """

    head: Head
    counts: Counts
    catalogue_url: str
    bibtex_url: str
    facets: tuple[Facet, ...]


class SearchPage(View, frozen=True):
    """``/search/``: full-text search with Pagefind, whose files lie at ``pagefind/`` unless ``enabled`` is false."""

    head: Head
    enabled: bool


class AboutPage(View, frozen=True):
    """``/about/``: what it holds and how much of it, its sources and downloads."""

    head: Head
    counts: Counts
    sources: tuple[SourceSummary, ...]
    downloads: tuple[Ref, ...]


class ContributePage(View, frozen=True):
    """``/contribute/``: how to add or correct a record.

    ``add_href`` opens the form that asks for a paper, ``new_href`` an editor for a new file.
    """

    head: Head
    add_href: str | None
    new_href: str | None
    issues_href: str | None


Page = (
    PaperPage
    | DatasetPage
    | DatasetsPage
    | AuthorPage
    | VenuePage
    | YearPage
    | TopicPage
    | AxisPage
    | TopicsPage
    | PapersPage
    | IndexPage
    | HomePage
    | ExplorePage
    | SearchPage
    | AboutPage
    | ContributePage
)

TEMPLATES: dict[type[Page], str] = {
    PaperPage: "paper.html",
    DatasetPage: "dataset.html",
    DatasetsPage: "datasets.html",
    AuthorPage: "author.html",
    VenuePage: "venue.html",
    YearPage: "year.html",
    TopicPage: "topic.html",
    AxisPage: "axis.html",
    TopicsPage: "topics.html",
    PapersPage: "papers.html",
    IndexPage: "index.html",
    HomePage: "home.html",
    ExplorePage: "explore.html",
    SearchPage: "search.html",
    AboutPage: "about.html",
    ContributePage: "contribute.html",
}
"""The template in ``site_templates/site/`` that shows each kind of page."""
