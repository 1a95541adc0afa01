"""Whatever a record says shows as text: no script runs, no markup appears, no template is filled in."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.explorer import Explorer

TITLE = '</title><script>alert("t")</script> {{ 7*7 }} {% raw %} & <b>bold</b> kbgen-slot-title'
AUTHOR = "Eve <img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    "path", ["papers/hostile-strings/", "", "years/2024/", "topics/objective/contrastive/", "authors/", "papers/"]
)
def test_a_hostile_record_is_text_on_every_page_that_shows_it(page: Page, base: str, path: str) -> None:
    page.goto(base + path, wait_until="networkidle")
    text = page.locator("#content").inner_text()
    assert (AUTHOR if path == "authors/" else TITLE) in text
    assert page.locator("#content :is(img, iframe, b, i)").count() == 0
    assert page.locator("a[href^='javascript:' i]").count() == 0


def test_the_papers_own_page_shows_every_field_as_it_stands(page: Page, base: str) -> None:
    page.goto(base + "papers/hostile-strings/")
    assert page.title().startswith(TITLE)
    text = page.locator("#content").inner_text()
    for words in (
        "<!--kbgen-slot-article--> kbgen-slot-description \"quoted\" 'single' </script><script>alert(2)</script>",
        "${7*7} #{x} javascript:alert(3)",
        "</ul></section><iframe src=javascript:alert(4)>",
        "{{ config }}",
        "]]> --> <!--",
    ):
        assert words in text, words
    project = page.get_by_role("link", name="Project page")
    assert project.get_attribute("href") == "https://evil.example/?q='%22onmouseover=alert(1)&x=1"


def test_a_name_that_turns_the_line_around_leaves_the_rest_of_the_line_alone(page: Page, base: str) -> None:
    page.goto(base + "papers/hostile-strings/")
    turned = page.locator(".kb-authors a").last
    assert turned.evaluate("link => getComputedStyle(link).unicodeBidi") == "isolate"


def test_the_explorer_shows_and_finds_it_as_text(page: Page, base: str) -> None:
    explorer = Explorer(page, base, "?q=kbgen-slot-title")
    assert explorer.titles() == [TITLE]
    explorer.type("<img src=x onerror=alert(9)>")
    explorer.type('author:"<script>alert(8)</script>"')
    assert explorer.chips() == ["author: <script>alert(8)</script>×"]


def test_what_a_reader_types_is_text_too(page: Page, base: str) -> None:
    page.goto(base + "search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20bold")
    expect(page.locator("#kb-search [role=status]")).not_to_be_empty()
    expect(page.locator("#kb-search input[name=q]")).to_have_value("<img src=x onerror=alert(1)> bold")
    assert page.locator("#content img").count() == 0


def test_the_full_text_results_show_it_as_text(page: Page, base: str) -> None:
    page.goto(base + "search/?q=onerror")
    hit = page.locator(".kb-hits .kb-hit").first
    expect(hit).to_contain_text(TITLE)
    assert hit.locator("img, script, b").count() == 0
