"""The explorer does what a reader does: types, chooses, shares, goes back, exports."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.explorer import Explorer


def test_typing_filters_and_forgives(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    explorer.expect_status("All 12 papers")
    explorer.type("clustr")
    assert "Clusters of Sound" in explorer.titles()
    explorer.type("lindqvist")
    assert "Masked Everything" in explorer.titles()


def test_accents_do_not_matter(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    explorer.type("saric")
    assert "Seeing and Hearing Together" in explorer.titles()


def test_a_pasted_address_finds_its_paper_and_shows_as_a_chip(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    explorer.box.fill("https://arxiv.org/pdf/1705.01234v2")
    explorer.wait()
    assert explorer.titles() == ["Seeing and Hearing Together"]
    assert explorer.chips() == ["arXiv: 1705.01234×"]


def test_fields_exact_words_and_exclusions_show_as_chips(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    explorer.type('venue:tcml year:2020..2021 -workshop has:code "at scale"')
    assert explorer.titles() == ["Image-Text Pairs at Scale: Don't {Worry} about O(n²)"]
    assert explorer.chips() == [
        "venue: tcml×",
        "year: 2020..2021×",
        "Not word: workshop×",
        "has: code×",
        "words: “at scale”×",
    ]
    page.get_by_role("button", name="Remove venue: tcml").click()
    explorer.wait()
    expect(explorer.box).to_have_value('year:2020..2021 -workshop has:code "at scale"')


def test_counts_are_what_choosing_gives(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    for label, facet in (("Audio", "Modality"), ("Instance discrimination", "Objective"), ("Code", "Has")):
        before = explorer.count(label, facet)
        explorer.choose(label, facet)
        assert len(explorer.titles()) == before
        explorer.choose(label, facet)
    explorer.choose("Audio", "Modality")
    left = explorer.count("Text", "Modality")
    explorer.choose("Text", "Modality")
    assert len(explorer.titles()) == left


def test_the_state_is_in_the_address_and_the_back_button_undoes_a_step(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    explorer.choose("Audio", "Modality")
    explorer.choose("2019", "Year")
    assert page.url.endswith("?modality=audio&year=2019")
    chosen = explorer.titles()
    shared = Explorer(page.context.new_page(), base, "?modality=audio&year=2019")
    assert shared.titles() == chosen
    assert len(shared.chips()) == 2
    page.go_back()
    explorer.wait()
    assert page.url.endswith("?modality=audio")
    assert len(explorer.titles()) > len(chosen)
    page.go_back()
    explorer.wait()
    explorer.expect_status("All 12 papers")


def test_sorting_is_remembered_in_the_address(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    page.get_by_label("Sort").select_option("oldest")
    explorer.wait()
    assert explorer.titles()[0] == "Listening to Tones"
    assert explorer.titles()[-1] == "Of Unknown Year"
    assert page.url.endswith("?sort=oldest")


def test_papers_stand_newest_first_until_something_is_typed(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    sort = page.get_by_label("Sort")
    chosen = sort.locator("option:checked")
    expect(chosen).to_have_text("newest first")
    expect(sort.locator("option", has_text="relevance")).to_be_disabled()
    assert explorer.titles()[-1] == "Of Unknown Year"
    explorer.type("masked")
    expect(chosen).to_have_text("relevance")
    assert page.url.endswith("?q=masked")
    sort.select_option("newest")
    explorer.wait()
    assert page.url.endswith("?q=masked&sort=newest")
    sort.select_option("relevance")
    explorer.wait()
    assert page.url.endswith("?q=masked")
    explorer.type("")
    expect(chosen).to_have_text("newest first")


def test_nothing_found_says_what_to_remove(page: Page, base: str) -> None:
    explorer = Explorer(page, base, "?modality=video&venue=jtr&has=code")
    explorer.expect_status("No paper matches.")
    remedy = page.locator(".kb-explore__empty li").first
    gives = int(re.findall(r"would give (\d+) papers?", remedy.inner_text())[0])
    remedy.get_by_role("button").click()
    explorer.wait()
    assert len(explorer.titles()) == gives


def test_arrow_keys_lead_through_the_results_and_escape_back(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    page.keyboard.press("/")
    expect(explorer.box).to_be_focused()
    page.keyboard.type("pairs")
    explorer.wait()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = explorer.titles()[1]
    assert page.evaluate("document.activeElement.textContent") == second
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(explorer.box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(explorer.box).to_be_focused()
    page.keyboard.press("Escape")
    expect(explorer.box).to_have_value("")
    explorer.wait()
    explorer.expect_status("All 12 papers")


def test_enter_on_a_result_opens_its_paper(page: Page, base: str) -> None:
    explorer = Explorer(page, base, "?q=hearing")
    explorer.box.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/seeing-and-hearing/")


def test_the_selection_is_exported_as_bibtex(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    with page.expect_download() as everything:
        page.get_by_role("button", name="Export these").click()
    assert _entries(everything.value.path()) == 12

    page.get_by_label("Select Masked Everything").check()
    explorer.type("tones")
    page.get_by_label("Select Listening to Tones").check()
    with page.expect_download() as selected:
        page.get_by_role("button", name="Export 2 selected").click()
    text = selected.value.path().read_text(encoding="utf-8")
    assert "Masked Everything" in text
    assert "Listening to Tones" in text
    assert _entries(selected.value.path()) == 2
    assert selected.value.suggested_filename == "papers.bib"
    expect(page.locator(".kb-export__status")).to_have_text("2 papers written to papers.bib.")


def _entries(path: Path) -> int:
    return len(re.findall(r"^@\w+\{", path.read_text(encoding="utf-8"), re.MULTILINE))


def test_a_row_of_the_explorer_is_the_card_of_every_other_list(page: Page, base: str) -> None:
    explorer = Explorer(page, base, "?q=hearing")
    row = page.locator(".kb-explore__results .kb-card").first
    shown = [row.locator(part).inner_text() for part in (".kb-card__title", ".kb-card__byline", ".kb-card__badges")]
    code = row.locator(".kb-badge--code").get_attribute("href")
    assert explorer.titles()[0] == shown[0]
    page.goto(base + "years/2017/")
    card = page.locator(".kb-card").filter(has_text="Seeing and Hearing Together")
    assert [
        card.locator(part).inner_text() for part in (".kb-card__title", ".kb-card__byline", ".kb-card__badges")
    ] == shown
    assert card.locator(".kb-badge--code").get_attribute("href") == code == "https://github.com/example/see-hear"


def test_filters_are_folded_on_a_phone_and_open_when_asked_for(new_page: NewPage, base: str) -> None:
    page = new_page(width=390, height=844)
    explorer = Explorer(page, base)
    box = page.locator(".kb-option input").first
    expect(box).not_to_be_visible()
    page.locator(".kb-facets > summary").click()
    expect(box).to_be_visible()
    box.check()
    explorer.wait()
    assert len(explorer.chips()) == 1


def test_the_home_page_leads_into_the_explorer(page: Page, base: str) -> None:
    page.goto(base)
    page.get_by_role("searchbox", name="Search the papers").fill("masked")
    page.keyboard.press("Enter")
    page.wait_for_url("**/explore/?q=masked")
    page.wait_for_selector("#kb-explore[data-shown='q=masked']")
    assert page.locator(".kb-explore__results .kb-card__title").first.inner_text() == "Masked Everything"


def test_a_topic_leads_to_its_papers_in_the_explorer(page: Page, base: str) -> None:
    page.goto(base + "topics/objective/clustering/")
    listed = sorted(page.locator(".kb-group .kb-card__title").all_inner_texts())
    page.get_by_role("link", name="Filter in Explore").click()
    page.wait_for_selector("#kb-explore[data-shown='objective=clustering']")
    assert sorted(page.locator(".kb-explore__results .kb-card__title").all_inner_texts()) == listed


def test_a_catalogue_that_cannot_be_loaded_is_said(new_page: NewPage, base: str) -> None:
    page = new_page()
    page.route("**/catalogue-*.js", lambda route: route.fulfill(status=200, body="self.kbgenCatalogue={version:9};"))
    page.goto(base + "explore/")
    expect(page.locator(".kb-explore__status")).to_contain_text("The catalogue could not be loaded")


def test_papers_in_sight_come_first_and_those_below_follow(new_page: NewPage, base: str) -> None:
    explorer = Explorer(new_page(width=1280, height=500), base)
    page = explorer.page
    page.evaluate(
        """() => {
            const list = document.querySelector('.kb-explore__results');
            window.seen = [];
            new MutationObserver(() => window.seen.push([list.childElementCount, list.offsetHeight])).observe(
                document.querySelector('#kb-explore'), { attributeFilter: ['data-shown', 'data-followed'] });
        }"""
    )

    def drawn(change: Callable[[], object]) -> list[list[int]]:
        page.evaluate("window.seen.length = 0")
        change()
        explorer.wait()
        return cast("list[list[int]]", page.evaluate("window.seen"))

    explorer.type("nothing has this")
    (first, first_height), *_, (all_of_them, height) = drawn(partial(explorer.box.fill, ""))
    assert 0 < first < all_of_them == len(explorer.titles()) == 12
    assert first_height == pytest.approx(height, rel=0.2)

    explorer.type("nothing has this")
    page.locator(".kb-explore__found").evaluate("found => found.style.minHeight = '3000px'")
    page.evaluate("scrollTo(0, 1000)")
    emptied = partial(explorer.box.evaluate, "box => { box.value = ''; box.dispatchEvent(new Event('input')); }")
    (first, _), *_ = drawn(emptied)
    assert first == 12, "a reader further down has them at once"


def test_options_are_made_where_filters_are_open(new_page: NewPage, base: str) -> None:
    explorer = Explorer(new_page(width=390), base, "?q=audio")
    options = explorer.page.locator(".kb-option")
    expect(options).to_have_count(0)
    explorer.page.locator(".kb-facets > summary").click()
    expect(options).not_to_have_count(0)
    folded = explorer.page.locator(".kb-facet:not([open]) > summary:has(+ .kb-facet__mode)").first.inner_text()
    facet = explorer.page.get_by_role("group").filter(has=explorer.page.get_by_text(folded, exact=True)).last
    expect(facet.locator(".kb-option")).to_have_count(0)
    facet.locator("summary").click()
    expect(facet.locator(".kb-option")).not_to_have_count(0)


def test_all_papers_of_a_page_are_selected_before_those_below_are_drawn(new_page: NewPage, base: str) -> None:
    explorer = Explorer(new_page(width=1280, height=500), base, "?q=audio")
    page = explorer.page
    page.evaluate(
        """() => new MutationObserver((_, watching) => {
            watching.disconnect();
            window.drawn = document.querySelectorAll('.kb-explore__item').length;
            document.querySelector('.kb-select-page').click();
        }).observe(document.querySelector('#kb-explore'), { attributeFilter: ['data-shown'] })"""
    )
    explorer.box.fill("")
    explorer.wait()
    assert page.evaluate("window.drawn") < 12
    expect(page.locator(".kb-selection__count")).to_have_text("12 selected")
    expect(page.locator(".kb-select-page")).to_be_checked()
    expect(page.locator(".kb-explore__item .kb-select:checked")).to_have_count(12)


def test_the_back_button_undoes_one_of_two_quick_steps(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    box = "document.querySelector('.kb-option input[value={}]').click();"
    page.evaluate(box.format("audio") + box.format("text"))
    explorer.wait()
    assert page.url.endswith("?modality=audio,text")
    page.go_back()
    explorer.wait()
    assert page.url.endswith("?modality=audio")
    page.go_back()
    explorer.wait()
    explorer.expect_status("All 12 papers")


def type_and_press(page: Page, text: str, pressed: str) -> None:
    """Type and press something at once, before the page does anything with what was typed."""
    page.evaluate(
        """([text, pressed]) => {
            const box = document.querySelector('#kb-explore input[name=q]');
            box.value = text;
            box.dispatchEvent(new Event('input'));
            document.querySelector(pressed).click();
        }""",
        [text, pressed],
    )


def test_what_was_typed_before_a_step_is_what_the_back_button_leads_to(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    type_and_press(page, "masked", ".kb-option input[value=code]")
    explorer.wait()
    assert page.url.endswith("?q=masked&has=code")
    page.go_back()
    explorer.wait()
    assert page.url.endswith("?q=masked")
    expect(explorer.box).to_have_value("masked")


def test_a_slider_moved_again_after_the_back_button_keeps_what_the_button_led_to(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    explorer.choose("Audio", "Modality")
    slider = page.get_by_label("Year, lower end")
    for _ in range(2):
        slider.press("ArrowRight")
        explorer.wait()
    page.go_back()
    explorer.wait()
    assert page.url.endswith("?modality=audio")
    slider.press("ArrowRight")
    explorer.wait()
    page.go_back()
    explorer.wait()
    assert page.url.endswith("?modality=audio")


def test_enter_settles_what_was_typed_and_the_back_button_leads_to_it(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    explorer.type("masked")
    page.keyboard.press("Enter")
    explorer.type("tones")
    assert page.url.endswith("?q=tones")
    page.go_back()
    explorer.wait()
    assert page.url.endswith("?q=masked")
    expect(explorer.box).to_have_value("masked")
    page.go_back()
    assert "masked" not in page.url


def test_what_was_typed_just_before_a_paper_was_opened_is_there_on_coming_back(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    type_and_press(page, "masked", ".kb-explore__results .kb-card__title a")
    page.wait_for_url("**/papers/*/")
    page.go_back()
    explorer.wait()
    assert page.url.endswith("?q=masked")
    expect(explorer.box).to_have_value("masked")
