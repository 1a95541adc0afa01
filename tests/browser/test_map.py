"""The map of all papers as a reader uses it, at desktop and phone width."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import Reports

SURVEY = "self-supervised-multimodal-learning-a-survey"
SURVEYS_TITLE = "Self-Supervised Multimodal Learning: A Survey"
WIDTHS = {"desktop": (1280, 900), "phone": (390, 844)}


class Map:
    """The page of the graph, ready when it shows what its address asks for."""

    def __init__(self, page: Page, base: str, query: str = "") -> None:
        self.page = page
        page.goto(f"{base}graph/{query}")
        page.wait_for_selector("#kb-graph[data-shown]")
        self.canvas = page.locator(".kb-map__canvas")
        self.card = page.get_by_role("region", name="The chosen paper")
        self.tip = page.locator(".kb-map__tip")
        self.status = page.locator(".kb-map__status")
        self.box = page.get_by_role("searchbox", name="Find a paper")

    def asked(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.page.url).query)

    def expect_asked(self, **wanted: str) -> None:
        """Wait until the address says so; the map writes it when it stands still."""
        for name, value in wanted.items():
            expect(self.page).to_have_url(re.compile(rf"[?&]{name}={re.escape(value)}(&|$)"))

    def view(self) -> list[float]:
        """Middle and width of what is seen, by the address."""
        return [float(one) for one in self.asked().get("at", ["0.5,0.5,1"])[0].split(",")]

    def wait_for_view(self) -> None:
        """Wait until the address says that a part of the map is seen."""
        self.page.wait_for_function("location.search.includes('at=')")

    def middle(self) -> tuple[float, float]:
        # A trial waits until the page stands still: its tabs fold away where it was scrolled.
        self.canvas.hover(trial=True)
        box = self.canvas.bounding_box()
        assert box
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def find(self, text: str) -> None:
        """Type words and take the first paper that has them, which brings it into the middle."""
        self.box.fill(text)
        self.box.press("Enter")
        expect(self.card).to_be_visible()

    def close(self) -> None:
        self.card.get_by_role("button", name="Close").click()
        expect(self.card).to_be_hidden()

    def press(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)


@pytest.fixture(params=list(WIDTHS.values()), ids=list(WIDTHS))
def opened(request: pytest.FixtureRequest, browser: Browser, real_base: str) -> Iterator[Map]:
    """The map of the repository's own records; the test fails if the page complains or asks another host."""
    reports = Reports()
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    reports.watch(context, (real_base,))
    yield Map(context.new_page(), real_base)
    context.close()
    assert reports.problems == []


def test_hover_click_drag_zoom_filter_and_follow(opened: Map) -> None:
    page = opened.page
    expect(opened.status).to_have_text(re.compile(r"^All \d+ papers\.$"))
    opened.find("self-supervised multimodal survey")
    expect(opened.card.get_by_role("heading")).to_have_text(SURVEYS_TITLE)
    opened.expect_asked(paper=SURVEY)
    opened.wait_for_view()
    assert opened.view()[2] < 0.5
    opened.close()

    # Hover and click: the paper that was found stands in the middle.
    x, y = opened.middle()
    page.mouse.move(x - 40, y - 60)
    page.mouse.move(x, y)
    expect(opened.tip).to_have_text(f"{SURVEYS_TITLE} (2023)")
    page.mouse.click(x, y)
    expect(opened.card).to_be_visible()
    opened.close()

    # Drag.
    before = opened.view()
    x, y = opened.middle()
    page.mouse.move(x + 60, y + 90)
    page.mouse.down()
    page.mouse.move(x + 20, y + 40, steps=4)
    page.mouse.move(x - 30, y - 10, steps=4)
    page.mouse.up()
    page.wait_for_function("before => !location.search.includes(before)", arg=f"at={before[0]:.3f},{before[1]:.3f}")
    after = opened.view()
    assert after[:2] != before[:2]

    # Zoom by button, wheel and key.
    opened.press("Larger").click()
    page.wait_for_function("ratio => !location.search.includes(ratio)", arg=f",{after[2]:.3f}")
    assert opened.view()[2] < after[2]
    opened.press("Show the whole map").click()
    page.wait_for_function("!location.search.includes('at=')")
    opened.canvas.focus()
    page.keyboard.press("+")
    opened.wait_for_view()
    assert opened.view()[2] < 1
    page.keyboard.press("0")
    page.wait_for_function("!location.search.includes('at=')")

    # Filter by year and by term; the address keeps both.
    page.get_by_label("From year").fill("2022")
    opened.expect_asked(**{"from": "2022"})
    expect(opened.status).to_have_text(re.compile(r"^\d+ of \d+ papers shown\.$"))
    shown = int((opened.status.text_content() or "").split()[0])
    page.get_by_role("combobox", name="Term").select_option("modality/audio")
    opened.expect_asked(term="modality/audio")
    assert 0 < int((opened.status.text_content() or "").split()[0]) < shown
    page.get_by_role("combobox", name="Colour").select_option("year")
    expect(page.locator(".kb-map__legend li").first).to_have_text(re.compile(r"^\d{4}"))
    said = opened.status.text_content()
    page.reload()
    page.wait_for_selector("#kb-graph[data-shown]")
    assert opened.status.text_content() == said
    page.get_by_role("button", name="Show all").click()
    expect(opened.status).to_have_text(re.compile(r"^All"))

    # Follow the link to the paper's page.
    opened.find("self-supervised multimodal survey")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    opened.card.get_by_role("link", name=SURVEYS_TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SURVEYS_TITLE)


