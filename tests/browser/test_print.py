"""On paper: every kind of page, without the frame, nothing cut off, addresses where they are needed."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.test_every_page import PAGES

_HIDDEN = (".md-header", ".md-tabs", ".md-footer", ".kb-crumbs", ".kb-contents", "nav.kb-pager")
_NOT_PRINTED = {"Take it with you"}
"""Headings of what paper cannot do."""


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_page_is_cut_off_on_paper(page: Page, base: str, path: str) -> None:
    page.goto(base + path, wait_until="networkidle")
    on_screen = set(page.locator("main :is(h2, h3)").filter(visible=True).all_inner_texts())
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 between the margins, in CSS pixels.
    page.emulate_media(media="print", color_scheme="light")
    assert on_screen - set(page.locator("main :is(h2, h3)").filter(visible=True).all_inner_texts()) <= _NOT_PRINTED
    assert page.locator("h1").is_visible()
    for frame in _HIDDEN:
        assert page.locator(frame).filter(visible=True).count() == 0, frame
    cut: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
            .filter((one) => /auto|scroll|hidden/.test(getComputedStyle(one).overflowX)
                && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1
                && getComputedStyle(one).textOverflow !== "ellipsis")
            .map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert cut == []


def test_a_paper_page_on_paper_has_what_the_screen_folds_away(page: Page, base: str, tmp_path: Path) -> None:
    page.goto(base + PAGES["paper"], wait_until="networkidle")
    page.emulate_media(color_scheme="dark")
    page.wait_for_selector("body[data-md-color-scheme=slate]")
    file = tmp_path / "paper.pdf"
    page.pdf(path=file, format="A4")
    assert file.read_bytes().startswith(b"%PDF")
    page.emulate_media(media="print")
    colours = page.locator("main :is(h1, p, a, span)").evaluate_all(
        "all => [...new Set(all.map(one => getComputedStyle(one).color))]"
    )
    assert colours
    for colour in colours:
        assert max(int(part) for part in re.findall(r"\d+", colour)[:3]) < 170, f"{colour} is too pale for paper"
    assert page.locator("details .kb-source").first.is_visible()
    for button in page.locator("button:not(.kb-sort)").all():
        assert not button.is_visible()
