"""Every file of the site: where it stands, what it is made from, how it is made."""

from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import unquote

from kbgen.model.dataset import Dataset
from kbgen.model.paper import Paper
from kbgen.render.charts.kept import Charts
from kbgen.render.site.articles import Articles
from kbgen.render.site.bibliography import Entries
from kbgen.render.site.digests import Digests
from kbgen.render.site.engine import ENTITIES, HUBS, EngineOutput
from kbgen.render.site.head import page_head, paper_head
from kbgen.render.site.output import Item, key_of
from kbgen.render.site.redirect import redirect
from kbgen.render.site.related import RelatedPapersKept
from kbgen.render.site.shell import Stamp, cut, under_hub
from kbgen.store.tree import Tree
from kbgen.views.site import compare, datasets, hubs, leaderboards, listings, papers, topics
from kbgen.views.site.forms import fix_href
from kbgen.views.site.head import SiteInfo
from kbgen.views.site.index import (
    SiteIndex,
    author_url,
    axis_url,
    dataset_url,
    paper_url,
    term_url,
    venue_url,
    year_url,
)
from kbgen.views.site.pages import Page
from kbgen.views.site.parts import ProvenanceRow, RecordInfo
from kbgen.views.site.sources import source_refs


class SitePlan:
    """The pages of a knowledge base, ready to be rendered one by one.

    ``frame`` is the digest of everything that is not a record: templates, the engine's output, the configuration.
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
        frame: str,
    ) -> None:
        self._tree = tree
        self._index = index
        self._site = site
        self._articles = articles
        self._own_hubs = own_hubs
        self._digests = Digests(tree, index, frame)
        self._stamps: dict[str, Stamp] = {}
        self._entries = entries
        self._related = related
        self._charts = charts

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

    def pages(
        self, catalogue_url: str, compared_url: str, graph: Callable[[], Page], *, search: bool
    ) -> Iterator[Item]:
        """Every page that shows records, but for the ones at former addresses; ``graph`` makes the graph's.

        ``catalogue_url`` and ``compared_url`` lead to what the explorer and the comparison of papers load.
        """
        yield from self._hubs(catalogue_url, compared_url, search=search)
        yield from self._datasets()
        yield from self._leaderboards()
        yield from self._authors()
        yield from self._venues()
        yield from self._years()
        yield from self._topics()
        self._charts.start()
        # Last, because related papers may still be looked for by another process.
        yield from self._hub("graph", "graph", graph)
        yield from self._papers()

    def _hubs(self, catalogue_url: str, compared_url: str, *, search: bool) -> Iterator[Item]:
        index, site = self._index, self._site
        views: dict[str, Callable[[], Page]] = {
            "home": lambda: hubs.home_page(index, site),
            "explore": lambda: hubs.explore_page(index, catalogue_url),
            "compare": lambda: compare.compare_page(index, catalogue_url, compared_url, hubs.BIBTEX),
            "papers": lambda: listings.papers_page(index),
            "datasets": lambda: datasets.datasets_page(index),
            "leaderboards": lambda: leaderboards.leaderboards_page(index),
            "topics": lambda: topics.topics_page(index),
            "authors": lambda: listings.authors_index(index),
            "venues": lambda: listings.venues_index(index),
            "years": lambda: listings.years_index(index),
            "search": lambda: hubs.search_page(enabled=search),
            "about": lambda: hubs.about_page(index, site),
            "contribute": lambda: hubs.contribute_page(site),
        }
        for hub in HUBS:
            if hub.name in views:
                yield from self._hub(hub.name, hub.path, views[hub.name])

    def _hub(self, name: str, path: str, view: Callable[[], Page]) -> Iterator[Item]:
        """A hub's page, unless one was written by hand."""
        if name in self._own_hubs:
            # Hubs are few and show a little of everything: their own view is what they are made from.
            page = view()
            yield self._item(f"{path}/" if path else "", name, repr(page), lambda: page)

    def _papers(self) -> Iterator[Item]:
        digests = self._digests
        for paper_id in self._index.kb.papers:
            near = self._related.of(paper_id)
            related = self._related.digest(paper_id) + digests.papers([one for one, _ in near])
            key = f"{digests.paper(paper_id)}{self._entries.key(paper_id)}{related}"
            yield Item(f"papers/{paper_id}/index.html", key, partial(self._paper, paper_id))

    def _paper(self, paper_id: str) -> bytes:
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
            yield self._item(dataset_url(dataset_id), "dataset", key, partial(self._dataset, dataset_id))

    def _dataset(self, dataset_id: str) -> Page:
        dataset = self._index.kb.datasets[dataset_id]
        record = self._record(self._tree.path("dataset", dataset_id), dataset)
        return datasets.dataset_page(self._index, dataset_id, record)

    def _leaderboards(self) -> Iterator[Item]:
        for dataset_id in leaderboards.with_results(self._index):
            view = partial(leaderboards.leaderboard_page, self._index, dataset_id)
            key = self._digests.dataset(dataset_id)
            yield self._item(leaderboards.leaderboard_url(dataset_id), "leaderboard", key, view)

    def _authors(self) -> Iterator[Item]:
        index, cards = self._index, self._digests.cards
        authors = index.authors
        for slug, papers_of_one in authors.papers.items():
            if len(papers_of_one) == 1 and slug not in authors.also_written:
                # As most people have one paper, these are most of the pages: little is worked out for them.
                yield Item(f"authors/{slug}/index.html", cards[papers_of_one[0]], partial(self._author, slug))
                continue
            key = f"{authors.name(slug)}{authors.also_written.get(slug)}{self._digests.papers(papers_of_one)}"
            for part in range(1, listings.parts(len(papers_of_one)) + 1):
                yield self._part(
                    author_url(slug), "author", part, key, partial(listings.author_page, index, slug, part)
                )
        if len(authors) > listings.ALL_ON_ONE_PAGE:
            counts = repr([(letter, len(slugs)) for letter, slugs in authors.by_letter.items()])
            for letter, slugs in authors.by_letter.items():
                key = counts + "\n".join([f"{slug} {len(authors.papers[slug])} {authors.name(slug)}" for slug in slugs])
                letter_view = partial(listings.authors_index, index, letter)
                yield self._item(listings.letter_url(letter), "letter", key, letter_view)

    def _author(self, slug: str) -> bytes:
        return self._render(author_url(slug), "author", partial(listings.author_page, self._index, slug, 1))

    def _venues(self) -> Iterator[Item]:
        for venue, members in self._index.by_venue.items():
            years = repr(listings.year_counts(self._index, members))
            for part, shown in self._parts(members):
                key = years + self._digests.papers(shown)
                view = partial(listings.venue_page, self._index, venue, part)
                yield self._part(venue_url(venue), "venue", part, key, view)

    def _years(self) -> Iterator[Item]:
        known = repr(sorted(year for year in self._index.by_year if year is not None))
        for year, members in self._index.by_year.items():
            venues = repr(sorted({self._index.kb.papers[one].venue or "" for one in members}))
            for part, shown in self._parts(members):
                key = known + venues + str(len(members)) + self._digests.papers(shown)
                view = partial(listings.year_page, self._index, year, part)
                yield self._part(year_url(year), "year", part, key, view)

    def _topics(self) -> Iterator[Item]:
        index = self._index
        for axis in index.kb.taxonomy.axes:
            page = topics.axis_page(index, axis.id)
            yield self._item(axis_url(axis.id), "axis", repr(page), lambda page=page: page)  # type: ignore[misc]
        for axis_id, term in index.kb.taxonomy.terms:
            members = index.by_term.get((axis_id, term), [])
            shared = f"{len(members)}{topics.shared_by_parts(index, axis_id, term)!r}"
            for part, shown in self._parts(members):
                view = partial(topics.topic_page, index, axis_id, term, part)
                yield self._part(term_url(axis_id, term), "topic", part, shared + self._digests.papers(shown), view)

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

    def _parts(self, members: list[str]) -> Iterator[tuple[int, list[str]]]:
        for part in range(1, listings.parts(len(members)) + 1):
            yield part, members[(part - 1) * listings.PART : part * listings.PART]

    def _part(self, url: str, shell: str, part: int, key: str, view: Callable[[], Page]) -> Item:
        if part == 1:
            return self._item(url, shell, key, view)
        return self._item(f"{url}{part}/", f"{shell}-part", f"{part}{key}", view)

    def _item(self, url: str, shell: str, key: str, view: Callable[[], Page]) -> Item:
        path = unquote(url) if "%" in url else url
        return Item(f"{path}index.html", key_of(self._digests.shared, key), partial(self._render, url, shell, view))

    def _render(self, url: str, shell: str, view: Callable[[], Page]) -> bytes:
        page = view()
        absolute = f"{self._site.url}{url}" if self._site.url else ""
        is_paper = shell == "paper"
        head = page_head(page.head, self._site, absolute, "article" if is_paper else "website")
        if is_paper:
            paper = self._index.kb.papers[page.id]  # type: ignore[union-attr]  # papers' shells frame papers only
            head += "\n" + paper_head(paper, self._index.kb.venues.by_id.get(paper.venue or ""), absolute)
        return self._stamps[shell].page(
            title=page.head.title,
            description=page.head.description,
            canonical=absolute,
            head=head,
            article=self._articles.article(page, "../" * url.count("/")),
        )
