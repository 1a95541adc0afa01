"""What holds for every page: no accessibility fault, one heading, no sideways scrolling, relative links."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations_everywhere

PAGES = {
    "home": "",
    "explore": "explore/",
    "graph": "graph/",
    "compare": "compare/",
    "compare of papers": "compare/?ids=seeing-and-hearing,pairs-at-scale,hostile-strings",
    "timeline": "timeline/",
    "new": "new/",
    "week": "new/2026-W10/",
    "lists": "lists/",
    "list": "lists/sound/",
    "reading list": "reading-list/",
    "reading list of papers": "reading-list/#papers=masked-everything,a-survey",
    "papers": "papers/",
    "paper": "papers/seeing-and-hearing/",
    "paper with little known": "papers/unknown-year/",
    "paper of hostile strings": "papers/hostile-strings/",
    "datasets": "datasets/",
    "dataset": "datasets/tone-clips/",
    "leaderboards": "leaderboards/",
    "leaderboard": "leaderboards/tone-clips/",
    "topics": "topics/",
    "axis": "topics/objective/",
    "topic": "topics/objective/discrimination/",
    "authors": "authors/",
    "author": "authors/wei-chen/",
    "venues": "venues/",
    "venue": "venues/tcml/",
    "years": "years/",
    "year": "years/2020/",
    "search": "search/?q=pairs",
    "about": "about/",
    "contribute": "contribute/",
    "data": "data/",
    "not found": "404.html",
}


def ready(page: Page, address: str) -> None:
    """Open a page and wait until its scripts have done their work."""
    page.goto(address, wait_until="load")
    for place in ("graph", "compare", "reading-list"):
        if f"/{place}/" in address:
            page.wait_for_selector(f"#kb-{place}[data-shown]")
    if "/explore/" in address:
        page.wait_for_selector("#kb-explore[data-followed]")
    if "/search/" in address:
        page.wait_for_selector(".kb-hits .kb-hit")


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing_on_desktop_and_phone_by_day_and_night(
    page: Page, base: str, assets: Path, path: str
) -> None:
    ready(page, base + path)
    assert violations_everywhere(page, assets) == []


def test_axe_finds_nothing_in_what_opens_while_searching(page: Page, base: str, assets: Path) -> None:
    page.goto(base + PAGES["paper"])
    page.get_by_role("searchbox", name="Search all pages").fill("pairs")
    expect(page.locator(".kb-search__hits .kb-hit").first).to_be_visible()
    assert violations_everywhere(page, assets) == []
    page.goto(base + "explore/?q=-nothing+has:code&modality=text,audio&venue=jtr")
    page.wait_for_selector(".kb-explore__empty:not([hidden]) button")
    assert violations_everywhere(page, assets) == []


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_a_page_has_a_title_one_main_heading_and_fits_a_phone_and_twice_the_zoom(
    page: Page, base: str, path: str
) -> None:
    ready(page, base + path)
    assert page.title().strip()
    assert page.locator("h1").count() == 1
    for width in (640, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"at {width} px"


@pytest.mark.parametrize("path", [path for name, path in PAGES.items() if name != "not found"])
def test_links_are_relative_and_lead_somewhere(page: Page, base: str, small_site: Path, path: str) -> None:
    ready(page, base + path)
    hrefs: list[str] = page.eval_on_selector_all(
        "a[href], link[rel=stylesheet], script[src], img[src]",
        "nodes => nodes.map(node => node.getAttribute('href') ?? node.getAttribute('src'))",
    )
    rooted = [href for href in hrefs if href.startswith("/")]
    assert rooted == []
    inside: list[str] = page.eval_on_selector_all(
        "a[href]", "nodes => nodes.map(node => new URL(node.getAttribute('href'), document.baseURI).href)"
    )
    for href in {href.partition("#")[0].partition("?")[0] for href in inside if href.startswith(base)}:
        file = small_site / _decoded(href.removeprefix(base))
        assert (file / "index.html").is_file() or file.is_file(), f"{href} leads nowhere"


def _decoded(path: str) -> str:
    return unquote(urlsplit(path).path)


def test_the_skip_link_leads_past_the_navigation(page: Page, base: str) -> None:
    page.goto(base + PAGES["paper"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_focus_is_visible_on_links_buttons_and_fields(page: Page, base: str) -> None:
    page.goto(base + PAGES["paper"])
    page.locator("#content").focus()
    seen = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            "() => [document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]"
        )
        seen.add(name)
        assert outline != "none", f"{name} shows no focus"
    assert "A" in seen


def test_our_scripts_are_small_and_the_explorer_loads_only_where_it_is_used(page: Page, base: str) -> None:
    sizes: dict[str, int] = {}
    page.on(
        "response",
        lambda response: (
            sizes.__setitem__(urlsplit(response.url).path.rpartition("/")[2], len(response.body()))
            if "/assets/kbgen/" in response.url and ".js" in response.url
            else None
        ),
    )
    page.goto(base + PAGES["paper"], wait_until="networkidle")
    assert set(sizes) <= {"kbgen.js", "neighbourhood.js"}
    assert sum(sizes.values()) < 40_000
    page.goto(base + PAGES["explore"])
    page.wait_for_selector("#kb-explore[data-shown]")
    assert "explore.js" in sizes


def test_the_palette_switch_changes_to_dark_and_is_remembered(page: Page, base: str) -> None:
    page.goto(base)
    background = "() => getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(background)
    page.locator("label[for=__palette_1]").click()
    page.locator("label[for=__palette_2]").click()
    page.wait_for_selector("body[data-md-color-scheme=slate]")
    after = page.evaluate(background)
    assert after != before
    page.goto(base + PAGES["paper"])
    page.wait_for_selector("body[data-md-color-scheme=slate]")


def test_a_first_visit_begins_in_the_colours_of_the_system(page: Page, base: str) -> None:
    page.route("**/assets/**/*.js*", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.emulate_media(color_scheme="dark")
    page.goto(base)
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


def test_print_leaves_the_frame_out(page: Page, base: str) -> None:
    page.goto(base + PAGES["paper"])
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    for frame in (".md-header", ".md-tabs", ".md-footer"):
        assert not page.locator(frame).is_visible(), frame


def test_a_page_in_another_script_shows_its_title_and_address(page: Page, base: str) -> None:
    page.goto(base + "explore/")
    page.wait_for_selector("#kb-explore[data-shown]")
    page.get_by_role("link", name="看图说话").first.click()
    page.wait_for_url("**/papers/**")
    assert "看图说话" in page.locator("h1").inner_text()
