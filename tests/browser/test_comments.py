"""Comments are loaded when a reader asks for them, and no other host hears of the visit before."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from kbgen.render.site.build import Options, build_site
from tests.browser.axe import violations_everywhere
from tests.browser.server import serve
from tests.small_kb import SMALL, copy_of

PAPER = "papers/seeing-and-hearing/"
SETTINGS = """
extra:
  kbgen:
    giscus: {repo: example/talk, repo_id: R_1, category: Papers, category_id: DIC_2}
"""
# A stand-in for giscus: it shows what it was told last.
FRAME = """<!doctype html><title>Comments</title><p id="told"></p>
<script>addEventListener("message", ({data}) => { if (data.giscus?.setConfig)
  document.getElementById("told").textContent = data.giscus.setConfig.theme; })</script>"""


@pytest.fixture(scope="module")
def talking(assets: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site whose readers may comment."""
    root = copy_of(SMALL, tmp_path_factory.mktemp("talking") / "kb")
    config = root / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + SETTINGS, encoding="utf-8")
    build_site(root, Options(root / "www", search=False))
    with serve(root / "www") as address:
        yield f"{address}/"


@pytest.fixture
def visit(browser: Browser, talking: str) -> Iterator[tuple[Page, list[str]]]:
    """A page, and the addresses on other hosts that it has asked for."""
    context: BrowserContext = browser.new_context(color_scheme="dark")
    elsewhere: list[str] = []

    def answer(route: Route) -> None:
        elsewhere.append(route.request.url)
        route.fulfill(body=FRAME, content_type="text/html")

    context.route(lambda url: not url.startswith((talking, "data:", "blob:")), answer)
    yield context.new_page(), elsewhere
    context.close()


def test_nothing_is_asked_of_another_host_before_the_button_is_pressed(
    visit: tuple[Page, list[str]], talking: str, assets: Path
) -> None:
    page, elsewhere = visit
    page.goto(talking + PAPER, wait_until="networkidle")
    button = page.get_by_role("button", name="Load comments from GitHub")
    button.scroll_into_view_if_needed()
    assert violations_everywhere(page, assets) == []
    page.emulate_media(color_scheme="dark")
    assert elsewhere == []
    assert page.locator("iframe").count() == 0
    button.click()
    expect(page.frame_locator("iframe").locator("#told")).to_be_attached()
    (asked,) = elsewhere
    assert asked.startswith("https://giscus.app/")
    told = {name: value[0] for name, value in parse_qs(urlsplit(asked).query).items()}
    assert (told["repo"], told["repoId"], told["category"], told["categoryId"]) == (
        "example/talk", "R_1", "Papers", "DIC_2"
    )  # fmt: skip
    assert (told["term"], told["strict"], told["theme"]) == ("papers/seeing-and-hearing", "1", "dark")
    assert page.locator("script[src*='giscus.app']").count() == 0


def test_comments_follow_the_palette(visit: tuple[Page, list[str]], talking: str) -> None:
    page, _ = visit
    page.goto(talking + "datasets/tone-clips/")
    page.get_by_role("button", name="Load comments from GitHub").press("Enter")
    told = page.frame_locator("iframe").locator("#told")
    expect(told).to_be_attached()
    page.emulate_media(color_scheme="light")
    page.wait_for_selector("body[data-md-color-scheme=default]")
    expect(told).to_have_text("light")


def test_without_scripts_there_is_a_link_to_the_discussions(browser: Browser, talking: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(talking + PAPER)
        expect(page.get_by_role("button", name="Load comments")).to_have_count(0)
        expect(page.get_by_role("link", name="Discussions on GitHub")).to_have_attribute(
            "href", "https://github.com/example/talk/discussions?discussions_q=papers/seeing-and-hearing"
        )


def test_comments_are_off_unless_a_repository_is_named(page: Page, base: str) -> None:
    page.goto(base + PAPER)
    assert page.get_by_role("heading", name="Comments").count() == 0
