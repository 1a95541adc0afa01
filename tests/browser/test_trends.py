"""The home page and the pages of terms, venues, years and people: a reader follows what their papers have in common."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.explorer import Explorer

NUMBER = re.compile(r"\d[\d,]*")


def number(text: str) -> int:
    """The first number of a text."""
    found = NUMBER.search(text)
    assert found, f"no number in {text!r}"
    return int(found[0].replace(",", ""))


def shown_by(page: Page, link: Locator, base: str) -> int:
    """Follow a link to the explorer and count what it shows."""
    link.click()
    page.wait_for_url("**/explore/?*")
    explorer = Explorer(page, base, "?" + page.url.partition("?")[2])
    return len(explorer.titles())


@pytest.mark.parametrize("path", ["topics/objective/discrimination/", "venues/tcml/"])
def test_a_bar_of_a_term_or_venue_leads_to_as_many_papers_as_stand_on_it(page: Page, base: str, path: str) -> None:
    page.goto(base + path)
    bar = page.get_by_role("list", name="Papers per year").get_by_role("link").first
    said = number(bar.inner_text())
    assert shown_by(page, bar, base) == said


def test_a_term_leads_to_its_neighbours_people_and_datasets(page: Page, base: str) -> None:
    page.goto(base + "topics/objective/discrimination/")
    together = page.locator("section", has=page.get_by_role("heading", name="Together with"))
    image = together.get_by_role("link", name=re.compile("^Image"))
    said = number(image.inner_text())
    assert shown_by(page, image, base) == said
    page.go_back()
    people = page.locator("section", has=page.get_by_role("heading", name="Who works on it"))
    people.get_by_role("link", name=re.compile("^Wei Chen")).click()
    expect(page.locator("h1")).to_have_text("Wei Chen")
    page.go_back()
    used = page.locator("section", has=page.get_by_role("heading", name="Datasets used most"))
    used.get_by_role("link", name="Leaderboard of Tone Clips").click()
    page.wait_for_url("**/leaderboards/tone-clips/")


def test_a_bar_of_an_author_leads_to_the_years_papers_on_the_page(page: Page, base: str) -> None:
    page.goto(base + "authors/wei-chen/")
    bar = page.get_by_role("list", name="Papers per year").get_by_role("link").first
    said = number(bar.inner_text())
    bar.click()
    anchor = page.url.partition("#")[2]
    heading = page.locator(f"[id='{anchor}']")
    expect(heading).to_be_in_viewport()
    assert heading.locator("xpath=..").locator(".kb-card").count() == said


def test_an_author_page_tells_the_datasets_that_someone_introduced(page: Page, base: str) -> None:
    page.goto(base + "authors/ada-muller/")
    section = page.locator("section", has=page.get_by_role("heading", name="Datasets introduced"))
    section.get_by_role("link", name="Tone Clips").click()
    expect(page.locator("h1")).to_have_text("Tone Clips")


def test_a_person_leads_to_coauthors_and_a_venue_to_its_people_and_topics(page: Page, base: str) -> None:
    page.goto(base + "authors/ada-muller/")
    beside = page.locator("section", has=page.get_by_role("heading", name="Co-authors"))
    said = number(beside.locator("li", has_text="Wei Chen").locator(".kb-count").inner_text())
    mine = set(page.locator(".kb-card__title").all_inner_texts())
    beside.get_by_role("link", name="Wei Chen").click()
    expect(page.locator("h1")).to_have_text("Wei Chen")
    assert len(mine.intersection(page.locator(".kb-card__title").all_inner_texts())) == said
    page.goto(base + "venues/tcml/")
    people = page.locator("section", has=page.get_by_role("heading", name="People with most papers here"))
    expect(people.get_by_role("link").first).to_contain_text("Zoë O'Neil")
    topics = page.locator("section", has=page.get_by_role("heading", name="Main topics"))
    topic = topics.get_by_role("link").first
    said = number(topic.inner_text())
    assert shown_by(page, topic, base) == said


def test_topics_that_rose_in_a_year_lead_to_their_papers_of_it(page: Page, base: str) -> None:
    page.goto(base + "years/2020/")
    row = page.get_by_role("region", name="Topics that rose").locator("tbody tr").first
    now, before = (number(text) for text in row.locator("td").all_inner_texts())
    assert now - before >= 2
    assert shown_by(page, row.locator("td a"), base) == now


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_the_home_page_answers_above_the_fold_and_leads_on(new_page: NewPage, base: str, width: int) -> None:
    page = new_page(width=width, height=900)
    page.goto(base)
    for what in (page.get_by_role("searchbox", name="Search the papers"), page.locator(".kb-figures")):
        expect(what).to_be_in_viewport()
    expect(page.locator(".kb-figures time")).to_have_attribute("datetime", "2026-03-03")
    expect(page.get_by_role("heading", name="Papers per year")).to_be_in_viewport()
    page.get_by_role("navigation", name="Ways to look at it").get_by_role("link", name="Timeline").click()
    expect(page.locator("h1")).to_have_text("Timeline")


def test_the_small_picture_on_the_home_page_leads_to_the_years(page: Page, base: str) -> None:
    page.goto(base)
    bar = page.get_by_role("list", name="Papers per year").get_by_role("link").last
    said = number(bar.inner_text())
    bar.click()
    page.wait_for_url("**/years/*/")
    expect(page.locator(".kb-lead")).to_contain_text(f"{said} paper")


def test_without_javascript_bars_and_tables_are_there(new_page: NewPage, base: str) -> None:
    page = new_page(javascript=False)
    page.goto(base + "topics/objective/discrimination/")
    expect(page.get_by_role("list", name="Papers per year").get_by_role("link").first).to_be_visible()
    page.goto(base + "years/2020/")
    expect(page.get_by_role("region", name="Topics that rose").locator("tbody tr").first).to_be_visible()


def test_on_paper_the_picture_and_its_page_stay(page: Page, base: str) -> None:
    page.emulate_media(media="print")
    page.goto(base + "topics/objective/discrimination/")
    expect(page.get_by_role("list", name="Papers per year")).to_be_visible()
    expect(page.locator(".md-header")).to_be_hidden()
