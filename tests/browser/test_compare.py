"""Papers side by side: choose, compare, hide what agrees, share, take along, cite."""

import csv
import io
import re
from pathlib import Path

from markdown_it import MarkdownIt
from playwright.sync_api import Locator, Page, expect
from pylatexenc.latex2text import LatexNodes2Text

from tests.browser.axe import violations_everywhere
from tests.browser.conftest import NewPage

TWO = "?ids=seeing-and-hearing,pairs-at-scale"
HOSTILE = "?ids=hostile-strings,pairs-at-scale,seeing-and-hearing"


class Comparison:
    """The page as a reader uses it."""

    def __init__(self, page: Page, base: str, query: str = "") -> None:
        self.page = page
        page.goto(f"{base}compare/{query}")
        page.wait_for_selector("#kb-compare[data-shown]")
        self.box = page.get_by_role("searchbox", name="Add a paper by title, author or arXiv id")
        self.status = page.locator(".kb-compare__status")
        self.table = page.locator(".kb-compare__table")

    def add(self, words: str, title: str) -> None:
        """Find a paper by words and add it."""
        self.box.fill("")
        self.box.press_sequentially(words)
        self.page.locator(".kb-pick").filter(has_text=title).click()
        expect(self.table.get_by_role("columnheader").filter(has_text=title)).to_be_visible()

    def titles(self) -> list[str]:
        """The titles of the papers, in order."""
        return self.table.locator(".kb-compare__paper > a").all_inner_texts()

    def names(self) -> list[str]:
        """The names of the rows, without their signs."""
        names = self.table.locator(".kb-compare__name").all_text_contents()
        return [name.removeprefix("≠").removesuffix(" (the papers differ)") for name in names]

    def row(self, name: str) -> Locator:
        """The row of that name."""
        return self.table.locator("tbody tr").filter(has=self.page.get_by_role("rowheader", name=name))

    def taken(self, form: str) -> str:
        """What the page offers in a format."""
        self.page.get_by_label("Format").select_option(form)
        area = self.page.locator(f".kb-compare__text[data-shown={form}]")
        expect(area).to_be_visible()
        return area.input_value()


def test_a_reader_chooses_papers_and_sees_how_they_differ(page: Page, base: str) -> None:
    shown = Comparison(page, base)
    expect(page.locator(".kb-compare__empty")).to_contain_text("Choose two papers or more, up to 12")
    shown.add("seeing", "Seeing and Hearing Together")
    expect(shown.status).to_contain_text("1 paper: add another one to compare it with.")
    shown.add("pairs scale", "Image-Text Pairs at Scale")
    assert page.url.endswith("compare/?ids=seeing-and-hearing,pairs-at-scale")
    expect(shown.status).to_contain_text("2 papers compared.")
    assert shown.row("Venue and year").locator("td").all_inner_texts()[0].startswith("TCML 2017")
    assert shown.row("Modality").locator("td").all_inner_texts()[0].split("\n") == ["Audio", "Video"]
    assert shown.row("Datasets used").locator("td").all_inner_texts()[0] == "Tone Clips (pretraining) (400k clips)"
    result = shown.row("Tone Clips, Sound classification: accuracy").locator("td")
    assert result.all_inner_texts()[0] == "79.3 % (Table 2)"
    expect(result.nth(1)).to_have_text("–not known")
    shown.row("Datasets used").get_by_role("link", name="Tone Clips").click()
    page.wait_for_url("**/datasets/tone-clips/")


def test_rows_in_which_all_agree_can_be_hidden_and_the_address_keeps_it(page: Page, base: str) -> None:
    shown = Comparison(page, base, TWO)
    before = shown.names()
    assert shown.row("Kind").locator(".kb-compare__sign").count() == 0
    expect(shown.row("Venue and year").locator(".kb-compare__sign")).to_have_text("≠")
    page.get_by_label("Hide rows in which all papers agree").check()
    after = shown.names()
    assert "Kind" in before
    assert set(before) - set(after) >= {"Kind"}
    hidden = len(before) - len(after)
    words = "1 row in which all agree is hidden." if hidden == 1 else f"{hidden} rows in which all agree are hidden."
    expect(shown.status).to_contain_text(words)
    shared = Comparison(page.context.new_page(), base, page.url.partition("compare/")[2])
    assert shared.names() == after
    page.go_back()
    expect(page.get_by_label("Hide rows in which all papers agree")).not_to_be_checked()
    assert shown.names() == before


