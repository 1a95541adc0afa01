"""The repository's own records, found as readers look for them."""

from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations_everywhere
from tests.browser.conftest import NewPage
from tests.browser.explorer import Explorer

CLIP = "Learning transferable visual models from natural language supervision"


@pytest.fixture
def page(new_page: NewPage, real_base: str) -> Page:
    """A page that may talk to the site of the real records only."""
    return new_page(allowed=real_base)


def test_a_name_finds_its_work_first_then_the_works_named_after_it(page: Page, real_base: str) -> None:
    explorer = Explorer(page, real_base)
    explorer.type("clip")
    titles = explorer.titles()
    assert titles[0] == CLIP
    assert "Audioclip: Extending Clip to Image, Text and Audio" in titles[1:]


def test_misspelt_words_and_missing_accents_are_understood(page: Page, real_base: str) -> None:
    explorer = Explorer(page, real_base)
    explorer.type("contrastiv learnig")
    assert len([title for title in explorer.titles()[:10] if "contrastive" in title.lower()]) >= 5
    explorer.type("arandjelović")
    with_accent = explorer.titles()
    explorer.type("arandjelovic")
    assert explorer.titles() == with_accent
    assert "Look, Listen and Learn" in with_accent


@pytest.mark.parametrize("text", ["2103.00020", "https://arxiv.org/abs/2103.00020", "arxiv.org/pdf/2103.00020v1.pdf"])
def test_an_identifier_finds_its_paper(page: Page, real_base: str, text: str) -> None:
    explorer = Explorer(page, real_base)
    explorer.box.fill(text)
    explorer.wait()
    assert explorer.titles() == [CLIP]


def test_fields_narrow_down(page: Page, real_base: str) -> None:
    explorer = Explorer(page, real_base, "?q=author:zisserman+year:2020..2022")
    assert 0 < len(explorer.titles()) < 12
    for byline in page.locator(".kb-explore__results .kb-card__venue").all_inner_texts():
        assert any(year in byline for year in ("2020", "2021", "2022"))


def test_few_results_stand_in_the_page_at_once(page: Page, real_base: str) -> None:
    explorer = Explorer(page, real_base)
    first = explorer.titles()
    assert len(first) == 20
    page.get_by_role("button", name="Next").click()
    explorer.wait()
    assert page.url.endswith("?page=2")
    assert set(explorer.titles()).isdisjoint(first)


def test_ten_papers_fit_a_screen(page: Page, real_base: str) -> None:
    Explorer(page, real_base, "?q=clip")
    rows = page.locator(".kb-explore__item")
    first, tenth = rows.nth(0).bounding_box(), rows.nth(9).bounding_box()
    assert first is not None
    assert tenth is not None
    assert tenth["y"] + tenth["height"] - first["y"] < 900


@pytest.mark.parametrize(
    "path", ["", "papers/look-listen-and-learn/", "datasets/", "topics/objective/", "authors/", "explore/?q=clip"]
)
def test_axe_finds_nothing_on_pages_full_of_records(page: Page, real_base: str, assets: Path, path: str) -> None:
    page.goto(real_base + path)
    if path.startswith("explore/"):
        page.wait_for_selector("#kb-explore[data-shown]")
    assert violations_everywhere(page, assets) == []
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("path", ["papers/", "topics/modality/text/", "datasets/", "about/"])
def test_long_lists_fit_a_phone(new_page: NewPage, real_base: str, path: str) -> None:
    page = new_page(width=390, height=844, allowed=real_base)
    page.goto(real_base + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_badges_of_a_line_stand_on_one_line_with_an_icon_or_without(page: Page, real_base: str) -> None:
    page.goto(real_base)
    lists = page.eval_on_selector_all(
        ".kb-entrance ul",
        "lists => lists.map(one => [...one.querySelectorAll('.kb-badge')].map(it => it.getBoundingClientRect().top))",
    )
    assert any(len(tops) > 6 for tops in lists)
    for tops in map(sorted, lists):
        steps = [lower - upper for upper, lower in pairwise(tops)]
        assert all(step < 0.5 or step > 15 for step in steps), steps
    page.goto(real_base + "papers/look-listen-and-learn/")
    middles = page.eval_on_selector_all(
        ".kb-topics > *",
        """parts => parts.map(part => {
            const box = (part.querySelector('.kb-badge') ?? part).getBoundingClientRect();
            return (box.top + box.bottom) / 2;
        })""",
    )
    for label, badge in zip(middles[::2], middles[1::2], strict=True):
        assert abs(label - badge) < 1.5