def test_two_papers_are_joined_by_a_way_with_who_states_each_step(opened: Map) -> None:
    page = opened.page
    opened.find("self-supervised multimodal survey")
    opened.card.get_by_text("Cited by", exact=False).click()
    citing = opened.card.locator("li button").first
    name = citing.text_content() or ""
    opened.press("Find a way from here").click()
    end = page.get_by_role("searchbox", name="to the paper")
    expect(end).to_be_focused()
    end.fill(name)
    end.press("ArrowDown")
    page.keyboard.press("Enter")
    way = page.locator(".kb-map__way")
    expect(way).to_contain_text("1 step")
    expect(way.locator("li").nth(1)).to_contain_text(f"is cited by {name} (stated by")
    opened.expect_asked(start=SURVEY)
    page.reload()
    expect(way.get_by_role("link", name=name)).to_be_visible()


def test_axe_finds_nothing_with_everything_open(opened: Map, assets: Path) -> None:
    page = opened.page
    opened.find("self-supervised multimodal survey")
    opened.press("Find a way from here").click()
    page.get_by_role("searchbox", name="to the paper").fill("clip")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_selector(f"body[data-md-color-scheme={'slate' if scheme == 'dark' else 'default'}]")
        assert violations(page, assets) == []


def test_without_webgl_the_papers_are_still_found_and_the_tables_are_there(opened: Map) -> None:
    page = opened.page
    page.add_init_script(
        "const real = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...rest) "
        "{ return kind.startsWith('webgl') ? null : real.call(this, kind, ...rest); };"
    )
    page.reload()
    page.wait_for_selector("#kb-graph[data-shown]")
    expect(opened.status).to_have_text(re.compile("draws nothing with WebGL"))
    expect(opened.canvas).to_be_hidden()
    opened.find("self-supervised multimodal survey")
    expect(page.get_by_role("region", name="Edges by source").locator("tbody tr").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_without_javascript_the_tables_tell_what_is_known(browser: Browser, real_base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{real_base}graph/")
    expect(page.get_by_text(re.compile(r"References known for \d+ of \d+ papers"))).to_be_visible()
    for name in ("Edges by source", "Coverage", "Papers by PageRank", "Groups"):
        assert page.get_by_role("region", name=name).locator("tbody tr").count() >= 3
    expect(page.locator("#kb-graph")).to_be_hidden()
    page.get_by_role("region", name="Papers by PageRank").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SURVEYS_TITLE)
    context.close()


def test_the_map_works_from_a_folder_of_files(browser: Browser, small_site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((small_site / "graph" / "index.html").as_uri())
    page.wait_for_selector("#kb-graph[data-shown]")
    expect(page.locator(".kb-map__status")).to_have_text(re.compile(r"^All \d+ papers\.$"))
    context.close()
