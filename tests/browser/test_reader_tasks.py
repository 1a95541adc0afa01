"""What readers come for, done as they do it, on the repository's own records; docs/reading.md describes it.

With ``KBGEN_PICTURES=DIR`` each task leaves a picture of its end in that folder: ``docs/images/tasks`` holds them.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest
from playwright.sync_api import Page, expect
from pybtex.database import parse_string

from kbgen.model.lists import Select
from kbgen.model.selection import select_papers
from kbgen.store.tree import load_tree
from tests.browser.conftest import NewPage
from tests.browser.explorer import Explorer

REPOSITORY = Path(__file__).resolve().parents[2]
SURVEY = "papers/self-supervised-multimodal-learning-a-survey/"
WANTED = "objective:clustering modality:audio year:>=2019 has:code"
Snap = Callable[[str], None]


@pytest.fixture
def page(new_page: NewPage, real_base: str) -> Page:
    """A page on a desktop that may ask the site of the repository's records."""
    opened = new_page(allowed=real_base)
    # A font that comes late is shown from the next page on.
    opened.goto(real_base, wait_until="networkidle")
    return opened


@pytest.fixture
def snap(page: Page) -> Snap:
    """Keeps a picture of the page as it stands, where pictures are wanted."""
    folder = os.environ.get("KBGEN_PICTURES")

    def keep(name: str) -> None:
        if folder:
            page.screenshot(path=Path(folder) / f"{name}.jpg", type="jpeg", quality=72, animations="disabled")

    return keep


def found(where: str) -> list[str]:
    """The titles that the query finds, as `kbgen export --where` does."""
    kb = load_tree(REPOSITORY).kb
    return sorted(paper.title for paper in select_papers(kb, Select.model_validate({"where": where})))


def clustering(page: Page, base: str) -> Explorer:
    """Papers on audio-visual clustering since 2019 with code, chosen from the lists beside the results."""
    explorer = Explorer(page, base)
    explorer.choose("Clustering", "Objectives")
    explorer.choose("Audio", "Modalities")
    explorer.type("year:2019.. has:code")
    return explorer


def test_find_papers_on_audio_visual_clustering_since_2019_with_code(page: Page, real_base: str, snap: Snap) -> None:
    explorer = clustering(page, real_base)
    wanted = found(WANTED)
    assert len(wanted) > 2
    assert sorted(explorer.titles()) == wanted
    snap("find")


def test_compare_three_and_cite_them(page: Page, real_base: str, snap: Snap) -> None:
    explorer = clustering(page, real_base)
    titles = explorer.titles()[:3]
    for title in titles:
        page.get_by_label(f"Select {title}", exact=True).check()
    page.get_by_label("Format").select_option("bibtex")
    with page.expect_download() as exported:
        page.get_by_role("button", name="Export 3 selected").click()
    entries = parse_string(Path(exported.value.path()).read_text(encoding="utf-8"), "bibtex").entries
    assert len(entries) == 3
    snap("cite")
    page.get_by_role("link", name="Compare 3").click()
    page.wait_for_selector("#kb-compare[data-shown]")
    assert sorted(page.locator(".kb-compare__paper > a").all_inner_texts()) == sorted(titles)
    expect(page.get_by_role("rowheader", name="Objectives")).to_be_visible()
    snap("compare")


def test_follow_a_topic(page: Page, real_base: str, snap: Snap) -> None:
    page.goto(f"{real_base}topics/objective/clustering/")
    snap("follow")
    feed = page.get_by_role("link", name="Follow as a feed").get_attribute("href") or ""
    told = feedparser.parse(page.request.get(f"{real_base}topics/objective/clustering/{feed}").text())
    assert not told.bozo
    titles = {entry.title for entry in told.entries}
    assert titles
    assert titles <= set(found("objective:clustering")) | {
        one.name for one in load_tree(REPOSITORY).kb.datasets.values()
    }


def test_see_who_cites_the_survey(page: Page, real_base: str, snap: Snap) -> None:
    explorer = Explorer(page, real_base)
    explorer.type("2304.01008")
    page.locator(".kb-explore__results .kb-card__title a").first.click()
    page.wait_for_url(f"**/{SURVEY}")
    rows = page.get_by_role("region", name="Citations", exact=True).locator("tbody tr")
    expect(rows.filter(has_text="cites this paper")).to_have_count(33)
    expect(page.locator("#kb-around")).to_be_attached()
    page.locator("#citations").evaluate("heading => heading.scrollIntoView()")
    page.wait_for_selector("#kb-around:not([hidden]) svg")
    snap("cited-by")


def test_find_what_connects_two_papers(page: Page, real_base: str, snap: Snap) -> None:
    page.goto(f"{real_base}graph/")
    page.wait_for_selector("#kb-graph[data-shown]")
    box = page.get_by_role("searchbox", name="Find a paper")
    box.fill("videobert")
    box.press("Enter")
    page.get_by_role("button", name="Find a way from here").click()
    end = page.get_by_role("searchbox", name="to the paper")
    end.fill("multimodal deep learning")
    end.press("ArrowDown")
    end.press("Enter")
    way = page.locator(".kb-map__way")
    expect(way).to_contain_text(re.compile(r"\d steps?"))
    expect(way.locator("li").first).to_contain_text("VideoBERT")
    expect(way.locator("li").last).to_contain_text("stated by")
    way.scroll_into_view_if_needed()
    snap("connect")


def test_find_the_dataset_most_used_for_video_and_text_and_see_its_leaderboard(
    page: Page, real_base: str, snap: Snap
) -> None:
    page.goto(f"{real_base}datasets/")
    page.wait_for_selector("#kb-datasets[data-shown]")
    for modality in ("Video", "Text"):
        page.locator(f".kb-narrow .kb-chip:has-text('{modality}')").first.click()
    most = page.locator(".kb-narrow__most li").first
    expect(most).to_contain_text("paper")
    snap("most-used")
    name = most.get_by_role("link").inner_text()
    most.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.goto(f"{real_base}leaderboards/")
    page.get_by_role("region", name="Leaderboards").get_by_role("link", name="ImageNet").click()
    expect(page.locator(".kb-board tbody tr").first).to_contain_text("%")
    snap("leaderboard")


def test_save_a_list(page: Page, real_base: str, snap: Snap) -> None:
    explorer = clustering(page, real_base)
    titles = explorer.titles()[:2]
    for title in titles:
        page.get_by_role("button", name=f"Reading list: {title}").click()
    page.goto(f"{real_base}reading-list/")
    page.wait_for_selector("#kb-reading-list[data-shown]")
    page.reload()
    page.wait_for_selector("#kb-reading-list[data-shown]")
    assert sorted(page.locator(".kb-reading__item .kb-card__title").all_inner_texts()) == sorted(titles)
    snap("save")


def test_report_a_mistake(page: Page, real_base: str, snap: Snap) -> None:
    page.goto(f"{real_base}{SURVEY}")
    fix = page.get_by_role("link", name="Fix this record")
    expect(fix).to_be_visible()
    address = fix.get_attribute("href") or ""
    assert address.startswith("https://github.com/")
    assert "self-supervised-multimodal-learning-a-survey" in address
    page.get_by_text("Where each value was read").click()
    fix.focus()
    snap("report")
