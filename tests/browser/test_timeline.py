"""The timeline as a reader uses it: look at a chart, read its numbers, follow a bar to the papers behind it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import violations_everywhere
from tests.browser.conftest import NewPage
from tests.browser.explorer import Explorer


def bar(page: Page, words: str) -> Locator:
    """The mark of a picture that says these words."""
    return page.locator(".kb-chart__picture a", has=page.locator("title", has_text=re.compile(f"^{words}$")))


def follow(page: Page, mark: Locator, base: str) -> int:
    """Press a mark and count what the explorer shows."""
    mark.click()
    page.wait_for_url("**/explore/?*")
    page.wait_for_selector("#kb-explore[data-shown]")
    explorer = Explorer(page, base, "?" + page.url.partition("?")[2])
    return len(explorer.titles())


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("2020: 3 papers", 3),
        ("Instance discrimination, 2017: 1 paper", 1),
        ("Not filed on this axis, 2020: 2 papers", 2),
        ("TCML, 2017: 1 paper", 1),
        ("Tone Clips, 2017: 1 paper", 1),
    ],
)
def test_a_bar_leads_to_as_many_papers_as_it_says(page: Page, base: str, words: str, count: int) -> None:
    page.goto(base + "timeline/")
    assert follow(page, bar(page, words).first, base) == count


def test_a_field_leads_to_the_papers_in_which_two_topics_meet(page: Page, base: str) -> None:
    page.goto(base + "timeline/")
    field = page.locator(
        "#modality-together a", has=page.locator("title", has_text=re.compile(r": \d+ papers?$"))
    ).first
    said = int(re.findall(r"(\d+) papers?$", field.locator("title").text_content() or "")[0])
    assert follow(page, field, base) == said


def test_the_numbers_below_a_chart_are_those_of_its_bars_and_lead_to_the_same_papers(page: Page, base: str) -> None:
    page.goto(base + "timeline/")
    for chart in page.locator("figure.kb-chart").all():
        marks = dict(zip(*_marks(chart), strict=True))
        links: dict[str, str] = chart.locator("td a").evaluate_all(
            "links => Object.fromEntries(links.map(link => [link.href, link.textContent]))"
        )
        assert {address: re.findall(r"([\d,]+) papers?$", words)[0] for address, words in marks.items()} == links


def _marks(chart: Locator) -> tuple[list[str], list[str]]:
    found: list[list[str]] = chart.locator(".kb-chart__picture a").evaluate_all(
        "marks => [marks.map(mark => new URL(mark.getAttribute('href'), document.baseURI).href),"
        " marks.map(mark => mark.querySelector('title').textContent)]"
    )
    return found[0], found[1]


def test_by_keyboard_the_numbers_are_opened_and_followed(page: Page, base: str) -> None:
    page.goto(base + "timeline/")
    fold = page.locator("#papers details")
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(fold.get_by_role("link", name="3", exact=True)).to_be_visible()
    focused = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        focused.add(page.evaluate("document.activeElement.closest('table, svg')?.tagName"))
    assert "TABLE" in focused
    assert "svg" not in focused, "marks are for pointers: the table holds the same links"
    fold.get_by_role("link", name="3", exact=True).press("Enter")
    page.wait_for_url("**/explore/?year=2020")


def test_without_javascript_and_from_a_file_system_charts_numbers_and_jumps_are_there(
    new_page: NewPage, small_site: Path
) -> None:
    folder = f"{small_site.as_uri()}/"
    page = new_page(javascript=False, allowed=folder)
    page.goto(f"{folder}timeline/index.html")
    expect(page.locator("#papers svg")).to_be_visible()
    page.get_by_role("navigation", name="Charts of this page").get_by_role("link", name="Modality").click()
    expect(page.locator("#axis-modality")).to_be_in_viewport()
    page.locator("#papers summary").click()
    expect(page.locator("#papers table")).to_contain_text("2020")


def test_axe_finds_nothing_with_the_numbers_open(page: Page, base: str, assets: Path) -> None:
    page.goto(base + "timeline/")
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    assert violations_everywhere(page, assets) == []


@pytest.mark.parametrize("width", [390, 1440])
def test_text_of_a_picture_is_large_enough_to_read(new_page: NewPage, base: str, width: int) -> None:
    page = new_page(width=width)
    page.goto(base + "timeline/")
    heights: list[float] = page.locator(".kb-chart__picture text").evaluate_all(
        "texts => texts.map(text => text.getBoundingClientRect().height)"
    )
    assert min(heights) >= 8
    widths: list[bool] = page.locator(".kb-chart__picture").evaluate_all(
        "pictures => pictures.map(picture => picture.getBoundingClientRect().right <= innerWidth)"
    )
    assert all(widths)


def test_pictures_follow_the_palette_and_are_printed(page: Page, base: str) -> None:
    page.goto(base + "timeline/")
    colours = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_selector(f"body[data-md-color-scheme={'slate' if scheme == 'dark' else 'default'}]")
        mark = page.locator("#papers a path").first
        colours.append(mark.evaluate("mark => getComputedStyle(mark).fill"))
    assert len(set(colours)) == 2
    page.emulate_media(media="print")
    expect(page.locator("#papers svg")).to_be_visible()
