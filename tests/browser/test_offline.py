"""Reading offline: asked for, kept, read without a network, brought up to date, removed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.server import serve

PAPER = "papers/seeing-and-hearing/"
OTHER = "papers/masked-everything/"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that keeps nothing from other tests; it may complain of a network that is not there."""
    context = browser.new_context(reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def copy(small_site: Path, tmp_path: Path) -> Path:
    """A copy of the site that a test may change, below a path."""
    shutil.copytree(small_site, tmp_path / "www" / "below")
    return tmp_path / "www"


def state(page: Page) -> str:
    page.wait_for_selector("#kb-offline[data-state]")
    return page.locator("#kb-offline").get_attribute("data-state") or ""


def keep(page: Page, base: str) -> None:
    page.goto(base + "about/")
    assert state(page) == "none"
    page.get_by_role("button", name="Keep this site for reading offline").click()
    expect(page.locator("#kb-offline")).to_have_attribute("data-state", "kept")


def cached(page: Page) -> list[str]:
    names: list[str] = page.evaluate("caches.keys()")
    return names


def test_nothing_is_kept_unasked(context: BrowserContext, small_site: Path) -> None:
    with serve(small_site.parent) as address:
        page = context.new_page()
        for path in ("", PAPER, "explore/", "about/"):
            page.goto(f"{address}/{small_site.name}/{path}", wait_until="networkidle")
        assert state(page) == "none"
        expect(page.locator("#kb-offline")).to_contain_text("Nothing is kept on this device.")
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
        assert cached(page) == []


def test_what_was_visited_is_read_without_a_network(context: BrowserContext, copy: Path) -> None:
    page = context.new_page()
    with serve(copy) as address:
        base = f"{address}/below/"
        keep(page, base)
        page.goto(base + PAPER, wait_until="networkidle")
        page.goto(base + "explore/")
        page.wait_for_selector("#kb-explore[data-shown]")
        page.wait_for_load_state("networkidle")
    page.goto(base + PAPER)
    expect(page.locator("h1")).to_have_text("Seeing and Hearing Together")
    assert page.locator(".kb-badge").first.evaluate("badge => getComputedStyle(badge).borderRadius") != "0px"
    page.locator(".kb-neighbourhood h2").scroll_into_view_if_needed()
    page.wait_for_selector("#kb-around[data-shown]")
    page.goto(base + "explore/?q=masked")
    page.wait_for_selector("#kb-explore[data-shown='q=masked']")
    page.get_by_role("link", name="Masked Everything").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are offline")
    page.get_by_role("link", name="The pages that were kept").click()
    expect(page.locator("#kb-offline").get_by_role("link", name="Seeing and Hearing Together")).to_be_visible()


def test_with_a_network_the_newest_page_is_shown(context: BrowserContext, copy: Path) -> None:
    page = context.new_page()
    with serve(copy) as address:
        base = f"{address}/below/"
        keep(page, base)
        page.goto(base + OTHER)
        file = copy / "below" / OTHER / "index.html"
        file.write_text(file.read_text("utf-8").replace("Masked Everything", "Masked Anew"), "utf-8")
        page.goto(base + OTHER)
        expect(page.locator("h1")).to_have_text("Masked Anew")


def test_a_new_version_of_the_site_takes_the_place_of_the_old(context: BrowserContext, copy: Path) -> None:
    page = context.new_page()
    with serve(copy) as address:
        base = f"{address}/below/"
        keep(page, base)
        [old] = [name for name in cached(page) if "core" in name]
        style = copy / "below/assets/kbgen/kbgen.css"
        style.write_text(style.read_text("utf-8") + "h1{letter-spacing:7px !important}", "utf-8")
        worker = copy / "below/sw.js"
        worker.write_text(worker.read_text("utf-8").replace(old.rpartition(" ")[2], "0123456789abcdef"), "utf-8")
        for html in (copy / "below").rglob("*.html"):
            html.write_text(html.read_text("utf-8").replace("kbgen.css?v=", "kbgen.css?v=0"), "utf-8")
        page.goto(base + PAPER)
        page.evaluate("navigator.serviceWorker.getRegistration().then(one => one.update())")
        page.wait_for_function("caches.keys().then(all => all.some(one => one.endsWith('0123456789abcdef')))")
        page.wait_for_function("caches.keys().then(all => all.filter(one => one.includes('core')).length == 1)")
        page.goto(base + PAPER)
        page.wait_for_function(
            "caches.match(location.href).then(kept => kept?.text()).then(text => text?.includes('kbgen.css?v=0'))"
        )
        page.wait_for_function("caches.match(document.querySelector('link[href*=\"kbgen.css\"]').href)")
    page.goto(base + PAPER)
    expect(page.locator("h1")).to_have_css("letter-spacing", "7px")


def test_what_is_kept_is_removed_and_another_site_of_the_host_left_alone(context: BrowserContext, copy: Path) -> None:
    page = context.new_page()
    with serve(copy) as address:
        base = f"{address}/below/"
        keep(page, base)
        page.evaluate("caches.open('kbgen /another/ visited')")
        page.get_by_role("button", name="Remove what is kept").click()
        expect(page.locator("#kb-offline")).to_have_attribute("data-state", "none")
        assert cached(page) == ["kbgen /another/ visited"]
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_from_a_file_system_it_is_said_why_there_is_nothing_to_keep(new_page: NewPage, small_site: Path) -> None:
    folder = f"{small_site.as_uri()}/"
    page = new_page(allowed=folder)
    page.goto(f"{folder}about/index.html")
    expect(page.locator("#kb-offline")).to_contain_text("a copy of the site in a folder is offline already")
    expect(page.locator("#kb-offline button")).to_be_hidden()
