"""Ranges, exclusions, views, columns, selections and saved searches of the explorer, as a reader uses them."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Download, Page, expect

from tests.browser.axe import violations_everywhere
from tests.browser.conftest import NewPage
from tests.browser.explorer import Explorer


def test_any_of_several_terms_finds_more_than_all_of_them(page: Page, base: str) -> None:
    explorer = Explorer(page, base, "?modality=audio,text")
    both = len(explorer.titles())
    page.get_by_label("Papers with: Modality").select_option("any")
    explorer.wait()
    assert page.url.endswith("?modality=audio,text&any=modality")
    either = len(explorer.titles())
    alone = [len(Explorer(page, base, f"?modality={one}").titles()) for one in ("audio", "text")]
    assert either == sum(alone) - both > both


def test_what_is_excluded_is_found_no_more_and_can_be_had_back(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    everything = set(explorer.titles())
    with_audio = explorer.count("Audio", "Modality")
    page.get_by_role("button", name="Leave out Audio").click()
    explorer.wait()
    assert page.url.endswith("?modality=-audio")
    assert len(explorer.titles()) == len(everything) - with_audio
    assert explorer.chips() == ["Not Modality: Audio×"]
    explorer.choose("Audio", "Modality")
    assert page.url.endswith("?modality=audio")
    assert len(explorer.titles()) == with_audio


def test_a_range_of_years_is_typed(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    page.get_by_label("Year, at least").fill("2018")
    page.get_by_label("Year, at least").press("Enter")
    explorer.wait()
    page.get_by_label("Year, at most").fill("2020")
    page.get_by_label("Year, at most").press("Enter")
    explorer.wait()
    assert page.url.endswith("?year=2018..2020")
    years = page.locator(".kb-explore__results .kb-card__venue").all_inner_texts()
    assert {re.findall(r"\d{4}", one)[0] for one in years} == {"2018", "2019", "2020"}
    assert explorer.chips() == ["Year: 2018–2020×"]


def test_a_range_of_years_is_set_by_arrow_keys_and_the_back_button_undoes_it_as_one_step(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    lower = page.get_by_label("Year, lower end")
    lower.focus()
    for _ in range(3):
        lower.press("ArrowRight")
        explorer.wait()
    assert page.url.endswith("?year=2018..")
    expect(page.get_by_label("Year, at least")).to_have_value("2018")
    page.go_back()
    explorer.wait()
    assert page.url.endswith("explore/")
    expect(page.get_by_label("Year, at least")).to_have_value("")


def test_citations_are_bounded_only_where_they_are_known(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    page.locator("summary", has_text="Citations anywhere").click()
    page.get_by_label("Citations anywhere, at most").fill("300")
    page.get_by_label("Citations anywhere, at most").press("Enter")
    explorer.wait()
    assert page.url.endswith("?citations=..300")
    assert explorer.titles() == ["Image-Text Pairs at Scale: Don't {Worry} about O(n²)"]


def test_papers_with_most_citations_or_stars_come_first_and_unknown_ones_last(page: Page, base: str) -> None:
    explorer = Explorer(page, base, "?sort=citations")
    assert explorer.titles()[:2] == [
        "Seeing and Hearing Together",
        "Image-Text Pairs at Scale: Don't {Worry} about O(n²)",
    ]
    page.get_by_label("Sort").select_option("stars")
    explorer.wait()
    assert explorer.titles()[0] == "Seeing and Hearing Together"
    page.get_by_label("Sort").select_option("added")
    explorer.wait()
    assert page.url.endswith("?sort=added")


def test_the_table_shows_the_columns_that_are_chosen_and_sorts_by_its_headings(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    page.get_by_text("Table", exact=True).click()
    explorer.wait()
    table = page.locator(".kb-explore__table table")
    expect(table.get_by_role("columnheader")).to_have_text(["Title", "Authors", "Venue and year", "Cited here", "Code"])
    page.locator(".kb-chooser > summary").click()
    page.get_by_label("Citations", exact=True).check()
    explorer.wait()
    page.get_by_label("Authors", exact=True).uncheck()
    explorer.wait()
    page.keyboard.press("Escape")
    assert page.url.endswith("?view=table&columns=venue,cited,citations,code")
    table.get_by_role("button", name="Citations").click()
    explorer.wait()
    expect(table.get_by_role("columnheader", name="Citations")).to_have_attribute("aria-sort", "descending")
    cells = table.locator("tbody tr").first.locator("td.kb-number")
    assert cells.all_inner_texts()[-1] == "1,204"
    assert "–" in table.locator("tbody tr").last.inner_text()
    shared = Explorer(page.context.new_page(), base, page.url.partition("/explore/")[2])
    assert shared.page.locator("tbody th").all_inner_texts() == table.locator("tbody th").all_inner_texts()


def test_menus_stay_within_a_phone(new_page: NewPage, base: str) -> None:
    page = new_page(width=390, height=844)
    Explorer(page, base, "?view=table")
    menus = page.locator("details.kb-pop").all()
    assert len(menus) == 2
    for menu in menus:
        menu.locator("summary").click()
        box = menu.locator(".kb-pop__panel").bounding_box()
        assert box
        assert 0 <= box["x"] < box["x"] + box["width"] <= 390


def test_the_gallery_shows_the_same_cards_side_by_side(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    titles = explorer.titles()
    page.get_by_text("Gallery", exact=True).click()
    explorer.wait()
    assert explorer.titles() == titles
    tops = page.locator(".kb-explore__item").evaluate_all("items => items.map(one => one.getBoundingClientRect().top)")
    assert tops[0] == tops[1] < tops[-1]


def test_a_word_that_nothing_has_is_replaced_when_the_reader_says_so(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    explorer.type("maskde")
    page.get_by_role("button", name="masked", exact=True).click()
    explorer.wait()
    assert explorer.titles() == ["Masked Everything"]
    expect(page.locator(".kb-explore__suggestion")).not_to_be_visible()
    explorer.type("modality:adio")
    page.get_by_role("button", name="modality:audio", exact=True).click()
    explorer.wait()
    assert explorer.chips() == ["modality: audio×"]
    assert "Listening to Tones" in explorer.titles()


def test_where_words_and_filters_find_nothing_together_either_can_be_dropped(page: Page, base: str) -> None:
    explorer = Explorer(page, base, "?q=masked&venue=jtr")
    explorer.expect_status("No paper matches.")
    remedies = page.locator(".kb-explore__empty li").all_inner_texts()
    assert "Remove word: masked (would give 3 papers)" in remedies
    assert "Remove Venue: JTR (would give 1 paper)" in remedies


def test_keys_alone_find_select_mark_and_export(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    page.locator("body").click(position={"x": 2, "y": 2})
    page.keyboard.press("/")
    expect(explorer.box).to_be_focused()
    page.keyboard.type("tones")
    explorer.wait()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("x")
    assert page.url.endswith("#selected=listening-to-tones")
    expect(page.get_by_label("Select Listening to Tones")).to_be_checked()
    page.keyboard.press("m")
    expect(page.get_by_role("status").filter(has_text="your reading list has 1 paper")).to_be_visible()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_be_visible()
    page.keyboard.press("Escape")
    expect(keys).not_to_be_visible()
    page.keyboard.press("x")
    expect(page.get_by_label("Select Listening to Tones")).not_to_be_checked()
    assert "#" not in page.url


def test_letters_typed_into_a_field_are_letters(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    explorer.type("?x[m]")
    expect(explorer.box).to_have_value("?x[m]")
    expect(page.get_by_role("dialog")).not_to_be_visible()


def test_the_selection_outlives_filters_and_travels_with_the_address(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    page.get_by_label("Select Masked Everything").check()
    explorer.type("tones")
    page.get_by_label("Select Listening to Tones").check()
    explorer.type("")
    shared = Explorer(page.context.new_page(), base, page.url.partition("/explore/")[2])
    checked = shared.page.locator("input.kb-select:checked")
    assert sorted(checked.evaluate_all("boxes => boxes.map(box => box.ariaLabel)")) == [
        "Select Listening to Tones",
        "Select Masked Everything",
    ]
    compare = shared.page.get_by_role("link", name="Compare 2")
    assert compare.get_attribute("href") == f"{base}compare/?ids=masked-everything,listening-to-tones"
    shared.page.get_by_role("button", name="Clear selection").click()
    assert checked.count() == 0
    expect(compare).not_to_be_visible()


def test_all_papers_of_a_page_are_selected_at_once(page: Page, base: str) -> None:
    explorer = Explorer(page, base, "?q=pairs")
    page.get_by_label("Select all on this page").check()
    expect(page.get_by_role("button", name=f"Export {len(explorer.titles())} selected")).to_be_visible()
    page.get_by_label("Select all on this page").uncheck()
    expect(page.get_by_role("button", name="Export these")).to_be_visible()


def test_a_selection_is_put_on_the_reading_list(page: Page, base: str) -> None:
    explorer = Explorer(page, base, "#selected=masked-everything,listening-to-tones")
    page.get_by_role("button", name="Add to reading list").click()
    expect(page.get_by_role("status").filter(has_text="has 2 papers")).to_be_visible()
    marked = page.locator(".kb-mark[aria-pressed=true]")
    assert marked.count() == 2
    assert explorer.page.get_by_role("button", name="Reading list: Masked Everything").get_attribute(
        "aria-pressed"
    ) == ("true")


@pytest.mark.parametrize("name", ["ris", "csl", "csv", "markdown"])
def test_every_format_holds_the_selected_papers(page: Page, base: str, name: str) -> None:
    Explorer(page, base, "#selected=seeing-and-hearing,看图说话,hostile-strings")
    page.get_by_label("Format").select_option(name)
    with page.expect_download() as exported:
        page.get_by_role("button", name="Export 3 selected").click()
    text = _text(exported.value)
    read: dict[str, Callable[[], list[str]]] = {
        "ris": lambda: re.findall(r"^TI  - (.*)$", text, re.MULTILINE),
        "csl": lambda: [one["title"] for one in json.loads(text)],
        "csv": lambda: [row["title"] for row in csv.DictReader(io.StringIO(text))],
        "markdown": lambda: re.findall(r"^- \[(.*?)\]\(<", text, re.MULTILINE),
    }
    titles = read[name]()
    assert len(titles) == 3
    assert "Seeing and Hearing Together" in titles
    assert "看图说话的学习" in titles
    assert name == "markdown" or any(one.startswith("</title><script>") for one in titles)
    assert "<script>" not in text or name != "markdown"


def _text(download: Download) -> str:
    return Path(download.path()).read_text(encoding="utf-8")


def test_a_search_is_saved_opened_again_and_removed_with_a_way_back(page: Page, base: str) -> None:
    explorer = Explorer(page, base, "?modality=audio&sort=title")
    page.locator(".kb-saved > summary").click()
    page.get_by_label("Name of this search").fill("Sounds")
    page.keyboard.press("Enter")
    again = Explorer(page.context.new_page(), base)
    again.page.locator(".kb-saved > summary").click()
    again.page.get_by_role("link", name="Sounds").click()
    again.wait()
    assert again.page.url.endswith("?modality=audio&sort=title")
    assert again.titles() == explorer.titles()
    again.page.locator(".kb-saved > summary").click()
    again.page.get_by_role("button", name="Remove Sounds").click()
    expect(page.locator(".kb-saved__item")).to_have_count(0)
    again.page.get_by_role("button", name="Undo").click()
    expect(page.locator(".kb-saved__item a")).to_have_text("Sounds")


def test_the_explorer_serves_a_reader_on_a_phone(new_page: NewPage, base: str) -> None:
    page = new_page(width=390, height=844)
    explorer = Explorer(page, base)
    page.locator(".kb-facets > summary").click()
    page.get_by_label("Year, at least").fill("2021")
    page.get_by_label("Year, at least").press("Enter")
    explorer.wait()
    page.locator(".kb-facets > summary").click()
    page.get_by_text("Table", exact=True).click()
    explorer.wait()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("tbody input.kb-select").first.check()
    with page.expect_download() as exported:
        page.get_by_role("button", name="Export 1 selected").click()
    assert _text(exported.value).count("@") >= 1


def test_axe_finds_nothing_in_table_gallery_and_what_opens(page: Page, base: str, assets: Path) -> None:
    explorer = Explorer(page, base, "?view=table&modality=audio,-image&q=tons#selected=listening-to-tones,a-survey")
    page.locator(".kb-chooser > summary").click()
    page.locator(".kb-chooser__choices").get_by_label("Modality").check()
    explorer.wait()
    assert violations_everywhere(page, assets) == []
    Explorer(page, base, "?view=gallery")
    page.locator(".kb-saved > summary").click()
    page.get_by_role("button", name="Save", exact=True).click()
    assert violations_everywhere(page, assets) == []


def test_reference_managers_find_the_papers_shown_as_in_every_other_list(page: Page, base: str) -> None:
    page.goto(base + "papers/")
    stated = offered(page)
    assert stated
    for query in ("", "?view=table"):
        explorer = Explorer(page, base, query)
        page.evaluate("addEventListener('ZoteroItemUpdated', () => { document.body.dataset.told = 'yes'; })")
        page.wait_for_selector("body[data-told]")
        assert offered(page) == stated
        explorer.type("masked")
        page.wait_for_function("() => document.querySelectorAll('.Z3988').length === 1")
        assert [one["rft.atitle"] for one in offered(page)] == [["Masked Everything"]]


def offered(page: Page) -> list[dict[str, list[str]]]:
    """What the COinS of a page say, by title, without the addresses of papers, of which a paper may have several.

    Authors are compared as the explorer knows them: in one line, with a semicolon between two.
    """
    spans = page.locator(".Z3988").evaluate_all("all => all.map(one => one.title)")
    told = [parse_qs(span, strict_parsing=True) for span in spans]
    for one in told:
        one["rft.au"] = ["; ".join(one.get("rft.au", []))]
        one["rft_id"] = [value for value in one.pop("rft_id", []) if value.startswith("info:doi/")]
    return sorted(told, key=lambda one: one.get("rft.atitle") or one["rft.title"])


def test_a_reader_stays_where_the_table_gets_another_column(new_page: NewPage, base: str) -> None:
    explorer = Explorer(new_page(width=390, height=500), base, "?view=table")
    page = explorer.page
    page.evaluate("scrollTo(0, 700)")
    before = page.evaluate("scrollY")
    assert before > 500
    page.locator(".kb-chooser__choices input").first.evaluate("choice => choice.click()")
    explorer.wait()
    assert page.evaluate("scrollY") == pytest.approx(before, abs=100)


@pytest.mark.parametrize("query", ["", "?view=table"], ids=["list", "table"])
def test_who_turns_pages_by_keyboard_goes_on_with_the_first_paper(
    new_page: NewPage, real_base: str, query: str
) -> None:
    page = new_page(allowed=real_base)
    explorer = Explorer(page, real_base, query)
    first = page.locator(".kb-explore__item :is(.kb-card__title, th) a").first
    before = first.inner_text()
    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    explorer.wait()
    expect(first).not_to_have_text(before)
    expect(first).to_be_focused()
    page.keyboard.press("]")
    explorer.wait()
    assert "page=3" in page.url
    expect(first).to_be_focused()
    page.get_by_role("button", name="Next").click()
    explorer.wait()
    expect(first).not_to_be_focused()


def test_the_span_of_years_is_seen_in_colours_of_the_reader(page: Page, base: str) -> None:
    page.emulate_media(forced_colors="active")
    Explorer(page, base)
    slider = page.locator(".kb-range__slider").first
    painted = "(one, part) => getComputedStyle(one, part).backgroundColor"
    ground = page.locator("body").evaluate(painted)
    span = slider.evaluate(painted, "::after")
    assert span not in {ground, slider.evaluate(painted, "::before")}


def test_leaving_out_twice_at_once_leaves_nothing_out(page: Page, base: str) -> None:
    explorer = Explorer(page, base)
    all_papers = explorer.status.inner_text()
    leave_out = page.locator(".kb-facet[open] .kb-option__no").first
    leave_out.evaluate("button => { button.click(); button.click(); }")
    explorer.wait()
    expect(leave_out).to_have_attribute("aria-pressed", "false")
    assert (explorer.chips(), explorer.status.inner_text()) == ([], all_papers)
    leave_out.click()
    explorer.wait()
    expect(leave_out).to_have_attribute("aria-pressed", "true")


def test_who_takes_filters_off_by_keyboard_goes_on_with_the_next_one(page: Page, base: str) -> None:
    explorer = Explorer(page, base, "?year=2019..&q=has:code is:preprint")
    chips = page.locator(".kb-chip--remove")
    count = chips.count()
    assert count == 3
    chips.first.focus()
    for left in range(count - 1, 0, -1):
        page.keyboard.press("Enter")
        explorer.wait()
        expect(chips).to_have_count(left)
        expect(chips.first).to_be_focused()
    page.keyboard.press("Enter")
    explorer.wait()
    expect(chips).to_have_count(0)
    expect(explorer.box).to_be_focused()


def test_who_takes_the_last_filter_off_by_touch_sees_no_keyboard_come_up(new_page: NewPage, base: str) -> None:
    explorer = Explorer(new_page(width=390), base, "?year=2019..")
    explorer.page.locator(".kb-chip--remove").click()
    explorer.wait()
    assert explorer.chips() == []
    expect(explorer.box).not_to_be_focused()


def test_who_comes_back_from_a_paper_finds_the_list_where_it_was(new_page: NewPage, real_base: str) -> None:
    page = new_page(allowed=real_base)
    # What the browser restores depends on how soon the papers are there; here it restores nothing.
    page.add_init_script("history.scrollRestoration = 'manual'")
    explorer = Explorer(page, real_base, "?modality=audio")
    link = page.locator(".kb-card__title a").last
    link.evaluate("link => link.scrollIntoView({ block: 'center', behavior: 'instant' })")
    assert page.evaluate("scrollY") > 500
    link.click()
    page.wait_for_url("**/papers/**")
    page.go_back()
    explorer.wait()
    expect(link).to_be_in_viewport()
