"""A Chinese reader finds a paper, opens it and cites it, and reads nothing in English but what records say."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kbgen.render.site.build import Options, build_site
from tests.browser.conftest import NewPage
from tests.browser.server import serve
from tests.pseudo_language import record_texts
from tests.small_kb import SMALL, copy_of

_NAMES = (
    *("BibTeX", "BibLaTeX", "RIS", "CSL-JSON", "CSV", "APA", "PDF", "Markdown", "arXiv", "DOI", "GitHub", "PageRank"),
    *(
        "Python",
        "JSON",
        "Semantic Scholar",
        "Crossref",
        "Enter",
        "Esc",
        "Roboto",
        "SIL",
        "Material Design Icons",
        "Apache",
    ),
    *("awesome", "Small knowledge base", "Twelve made-up papers for tests"),
)
"""Proper names, and what the maintainers call the site."""
_TEXTS = """() => {
  const skipped = "script, style, template, noscript, code, kbd, pre, textarea, .Z3988, .kb-provenance";
  const found = [];
  for (const place of document.querySelectorAll(".md-content, .md-tabs, .kb-search")) {
    const walk = document.createTreeWalker(place, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walk.currentNode; node; node = walk.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (element.closest(skipped) || !element.checkVisibility({ visibilityProperty: true })) continue;
      if (node instanceof Text) found.push(node.data);
      else for (const name of ["title", "aria-label", "placeholder", "alt"])
        if (node.hasAttribute(name)) found.push(node.getAttribute(name));
    }
  }
  return found;
}"""


@pytest.fixture(scope="module")
def chinese(assets: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the made-up knowledge base in Chinese."""
    root = copy_of(SMALL, tmp_path_factory.mktemp("chinese") / "kb")
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("theme:\n", "theme:\n  language: zh\n"), encoding="utf-8")
    build_site(root, Options(root / "www", search=False))
    with serve(root / "www") as address:
        yield f"{address}/"


def _told_by_services() -> set[str]:
    """The texts of the overlay that are more than a word."""
    lines = "".join(path.read_text(encoding="utf-8") for path in (SMALL / "data/enriched").glob("*.jsonl"))
    return {text for text in re.findall(r'"((?:[^"\\]|\\.)*)"', lines) if re.search(r"[ /]", text)}


def _english(page: Page) -> list[str]:
    """What the page says in Latin letters that is neither a record's nor a proper name."""
    left = []
    for text in page.evaluate(_TEXTS):
        rest = " ".join(text.split())
        for known in (*_NAMES, *_told_by_services(), *record_texts(SMALL)):
            rest = rest.replace(known, " ")
        if re.search(r"[A-Za-z]{3,}", rest):
            left.append(" ".join(text.split()))
    return left


def test_a_chinese_reader_finds_a_paper_opens_it_and_cites_it(new_page: NewPage, chinese: str) -> None:
    page = new_page(allowed=chinese)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(chinese)
    assert page.locator("html").get_attribute("lang") == "zh"
    assert _english(page) == []
    page.locator(".md-tabs").get_by_role("link", name="探索", exact=True).click()
    page.wait_for_selector("#kb-explore[data-shown]")
    assert _english(page) == []
    page.locator(".md-content").get_by_role("searchbox", name="搜索论文").fill("seeing")
    found = page.get_by_role("list", name="找到的论文")
    expect(found.get_by_role("link", name="Seeing and Hearing Together")).to_be_visible()
    expect(page.locator(".kb-explore__status")).to_contain_text("篇论文")
    assert _english(page) == []
    found.get_by_role("link", name="Seeing and Hearing Together").click()
    page.wait_for_url("**/papers/seeing-and-hearing/")
    assert _english(page) == []
    cite = page.locator(".kb-cite")
    expect(cite.get_by_role("heading", name="引用本文")).to_be_visible()
    cite.get_by_role("radio", name="RIS").check()
    cite.get_by_role("button", name="复制 RIS").click()
    expect(cite.locator(".kb-cite__one--ris [data-kb-label]")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()").startswith("TY  - ")


@pytest.mark.parametrize(
    "path", ["timeline/", "datasets/", "datasets/tone-clips/", "leaderboards/tone-clips/", "new/", "about/"]
)
def test_other_pages_read_as_chinese(new_page: NewPage, chinese: str, path: str) -> None:
    page = new_page(allowed=chinese)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(chinese + path)
    assert _english(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
