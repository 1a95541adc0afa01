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

from kbgen.views.site.compare import ComparePage
from kbgen.views.site.entrance_pages import (
    AboutPage,
    ContributePage,
    DataPage,
    ExplorePage,
    HomePage,
    ReadingListPage,
    SearchPage,
)
from kbgen.views.site.follow_pages import ListPage, NewPage, WeekPage
from kbgen.views.site.graph import GraphPage
from kbgen.views.site.hub_pages import (
    AuthorPage,
    AxisPage,
    IndexPage,
    PapersPage,
    TopicPage,
    TopicsPage,
    VenuePage,
    YearPage,
)
from kbgen.views.site.leaderboards import LeaderboardPage, LeaderboardsPage
from kbgen.views.site.record_pages import DatasetPage, DatasetsPage, PaperPage
from kbgen.views.site.timeline import TimelinePage

Page = (
    PaperPage
    | DatasetPage
    | DatasetsPage
    | LeaderboardPage
    | LeaderboardsPage
    | ComparePage
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
    | ReadingListPage
    | GraphPage
    | TimelinePage
    | SearchPage
    | AboutPage
    | DataPage
    | ContributePage
    | NewPage
    | WeekPage
    | ListPage
)

TEMPLATES: dict[type[Page], str] = {
    PaperPage: "paper.html",
    DatasetPage: "dataset.html",
    DatasetsPage: "datasets.html",
    LeaderboardPage: "leaderboard.html",
    LeaderboardsPage: "leaderboards.html",
    ComparePage: "compare.html",
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
    ReadingListPage: "reading-list.html",
    GraphPage: "graph.html",
    TimelinePage: "timeline.html",
    SearchPage: "search.html",
    AboutPage: "about.html",
    DataPage: "data.html",
    ContributePage: "contribute.html",
    NewPage: "new.html",
    WeekPage: "week.html",
    ListPage: "list.html",
}
"""The template in ``site_templates/site/`` that shows each kind of page."""

TWINS: dict[type[Page], str] = {
    kind: f"{TEMPLATES[kind].removesuffix('.html')}.md.j2"
    for kind in (
        PaperPage,
        DatasetPage,
        DatasetsPage,
        LeaderboardPage,
        LeaderboardsPage,
        AuthorPage,
        VenuePage,
        YearPage,
        TopicPage,
        AxisPage,
        TopicsPage,
        PapersPage,
        IndexPage,
        HomePage,
        TimelinePage,
        NewPage,
        WeekPage,
        ListPage,
    )
}
"""The template in ``site_templates/site/markdown/`` that shows a kind of page in Markdown; pages that only lead on, or
that need a script, have none."""
