"""Taking the data: from the page that leads to it, and as programs find it from any page."""

import json
import sqlite3
import struct
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Page, expect

PUBLIC = "https://kb.example/small/"


def test_a_reader_finds_all_data_and_how_much_is_known(page: Page, base: str, tmp_path: Path) -> None:
    page.goto(base + "about/")
    page.get_by_role("link", name="How much is known, and all of it as files").click()
    expect(page.locator("h1")).to_have_text("Data")
    row = page.get_by_role("region", name="Papers").locator("tr", has_text="in all")
    papers = int(row.locator("td").first.inner_text())
    api = page.get_by_role("region", name="Downloads").get_by_role("link", name="JSON API").get_attribute("href") or ""
    start = page.request.get(urljoin(page.url, api))
    listed = page.request.get(urljoin(start.url, start.json()["files"]["papers"])).json()["papers"]
    assert len(listed) == start.json()["papers"] == papers
    one = start.json()["files"]["paper"].replace("{id}", "seeing-and-hearing")
    assert page.request.get(urljoin(start.url, one)).json()["title"] == "Seeing and Hearing Together"
    database = page.get_by_role("link", name="SQLite database").get_attribute("href") or ""
    file = tmp_path / "kb.sqlite"
    file.write_bytes(page.request.get(urljoin(page.url, database)).body())
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT count(*) FROM papers").fetchone() == (papers,)
    page.get_by_role("link", name="New", exact=True).last.click()
    expect(page.get_by_role("link", name="Follow everything as a feed")).to_be_visible()


def test_a_program_reads_of_a_page_what_it_is_and_shows_its_picture(page: Page, base: str) -> None:
    page.goto(base + "papers/seeing-and-hearing/")
    told = [json.loads(text) for text in page.locator('script[type="application/ld+json"]').all_text_contents()]
    article = next(one for one in told if one["@type"] == "ScholarlyArticle")
    assert article["headline"] == page.locator("h1").inner_text()
    assert [one["name"] for one in article["author"]] == page.locator(".kb-authors a").all_inner_texts()
    image = page.locator('meta[property="og:image"]').get_attribute("content") or ""
    assert image.startswith(PUBLIC)
    picture = page.request.get(base + image.removeprefix(PUBLIC)).body()
    assert struct.unpack(">II", picture[16:24]) == (1200, 630)


def test_a_language_model_goes_from_one_file_to_every_list_in_markdown(page: Page, base: str) -> None:
    guide = page.request.get(base + "llms.txt").text()
    assert guide.startswith("# Small knowledge base\n")
    addresses = [line.partition("](")[2].partition(")")[0] for line in guide.splitlines() if line.startswith("- [")]
    assert len(addresses) > 10
    for address in addresses:
        answer = page.request.get(base + address.removeprefix(PUBLIC))
        assert answer.ok, address
        if address.endswith(".md"):
            assert answer.text().startswith("# "), address
