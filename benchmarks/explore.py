"""How long the explorer takes to answer: ``python -m benchmarks.explore SITE``, for a folder that ``kbgen build`` made.

A session in Chromium types queries letter by letter, takes them back, chooses and excludes options, moves a slider and
changes order and view. What is measured is the time from the key or click (its event's own time stamp) to the first
moment after the frame in which the new results were painted: the papers, how many they are, what is asked for. The
counts of the filters follow when the reader rests, and have a row of their own, from the last key to the frame that
shows them. How long the catalogue takes to open is said apart.

The session is repeated. What a key took is its median over the runs, for the machine now and then does something else:
how often, a page says that has nothing but a search box and repeats what is typed there, in between.
"""

import argparse
import random
import statistics
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

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

WINDOW: ViewportSize = {"width": 1280, "height": 900}

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


Times = dict[str, list[float]]
"""By what was done, how long each answer took, in milliseconds."""


class Session:
    """The explorer's page, with the time of every answer."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.times: Times = {}
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


def session(page: Page) -> Times:
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
        for place in range(4):
            page.locator(".kb-facet[open] .kb-option input").nth(place * 3).focus()
            done.press("choosing an option by keyboard", "Space")
            done.press("taking it back by keyboard", "Space")
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
    page = browser.new_page(viewport=WINDOW)
    page.add_init_script(_WATCH_SHOWN)
    page.goto(address)
    shown = page.wait_for_function("told.all").json_value()
    page.locator("#kb-explore input[name=q]").fill("learning")
    ready = page.wait_for_function("told['q=learning']").json_value()
    page.close()
    return shown, ready


_ECHO = """
    <title>A box</title>
    <div id="kb-explore"><input name="q" type="search"><p></p></div>
    <script>
        const place = document.querySelector('#kb-explore');
        place.querySelector('input').addEventListener('input', ({ target }) => {
            place.querySelector('p').textContent = target.value;
            place.dataset.asked = place.dataset.shown = target.value;
        });
    </script>
"""


def echo(page: Page) -> Times:
    """The same keys in a page that only repeats them: what the browser takes, and the machine."""
    page.set_content(_ECHO)
    done = Session(page)
    for query in QUERIES:
        page.locator("input").fill("")
        for letter in query:
            done.press("a key in a page that only repeats it", "Space" if letter == " " else letter)
    return done.times


def over_runs(runs: Sequence[Times]) -> Iterator[tuple[str, list[tuple[float, ...]]]]:
    """By what was done, for each time the milliseconds that it took in each run; in the end all answers together."""
    by_kind = {what: list(zip(*(run[what] for run in runs), strict=True)) for what in runs[0]}
    yield from by_kind.items()
    answers = [took for what, some in by_kind.items() if not what.startswith(("counts", "a key in")) for took in some]
    yield "all answers", answers


def rows(runs: Sequence[Times]) -> Iterator[str]:
    """A table of what was done: each of its times is the median of the runs, but for the last column."""
    yield "| | times | median | 95 % | longest | longest in any run |"
    yield "| --- | --: | --: | --: | --: | --: |"
    for what, some in over_runs(runs):
        ordered = sorted(statistics.median(took) for took in some)
        late = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        shown = (statistics.median(ordered), late, ordered[-1], max(map(max, some)))
        yield f"| {what} | {len(some)} | " + " | ".join(f"{took:.0f} ms" for took in shown) + " |"


def main() -> None:
    """Measure the explorer of a built site."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path, help="a folder that kbgen build made")
    parser.add_argument("--runs", type=int, default=5, help="how often (default: 5)")
    options = parser.parse_args()
    openings, runs = [], []
    with serve(options.site) as address, sync_playwright() as started:
        for _ in range(options.runs):
            browser = started.chromium.launch(executable_path=chromium.find(), args=chromium.flags())
            openings.append(opening(browser, f"{address}/explore/"))
            page = browser.new_page(viewport=WINDOW)
            page.goto(f"{address}/explore/?q=learning")
            page.wait_for_selector("#kb-explore[data-shown='q=learning']")
            page.locator("#kb-explore input[name=q]").fill("")
            page.wait_for_selector("#kb-explore[data-shown=all]")
            answers = session(page)
            page.close()
            runs.append(answers | echo(browser.new_page(viewport=WINDOW)))
            browser.close()
    shown, ready = (statistics.median(took) for took in zip(*openings, strict=True))
    print(f"papers shown after {shown:.0f} ms, found by words after {ready:.0f} ms")
    print("\n".join(rows(runs)))


if __name__ == "__main__":
    main()
