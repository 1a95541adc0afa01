"""The reading list as a reader keeps it: marks, notes, order, files, sharing, several tabs."""

import csv
import io
import json
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.axe import violations_everywhere
from tests.browser.conftest import NewPage
from tests.browser.server import serve

KEPT = {
    "version": 1,
    "papers": [
        {"id": "masked-everything", "title": "Masked Everything", "status": "read", "note": "Read twice."},
        {"id": "listening-to-tones", "title": "Listening to Tones", "status": "to read", "note": ""},
        {"id": "see-hear", "title": "An older title", "status": "to read", "note": "=1+1"},
        {"id": "went-away", "title": "A paper that went away", "status": "to read", "note": ""},
    ],
}


class List:
    """The page of the reading list."""

    def __init__(self, page: Page, base: str, fragment: str = "") -> None:
        self.page = page
        page.goto(f"{base}reading-list/{fragment}")
        page.wait_for_selector("#kb-reading-list[data-shown]")
        self.papers = page.locator(".kb-reading__item")

    def titles(self) -> list[str]:
        """The titles of the papers shown, in order."""
        return self.papers.locator(".kb-card__title").all_inner_texts()

    def choose(self, name: str, value: str) -> None:
        """Choose an option of a select box."""
        self.page.locator(f"select[name={name}]").select_option(value)

    def export(self, name: str) -> str:
        """The file of a format."""
        self.choose("format", name)
        with self.page.expect_download() as exported:
            self.page.get_by_role("button", name="Export", exact=True).click()
        return Path(exported.value.path()).read_text(encoding="utf-8")


def filled(page: Page, base: str, tmp_path: Path) -> List:
    """A list of four papers, imported from a file."""
    shown = List(page, base)
    file = tmp_path / "list.json"
    file.write_text(json.dumps(KEPT), encoding="utf-8")
    page.get_by_label("Import", exact=True).set_input_files(file)
    expect(shown.papers).to_have_count(4)
    return shown


def test_papers_are_marked_on_cards_and_on_their_own_pages(page: Page, base: str) -> None:
    page.goto(base + "years/2017/")
    mark = page.get_by_role("button", name="Reading list: Seeing and Hearing Together")
    expect(mark).to_have_attribute("aria-pressed", "false")
    mark.click()
    expect(mark).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("status").filter(has_text="your reading list has 1 paper")).to_be_visible()
    page.goto(base + "papers/masked-everything/")
    page.get_by_role("button", name="Reading list", exact=True).click()
    shown = List(page, base)
    assert shown.titles() == ["Seeing and Hearing Together", "Masked Everything"]
    page.goto(base + "papers/masked-everything/")
    own = page.get_by_role("button", name="Reading list", exact=True)
    expect(own).to_have_attribute("aria-pressed", "true")
    own.click()
    assert List(page, base).titles() == ["Seeing and Hearing Together"]


def test_an_empty_list_says_how_to_fill_it(page: Page, base: str) -> None:
    shown = List(page, base)
    expect(page.locator(".kb-reading__status")).to_have_text("0 papers, 0 of them read.")
    page.get_by_role("link", name="Explore the papers").click()
    page.wait_for_selector("#kb-explore[data-shown]")
    assert shown.papers.count() == 0


def test_a_note_and_what_was_read_are_kept(page: Page, base: str, tmp_path: Path) -> None:
    shown = filled(page, base, tmp_path)
    page.get_by_label("Note on Listening to Tones").press_sequentially("To cite.")
    page.get_by_label("Read: Listening to Tones").check()
    page.reload()
    expect(page.get_by_label("Note on Listening to Tones")).to_have_value("To cite.")
    expect(page.locator(".kb-reading__status")).to_have_text("4 papers, 2 of them read.")
    shown.choose("show", "read")
    assert shown.titles() == ["Masked Everything", "Listening to Tones"]


def test_papers_move_by_keyboard_and_keep_the_focus(page: Page, base: str, tmp_path: Path) -> None:
    shown = filled(page, base, tmp_path)
    down = page.get_by_role("button", name="Move down: Masked Everything")
    down.focus()
    page.keyboard.press("Enter")
    assert shown.titles()[:2] == ["Listening to Tones", "Masked Everything"]
    expect(down).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert shown.titles()[-1] == "Masked Everything"
    expect(down).to_be_focused()


