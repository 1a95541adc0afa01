"""Every file of the site: where it stands, what it is made from, how it is made."""

from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import unquote

from kbgen.model.dataset import Dataset
from kbgen.model.paper import Paper
from kbgen.render.charts.kept import Charts
from kbgen.render.site.alternates import alternates
from kbgen.render.site.articles import Articles
from kbgen.render.site.bibliography import Entries
from kbgen.render.site.companions import TWIN_ALONE, Companions, least_papers
from kbgen.render.site.digests import Digests
from kbgen.render.site.engine import EngineOutput
from kbgen.render.site.follow import FollowPlan
from kbgen.render.site.head import page_head
from kbgen.render.site.output import Item, key_of
from kbgen.render.site.page_facts import facts_of
from kbgen.render.site.redirect import redirect
from kbgen.render.site.related import RelatedPapersKept
from kbgen.render.site.shell import Stamp, cut, under_hub
from kbgen.render.site.shells import ENTITIES, HUBS
from kbgen.render.site.social_cards import SocialCards
from kbgen.render.site.twins import Twins
from kbgen.store.tree import Tree
from kbgen.views.feeds import Followed
from kbgen.views.site import compare, datasets, hubs, in_common, leaderboards, listings, papers, timeline, topics
from kbgen.views.site.addresses import (
    author_url,
    axis_url,
    dataset_url,
    leaderboard_url,
    letter_url,
    paper_url,
    term_url,
    venue_url,
    year_url,
)
from kbgen.views.site.arrivals import Arrivals
from kbgen.views.site.forms import fix_href
from kbgen.views.site.head import SiteInfo
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.pages import Page
from kbgen.views.site.parts import ProvenanceRow, RecordInfo
from kbgen.views.site.sources import source_refs


