"""A reader cites a paper: chooses a format, copies it, downloads it, and finds the same format on the next page."""

import json
from pathlib import Path

import pytest
import rispy
from playwright.sync_api import Page, expect
from pybtex.database import parse_string

from tests.browser.axe import violations_everywhere
from tests.browser.conftest import NewPage

PAPER = "papers/seeing-and-hearing/"


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_one_format_is_shown_at_a_time_and_chosen_by_keyboard(
    new_page: NewPage, base: str, *, javascript: bool
) -> None:
    page = new_page(javascript=javascript)
    page.goto(base + PAPER)
    shown = page.locator(".kb-cite pre:visible")
    expect(shown).to_have_attribute("aria-label", "BibTeX reference")
    page.get_by_role("radio", name="BibTeX", exact=True).focus()
    seen = []
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        expect(shown).to_have_count(1)
        seen.append(shown.inner_text().split(maxsplit=1)[0])
    assert seen == ["@inproceedings{muller2017seeing,", "TY", "[", "Müller,"]
    assert page.locator(".kb-cite button:visible").count() == (1 if javascript else 0)


def test_every_format_is_copied_whole(new_page: NewPage, base: str) -> None:
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(base + PAPER)
    copied = {}
    for name in ("BibTeX", "BibLaTeX", "RIS", "CSL-JSON", "APA"):
        page.get_by_role("radio", name=name, exact=True).check()
        page.get_by_role("button", name=f"Copy {name}", exact=True).click()
        expect(page.locator(".kb-cite button:visible").first).to_have_text("Copied")
        copied[name] = page.evaluate("navigator.clipboard.readText()")
    assert copied["APA"] == (
        "Müller, A., Šarić, R., & Chen, W. (2017). Seeing and Hearing Together. "
        "In Test Conference on Machine Learning. https://doi.org/10.5555/tcml.2017.8"
    )
    for name in ("BibTeX", "BibLaTeX"):
        assert list(parse_string(copied[name], "bibtex").entries) == ["muller2017seeing"]
    assert rispy.loads(copied["RIS"] + "\n")[0]["authors"] == ["Müller, Ada", "Šarić, Relja", "Chen, Wei"]
    assert json.loads(copied["CSL-JSON"])[0]["DOI"] == "10.5555/tcml.2017.8"


def test_a_download_is_a_file_that_reference_managers_know(page: Page, base: str, tmp_path: Path) -> None:
    page.goto(base + PAPER)
    names = []
    for name in ("BibTeX", "BibLaTeX", "RIS", "CSL-JSON"):
        page.get_by_role("radio", name=name, exact=True).check()
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Download {name}", exact=True).click()
        names.append(download.value.suggested_filename)
        file = tmp_path / names[-1]
        download.value.save_as(file)
        assert file.read_text(encoding="utf-8").strip() == page.locator(".kb-cite pre:visible").inner_text().strip()
    assert names == [f"muller2017seeing{ending}" for ending in (".bib", "-biblatex.bib", ".ris", ".json")]


def test_the_format_is_remembered(page: Page, base: str) -> None:
    page.goto(base + PAPER)
    page.get_by_role("radio", name="RIS", exact=True).check()
    page.goto(base + "papers/a-survey/")
    expect(page.get_by_role("radio", name="RIS", exact=True)).to_be_checked()
    expect(page.locator(".kb-cite pre:visible")).to_contain_text("TI  - A Survey of Pairs and Clusters")


def test_axe_finds_nothing_in_any_format(page: Page, base: str, assets: Path) -> None:
    page.goto(base + "papers/hostile-strings/")
    for name in ("RIS", "APA"):
        page.get_by_role("radio", name=name, exact=True).check()
        assert violations_everywhere(page, assets) == []