def test_papers_are_moved_and_removed_with_the_keyboard_and_the_focus_stays(page: Page, base: str) -> None:
    shown = Comparison(page, base, HOSTILE)
    first, second, third = shown.titles()
    page.get_by_role("button", name=f"Move later: {first}").focus()
    page.keyboard.press("Enter")
    assert shown.titles() == [second, first, third]
    expect(shown.status).to_contain_text(f"Now at place 2: {first}.")
    page.keyboard.press("Enter")
    assert shown.titles() == [second, third, first]
    expect(page.get_by_role("button", name=f"Move earlier: {first}")).to_be_focused()
    page.get_by_role("button", name=f"Remove: {third}").focus()
    page.keyboard.press("Enter")
    assert shown.titles() == [second, first]
    expect(page.get_by_role("button", name=f"Remove: {first}")).to_be_focused()
    page.get_by_role("button", name="Remove all").click()
    expect(shown.box).to_be_focused()
    expect(page.locator(".kb-compare__empty")).to_be_visible()


def test_the_box_is_worked_by_keys_and_forgives(page: Page, base: str) -> None:
    shown = Comparison(page, base)
    shown.box.press_sequentially("saric hearng")
    expect(page.locator(".kb-pick").first).to_contain_text("Seeing and Hearing Together")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert shown.titles() == ["Seeing and Hearing Together"]
    expect(shown.box).to_be_focused()
    shown.box.fill("1705.01234")
    expect(page.locator(".kb-picks")).to_have_text("All papers with these words are compared already.")
    shown.box.fill("xyzzyqq")
    expect(page.locator(".kb-picks")).to_have_text("No paper matches.")
    page.keyboard.press("Escape")
    expect(page.locator(".kb-picks")).not_to_be_visible()


def test_former_names_lead_on_unknown_ones_are_told_and_twelve_is_the_most(page: Page, base: str) -> None:
    shown = Comparison(page, base, "?ids=see-hear,nobody-knows,seeing-and-hearing")
    assert shown.titles() == ["Seeing and Hearing Together"]
    expect(shown.status).to_contain_text("Not in this knowledge base: nobody-knows.")
    page.route("**/compare/?*", lambda route: route.fulfill(response=(got := route.fetch()), body=_few(got.text())))
    few = Comparison(page, base, HOSTILE)
    assert len(few.titles()) == 2
    expect(few.status).to_contain_text("At most 2 papers fit; the last one is left out.")
    few.box.press_sequentially("tones")
    page.locator(".kb-pick").first.click()
    expect(few.status).to_contain_text("At most 2 papers fit beside each other: remove one first.")


def _few(html: str) -> str:
    changed = html.replace('data-at-most="12"', 'data-at-most="2"')
    assert changed != html
    return changed


def test_the_markdown_is_the_table_that_is_seen(page: Page, base: str) -> None:
    shown = Comparison(page, base, HOSTILE)
    html = MarkdownIt("commonmark").enable("table").render(shown.taken("markdown"))
    seen = _shown(page)
    page.set_content(html)
    rows = page.locator("tr")
    parsed = [row.locator("th, td").all_inner_texts() for row in rows.all()]
    assert [len(row) for row in parsed] == [4] * len(seen)
    assert [_flat(row[0]) for row in parsed[1:]] == [row[0] for row in seen[1:]]
    for row, expected in zip(parsed[1:], seen[1:], strict=True):
        assert [_flat(cell) for cell in row[1:]] == [cell.replace("–not known", "–") for cell in expected[1:]]
    assert all(_flat(cell).startswith(title) for cell, title in zip(parsed[0][1:], seen[0][1:], strict=True))
    assert page.locator("script, img, b").count() == 0
    links: list[str] = page.eval_on_selector_all("a", "nodes => nodes.map(node => node.href)")
    assert all(link.startswith(("http://", "https://")) for link in links)


def test_the_csv_is_the_table_that_is_seen_and_holds_no_formula(page: Page, base: str) -> None:
    shown = Comparison(page, base, HOSTILE)
    text = shown.taken("csv")
    assert text.endswith("\n")
    parsed = list(csv.reader(io.StringIO(text), strict=True))
    seen = _shown(page)
    assert [[_flat(cell.removeprefix("'")) for cell in row] for row in parsed[1:]] == [
        [cell.replace("–not known", "") for cell in row] for row in seen[1:]
    ]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in parsed for cell in row)


def test_the_latex_reads_as_the_table_that_is_seen(page: Page, base: str) -> None:
    shown = Comparison(page, base, HOSTILE)
    page.get_by_label("One row a paper").check()
    text = shown.taken("latex")
    body = text.partition("\\toprule")[2].partition("\\bottomrule")[0].replace("\\midrule", "")
    rows = [row for row in body.split("\\\\\n") if row.strip()]
    cells = [re.split(r"(?<!\\)&", row) for row in rows]
    seen = _shown(page)
    assert [len(row) for row in cells] == [len(row) for row in seen] == [len(shown.names()) + 1] * 4
    decoder = LatexNodes2Text(keep_comments=True, math_mode="verbatim")
    for row, expected in zip(cells, seen, strict=True):
        # The decoder knows no command for these two.
        known = [cell.replace("\\textless{}", "<").replace("\\textgreater{}", ">") for cell in row[1:]]
        read = [_flat(re.sub(r"<cit\.>$", "", decoder.latex_to_text(cell).strip())) for cell in known]
        assert read == [cell.replace("–not known", "–") for cell in expected[1:]]
    keys = re.findall(r"\\cite\{([^}]+)\}", text)
    assert len(keys) == 3
    assert re.findall(r"^@\w+\{([^,]+),", shown.taken("bibtex"), re.MULTILINE) == keys


