"""A site in another language says nothing in English but what its records say: its scripts' part."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kbgen.render.site.build import Options, build_site
from tests.browser.conftest import NewPage
from tests.browser.server import serve
from tests.pseudo_language import CODE, LEFT, RIGHT, left_in_english, make_pseudo, outside_brackets, record_texts
from tests.small_kb import SMALL

_NAMES = (
    "BibTeX",
    "BibLaTeX",
    "APA",
    "Python",
    "RIS",
    "CSL-JSON",
    "CSV",
    "JSON",
    "LaTeX",
    "Markdown",
    "arXiv",
    "DOI",
    "PageRank",
    "GitHub",
    "Esc",
)
"""Proper names, the same in every language."""
_OWN = ("nothing", "nothing-has-this", "nothing-of-that-name", "of-no-paper", "masked", "zzzzqq")
"""What the reader writes."""
_TEXTS = """() => {
  const programs = "script, style, template, noscript, code, kbd, textarea, pre, .Z3988";
  const skipped = `${programs}, [translate=no], .kb-hit, .kb-chart__picture`;
  const found = [];
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  for (const place of document.querySelectorAll(".md-content, .kb-search, #kb-announced, dialog[open]")) {
    const walk = document.createTreeWalker(place, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    // Elements stand within a text of the interface, whose brackets open and close around them.
    let depth = 0;
    for (let node = walk.currentNode; node; node = walk.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (element.closest(skipped)) continue;
      if (node instanceof Text) {
        if (shown(element)) found.push("⟦".repeat(depth) + node.data);
        depth += [...node.data].reduce((sum, one) => sum + (one === "⟦") - (one === "⟧"), 0);
      } else if (shown(element))
        for (const name of ["title", "aria-label", "placeholder", "alt", "aria-valuetext"])
          if (node.hasAttribute(name)) found.push(node.getAttribute(name));
    }
    if (depth !== 0) found.push(`brackets of ${place.className} do not match`);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def pseudo(assets: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site in which every text of the interface stands in brackets."""
    root = make_pseudo(SMALL, tmp_path_factory.mktemp("pseudo") / "kb")
    build_site(root, Options(root / "www"))
    with serve(root / "www") as address:
        yield f"{address}/"


def _said_by_records() -> list[str]:
    """Every text of the records and of what services say of them, and the site's own name; the longest first."""
    found = {"Small knowledge base", "Twelve made-up papers for tests", *record_texts(SMALL)}
    for path in (SMALL / "data" / "enriched").glob("*.jsonl"):
        found.update(re.findall(r'"([^"]{2,})"', path.read_text(encoding="utf-8")))
    found.update([one.removeprefix("https://github.com/") for one in found])
    return sorted(found, key=len, reverse=True)


class Reader:
    """One who reads the site in the made-up language, and notes what is shown in English."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self._base = page, base
        self._data = (*_OWN, *_said_by_records(), *_NAMES)
        self.english: set[str] = set()
        self.read: list[str] = []

    def open(self, path: str, ready: str) -> None:
        """Open a page and wait for what its script shows."""
        self.page.goto(self._base + path)
        expect(self.page.locator(ready).first).to_be_visible()
        self.look()

    def look(self) -> None:
        """Read everything that the page shows now."""
        for text in self.page.evaluate(_TEXTS):
            shown = " ".join(text.split())
            self.read.append(shown)
            if left_in_english(shown, self._data):
                self.english.add(shown)

    def press(self, selector: str) -> None:
        """Press something, and read what comes of it."""
        self.page.locator(selector).first.click()
        self.look()


@pytest.fixture
def reader(new_page: NewPage, pseudo: str) -> Iterator[Reader]:
    """A reader, who must have read nothing in English when a test is over, and something in the made-up language."""
    reader = Reader(new_page(allowed=pseudo), pseudo)
    yield reader
    assert sorted(reader.english) == []
    assert any(LEFT in text for text in reader.read)


def _asked(page: Page) -> None:
    page.wait_for_function(
        "() => { const it = document.getElementById('kb-explore'); return it.dataset.asked === it.dataset.shown }"
    )


def test_explore(reader: Reader) -> None:
    page = reader.page
    reader.open("explore/", "#kb-explore[data-shown]")
    assert page.locator("html").get_attribute("lang") == CODE
    reader.press(".kb-option__no")
    _asked(page)
    reader.press(".kb-facet input[type=checkbox]")
    _asked(page)
    reader.press(".kb-explore__found .kb-select")
    reader.press(".kb-select-page")
    reader.press(".kb-selection__keep")
    reader.press(".kb-export")
    expect(page.locator(".kb-export__status")).not_to_be_empty()
    reader.press(".kb-saved > summary")
    reader.press(".kb-saved__save")
    reader.press(".kb-saved__item button")
    for query in (
        "?q=maskde",
        "?q=-nothing+has:code,dataset&modality=text,audio&venue=jtr&year=2018..2020&cited=1..",
        "?view=table&q=arxiv:2101.00001,2101.00002",
    ):
        reader.open(f"explore/{query}", "#kb-explore[data-shown]")
    page.keyboard.press("?")
    reader.look()


def test_compare(reader: Reader) -> None:
    page = reader.page
    reader.open("compare/?ids=seeing-and-hearing,pairs-at-scale,nothing-of-that-name&hide=same", ".kb-compare__table")
    reader.press("[data-act=later]")
    reader.press("[data-act=copy]")
    reader.press("[data-act=download]")
    box = page.locator(".kb-compare__add input")
    for words in ("masked", "nothing-has-this", "seeing"):
        box.fill(words)
        expect(page.locator(f".kb-compare__add[data-shown='{words}']")).to_be_visible()
        reader.look()
    page.locator("select[name=format]").select_option("latex")
    expect(page.locator(".kb-compare__text[data-shown=latex]")).to_have_value(re.compile(rf"caption{{{LEFT}"))
    reader.press("[data-act=remove]")


def test_reading_list(reader: Reader) -> None:
    page = reader.page
    reader.open("papers/seeing-and-hearing/", ".kb-mark--words")
    reader.press(".kb-mark--words")
    reader.press(".kb-near .kb-mark")
    reader.open("reading-list/", ".kb-reading__item")
    reader.press(".kb-reading__export")
    reader.press(".kb-reading__share")
    reader.press(".kb-reading__item [name=remove]")
    reader.open("reading-list/#papers=pairs-at-scale,of-no-paper", ".kb-reading__shared")
    page.reload()
    expect(page.locator(".kb-reading__shared")).to_be_visible()
    reader.look()
    reader.press(".kb-reading__keep")


def test_a_paper(reader: Reader) -> None:
    page = reader.page
    reader.open("papers/seeing-and-hearing/", "#cite")
    page.locator("#citations").scroll_into_view_if_needed()
    expect(page.locator("#kb-around[data-shown]")).to_be_visible()
    page.locator(".kb-around__node").first.focus()
    page.keyboard.press("Enter")
    page.locator(".kb-around__slider input").first.fill("2")
    reader.look()
    reader.press("button[data-kb-copy]")


def test_the_map(reader: Reader) -> None:
    page = reader.page
    reader.open(
        "graph/?paper=seeing-and-hearing&start=seeing-and-hearing&end=pairs-at-scale&colour=year", ".kb-map__card"
    )
    reader.open("graph/?start=hostile-strings&end=pairs-at-scale&colour=modality", "#kb-graph[data-shown]")
    for words in ("e", "nothing-has-this"):
        page.locator("[data-pick=paper] input").fill(words)
        reader.look()


def test_searching_pages(reader: Reader) -> None:
    page = reader.page
    reader.open("timeline/", ".kb-search input")
    for words in ("pairs", "zzzzqq"):
        page.locator(".kb-search input").fill(words)
        expect(page.locator(".kb-search__status")).to_contain_text(words if words == "zzzzqq" else LEFT)
        reader.look()
    reader.open("search/?q=pairs", ".kb-hits .kb-hit")


def test_datasets_and_what_is_kept(reader: Reader) -> None:
    reader.open("datasets/?q=tone", "#kb-datasets[data-shown]")
    reader.open("datasets/?q=nothing-has-this", "#kb-datasets[data-shown]")
    reader.open("about/", "#kb-offline[data-state]")
    reader.press("#kb-offline button")
    expect(reader.page.locator("#kb-offline[data-state=kept]")).to_be_visible()
    reader.look()


def test_a_page_that_was_not_kept_says_so(browser: Browser, pseudo: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{pseudo}about/")
    page.locator("#kb-offline button").click()
    expect(page.locator("#kb-offline[data-state=kept]")).to_be_visible()
    context.set_offline(True)
    page.goto(f"{pseudo}papers/")
    expect(page.locator("h1")).to_have_text(f"{LEFT}You are offline{RIGHT}")
    assert [one for one in page.locator("p").all_inner_texts() if outside_brackets(one).strip()] == []
    context.close()
