"""axe-core, run on a page as it stands."""

from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

_COLOURS = ["color-contrast", "link-in-text-block"]
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Colours fade into each other where the palette changes; halfway they have a contrast that nobody reads.
_STILL = """() => new Promise(requestAnimationFrame).then(() => Promise.allSettled(
  document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
    .map((one) => one.finished)))"""


def violations(page: Page, assets: Path, *, only: list[str] | None = None) -> list[str]:
    """What axe finds wrong with a page: rule, place, explanation; by all its rules or only some."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate((assets / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    page.evaluate(_STILL)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = {"type": "rule", "values": only}
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def violations_everywhere(page: Page, assets: Path) -> list[str]:
    """What axe finds on a desktop and on a phone, by day and by night; the palette follows the system's.

    Night changes colours and nothing else, so only the rules about colours are asked again.
    """
    found = []
    for scheme in _SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_selector(f"body[data-md-color-scheme={'slate' if scheme == 'dark' else 'default'}]")
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            rules = _COLOURS if scheme == "dark" else None
            found += [f"{scheme} {width} px: {one}" for one in violations(page, assets, only=rules)]
    return found