def _shown(page: Page) -> list[list[str]]:
    """The table's cells as text, lists joined as exports join them, heads without buttons and signs."""
    rows: list[list[str]] = page.evaluate(
        """() => [...document.querySelectorAll('.kb-compare__table tr')].map(row => [...row.cells].map(cell => {
            const copy = cell.cloneNode(true);
            for (const one of copy.querySelectorAll('button, .kb-compare__sign, th > .kb-hidden')) one.remove();
            const items = [...copy.querySelectorAll('li')].map(item => item.textContent);
            return items.length > 0 ? items.join('; ') : copy.textContent;
        }))"""
    )
    return [[_flat(cell.removesuffix(" (the papers differ)")) for cell in row] for row in rows]


def _flat(text: str) -> str:
    return " ".join(text.split())


def test_what_is_shown_is_copied_and_downloaded(page: Page, base: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    shown = Comparison(page, base, TWO)
    page.get_by_label("Hide rows in which all papers agree").check()
    for name, file in (("markdown", "md"), ("latex", "tex"), ("csv", "csv"), ("bibtex", "bib")):
        text = shown.taken(name)
        assert "| Kind |" not in text
        with page.expect_download() as download:
            page.get_by_role("button", name="Download").click()
        assert download.value.suggested_filename == f"comparison.{file}"
        assert download.value.path().read_bytes().replace(b"\r\n", b"\n").decode() == text.replace("\r\n", "\n")
        page.get_by_role("button", name="Copy", exact=True).click()
        expect(page.locator(".kb-compare__said")).to_have_text("Copied.")
        assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == text.replace("\r\n", "\n")


def test_where_copying_is_refused_the_text_is_selected(page: Page, base: str) -> None:
    Comparison(page, base, TWO)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.locator(".kb-compare__said")).to_contain_text("copy it by hand")
    chosen = page.evaluate("(area => area.selectionEnd - area.selectionStart)(document.activeElement)")
    assert chosen == len(page.locator(".kb-compare__text").input_value()) > 100


def test_on_a_phone_papers_scroll_past_the_names_of_the_rows(new_page: NewPage, base: str) -> None:
    page = new_page(width=390, height=844)
    shown = Comparison(page, base, HOSTILE)
    name, frame = shown.table.locator(".kb-compare__name").first, page.locator(".kb-compare__frame")
    before = name.bounding_box()
    assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth")
    frame.evaluate("frame => { frame.scrollLeft = 400; }")
    assert name.bounding_box() == before
    assert frame.get_attribute("tabindex") == "0"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_axe_finds_nothing_in_a_full_comparison(page: Page, base: str, assets: Path) -> None:
    shown = Comparison(page, base, HOSTILE + "&papers=rows")
    shown.box.press_sequentially("a")
    expect(page.locator(".kb-pick").first).to_be_visible()
    assert violations_everywhere(page, assets) == []


def test_without_javascript_the_page_says_what_to_do(new_page: NewPage, base: str) -> None:
    page = new_page(javascript=False)
    page.goto(f"{base}compare/{TWO}")
    expect(page.locator("noscript p")).to_contain_text("Setting papers side by side needs JavaScript.")
    assert not page.locator("#kb-compare").is_visible()


def test_from_a_file_system_papers_are_compared_too(new_page: NewPage, small_site: Path) -> None:
    folder = f"{small_site.as_uri()}/"
    page = new_page(allowed=folder)
    shown = Comparison(page, folder, f"index.html{TWO}")
    shown.add("tones", "Listening to Tones")
    assert len(shown.titles()) == 3
    assert "@" in shown.taken("bibtex")
    shown.table.get_by_role("link", name="Listening to Tones").click()
    page.wait_for_url("**/papers/listening-to-tones/index.html")


def test_data_that_cannot_be_loaded_is_said(new_page: NewPage, base: str) -> None:
    page = new_page()
    page.route(
        "**/compare/data-*.js", lambda route: route.fulfill(status=200, body="self.kbgenComparison={version:9};")
    )
    page.goto(f"{base}compare/{TWO}")
    expect(page.locator(".kb-compare__status")).to_contain_text("The comparison could not be loaded")
