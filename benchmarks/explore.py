"""How long the explorer takes to answer: ``python -m benchmarks.explore SITE``, for a folder that ``kbgen build`` made.

A session in Chromium types queries letter by letter, takes them back, chooses and excludes options, moves a slider and
changes order and view. What is measured is the time from the key or click (its event's own time stamp) to the first
moment after the frame in which the new results were painted: the papers, how many they are, what is asked for. The
counts of the filters follow when the reader rests, and have a row of their own, from the last key to the frame that
shows them. How long the catalogue takes to open is said apart.
"""

import argparse
import random
import statistics
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.server import serve
from tools import chromium

QUERIES = (
    "clip",
    "contrastive learning",
    "quantum field theory",
    "audoi visual",
    "author:wang year:>=2019",
    "black hole",
)
PACE = (30, 220)
"""Between how many milliseconds a typist rests after an answer: what follows from it may just be drawn then."""

_WATCH = """() => {
    const place = document.querySelector('#kb-explore');
    window.answered = window.counted = null;
    window.began = 0;
    const begin = event => { if (began === 0) began = event.timeStamp; };
    addEventListener('keydown', begin, true);
    addEventListener('click', begin, true);
    addEventListener('change', begin, true);
    const watch = (attribute, told) => new MutationObserver(() => requestAnimationFrame(() => {
        const painted = new MessageChannel();
        painted.port1.onmessage = () => {
            const isAsked = place.getAttribute(attribute) === place.dataset.asked;
            if (began > 0 && isAsked) window[told] = performance.now() - began;
        };
        painted.port2.postMessage(0);
    })).observe(place, { attributeFilter: [attribute] });
    watch('data-shown', 'answered');
    watch('data-followed', 'counted');
}"""


class Session:
    """The explorer's page, with the time of every answer by what was done, in milliseconds."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.times: dict[str, list[float]] = {}
        page.evaluate(_WATCH)

    def do(self, what: str, act: Callable[[], object]) -> None:
        """Do something that changes the results, and wait for them."""
        self.page.evaluate("window.answered = window.counted = null; window.began = 0")
        act()
        took = self.page.wait_for_function("window.answered", polling=5, timeout=30_000).json_value()
        self.times.setdefault(what, []).append(took)

    def rest(self, what: str) -> None:
        """Wait until the filters show the counts of the last results."""
        took = self.page.wait_for_function("window.counted", polling=5, timeout=30_000).json_value()
        self.times.setdefault(what, []).append(took)

    def press(self, what: str, key: str) -> None:
        """Press a key."""
        self.do(what, lambda: self.page.keyboard.press(key))


def session(page: Page) -> dict[str, list[float]]:
    """What a reader does in some minutes."""
    done = Session(page)
    pace = random.Random(0)
    for query in QUERIES:
        page.locator("#kb-explore input[name=q]").focus()
        for letter in query:
            done.press("a key while typing", "Space" if letter == " " else letter)
        done.rest("counts of the filters, after the last key")
        for _ in query.rpartition(" ")[2]:
            done.press("taking a letter back", "Backspace")
        page.locator("#kb-explore input[name=q]").fill("")
        page.wait_for_selector("#kb-explore[data-shown=all]")
        for letter in query:
            page.wait_for_timeout(pace.uniform(*PACE))
            done.press("a key at a typist's pace", "Space" if letter == " " else letter)
        page.locator("#kb-explore input[name=q]").fill("")
        page.wait_for_selector("#kb-explore[data-shown=all]")
    for _ in range(3):
        for place in range(4):
            done.do("choosing an option", page.locator(".kb-facet[open] .kb-option input").nth(place * 3).click)
            done.do("taking it back", page.locator(".kb-option input:checked").first.click)
        done.do("leaving an option out", page.locator(".kb-facet[open] .kb-option__no").nth(1).click)
        done.do("taking it back", page.locator(".kb-option__no[aria-pressed=true]").first.click)
    lower = page.get_by_label("Year, lower end")
    lower.focus()
    for _ in range(20):
        done.press("moving a slider", "ArrowRight")
    sort = page.get_by_label("Sort")
    for order in ("title", "added", "cited", "oldest", "newest"):
        done.do("another order", partial(sort.select_option, order))
    for view in ("Table", "Gallery", "List"):
        done.do("another view", page.get_by_text(view, exact=True).click)
        page.wait_for_selector("#kb-explore[data-followed]")
        page.locator("#kb-explore input[name=q]").focus()
        for letter in "neural":
            done.press(f"a key while typing, in the {view.lower()}", letter)
        for _ in "neural":
            done.press(f"taking a letter back, in the {view.lower()}", "Backspace")
    return done.times


_WATCH_SHOWN = """
    window.told = {};
    new MutationObserver(() => {
        const shown = document.querySelector('#kb-explore')?.dataset.shown;
        if (shown === undefined || shown in told) return;
        requestAnimationFrame(() => {
            const painted = new MessageChannel();
            painted.port1.onmessage = () => { told[shown] = performance.now(); };
            painted.port2.postMessage(0);
        });
    }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-shown'] });
"""


def opening(browser: Browser, address: str) -> tuple[float, float]:
    """Milliseconds from asking for the page until its papers are painted, and until those of a word are."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(_WATCH_SHOWN)
    page.goto(address)
    shown = page.wait_for_function("told.all").json_value()
    page.locator("#kb-explore input[name=q]").fill("learning")
    ready = page.wait_for_function("told['q=learning']").json_value()
    page.close()
    return shown, ready


def rows(times: dict[str, list[float]]) -> Iterator[str]:
    """A table of what was done."""
    yield "| | times | median | 95 % | longest |"
    yield "| --- | --: | --: | --: | --: |"
    answers = [took for what, some in times.items() if not what.startswith("counts") for took in some]
    for what, some in (*times.items(), ("all answers", answers)):
        ordered = sorted(some)
        late = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        yield f"| {what} | {len(some)} | {statistics.median(some):.0f} ms | {late:.0f} ms | {ordered[-1]:.0f} ms |"


def main() -> None:
    """Measure the explorer of a built site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="a folder that kbgen build made")
    site = parser.parse_args().site
    with serve(site) as address, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium.find(), args=chromium.flags())
        shown, ready = opening(browser, f"{address}/explore/")
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}/explore/?q=learning")
        page.wait_for_selector("#kb-explore[data-shown='q=learning']")
        page.locator("#kb-explore input[name=q]").fill("")
        page.wait_for_selector("#kb-explore[data-shown=all]")
        times = session(page)
        browser.close()
    print(f"papers shown after {shown:.0f} ms, found by words after {ready:.0f} ms")
    print("\n".join(rows(times)))


if __name__ == "__main__":
    main()
