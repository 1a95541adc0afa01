"""What a reader's browser transfers for a paper's page, from a server that packs text as static hosts do."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from benchmarks.page_weight import transferred
from benchmarks.static_host import static_host
from tests.browser.conftest import BELOW
from tests.browser.test_every_page import PAGES

FIRST, AFTERWARDS, OUR_SCRIPTS = 150_000, 30_000, 40_000


def test_a_paper_costs_little_at_first_and_next_to_nothing_afterwards(browser: Browser, small_site: Path) -> None:
    with static_host(small_site.parent) as address:
        context = browser.new_context()
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(urlsplit(request.url).path))
        paths = (PAGES["paper"], "papers/masked-everything/")
        first, after = transferred(page, [f"{address}{BELOW}/{path}" for path in paths])
        context.close()
    assert 50_000 < first.total() <= FIRST, first
    assert first["our scripts"] > 0
    assert after.total() <= AFTERWARDS, after
    assert [path for path in asked if "sitemap" in path] == []


def test_the_scripts_of_a_paper_are_small_before_packing_too(small_site: Path) -> None:
    folder = small_site / "assets" / "kbgen"
    assert sum((folder / name).stat().st_size for name in ("kbgen.js", "neighbourhood.js")) < OUR_SCRIPTS
