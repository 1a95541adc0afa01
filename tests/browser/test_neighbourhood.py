"""The picture of a paper's citations: pointing, pressing, dragging, enlarging, its sliders, keys and fingers."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import violations_everywhere
from tests.browser.conftest import NewPage, Reports

SURVEY = "papers/self-supervised-multimodal-learning-a-survey/"
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


@pytest.fixture(params=list(SIZES.values()), ids=list(SIZES))
def survey(request: pytest.FixtureRequest, new_page: NewPage, real_base: str) -> Page:
    """The survey's page with its picture, on a desktop and on a phone."""
    width, height = request.param
    page = new_page(width=width, height=height, allowed=real_base)
    page.goto(real_base + SURVEY)
    drawn(page)
    return page


def drawn(page: Page) -> None:
    """Wait until the picture is there, and bring it into view."""
    page.locator(".kb-neighbourhood h2").scroll_into_view_if_needed()
    page.wait_for_selector("#kb-around[data-shown]")
    page.locator(".kb-around__frame").evaluate("frame => frame.scrollIntoView({block: 'center', behavior: 'instant'})")


def nodes(page: Page) -> Locator:
    return page.locator(".kb-around__node")


def middle(of: Locator) -> tuple[float, float]:
    box = of.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def scene(page: Page) -> str:
    return page.locator(".kb-around__svg > g").get_attribute("transform") or ""


def test_every_citing_paper_is_in_the_picture_and_in_the_table(survey: Page) -> None:
    rows = survey.locator(".kb-citations tbody tr")
    assert rows.count() >= 33
    assert nodes(survey).count() == 1 + rows.count()
    assert survey.locator(".kb-around__legend li").all_inner_texts() == ["this paper", "cites this paper"]
    marks = {
        kind: survey.locator(f".kb-around__node .kb-around__mark--{kind}").first.evaluate(
            "mark => [mark.getAttribute('d'), getComputedStyle(mark).fill]"
        )
        for kind in ("this", "cites")
    }
    assert marks["this"][0] != marks["cites"][0]
    assert marks["this"][1] != marks["cites"][1]


def test_pointing_shows_the_title_pressing_the_details_and_the_link_is_followed(survey: Page) -> None:
    node = nodes(survey).nth(5)
    name = node.get_attribute("aria-label") or ""
    survey.mouse.move(*middle(node))
    title = survey.locator(".kb-around__title")
    expect(title).not_to_be_empty()
    assert name.startswith(title.inner_text())
    survey.mouse.click(*middle(node))
    details = survey.locator(".kb-around__details")
    expect(details).to_contain_text("cites this paper")
    wanted = details.get_by_role("link").inner_text()
    details.get_by_role("link").click()
    expect(survey.locator("h1")).to_have_text(wanted)


def test_a_paper_is_dragged_and_its_lines_follow(survey: Page) -> None:
    node = nodes(survey).nth(3)
    line = survey.locator(".kb-around__lines line")
    before = line.evaluate_all("lines => lines.map(line => line.getAttribute('x1'))")
    x, y = middle(node)
    survey.mouse.move(x, y)
    survey.mouse.down()
    survey.mouse.move(x + 30, y + 20, steps=4)
    survey.mouse.up()
    moved = middle(node)
    assert moved == pytest.approx((x + 30, y + 20), abs=2)
    after = line.evaluate_all("lines => lines.map(line => line.getAttribute('x1'))")
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
    assert scene(survey) in {"", "translate(0,0) scale(1)"}


def test_buttons_enlarge_reduce_and_show_all_again(survey: Page) -> None:
    survey.get_by_role("button", name="Enlarge").click()
    assert "scale(1.5)" in scene(survey)
    survey.get_by_role("button", name="Reduce").click()
    survey.get_by_role("button", name="Reduce").click()
    assert "scale(0.66" in scene(survey)
    survey.get_by_role("button", name="Show all").click()
    assert scene(survey) == "translate(0,0) scale(1)"


def test_a_wheel_alone_scrolls_the_page_and_with_ctrl_enlarges(survey: Page) -> None:
    frame = survey.locator(".kb-around__frame")
    survey.mouse.move(*middle(frame))
    top = survey.evaluate("scrollY")
    survey.mouse.wheel(0, 60)
    survey.wait_for_function("top => scrollY !== top", arg=top)
    assert scene(survey) == ""
    survey.keyboard.down("Control")
    survey.mouse.wheel(0, -60)
    survey.keyboard.up("Control")
    survey.wait_for_function("document.querySelector('.kb-around__svg > g').hasAttribute('transform')")
    assert "scale(1)" not in scene(survey)


