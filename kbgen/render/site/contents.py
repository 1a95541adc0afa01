"""Every file that a site consists of, and what each is made from."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from kbgen.enrich.overlay import publishable
from kbgen.render.charts.kept import Charts
from kbgen.render.export.exported import Exported
from kbgen.render.site.api_items import api_items
from kbgen.render.site.articles import Articles
from kbgen.render.site.bibliography import Entries
from kbgen.render.site.cite_files import cite_files
from kbgen.render.site.coins import context_object
from kbgen.render.site.config import SiteConfig
from kbgen.render.site.database import Database
from kbgen.render.site.downloads import downloads
from kbgen.render.site.engine import EngineOutput, EngineRun
from kbgen.render.site.graph_map import GraphMap
from kbgen.render.site.offline import service_worker
from kbgen.render.site.output import Item, key_of
from kbgen.render.site.paper_facts import PaperFacts
from kbgen.render.site.plan import SitePlan
from kbgen.render.site.related import RelatedPapersKept
from kbgen.render.site.scripts import WORDS, data_script, script_value
from kbgen.render.site.search import SearchIndex, has_texts
from kbgen.render.site.sitemap import robots, sitemaps
from kbgen.render.site.social_cards import SocialCards
from kbgen.render.site.twins import Twins
from kbgen.store.tree import Tree
from kbgen.views.site.catalogue import catalogue
from kbgen.views.site.compare import comparison
from kbgen.views.site.index import SiteIndex


class Contents(NamedTuple):
    """The files of the site. ``late`` gives those that other processes make, and waits for them."""

    items: list[Item]
    late: Callable[[], list[Item]]


@contextmanager
def contents(
    tree: Tree,
    work: Path,
    config: SiteConfig,
    engine: EngineRun,
    assets: dict[str, Path],
    *,
    templates: str,
    code: str,
    search: bool,
    words: str = "",
) -> Iterator[Contents]:
    """The files of the site; leaving the context ends what still makes some of them.

    ``work`` is the folder for what can be made again, ``assets`` the front end's bundle (path on the site → file),
    ``templates`` and ``code`` are digests of what pages are made with; ``search`` makes the full-text index,
    ``words`` is the script that holds what the front end says in another language than English.
    """
    tree = publishable(tree)
    index = SiteIndex(tree.kb)
    charts = Charts(work / "cache", code)
    search = search and has_texts(index)
    frame = key_of(engine.digest, templates, code, repr(config.site), charts.library)
    with ExitStack() as background:
        full_text = background.enter_context(SearchIndex(index, work / "search", code)) if search else None
        facts = PaperFacts(tree, index, work / "cache", code)
        related = background.enter_context(RelatedPapersKept(index, facts, work / "cache", code))
        entries = Entries(tree, work / "cache", code)
        made_from = key_of(tree.content_digest, code)
        database = background.enter_context(
            Database(_whole(index, entries, config), made_from, work / "database", wanted=config.settings.database)
        )
        background.enter_context(charts)
        chart = background.enter_context(GraphMap(index, facts, related, work / "cache", code))
        has_graph = "graph" in engine.own_hubs
        if has_graph:
            chart.start()
        compiled = work / "cache" / "templates"
        articles = Articles(tree.root, config.site, compiled, charts, partial(context_object, tree.kb))
        twins = Twins(tree.root, config.site, compiled)
        cards = SocialCards(index, config, assets, code)
        plan = SitePlan(
            tree, index, config.site, articles, engine.own_hubs, entries, related, charts, twins, cards, frame
        )
        catalogue_item = _catalogue(index, entries)
        compared = _compared(index)
        pages = list(plan.pages(catalogue_item.path, compared.path, search=search))
        charts.finish()
        made = engine.output()
        plan.stamp_into(made)
        items = [*pages, *plan.redirects()]
        items += [_copy(path, made.folder / path) for path in (*made.pages(), *made.static())]
        items += [_copy(path, source) for path, source in assets.items()]
        if worker := assets.get("assets/kbgen/worker.js"):
            items.append(service_worker(worker, made, assets, words))
        if words:
            items.append(_ready(WORDS, words.encode()))
        items.append(catalogue_item)
        if "compare" in engine.own_hubs:
            items.append(compared)
        items += downloads(tree, entries, code)
        items += plan.for_programs()
        items += cards.items()
        items += api_items(tree, index, config.site, entries, plan.paper_keys, code)
        items += cite_files(tree, entries, code)
        found = [page.path for page in pages if page.path != "search/index.html"]
        items += _for_crawlers(config, [*found, "graph/index.html"] if has_graph else found, made)

        def late() -> Iterator[Item]:
            yield from plan.graph(partial(chart.page, catalogue_item.path))
            if has_graph:
                yield chart.data
            yield from database.items()
            if full_text:
                yield from full_text.items()

        yield Contents(items, lambda: list(late()))


def _whole(index: SiteIndex, entries: Entries, config: SiteConfig) -> Exported:
    """All papers, as exports take them."""
    return Exported(
        index.kb,
        tuple(index.kb.papers.values()),
        config.site.name,
        known_keys=entries.keys,
        known_authors=index.authors,
        known_citations=index.citations,
    )


def _catalogue(index: SiteIndex, entries: Entries) -> Item:
    content = data_script("kbgenCatalogue", script_value(catalogue(index, entries.rows())))
    digest = hashlib.blake2b(content, digest_size=6).hexdigest()
    return _ready(f"explore/catalogue-{digest}.js", content)


def _compared(index: SiteIndex) -> Item:
    content = data_script("kbgenComparison", script_value(comparison(index)))
    digest = hashlib.blake2b(content, digest_size=6).hexdigest()
    return _ready(f"compare/data-{digest}.js", content)


def _for_crawlers(config: SiteConfig, pages: list[str], engine: EngineOutput) -> Iterator[Item]:
    url = config.site.url
    yield _ready("robots.txt", robots(url).encode())
    # GitHub Pages would leave out files whose names begin with an underscore.
    yield _ready(".nojekyll", b"")
    if url:
        by_hand = [path for path in engine.pages() if path != "404.html"]
        for name, text in sitemaps(url, [*pages, *by_hand]).items():
            yield _ready(name, text.encode())


def _ready(path: str, content: bytes) -> Item:
    return Item(path, hashlib.blake2b(content, digest_size=12).hexdigest(), lambda: content)


def _copy(path: str, source: Path) -> Item:
    status = source.stat()
    return Item(path, key_of(str(source), str(status.st_mtime_ns), str(status.st_size)), partial(source.read_bytes))
