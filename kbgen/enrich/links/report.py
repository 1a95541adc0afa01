"""What a link check saw, in words and as data."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from kbgen.enrich.links.watch import LinkReport


def link_lines(report: LinkReport) -> Iterator[str]:
    """The links that fail and are not dead yet, and how many there are of each kind."""
    for failure in sorted(report.failing, key=lambda one: one.url):
        days = f"{failure.days} day" + ("s" if failure.days > 1 else "")
        yield f"failing: {failure.url}: {failure.why}, on {days} since {failure.first}; nobody calls it dead yet"
    states = Counter(sight.state for sight in report.sights.values())
    yield (
        f"{len(report.sights)} links looked at: {states['alive']} alive, {states['gone']} failing, "
        f"{states['unknown']} unknown; {report.skipped} seen alive lately"
    )


def links_as_data(report: LinkReport) -> dict[str, Any]:
    """The same for programs."""
    return {
        "seen": {url: {"state": sight.state, "why": sight.why} for url, sight in sorted(report.sights.items())},
        "failing": [failure.model_dump(mode="json") for failure in sorted(report.failing, key=lambda one: one.url)],
    }
