"""A site built once, served below a path, and a browser whose pages may only talk to it and may not complain."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request, sync_playwright

from kbgen.render.site.build import Options, build_site
from tests.browser.server import serve
from tests.small_kb import SMALL, copy_of
from tools import chromium

REPOSITORY = Path(__file__).parents[2]
ASSETS = REPOSITORY / "site_templates" / "assets"
BELOW = "small"
"""The path below which the site is served: that of the address in the fixture's ``mkdocs.yml``."""

_NO_GRAPHICS_CARD = "GL Driver Message"
"""A browser without a graphics card tells how slowly it reads pixels back; that is nothing the page could mend."""

Scheme = Literal["light", "dark"]


@dataclass
class Reports:
    """What a page did that no page of the site may do."""

    problems: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext, allowed: tuple[str, ...]) -> None:
        """Note everything a page of the context complains of, and requests to any but the allowed addresses."""

        def on_console(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"} and _NO_GRAPHICS_CARD not in message.text:
                self.problems.append(f"console {message.type}: {message.text}")

        def on_request(request: Request) -> None:
            if not request.url.startswith((*allowed, "data:", "blob:")):
                self.problems.append(f"request to {request.url}")

        def on_page(page: Page) -> None:
            page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
            page.on("dialog", lambda dialog: self.problems.append(f"dialog: {dialog.message}"))

        context.on("console", on_console)
        context.on("request", on_request)
        context.on("page", on_page)


NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def assets() -> Path:
    """The front end's bundle and the packages it was made from."""
    if not (ASSETS / "dist" / "kbgen.js").is_file():
        pytest.fail("the front end is not bundled: run make site")
    return ASSETS


@pytest.fixture(scope="session")
def small_site(assets: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the made-up knowledge base."""
    folder = tmp_path_factory.mktemp("small")
    root = copy_of(SMALL, folder / "kb")
    site = folder / "www" / BELOW
    build_site(root, Options(site))
    return site


@pytest.fixture(scope="session")
def base(small_site: Path) -> Iterator[str]:
    """The address of the site's home page, below a path."""
    with serve(small_site.parent) as address:
        yield f"{address}/{BELOW}/"


@pytest.fixture(scope="session")
def real_base(assets: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of the repository's own records, without the full-text index."""
    folder = tmp_path_factory.mktemp("real")
    root = folder / "kb"
    shutil.copytree(REPOSITORY / "data", root / "data")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    build_site(root, Options(folder / "www", search=False))
    with serve(folder / "www") as address:
        yield f"{address}/"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The program that steers browsers."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The browser that ``make test`` found or installed."""
    path = chromium.find()
    if not path:
        pytest.fail("no Chromium for the browser tests: run make chromium")
    browser = playwright.chromium.launch(executable_path=path, args=chromium.flags())
    yield browser
    browser.close()


@pytest.fixture
def new_page(browser: Browser, base: str) -> Iterator[NewPage]:
    """Opens pages; a test fails if one of them complained, asked another host for anything or opened a dialog."""
    reports = Reports()
    contexts: list[BrowserContext] = []

    def open_page(
        *, scheme: Scheme = "light", width: int = 1280, height: int = 900, javascript: bool = True, allowed: str = ""
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        contexts.append(context)
        reports.watch(context, (allowed or base,))
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert reports.problems == []


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page on a desktop, in daylight."""
    return new_page()