def test_the_slider_of_years_leaves_older_papers_out(survey: Page) -> None:
    shown = nodes(survey).count()
    years = survey.get_by_label("Since")
    years.fill("2025")
    expect(survey.locator(".kb-around__slider output").last).to_have_text("2025")
    left: list[str] = nodes(survey).evaluate_all("nodes => nodes.map(node => node.ariaLabel)")
    assert 1 < len(left) < shown
    assert not any(", 2024, cites" in name or ", 2023, cites" in name for name in left)
    years.fill("2023")
    assert nodes(survey).count() == shown


def test_the_slider_of_steps_says_where_nothing_is_further(survey: Page) -> None:
    survey.get_by_label("Steps").fill("2")
    expect(survey.locator(".kb-around__status")).to_contain_text("none is known two citations away")


def test_keys_lead_from_paper_to_paper_and_open_them(survey: Page) -> None:
    nodes(survey).first.focus()
    x, _ = middle(nodes(survey).first)
    survey.keyboard.press("ArrowRight")
    focused = survey.locator(".kb-around__node:focus")
    assert middle(focused)[0] > x
    expect(survey.locator(".kb-around__title")).not_to_be_empty()
    survey.keyboard.press("Enter")
    expect(survey.locator(".kb-around__details").get_by_role("link")).to_be_visible()
    survey.keyboard.press("Tab")
    expect(focused).to_have_count(1)
    survey.keyboard.press("Escape")
    expect(survey.locator(".kb-around__details")).to_be_empty()


def test_axe_finds_nothing_in_the_picture(new_page: NewPage, real_base: str, assets: Path) -> None:
    page = new_page(allowed=real_base)
    page.goto(real_base + SURVEY)
    drawn(page)
    nodes(page).nth(1).press("Enter")
    assert violations_everywhere(page, assets) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_two_fingers_enlarge_and_one_scrolls(browser: Browser, real_base: str) -> None:
    reports = Reports()
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    reports.watch(context, (real_base,))
    page = context.new_page()
    page.goto(real_base + SURVEY)
    drawn(page)
    x, y = middle(page.locator(".kb-around__frame"))
    session = context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        session.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": px, "y": py, "id": at} for at, (px, py) in enumerate(points)]},
        )

    touch("touchStart", (x - 30, y + 90), (x + 30, y + 90))
    touch("touchMove", (x - 60, y + 90), (x + 60, y + 90))
    touch("touchMove", (x - 90, y + 90), (x + 90, y + 90))
    touch("touchEnd")
    page.wait_for_function("document.querySelector('.kb-around__svg > g').hasAttribute('transform')")
    assert float(scene(page).partition("scale(")[2].rstrip(")")) > 1.5
    assert reports.problems == []
    context.close()


def test_further_papers_come_with_the_second_step_and_hostile_titles_stay_text(page: Page, base: str) -> None:
    page.goto(base + "papers/listening-to-tones/")
    drawn(page)
    near = nodes(page).count()
    page.get_by_label("Steps").fill("2")
    assert nodes(page).count() >= near
    assert page.locator(".kb-around__frame img, .kb-around__frame script").count() == 0


def test_the_picture_is_the_same_each_time(new_page: NewPage, real_base: str) -> None:
    places = []
    for _ in range(2):
        page = new_page(allowed=real_base)
        page.goto(real_base + SURVEY)
        drawn(page)
        places.append(nodes(page).evaluate_all("nodes => nodes.map(node => node.getAttribute('transform'))"))
    assert places[0] == places[1]


def test_without_a_script_the_table_says_the_same(new_page: NewPage, real_base: str) -> None:
    page = new_page(javascript=False, allowed=real_base)
    page.goto(real_base + SURVEY)
    assert page.locator(".kb-citations tbody tr").count() >= 33
    expect(page.locator("#kb-around")).to_be_hidden()


def test_it_works_from_a_file_system(new_page: NewPage, small_site: Path) -> None:
    address = small_site.as_uri()
    page = new_page(allowed=address)
    page.goto(f"{address}/papers/seeing-and-hearing/index.html")
    drawn(page)
    nodes(page).nth(1).press("Enter")
    link = page.locator(".kb-around__details").get_by_role("link")
    wanted = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_have_text(wanted)