class SitePlan:
    """The pages of a knowledge base, ready to be rendered one by one.

    ``frame`` is the digest of everything that is not a record: templates, the engine's output, the configuration.
    ``paper_keys`` stand for what pages of papers are made from but for related papers, as soon as these are planned.
    ``own_hubs`` are the hubs for which there is no page written by hand.
    """

    def __init__(
        self,
        tree: Tree,
        index: SiteIndex,
        site: SiteInfo,
        articles: Articles,
        own_hubs: frozenset[str],
        entries: Entries,
        related: RelatedPapersKept,
        charts: Charts,
        twins: Twins,
        cards: SocialCards,
        frame: str,
    ) -> None:
        self._tree = tree
        self._index = index
        self._site = site
        self._articles = articles
        self._own_hubs = own_hubs
        arrivals = Arrivals(index)
        # Every page leads to a feed: to its own, or to the one of everything.
        self._digests = Digests(tree, index, f"{frame}{arrivals.any}{least_papers(index, site)}")
        self._stamps: dict[str, Stamp] = {}
        self._entries = entries
        self._related = related
        self._charts = charts
        self._companions = Companions(index, site, arrivals, twins, self._digests)
        self._follow = FollowPlan(index, site, arrivals, self._digests, self._companions)
        self._cards = cards
        self.paper_keys: dict[str, str] = {}

    def stamp_into(self, engine: EngineOutput) -> None:
        """Take the shells that pages are stamped into; pages can be planned before, but not rendered."""
        self._stamps = {
            shell.name: cut(
                engine.shell(shell) if shell.is_hub else under_hub(engine.shell(shell), shell.path),
                shell.name,
                titled=shell.is_hub,
            )
            for shell in (*HUBS, *ENTITIES)
            if not shell.is_hub or shell.name in self._own_hubs
        }

    def pages(self, catalogue_url: str, compared_url: str, *, search: bool) -> Iterator[Item]:
        """Every page that shows records, but for the graph's and the ones at former addresses.

        ``catalogue_url`` and ``compared_url`` lead to what the explorer and the comparison of papers load.
        """
        yield from self._hubs(catalogue_url, compared_url, search=search)
        yield from self._datasets()
        yield from self._leaderboards()
        yield from self._authors()
        yield from self._venues()
        yield from self._years()
        yield from self._topics()
        yield from self._follow.pages(self._part, self._own_hubs)
        self._charts.start()
        # Last, because related papers may still be looked for by another process.
        yield from self._papers()

    def graph(self, page: Callable[[], Page]) -> Iterator[Item]:
        """``/graph/``, where no page written by hand takes its place."""
        yield from self._hub("graph", "graph", page)

    def _hubs(self, catalogue_url: str, compared_url: str, *, search: bool) -> Iterator[Item]:
        index, site = self._index, self._site
        views: dict[str, Callable[[], Page]] = {
            "home": lambda: hubs.home_page(index, site),
            "explore": lambda: hubs.explore_page(index, catalogue_url),
            "compare": lambda: compare.compare_page(index, hubs.explorer_data(index, catalogue_url), compared_url),
            "timeline": self._timeline,
            "reading-list": lambda: hubs.reading_list_page(index, catalogue_url),
            "papers": lambda: listings.papers_page(index),
            "datasets": lambda: datasets.datasets_page(index),
            "leaderboards": lambda: leaderboards.leaderboards_page(index),
            "topics": lambda: topics.topics_page(index),
            "authors": lambda: listings.authors_index(index),
            "venues": lambda: listings.venues_index(index),
            "years": lambda: listings.years_index(index),
            "search": lambda: hubs.search_page(enabled=search),
            "about": lambda: hubs.about_page(index, site),
            "data": lambda: hubs.data_page(index, site),
            "contribute": lambda: hubs.contribute_page(site),
        }
        for hub in HUBS:
            if hub.name in views:
                yield from self._hub(hub.name, hub.path, views[hub.name])

    def _hub(self, name: str, path: str, view: Callable[[], Page]) -> Iterator[Item]:
        """A hub's page, unless one was written by hand."""
        if name in self._own_hubs:
            # Hubs are few and show a little of everything: their own view is what they are made from.
            yield self._seen(f"{path}/" if path else "", name, view())

    def _timeline(self) -> Page:
        page = timeline.timeline_page(self._index)
        self._charts.add(*page.charts)
        return page

    def _papers(self) -> Iterator[Item]:
        digests = self._digests
        for paper_id in self._index.kb.papers:
            near = self._related.of(paper_id)
            related = self._related.digest(paper_id) + digests.papers([one for one, _ in near])
            key = f"{digests.paper(paper_id)}{self._entries.key(paper_id)}"
            self.paper_keys[paper_id] = key
            yield Item(f"papers/{paper_id}/index.html", key + related, partial(self._paper, paper_id), TWIN_ALONE)

    def _paper(self, paper_id: str) -> tuple[bytes, ...]:
        record = self._record(self._tree.path("paper", paper_id), self._index.kb.papers[paper_id])
        near = self._related.of(paper_id)
        view = partial(papers.paper_page, self._index, paper_id, self._entries.references(paper_id), record, near)
        return self._render(paper_url(paper_id), "paper", view)

    def _record(self, path: str, record: Paper | Dataset) -> RecordInfo:
        return RecordInfo(
            path=path,
            edit_href=f"{self._site.edit_base}{path}" if self._site.edit_base else None,
            fix_href=fix_href(self._site.forms, record),
            sources=source_refs(self._index, record.sources),
            provenance=tuple(ProvenanceRow(one.fields, one.source, one.doubt) for one in record.provenance),
            added=record.added.isoformat() if record.added else None,
        )

    def _datasets(self) -> Iterator[Item]:
        for dataset_id in self._index.kb.datasets:
            key = self._digests.dataset(dataset_id)
            followed = self._companions.of_dataset(dataset_id)
            yield self._item(dataset_url(dataset_id), "dataset", key, partial(self._dataset, dataset_id), followed)

    def _dataset(self, dataset_id: str) -> Page:
        dataset = self._index.kb.datasets[dataset_id]
        record = self._record(self._tree.path("dataset", dataset_id), dataset)
        return datasets.dataset_page(self._index, dataset_id, record)

    def _leaderboards(self) -> Iterator[Item]:
        for dataset_id in leaderboards.with_results(self._index):
            view = partial(leaderboards.leaderboard_page, self._index, dataset_id)
            key = f"{self._digests.leaderboard(dataset_id)}{self._charts.add(*view().charts)}"
            yield self._item(leaderboard_url(dataset_id), "leaderboard", key, view)

    def _authors(self) -> Iterator[Item]:
        index, cards = self._index, self._digests.cards
        authors, companions = index.authors, self._companions.of_one_paper()
        introduced = in_common.introduced(index)
        for slug, papers_of_one in authors.papers.items():
            if len(papers_of_one) == 1 and slug not in authors.also_written and papers_of_one[0] not in introduced:
                # As most people have one paper, these are most of the pages: little is worked out for them.
                (paper_id,) = papers_of_one
                made = partial(self._author, slug)
                yield Item(f"authors/{slug}/index.html", cards[paper_id], made, companions.get(paper_id, TWIN_ALONE))
                continue
            key = f"{authors.name(slug)}{authors.also_written.get(slug)}{self._digests.papers(papers_of_one)}"
            key += repr(in_common.datasets_introduced(index, papers_of_one))
            for part in range(1, listings.parts(len(papers_of_one)) + 1):
                url, view = author_url(slug), partial(listings.author_page, index, slug, part)
                yield self._part(url, "author", part, key, view, self._companions.of_author(slug))
        if len(authors) > listings.ALL_ON_ONE_PAGE:
            counts = repr([(letter, len(slugs)) for letter, slugs in authors.by_letter.items()])
            for letter, slugs in authors.by_letter.items():
                key = counts + "\n".join([f"{slug} {len(authors.papers[slug])} {authors.name(slug)}" for slug in slugs])
                letter_view = partial(listings.authors_index, index, letter)
                yield self._item(letter_url(letter), "letter", key, letter_view)

    def _author(self, slug: str) -> tuple[bytes, ...]:
        view = partial(listings.author_page, self._index, slug, 1)
        return self._render(author_url(slug), "author", view, self._companions.of_author(slug))

    def _venues(self) -> Iterator[Item]:
        for venue, members in self._index.by_venue.items():
            years = repr(listings.year_counts(self._index, members))
            for part, shown in self._parts(members):
                view = partial(listings.venue_page, self._index, venue, part)
                followed = Followed(members, url=venue_url(venue))
                yield self._part(venue_url(venue), "venue", part, years + shown, view, followed)

    def _years(self) -> Iterator[Item]:
        known = repr(sorted(year for year in self._index.by_year if year is not None))
        for year, members in self._index.by_year.items():
            shared = known + repr(listings.venues_of(self._index, members)) + str(len(members))
            new = repr((listings.datasets_of_year(self._index, year), listings.risen_in(self._index, year)))
            for part, shown in self._parts(members):
                key = shared + shown + (new if part == 1 else "")
                view = partial(listings.year_page, self._index, year, part)
                yield self._part(year_url(year), "year", part, key, view)

    def _topics(self) -> Iterator[Item]:
        index = self._index
        for axis in index.kb.taxonomy.axes:
            yield self._seen(axis_url(axis.id), "axis", topics.axis_page(index, axis.id))
        boards = " ".join(index.results_on)
        for axis_id, term in index.kb.taxonomy.terms:
            members = index.by_term.get((axis_id, term), [])
            shared = f"{len(members)}{topics.shared_by_parts(index, axis_id, term)!r}"
            for part, shown in self._parts(members):
                view = partial(topics.topic_page, index, axis_id, term, part)
                url, key = term_url(axis_id, term), shared + shown
                if part == 1:
                    key += f"{boards}{in_common.datasets_introduced(index, members)!r}"
                followed = Followed(members, index.datasets_by_term.get((axis_id, term), ()), url=url)
                yield self._part(url, "topic", part, key, view, followed)

    def redirects(self) -> Iterator[Item]:
        """A record's former names lead to it, unless a record has taken one of them; the first of two that had one."""
        for records, url in ((self._index.kb.papers, paper_url), (self._index.kb.datasets, dataset_url)):
            taken = set(records)
            for record_id, record in records.items():
                for alias in record.aliases:
                    if alias not in taken:
                        taken.add(alias)
                        page = redirect(self._site, url(alias), url(record_id))
                        yield Item(f"{unquote(url(alias))}index.html", key_of(page), page.encode)

    def for_programs(self) -> Iterator[Item]:
        """The feed of everything, and what tells programs of the site as a whole."""
        return self._follow.for_programs(self._own_hubs)

    def _parts(self, members: list[str]) -> Iterator[tuple[int, str]]:
        """The parts of a list, each with a digest of the papers it shows; the first one tells of all papers."""
        yield 1, self._digests.papers(members)
        for part in range(2, listings.parts(len(members)) + 1):
            yield part, self._digests.papers(members[(part - 1) * listings.PART : part * listings.PART])

    def _part(
        self, url: str, shell: str, part: int, key: str, view: Callable[[], Page], followed: Followed | None = None
    ) -> Item:
        if part == 1:
            return self._item(url, shell, key, view, followed)
        return self._item(f"{url}{part}/", f"{shell}-part", f"{part}{key}", view, followed)

    def _seen(self, url: str, shell: str, page: Page) -> Item:
        """A page whose view is at hand, and is what it is made from."""
        return self._item(url, shell, repr(page), lambda: page)

    def _item(self, url: str, shell: str, key: str, view: Callable[[], Page], followed: Followed | None = None) -> Item:
        path = f"{unquote(url) if '%' in url else url}index.html"
        made_from = key_of(self._digests.shared, key, self._companions.key(url, followed))
        companions = self._companions.names(url, shell, followed)
        return Item(path, made_from, partial(self._render, url, shell, view, followed), companions)

    def _render(
        self, url: str, shell: str, view: Callable[[], Page], followed: Followed | None = None
    ) -> tuple[bytes, ...]:
        page = self._companions.announced(view(), url, shell, followed)
        absolute = f"{self._site.url}{url}" if self._site.url else ""
        root = "../" * url.count("/")
        is_paper = shell == "paper"
        head = page_head(page.head, self._site, absolute, self._cards.of(page), "article" if is_paper else "website")
        head += facts_of(page, self._index, self._site, absolute)
        html = self._stamps[shell].page(
            title=page.head.title,
            description=page.head.description,
            canonical=absolute,
            head=f"{head}\n{alternates(page.head, root)}",
            article=self._articles.article(page, root),
        )
        return (html, *self._companions.contents(page, url, root, followed))
