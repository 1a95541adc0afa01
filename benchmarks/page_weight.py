"""What a reader's browser transfers: for a first page, scrolled through, and for another page after it.

    python -m benchmarks.page_weight SITE PAGE ANOTHER

``SITE`` is the folder of a built site and the pages are its addresses (``papers/some-paper/``). Counted is what
Chromium counts as received, headers included, from a server that packs text and lets browsers keep files.
"""

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.static_host import static_host
from tools import chromium

_GROUPS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("our scripts", lambda path: path.endswith(".js") and "assets/kbgen/" in path),
    ("our styles", lambda path: path.endswith(".css") and "assets/kbgen/" in path),
    ("fonts", lambda path: path.endswith(".woff2")),
    ("the theme's script", lambda path: path.endswith(".js") and "assets/javascripts/" in path),
    ("the theme's styles", lambda path: path.endswith(".css")),
    ("pictures", lambda path: path.endswith((".png", ".svg", ".ico"))),
    ("the page", lambda path: path.endswith(("/", ".html"))),
)


def transferred(page: Page, addresses: list[str]) -> list[Counter[str]]:
    """For each address the bytes received for it, by what they are for, visited one after the other."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    urls: dict[str, str] = {}
    now: Counter[str] = Counter()

    def on_sent(event: dict[str, dict[str, str] | str]) -> None:
        request = event["request"]
        if isinstance(request, dict):
            urls[str(event["requestId"])] = request["url"]

    def on_finished(event: dict[str, str | float]) -> None:
        path = urls.get(str(event["requestId"]), "").partition("?")[0]
        if path.startswith("data:"):  # It came with the file that holds it, where it is counted.
            return
        group = next((name for name, holds in _GROUPS if holds(path)), "else")
        now[group] += int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", on_sent)
    session.on("Network.loadingFinished", on_finished)
    found = []
    for address in addresses:
        now.clear()
        page.goto(address, wait_until="networkidle")
        height = page.evaluate("document.documentElement.scrollHeight")
        for y in range(0, height, 500):
            page.evaluate("y => scrollTo({top: y, behavior: 'instant'})", y)
            page.wait_for_timeout(50)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(500)
        found.append(now.copy())
    return found


def measure(site: Path, pages: list[str], width: int) -> list[Counter[str]]:
    """What pages of a site transfer on a screen of a width, the first with nothing kept from before."""
    with static_host(site) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.flags())
        page = browser.new_context(viewport={"width": width, "height": 844}).new_page()
        found = transferred(page, [base + path for path in pages])
        browser.close()
        return found


def main() -> None:
    """Print a table."""
    site, *pages = sys.argv[1:]
    for width in (390, 1440):
        print(f"\n| {width} px | " + " | ".join(pages) + " |\n| --- |" + " ---: |" * len(pages))
        found = measure(Path(site), pages, width)
        for name in [*(name for name, _ in _GROUPS), "else"]:
            if any(one[name] for one in found):
                print(f"| {name} | " + " | ".join(f"{one[name] / 1000:.1f}" for one in found) + " |")
        print("| together, kB | " + " | ".join(f"{one.total() / 1000:.1f}" for one in found) + " |")


if __name__ == "__main__":
    main()
