"""What a link check saw, in words and as JSON."""

import json
from collections import Counter
from collections.abc import Iterator

from kbgen.enrich.links.watch import LinkReport


def report_lines(report: LinkReport) -> Iterator[str]:
    """The dead links, those that may become so, and how many there are of each kind."""
    yield from (str(finding) for finding in sorted(report.findings, key=lambda one: one.sort_key))
    for failure in sorted(report.failing, key=lambda one: one.url):
        days = f"{failure.days} day" + ("s" if failure.days > 1 else "")
        yield f"failing: {failure.url}: {failure.why}, on {days} since {failure.first}; nobody calls it dead yet"
    states = Counter(sight.state for sight in report.sights.values())
    yield (
        f"{len(report.sights)} links looked at: {states['alive']} alive, {states['gone']} failing, "
        f"{states['unknown']} unknown; {report.skipped} seen alive lately; {len(report.findings)} dead"
    )


def report_json(report: LinkReport) -> str:
    """The same for programs."""
    links = {url: {"state": sight.state, "why": sight.why} for url, sight in sorted(report.sights.items())}
    dead = [
        {
            "code": finding.code,
            "path": finding.place.path,
            "line": finding.place.line,
            "column": finding.place.column,
            "url": finding.subject,
            "message": finding.message,
            "remedy": finding.remedy,
        }
        for finding in sorted(report.findings, key=lambda one: one.sort_key)
    ]
    failing = [failure.model_dump(mode="json") for failure in sorted(report.failing, key=lambda one: one.url)]
    return json.dumps({"links": links, "failing": failing, "dead": dead}, indent=2, ensure_ascii=False)
