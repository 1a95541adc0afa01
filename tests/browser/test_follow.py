"""Following: from a page to its feed as a program finds it, what is new by week, and a list that maintainers keep."""

import urllib.request
from urllib.parse import urljoin

import feedparser
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage

FOLLOWED = {
    "home": "",
    "topic": "topics/objective/contrastive/",
    "venue": "venues/tcml/",
    "author": "authors/wei-chen/",
    "dataset": "datasets/tone-clips/",
    "list": "lists/sound/",
}


def read(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        content: bytes = answer.read()
        return content


@pytest.mark.parametrize("path", FOLLOWED.values(), ids=FOLLOWED)
def test_a_program_that_is_given_a_pages_address_finds_its_feed(page: Page, base: str, path: str) -> None:
    page.goto(base + path)
    link = page.locator('link[rel~=alternate][type="application/atom+xml"]')
    expect(link).to_have_count(1)
    address = urljoin(page.url, link.get_attribute("href") or "")
    assert address == f"{base}{path}feed.xml"
    feed = feedparser.parse(read(address))
    assert not feed.bozo
    assert feed.entries
    # The feed names the site's public address; the same page stands here.
    first = feed.entries[0].link.removeprefix("https://kb.example/small/")
    page.goto(base + first)
    expect(page.locator("h1")).to_have_text(" ".join(feed.entries[0].title.split()))


@pytest.mark.parametrize("path", [path for name, path in FOLLOWED.items() if name != "home"])
def test_a_reader_sees_the_way_to_the_feed(page: Page, base: str, path: str) -> None:
    page.goto(base + path)
    link = page.get_by_role("link", name="Follow")
    assert urljoin(page.url, link.get_attribute("href") or "") == f"{base}{path}feed.xml"


def test_a_reader_goes_from_what_is_new_to_a_week_to_its_papers_in_explore(page: Page, base: str) -> None:
    page.goto(base)
    page.get_by_role("link", name="What came in, week by week").click()
    expect(page.locator("h1")).to_have_text("New")
    expect(page.get_by_text("2 papers and 3 datasets do not say when that was.")).to_be_visible()
    weeks = page.locator(".kb-week")
    expect(weeks.first.locator("h2")).to_contain_text("2026-W10")
    expect(page.locator("[id='2026-W09']")).to_have_count(1)
    weeks.first.get_by_role("link", name="2026-W10").click()
    expect(page.locator("h1")).to_have_text("New in 2026-W10")
    titles = page.locator(".kb-card__title").all_inner_texts()
    page.get_by_role("link", name="Filter in Explore").click()
    page.wait_for_selector("#kb-explore[data-shown]")
    expect(page.locator(".kb-explore__results .kb-card__title")).to_have_count(len(titles))
    assert set(page.locator(".kb-explore__results .kb-card__title").all_inner_texts()) == set(titles)


def test_weeks_lead_to_each_other_without_javascript(new_page: NewPage, base: str) -> None:
    page = new_page(javascript=False)
    page.goto(f"{base}new/2026-W09/")
    page.get_by_role("link", name="2026-W10").click()
    expect(page.locator("h1")).to_have_text("New in 2026-W10")
    page.get_by_role("link", name="2026-W09").click()
    expect(page.locator("h1")).to_have_text("New in 2026-W09")


def test_a_list_shows_what_its_query_finds(page: Page, base: str) -> None:
    page.goto(f"{base}new/")
    page.get_by_role("link", name="Learning from sound").click()
    expect(page.locator("h1")).to_have_text("Learning from sound")
    titles = set(page.locator(".kb-card__title").all_inner_texts())
    intro = page.locator(".kb-intro")
    expect(intro.locator("em")).to_have_text("hear")
    expect(intro.get_by_role("link")).to_have_count(1)
    expect(intro).to_contain_text("<b>more</b>")
    page.get_by_role("link", name="Filter in Explore").click()
    page.wait_for_selector("#kb-explore[data-shown]")
    expect(page.locator(".kb-explore__results .kb-card__title")).to_have_count(len(titles))


def test_a_page_leads_a_program_to_its_markdown(page: Page, base: str) -> None:
    page.goto(f"{base}papers/seeing-and-hearing/")
    link = page.locator('link[rel~=alternate][type="text/markdown"]')
    text = read(urljoin(page.url, link.get_attribute("href") or "")).decode()
    assert text.startswith(f"# {page.locator('h1').inner_text()}\n")


def test_a_browser_finds_the_search_and_its_address_works(page: Page, base: str) -> None:
    page.goto(f"{base}papers/seeing-and-hearing/")
    link = page.locator("link[rel=search]")
    text = read(urljoin(page.url, link.get_attribute("href") or "")).decode()
    template = text.partition('template="https://kb.example/small/')[2].partition('"')[0]
    page.goto(base + template.replace("{searchTerms}", "saric"))
    page.wait_for_selector("#kb-explore[data-shown='q=saric']")
    expect(page.locator(".kb-explore__results").get_by_role("link", name="Clusters of Sound")).to_be_visible()