def test_what_is_taken_off_or_cleared_comes_back(page: Page, base: str, tmp_path: Path) -> None:
    shown = filled(page, base, tmp_path)
    before = shown.titles()
    page.get_by_role("button", name="Take off the list: Listening to Tones").click()
    assert shown.titles() == [one for one in before if one != "Listening to Tones"]
    page.get_by_role("button", name="Undo").click()
    assert shown.titles() == before
    page.get_by_role("button", name="Clear the list").click()
    expect(page.locator(".kb-reading__empty")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    assert shown.titles() == before
    expect(page.get_by_label("Note on Masked Everything")).to_have_value("Read twice.")


def test_a_renamed_paper_is_found_under_its_present_name_and_a_lost_one_by_its_title(
    page: Page, base: str, tmp_path: Path
) -> None:
    shown = filled(page, base, tmp_path)
    assert shown.titles() == [
        "Masked Everything",
        "Listening to Tones",
        "Seeing and Hearing Together",
        "A paper that went away",
    ]
    expect(shown.papers.last).to_contain_text("no longer in this knowledge base")
    page.goto(base + "papers/seeing-and-hearing/")
    expect(page.get_by_role("button", name="Reading list", exact=True)).to_have_attribute("aria-pressed", "true")


def test_every_export_holds_the_papers_in_order(page: Page, base: str, tmp_path: Path) -> None:
    shown = filled(page, base, tmp_path)
    bibtex = shown.export("bibtex")
    assert bibtex.index("Masked Everything") < bibtex.index("Listening to Tones") < bibtex.index("Seeing and Hearing")
    expect(page.get_by_role("status").filter(has_text="1 more is no longer")).to_be_visible()
    assert shown.export("ris").count("TY  - ") == 3
    items = json.loads(shown.export("csl"))
    assert items[0]["title"] == "Masked Everything"
    rows = list(csv.DictReader(io.StringIO(shown.export("csv"))))
    assert [row["my_note"] for row in rows] == ["Read twice.", "", "'=1+1"]
    assert [row["my_status"] for row in rows] == ["read", "to read", "to read"]
    markdown = shown.export("markdown")
    assert f"- [x] [Masked Everything](<{base}papers/masked-everything/>)" in markdown
    assert "  > Read twice." in markdown


def test_an_exported_list_is_imported_elsewhere(page: Page, new_page: NewPage, base: str, tmp_path: Path) -> None:
    exported = filled(page, base, tmp_path).export("list")
    other = new_page()
    other.goto(base + "papers/a-survey/")
    other.get_by_role("button", name="Reading list", exact=True).click()
    shown = List(other, base)
    file = tmp_path / "exported.json"
    file.write_text(exported, encoding="utf-8")
    other.get_by_label("Import", exact=True).set_input_files(file)
    expect(shown.papers).to_have_count(5)
    assert shown.titles()[:2] == ["A Survey of Pairs and Clusters", "Masked Everything"]
    expect(other.get_by_label("Note on Masked Everything")).to_have_value("Read twice.")
    other.get_by_role("button", name="Undo").click()
    expect(shown.papers).to_have_count(1)


def test_a_file_that_is_no_list_is_said_to_be_none(page: Page, base: str, tmp_path: Path) -> None:
    shown = List(page, base)
    file = tmp_path / "cat.json"
    file.write_text("[1, 2", encoding="utf-8")
    page.get_by_label("Import", exact=True).set_input_files(file)
    expect(page.get_by_role("status").filter(has_text="“cat.json” is no reading list")).to_be_visible()
    assert shown.titles() == []


def test_a_shared_list_is_shown_and_kept_only_if_the_reader_wants_it(
    page: Page, new_page: NewPage, base: str, tmp_path: Path
) -> None:
    filled(page, base, tmp_path)
    page.get_by_role("button", name="Copy a link to this list").click()
    link = page.get_by_label("Link").input_value()
    assert "?" not in link
    assert link.startswith(f"{base}reading-list/#papers=masked-everything,listening-to-tones,")
    other = new_page()
    other.goto(base + "papers/masked-everything/")
    other.get_by_role("button", name="Reading list", exact=True).click()
    shown = List(other, base, link.partition("reading-list/")[2])
    expect(other.locator(".kb-reading__shared-about")).to_have_text(
        "Somebody shared these with you: 4 papers, 1 of them on your own list."
    )
    assert len(shown.titles()) == 4
    assert other.locator(".kb-reading__note").count() == 0
    other.get_by_role("button", name="Show my own list").click()
    assert shown.titles() == ["Masked Everything"]
    other.go_back()
    other.get_by_role("button", name="Add to my list").click()
    expect(shown.papers).to_have_count(4)
    assert other.url == f"{base}reading-list/"


def test_tabs_stay_in_step(page: Page, base: str) -> None:
    shown = List(page, base)
    other = page.context.new_page()
    other.goto(base + "papers/a-survey/")
    other.get_by_role("button", name="Reading list", exact=True).click()
    expect(shown.papers).to_have_count(1)
    page.get_by_role("button", name="Take off the list: A Survey").click()
    expect(other.get_by_role("button", name="Reading list", exact=True)).to_have_attribute("aria-pressed", "false")


def test_a_browser_that_keeps_nothing_is_said_to_and_the_page_works_on(page: Page, base: str) -> None:
    page.add_init_script(
        """for (const name of ['getItem', 'setItem']) {
            const before = Storage.prototype[name];
            Storage.prototype[name] = function (key, value) {
                if (key.startsWith('kbgen:')) throw new DOMException('denied', 'SecurityError');
                return before.call(this, key, value);
            };
        }"""
    )
    page.goto(base + "years/2017/")
    mark = page.get_by_role("button", name="Reading list: Seeing and Hearing Together")
    mark.click()
    expect(page.get_by_role("status").filter(has_text="Your browser keeps nothing for this site")).to_be_visible()
    expect(mark).to_have_attribute("aria-pressed", "true")


def test_what_is_damaged_in_the_browser_is_an_empty_list(page: Page, base: str) -> None:
    List(page, base)
    page.evaluate("localStorage.setItem(`kbgen:${new URL('..', location.href).pathname}:reading-list`, '{\"papers\":')")
    shown = List(page, base)
    assert shown.titles() == []


def test_the_list_works_from_a_file_system(new_page: NewPage, small_site: Path) -> None:
    address = small_site.as_uri()
    page = new_page(allowed=address)
    page.goto(f"{address}/papers/masked-everything/index.html")
    page.get_by_role("button", name="Reading list", exact=True).click()
    page.goto(f"{address}/reading-list/index.html")
    page.wait_for_selector("#kb-reading-list[data-shown='1']")
    with page.expect_download() as exported:
        page.get_by_role("button", name="Export", exact=True).click()
    assert "Masked Everything" in Path(exported.value.path()).read_text(encoding="utf-8")


def test_sites_of_one_host_keep_their_lists_apart(new_page: NewPage, small_site: Path) -> None:
    with serve(small_site.parent.parent) as address:
        below = f"{address}/www/{small_site.name}/"
        page = new_page(allowed=address)
        page.goto(below + "papers/masked-everything/")
        page.get_by_role("button", name="Reading list", exact=True).click()
        kept = page.evaluate("Object.keys(localStorage).filter(key => key.endsWith('reading-list'))")
        assert kept == [f"kbgen:/www/{small_site.name}/:reading-list"]


def test_the_list_serves_a_reader_on_a_phone(new_page: NewPage, base: str, tmp_path: Path) -> None:
    page = new_page(width=390, height=844)
    shown = filled(page, base, tmp_path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_label("Note on Listening to Tones").fill("On the train.")
    page.get_by_role("button", name="Move up: Listening to Tones").click()
    assert shown.titles()[0] == "Listening to Tones"
    expect(page.get_by_label("Note on Listening to Tones")).to_have_value("On the train.")


def test_axe_finds_nothing_on_a_list_and_on_a_shared_one(page: Page, base: str, assets: Path, tmp_path: Path) -> None:
    filled(page, base, tmp_path)
    page.get_by_role("button", name="Take off the list: A paper that went away").click()
    assert violations_everywhere(page, assets) == []
    List(page, base, "#papers=masked-everything,a-survey")
    assert violations_everywhere(page, assets) == []


def test_without_javascript_the_page_says_what_it_needs(new_page: NewPage, base: str) -> None:
    page = new_page(javascript=False)
    page.goto(base + "reading-list/")
    expect(page.locator("noscript p")).to_contain_text("needs it")
    expect(page.locator("#kb-reading-list")).not_to_be_visible()
