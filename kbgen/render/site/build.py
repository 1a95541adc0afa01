"""The site as a whole: load, frame, plan, render, put in place."""

import gc
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import kbgen
from kbgen.model.finding import Finding, KbgenError
from kbgen.render.site import workers
from kbgen.render.site.articles import FOLDER as ARTICLES
from kbgen.render.site.articles import Articles
from kbgen.render.site.bibliography import Entries
from kbgen.render.site.config import SiteConfig, read_config
from kbgen.render.site.downloads import downloads
from kbgen.render.site.engine import Engine, EngineOutput, EngineRun
from kbgen.render.site.output import Item, Outcome, Output, key_of
from kbgen.render.site.plan import SitePlan
from kbgen.render.site.scripts import data_script
from kbgen.render.site.search import search_index
from kbgen.render.site.sitemap import robots, sitemaps
from kbgen.render.templates import template_folders
from kbgen.store.tree import Tree, load_tree
from kbgen.views.site.catalogue import catalogue
from kbgen.views.site.index import SiteIndex

WORK = ".kbgen"
"""The folder below a knowledge base's root where everything lies that can be made again."""

ASSETS = "assets/kbgen"
"""Where the front end's bundle lies on the site."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to build. ``search`` makes the full-text index; ``clean`` forgets whatever earlier builds left to be used."""

    out: Path
    engine: Engine = "mkdocs"
    search: bool = True
    clean: bool = False


class BrokenRecordsError(KbgenError):
    """Records that cannot be read keep a site from being built; ``findings`` says what is wrong with them."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        count = len(findings)
        super().__init__(f"{count} {'error' if count == 1 else 'errors'} in the records; the site stays as it was")
        self.findings = findings


def build_site(root: Path, options: Options) -> Outcome:
    """Build the site of the knowledge base at ``root``.

    Raises :class:`BrokenRecordsError` where records cannot be read, and :class:`KbgenError` for anything else that
    keeps the site from being made; in both cases the output folder stays as it was.
    """
    root = root.resolve()
    with _few_collections():
        work = root / WORK
        if options.clean:
            for folder in ("engine", "search"):
                shutil.rmtree(work / folder, ignore_errors=True)
        output = Output(options.out, work / "site")
        config = read_config(root)
        assets = _assets(root)
        # The engine knows nothing of records, so they are read and planned while it works.
        with EngineRun(root, config, options.engine, work / "engine", _version_of(assets)) as engine:
            tree = load_tree(root, cache=not options.clean)
            if errors := tuple(finding for finding in tree.findings if finding.severity == "error"):
                raise BrokenRecordsError(errors)
            items = list(_items(root, tree, config, engine, assets, options))
        return output.update(items, workers=workers.available(), force=options.clean)


def _items(
    root: Path, tree: Tree, config: SiteConfig, engine: EngineRun, assets: dict[str, Path], options: Options
) -> Iterator[Item]:
    index = SiteIndex(tree.kb)
    code = _digest_of_code()
    frame = key_of(engine.digest, _digest_of_templates(root), code, repr(config.site))
    entries = Entries(tree, root / WORK / "cache" / "entries.json", code)
    articles = Articles(root, config.site, root / WORK / "cache" / "templates")
    plan = SitePlan(tree, index, config.site, articles, engine.own_hubs, entries, frame)
    catalogue_item = _catalogue(index)
    pages = list(plan.pages(catalogue_item.path, search=options.search))
    made = engine.output()
    plan.stamp_into(made)
    yield from pages
    yield from plan.redirects()
    for path in (*made.pages(), *made.static()):
        yield _copy(path, made.folder / path)
    for path, source in assets.items():
        yield _copy(path, source)
    yield catalogue_item
    yield from downloads(tree, entries, code)
    found = [page.path for page in pages if page.path != "search/index.html"]
    yield from _for_crawlers(config, found, made)
    if options.search:
        folder = search_index(index, root / WORK / "search", code)
        for source in sorted(path for path in folder.rglob("*") if path.is_file()):
            yield _copy(f"pagefind/{source.relative_to(folder).as_posix()}", source)


def _catalogue(index: SiteIndex) -> Item:
    content = data_script("kbgenCatalogue", catalogue(index))
    digest = hashlib.blake2b(content, digest_size=6).hexdigest()
    return _ready(f"explore/catalogue-{digest}.js", content)


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


def _assets(root: Path) -> dict[str, Path]:
    """The front end's bundle: path on the site → file."""
    found: dict[str, Path] = {}
    for folder in reversed(template_folders(root)):
        bundle = folder / "assets" / "dist"
        for path in sorted(bundle.rglob("*")):
            if path.is_file():
                found[f"{ASSETS}/{path.relative_to(bundle).as_posix()}"] = path
    return found


def _version_of(assets: dict[str, Path]) -> str:
    digest = hashlib.blake2b(digest_size=5)
    for name, path in sorted(assets.items()):
        digest.update(name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _digest_of_templates(root: Path) -> str:
    digest = hashlib.blake2b(digest_size=12)
    for folder in template_folders(root):
        for path in sorted((folder / ARTICLES).rglob("*.html")):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _digest_of_code() -> str:
    """What kbgen makes of the same records may change with kbgen itself."""
    package = Path(kbgen.__file__).parent
    digest = hashlib.blake2b(kbgen.__version__.encode(), digest_size=12)
    for floor in ("model", "graph", "views", "render"):
        for path in sorted((package / floor).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


@contextmanager
def _few_collections() -> Iterator[None]:
    """A build makes many objects that live to its end; looking through them for garbage costs more than it frees."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()  # what was made lives to the end, so it need not be looked through then
            gc.enable()
