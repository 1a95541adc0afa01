"""Every kind of page by keyboard alone: all that can be pressed is reached, in order, seen, and left again."""

import pytest
from playwright.sync_api import Page

from tests.browser.test_every_page import PAGES, ready

# Elements by numbers of their own: pages go on adding some while the test walks through them.
_NUMBERED = """() => {
    window.numbered = [];
    window.numberOf = (one) => {
        if (!numbered.includes(one)) numbered.push(one);
        return numbered.indexOf(one);
    };
}"""

_FOCUS = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const shown = one.closest("label, .md-header__option") ?? one;
    const box = shown.getBoundingClientRect();
    const style = getComputedStyle(one);
    const ring = one.querySelector(":scope > .kb-around__reach");
    const ringed = ring !== null && getComputedStyle(ring).stroke !== "none";
    const label = one.matches("input[type=radio]")
        ? one.closest("fieldset, form")?.querySelector(":focus-within, label") : null;
    const words = (one.textContent || one.getAttribute("aria-label") || "").trim();
    return {
        name: `${one.tagName} ${one.id} ${one.className} ${words.slice(0, 40)}`,
        key: numberOf(one),
        seen: style.outlineStyle !== "none" || style.boxShadow !== "none" || one.matches("input, select, textarea")
            || label !== null || ringed,
        inside: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    };
}"""

_REACHABLE = """() => [...document.querySelectorAll(".md-content :is(a[href], button, input, select, summary)")]
    .filter((one) => one.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}) && !one.disabled
        && one.tabIndex >= 0 && !one.closest("details:not([open]) > :not(summary)")
        && !one.matches("input[type=radio]:not(:checked)"))
    .map(numberOf)"""

MOST = 400


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_everything_that_can_be_pressed_is_reached_seen_and_left(page: Page, base: str, path: str) -> None:
    ready(page, base + path)
    page.wait_for_load_state("networkidle")
    page.locator("body").evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    page.evaluate(_NUMBERED)
    wanted = set(page.evaluate(_REACHABLE))
    reached: list[int] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        focus = page.evaluate(_FOCUS)
        if focus is None:
            break
        assert focus["seen"], f"no focus is seen on {focus['name']}"
        assert focus["inside"], f"{focus['name']} has the focus out of sight"
        assert not reached or focus["key"] != reached[-1], f"the focus does not leave {focus['name']}"
        if focus["key"] in reached:
            break
        reached.append(focus["key"])
    else:
        pytest.fail(f"the keyboard never comes to the end of /{path}")
    missed = wanted.difference(reached)
    names = page.evaluate("keys => keys.map(key => numbered[key].outerHTML.slice(0, 140))", sorted(missed))
    assert names == []
