"""What Lighthouse says of a site's pages, as a table.

    python -m benchmarks.lighthouse SITE PAGE…

``SITE`` is the folder of a built site and the pages are its addresses (an empty one is the home page). Lighthouse comes
from npm (`npm ci` in site_templates/assets) and steers the browser that the tests use. Each page is looked at as a
phone and as a desktop five times, because performance counts how long the processor keeps a page from answering, and so
what else the machine does: the table has the median of each score. What is wrong in the middle run is named below.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.static_host import static_host
from tools import chromium

_PROGRAM = Path(__file__).parents[1] / "site_templates/assets/node_modules/lighthouse/cli/index.js"
_RUNS = 5
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def report(url: str, preset: str) -> dict[str, Any]:
    """Lighthouse's report of a page; ``preset`` is ``mobile`` or ``desktop``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        command = ["node", str(_PROGRAM), url, "--quiet", "--output=json", f"--output-path={path}"]
        command += [f"--only-categories={','.join(_CATEGORIES)}", f"--chrome-flags={' '.join(chromium.flags())}"]
        command += ["--preset=desktop"] if preset == "desktop" else []
        environment = os.environ | {"CHROME_PATH": str(chromium.find())}
        subprocess.run(command, check=True, env=environment, stdout=sys.stderr)
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found


def faults(found: dict[str, Any]) -> list[str]:
    """The audits that cost a page points, with what they say."""
    counted = {one["id"] for name in _CATEGORIES for one in found["categories"][name]["auditRefs"] if one["weight"]}
    audits = [found["audits"][one] for one in sorted(counted)]
    return [
        f"{one['id']} ({one['score']}): {one['title']} {one.get('displayValue', '')}"
        for one in audits
        if one["score"] is not None and one["score"] < 1
    ]


def main() -> None:
    """Print the table, and what is wrong."""
    site, *pages = sys.argv[1:]
    print("| page | as | " + " | ".join(_CATEGORIES) + " |\n| --- | --- |" + " ---: |" * len(_CATEGORIES))
    wrong = []
    with static_host(Path(site)) as base:
        for path in pages:
            for preset in ("mobile", "desktop"):
                runs = [report(base + path, preset) for _ in range(_RUNS)]
                runs.sort(key=lambda found: float(found["categories"]["performance"]["score"]))
                scores = " | ".join(map(_said, zip(*map(_scores, runs), strict=True)))
                print(f"| `/{path}` | {preset} | {scores} |", flush=True)
                wrong += [f"/{path} {preset}: {one}" for one in faults(runs[_RUNS // 2])]
    print("", *wrong, sep="\n")


def _scores(found: dict[str, Any]) -> list[int]:
    return [round(100 * found["categories"][name]["score"]) for name in _CATEGORIES]


def _said(scores: Iterable[int]) -> str:
    """The median, and how far the runs lie apart."""
    ordered = sorted(scores)
    apart = f" ({ordered[0]} to {ordered[-1]})" if ordered[0] < ordered[-1] else ""
    return f"{statistics.median(ordered):.0f}{apart}"


if __name__ == "__main__":
    main()
