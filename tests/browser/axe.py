"""axe-core, run on a page as it stands."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page


def violations(page: Page, assets: Path) -> list[str]:
    """What axe finds wrong with a page: rule, place, explanation."""
    page.evaluate((assets / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
