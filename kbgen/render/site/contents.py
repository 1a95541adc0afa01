"""Every file that a site consists of, and what each is made from."""

import hashlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from kbgen.enrich.overlay import publishable
from kbgen.render.charts.kept import Charts
from kbgen.render.site.api_items import api_items
from kbgen.render.site.articles import Articles
from kbgen.render.site.bibliography import Entries
from kbgen.render.site.cite_files import cite_files
from kbgen.render.site.coins import context_object
from kbgen.render.site.config import SiteConfig
from kbgen.render.site.database import Database
from kbgen.render.site.downloads import downloads
from kbgen.render.site.engine import WORDS, EngineOutput, EngineRun
from kbgen.render.site.graph_map import GraphMap
from kbgen.render.site.offline import service_worker
from kbgen.render.site.output import Item, key_of
from kbgen.render.site.paper_facts import PaperFacts
from kbgen.render.site.plan import SitePlan
from kbgen.render.site.related import RelatedPapersKept
from kbgen.render.site.scripts import data_script, script_value
from kbgen.render.site.search import search_index
from kbgen.render.site.sitemap import robots, sitemaps
from kbgen.render.site.social_cards import SocialCards
from kbgen.render.site.twins import Twins
from kbgen.store.tree import Tree
from kbgen.views.site.catalogue import catalogue
from kbgen.views.site.compare import comparison
from kbgen.views.site.index import SiteIndex


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
) -> Iterator[Item]:
    """The files of the site.

    ``work`` is the folder for what can be made again, ``assets`` the front end's bundle (path on the site → file),
    ``templates`` and ``code`` are digests of what pages are made with; ``search`` makes the full-text index,
    ``words`` is the script that holds what the front end says in another language than English.
    """
    tree = publishable(tree)
    index = SiteIndex(tree.kb)
    charts = Charts(work / "cache", code)
    frame = key_of(engine.digest, templates, code, repr(config.site), charts.library)
    facts = PaperFacts(tree, index, work / "cache", code)
    with (
        RelatedPapersKept(index, facts, work / "cache", code) as related,
        charts,
        Database(tree, config, work / "database", code) as database,
    ):
        chart = GraphMap(index, facts, related, work / "cache", code)
        entries = Entries(tree, work / "cache", code)
        compiled = work / "cache" / "templates"
        articles = Articles(tree.root, config.site, compiled, charts, partial(context_object, tree.kb))
        twins = Twins(tree.root, config.site, compiled)
        cards = SocialCards(index, config, assets, code)
        plan = SitePlan(
            tree, index, config.site, articles, engine.own_hubs, entries, related, charts, twins, cards, frame
        )
        catalogue_item = _catalogue(index, entries)
        graph = partial(chart.page, catalogue_item.path)
        compared = _compared(index)
        pages = list(plan.pages(catalogue_item.path, compared.path, graph, search=search))
        charts.finish()
        whole = list(database.items())
    made = engine.output()
    plan.stamp_into(made)
    yield from pages
    yield from plan.redirects()
    for path in (*made.pages(), *made.static()):
        yield _copy(path, made.folder / path)
    for path, source in assets.items():
        yield _copy(path, source)
    if worker := assets.get("assets/kbgen/worker.js"):
        yield service_worker(worker, made, assets, words)
    if words:
        yield _ready(WORDS, words.encode())
    yield catalogue_item
    if "compare" in engine.own_hubs:
        yield compared
    if "graph" in engine.own_hubs:
        yield chart.data
    yield from downloads(tree, entries, code)
    yield from plan.for_programs()
    yield from whole
    yield from cards.items()
    yield from api_items(tree, index, config.site, entries, plan.paper_keys, code)
    yield from cite_files(tree, entries, code)
    found = [page.path for page in pages if page.path != "search/index.html"]
    yield from _for_crawlers(config, found, made)
    if search:
        folder = search_index(index, work / "search", code)
        for source in sorted(path for path in folder.rglob("*") if path.is_file()):
            yield _copy(f"pagefind/{source.relative_to(folder).as_posix()}", source)


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
