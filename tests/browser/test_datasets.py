"""Datasets and leaderboards as a reader looks for them."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations_everywhere
from tests.browser.conftest import NewPage


def narrowed(page: Page, base: str, query: str = "") -> None:
    """Open the tables of datasets and wait until they show what the address asks for."""
    page.goto(f"{base}datasets/{query}")
    page.wait_for_selector("#kb-datasets[data-shown]")


def names(page: Page) -> list[str]:
    """The datasets that are left, in order."""
    lines = page.locator(".kb-family tr[data-filed]")
    return [line.locator("th").inner_text() for line in lines.all() if line.is_visible()]


def chip(name: str) -> str:
    """The button of a value, whatever its count."""
    return f".kb-narrow .kb-chip:has-text('{name}')"


def test_tables_are_narrowed_by_modality_and_access(page: Page, base: str) -> None:
    narrowed(page, base)
    status = page.locator("#kb-datasets [role=status]")
    expect(status).to_have_text("All 4 datasets")
    page.locator(chip("Text")).click()
    assert names(page) == ["Small Captions", "Caption Pairs"]
    expect(status).to_have_text("2 of 4 datasets")
    expect(page.locator("[data-unknown=modality]")).to_be_visible()
    assert page.locator(chip("open")).is_disabled()
    assert page.url.endswith("?modality=text")
    page.locator(chip("Text")).click()
    page.locator(chip("open")).click()
    assert names(page) == ["Tone Clips"]
    page.go_back()
    page.go_back()
    assert names(page) == ["Small Captions", "Caption Pairs"]
    page.get_by_role("button", name="Show all datasets").click()
    assert len(names(page)) == 4


def test_a_table_says_licence_access_and_who_introduced_a_dataset(page: Page, base: str) -> None:
    narrowed(page, base)
    page.locator(chip("CC BY 4.0")).click()
    assert names(page) == ["Tone Clips"]
    assert page.url.endswith("?license=cc-by-4-0")
    row = page.locator("[data-kb-sort] tbody tr:visible")
    expect(row).to_contain_text("CC BY 4.0")
    expect(row.locator(".kb-access")).to_contain_text("open")
    row.get_by_role("link", name="Listening to Tones").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Listening to Tones")


def test_a_count_is_what_choosing_gives(page: Page, base: str) -> None:
    narrowed(page, base, "?modality=text")
    labels = page.locator(".kb-narrow .kb-chip:enabled:not([aria-pressed=true])").all_text_contents()
    assert len(labels) > 2
    for label in labels:
        button = page.locator(chip(label.split("\xa0")[0]))
        count = int(button.locator(".kb-count").inner_text())
        button.click()
        assert len(names(page)) == count
        button.click()


def test_words_narrow_too_and_nothing_found_is_said(page: Page, base: str) -> None:
    narrowed(page, base)
    box = page.get_by_role("searchbox", name="Words of a dataset's name")
    box.press_sequentially("capt")
    assert names(page) == ["Small Captions", "Caption Pairs"]
    box.fill("nothing like it")
    expect(page.locator("#kb-datasets [role=status]")).to_have_text("No dataset is filed under all of these.")
    narrowed(page, base, "?q=tone")
    assert names(page) == ["Tone Clips"]


def test_from_two_modalities_to_the_dataset_used_most_and_its_leaderboard(page: Page, base: str) -> None:
    narrowed(page, base)
    page.locator(chip("Text")).click()
    page.locator(chip("Image")).click()
    most = page.locator(".kb-narrow__most li").first
    expect(most).to_have_text("Small Captions: 2 papers")
    most.get_by_role("link").click()
    page.wait_for_url("**/datasets/small-captions/")
    expect(page.locator("h2", has_text="Used by")).to_contain_text("2 papers")
    page.get_by_role("link", name="Leaderboard", exact=True).click()
    page.wait_for_url("**/leaderboards/small-captions/")
    row = page.locator(".kb-board tbody tr").first
    assert [cell.inner_text() for cell in row.locator("td, th").all()][:3] == [
        "1",
        "Image-Text Pairs at Scale: Don't {Worry} about O(n²)",
        "58.4\xa0%",
    ]
    assert "Table 1" in row.inner_text()


def test_without_javascript_the_tables_are_whole_and_say_what_is_used_most(new_page: NewPage, base: str) -> None:
    page = new_page(javascript=False)
    page.goto(f"{base}datasets/")
    assert len(names(page)) == 4
    assert not page.locator("#kb-datasets").is_visible()
    used = page.locator(".kb-used tbody tr").first
    expect(used.locator("th")).to_have_text("Small Captions")
    used.get_by_role("link", name="Leaderboard of Small Captions").click()
    page.wait_for_url("**/leaderboards/small-captions/")
    page.go_back()
    by_modality = page.get_by_role("region", name="Datasets used most, by modality")
    assert "Tone Clips (1, leaderboard)" in by_modality.locator("tr", has_text="Audio").inner_text()


def test_a_dataset_tells_introducing_from_using_and_its_bars_lead_to_papers(page: Page, base: str) -> None:
    page.goto(f"{base}datasets/small-captions/")
    introduced = page.locator("section", has=page.locator("h2", has_text="Introduced by"))
    expect(introduced).to_contain_text("No paper here introduces it.")
    bars = page.get_by_role("list", name="Papers here that use it, by year").get_by_role("link")
    assert [bar.text_content() for bar in bars.all()] == ["1 paper in 2020", "1 paper in 2021"]
    bars.first.click()
    assert page.url.endswith("#used-in-2020")
    expect(page.locator("#used-in-2020")).to_be_in_viewport()
    expect(page.locator(".kb-stated", has_text="Used for evaluation")).to_be_visible()
    page.goto(f"{base}datasets/odd-lot/")
    expect(page.locator("#results + .kb-empty")).to_have_text(
        "No result on it is known yet, so there is no leaderboard."
    )


def test_leaderboards_say_what_is_known_and_that_values_may_not_be_comparable(page: Page, base: str) -> None:
    page.goto(f"{base}leaderboards/")
    expect(page.locator(".kb-lead")).to_contain_text("3 results known, of 2 papers, on 2 datasets.")
    page.get_by_role("link", name="Tone Clips").click()
    page.wait_for_url("**/leaderboards/tone-clips/")
    expect(page.locator("h1")).to_have_text("Tone Clips: leaderboard")
    expect(page.locator("article")).to_contain_text("may not be comparable")
    unranked = page.locator("section", has=page.locator("h2", has_text="top-5"))
    expect(unranked).to_contain_text("Whether higher or lower is better is not known, so there is no rank.")
    assert unranked.locator("tbody td").first.inner_text() == "–"
    ranked = page.locator("section", has=page.locator("h2", has_text="accuracy"))
    expect(ranked).to_contain_text("1 result known, of 1 paper. Higher is better.")
    source = ranked.get_by_role("link", name="the paper Seeing and Hearing Together")
    assert source.get_attribute("href") == "https://arxiv.org/abs/1705.01234"
    ranked.get_by_role("link", name="Seeing and Hearing Together", exact=True).click()
    page.wait_for_url("**/papers/seeing-and-hearing/")


@pytest.mark.parametrize(
    "path", ["leaderboards/", "leaderboards/imagenet-1k/", "datasets/imagenet-1k/", "datasets/?modality=video,text"]
)
def test_axe_finds_nothing_where_there_are_charts(new_page: NewPage, real_base: str, assets: Path, path: str) -> None:
    page = new_page(allowed=real_base)
    page.goto(real_base + path)
    assert violations_everywhere(page, assets) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_progress_chart_says_the_same_as_its_numbers(new_page: NewPage, real_base: str) -> None:
    page = new_page(allowed=real_base)
    page.goto(f"{real_base}leaderboards/imagenet-1k/")
    section = page.locator("section", has=page.locator(".kb-chart--steps")).first
    said = section.locator(".kb-chart .kb-hint").inner_text()
    values = re.findall(r"([\d.]+) in (\d{4})", said)
    assert len(values) == 2
    table = section.locator(".kb-chart__numbers tbody tr")
    rows = [row.locator("th, td").all_text_contents() for row in table.all()]
    assert [(rows[at][1], rows[at][0]) for at in (0, -1)] == values
    dots = section.locator(".kb-chart__picture a")
    standings = section.locator(".kb-board tbody tr")
    assert dots.count() == standings.count()
    line = section.locator(".kb-chart__picture path:not(a path)")
    colour = "line => getComputedStyle(line).stroke"
    before = line.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    page.wait_for_selector("body[data-md-color-scheme=slate]")
    assert line.evaluate(colour) != before
    papers = {link.get_attribute("href") for link in standings.locator("th a").all()}
    assert {dot.get_attribute("href") for dot in dots.all()} == papers
