"""Narrow screens, large type, long and foreign text: nothing is cut off and nothing scrolls sideways."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kbgen.render.site.build import Options, build_site
from tests.browser.conftest import NewPage
from tests.browser.server import serve
from tests.browser.test_every_page import PAGES, ready
from tests.small_kb import SMALL, copy_of

ARABIC, HEBREW, CHINESE = "تعلم التمثيلات المرئية والصوتية: دراسة", "למידה רב־מודאלית: סקירה", "多模态学习综述"
LONG = " ".join(["A Study of Representations Learned From Several Modalities"] * 6)
UNBROKEN = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 7


def _record(name: str, title: str, author: str) -> str:
    return (
        f"id: {name}\ntitle: '{title}'\nauthors: ['{author}', '{author} 2']\nyear: 2021\n"
        f"links: {{code: [https://github.com/example/{UNBROKEN[:80]}]}}\n"
        f"topics: {{objective: [matching]}}\nsummary: '{title}'\nrelations: {{cites: [seeing-and-hearing]}}\n"
    )


RECORDS = {
    "arabic-title": (ARABIC, "محمد بن موسى"),
    "hebrew-title": (HEBREW, "דוד כהן"),
    "chinese-title": (CHINESE, "王小明"),
    "long-title": (LONG, "Maximiliana Alexandrina von und zu Hohenlohe-Waldenburg-Schillingsfürst"),
    "unbroken-title": (UNBROKEN, UNBROKEN[:90]),
}


@pytest.fixture(scope="module")
def odd(assets: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with titles and names that test a layout."""
    folder = tmp_path_factory.mktemp("odd")
    root = copy_of(SMALL, folder / "kb")
    for name, (title, author) in RECORDS.items():
        (root / f"data/papers/2021/{name}.yaml").write_text(_record(name, title, author), "utf-8")
    build_site(root, Options(folder / "www", search=False))
    with serve(folder / "www") as address:
        yield f"{address}/"


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wider


def cut_off(page: Page) -> list[str]:
    """Text in the page's own part that its box does not show and nobody can scroll to."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".md-content :is(h1, h2, h3, p, dd, dt, li, a, button, summary)")]
            .filter((one) => one.checkVisibility() && !one.closest(".kb-hidden, [data-kb-scroll], .kb-crumbs, pre"))
            .filter((one) => { const box = one.getBoundingClientRect();
                return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1); })
            .map((one) => one.outerHTML.slice(0, 120))"""
    )
    return found


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_at_320_pixels_which_is_a_desktop_at_400_per_cent_nothing_is_lost(
    new_page: NewPage, base: str, path: str
) -> None:
    page = new_page(width=320, height=640)
    ready(page, base + path)
    assert sideways(page) <= 0
    assert cut_off(page) == []


def test_type_of_twice_the_size_fits(new_page: NewPage, base: str) -> None:
    page = new_page(width=1280, height=900)
    for path in (PAGES["paper"], PAGES["home"], PAGES["datasets"]):
        ready(page, base + path)
        page.add_style_tag(content="html { font-size: 250% !important; }")
        assert sideways(page) <= 0, path
        assert cut_off(page) == [], path


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("name", list(RECORDS))
def test_odd_titles_and_names_break_no_page(new_page: NewPage, odd: str, name: str, width: int) -> None:
    page = new_page(width=width, height=900, allowed=odd)
    for path in (f"papers/{name}/", "papers/", "years/2021/", "papers/seeing-and-hearing/", "explore/?q=title"):
        page.goto(odd + path, wait_until="load")
        assert sideways(page) <= 0, path
        assert cut_off(page) == [], path


@pytest.mark.parametrize(("name", "title"), [("arabic-title", ARABIC), ("hebrew-title", HEBREW)])
def test_what_is_read_from_right_to_left_begins_at_the_right(
    new_page: NewPage, odd: str, name: str, title: str
) -> None:
    page = new_page(allowed=odd)
    page.goto(f"{odd}papers/{name}/")
    heading = page.locator("h1")
    expect(heading).to_have_text(title)
    assert heading.evaluate("one => getComputedStyle(one).direction") == "rtl"
    places = heading.evaluate(
        """one => { const range = document.createRange(); const text = one.firstChild;
            const at = (from) => { range.setStart(text, from); range.setEnd(text, from + 1);
                return range.getBoundingClientRect().x; };
            return [at(0), at(text.length - 1)]; }"""
    )
    assert places[0] > places[1], "the first letter stands right of the last"
    page.goto(f"{odd}years/2021/")
    card = page.locator(".kb-card__title", has_text=title)
    assert card.locator("a").evaluate("one => getComputedStyle(one).unicodeBidi") == "plaintext"
