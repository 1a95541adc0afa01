"""Measure the enrichment of a large knowledge base: requests, time under the services' limits, and memory.

    python -m benchmarks.enrich [--source SCALE] [--papers 10000] [--work DIR] [--results docs/enrichment-scale.md]

Services are a local replica with their real limits, in a process of its own; the clock is simulated, so hours pass in
the time that the computing takes. ``SCALE`` is a folder of real papers as ``make_knowledge_base.py`` describes; without
it papers are made up.
"""

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.enrich_base import write_base
from benchmarks.enrich_replica import LIMITS
from benchmarks.measure import machine, run
from kbgen.enrich.settings import SERVICES

HERE = Path(__file__).resolve().parent
DAYS = {"first": "2026-11-16", "a day later": "2026-11-17", "a week later": "2026-11-23"}
_NEW = """\
id: a-paper-that-came-in
title: A Paper That Came In
year: 2026
venue: arxiv
ids: {arxiv: "2611.00001"}
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """One run: what was due and asked by service, simulated seconds, what changed, real seconds and peak memory."""

    due: dict[str, dict[str, Any]]
    asked: dict[str, int]
    refused: int
    seconds: dict[str, float]
    changes: int
    real_seconds: float
    megabytes: float

    def keys(self, service: str) -> int:
        """How many things a service was asked about."""
        return sum(one["keys"] for one in self.due.values() if one["service"] == service)

    def fewest(self, service: str) -> int:
        """The fewest requests in which that can be done."""
        return sum(one["fewest"] for one in self.due.values() if one["service"] == service)

    def floor(self, service: str) -> float:
        """Seconds from the first to the last question, were they spread as evenly as the limit allows."""
        number, window = LIMITS[service]
        return max(0, self.fewest(service) - 1) * window / number


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, default=HERE.parent.parent / "shared" / "scale")
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--work", type=Path, default=HERE.parent / "build" / "benchmarks")
    parser.add_argument("--results", type=Path, default=HERE.parent / "docs" / "enrichment-scale.md")
    options = parser.parse_args()
    # What is started elsewhere finds the benchmarks, too.
    os.environ["PYTHONPATH"] = str(HERE.parent)
    root = options.work.resolve() / f"enrich-{options.papers}"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    papers = write_base(root, options.source, options.papers)
    with replica(root) as url:
        first = ran(root, url, DAYS["first"])
        (root / "data/papers/2026").mkdir(exist_ok=True)
        (root / "data/papers/2026/a-paper-that-came-in.yaml").write_text(_NEW)
        day = ran(root, url, DAYS["a day later"])
        # What was kept is too old by then to be used unasked.
        (root / ".kbgen/cache/http.sqlite").unlink()
        week = ran(root, url, DAYS["a week later"])
        loaded = megabytes_to_load(root)
    slow_root = options.work.resolve() / f"enrich-{options.papers}-slow"
    shutil.rmtree(slow_root, ignore_errors=True)
    slow_root.mkdir()
    write_base(slow_root, options.source, options.papers)
    with replica(slow_root) as url:
        slow = ran(slow_root, url, DAYS["first"], "--latency", "1")
    text = report(f"{options.papers:,} {papers}", first, day, week, slow, loaded)
    print(text)
    options.results.write_text(text)
    print(f"written to {options.results}")


@contextmanager
def replica(root: Path) -> Iterator[str]:
    """The address of a replica in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.enrich_replica", str(root)]
    with subprocess.Popen(
        command, cwd=HERE.parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()


def ran(root: Path, url: str, today: str, *more: str) -> Ran:
    """Run enrichment once, and say what it did."""
    print(f"{today} {' '.join(more)} …", file=sys.stderr, flush=True)
    before = counts(url)
    command: list[str | Path] = [sys.executable, "-m", "benchmarks.enrich_run", root, url, "--today", today, *more]
    measured = run(command, cwd=root.parent)
    told = json.loads((root.parent / "benchmark.log").read_text())
    if told["troubles"]:
        sys.exit(f"services failed: {told['troubles']}")
    after = counts(url)
    asked = {one: number - before["asked"].get(one, 0) for one, number in after["asked"].items()}
    refused = sum(after["refused"].values()) - sum(before["refused"].values())
    done = Ran(told["due"], asked, refused, told["seconds"], told["changes"], measured.seconds, told["megabytes"])
    print(f"{sum(asked.values())} requests, {done.megabytes:.0f} MB, {done.real_seconds:.0f} s", file=sys.stderr)
    return done


def megabytes_to_load(root: Path) -> float:
    """The memory that a process needs to load a knowledge base, and to do nothing with it."""
    code = (
        "import sys; from pathlib import Path; from benchmarks.enrich_run import peak_megabytes; "
        "from kbgen.store.tree import load_tree; load_tree(Path(sys.argv[1])); print(peak_megabytes())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, root], cwd=HERE.parent, capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def counts(url: str) -> dict[str, dict[str, int]]:
    """What a replica was asked so far, and what it refused, by service."""
    with urllib.request.urlopen(f"{url}/_count/all") as answer:
        counted: dict[str, dict[str, int]] = json.load(answer)
        return counted


def report(papers: str, first: Ran, day: Ran, week: Ran, slow: Ran, loaded: float) -> str:
    """The page with the tables."""
    total, floor = longest(first), max(first.floor(service) for service in LIMITS)
    titles = first.due["arxiv-titles"]
    batched = first.fewest("arxiv") - titles["fewest"] + math.ceil(titles["keys"] / titles["batch"])
    return PAGE.format(
        alone=titles["alone"],
        strict=first.asked["arxiv"] / batched,
        papers=papers,
        machine=machine(),
        requests=table(first),
        total=clock(total),
        floor=clock(floor),
        ratio=total / floor,
        refused="none" if not first.refused else str(first.refused),
        slow=clock(longest(slow)),
        slow_ratio=longest(slow) / floor,
        loaded=loaded,
        again=again([("first run", first), ("a day later, one paper new", day), ("a week later", week)]),
    )


def longest(one: Ran) -> float:
    """Simulated seconds until the last question of the slowest service: services are asked side by side."""
    return max(one.seconds.values(), default=0.0)


def table(one: Ran) -> str:
    titles = {service.name: service.title for service in SERVICES}
    lines = [
        "| service | asked about | requests | fewest | ratio | simulated time | floor of the limit | ratio |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for service in LIMITS:
        asked, fewest = one.asked.get(service, 0), one.fewest(service)
        seconds, floor = one.seconds.get(service, 0.0), one.floor(service)
        lines.append(
            f"| {titles[service]} | {one.keys(service):,} | {asked:,} | {fewest:,} | {asked / fewest:.2f} "
            f"| {clock(seconds)} | {clock(floor)} | {seconds / floor if floor else 1:.2f} |"
        )
    return "\n".join(lines)


def again(rows: list[tuple[str, Ran]]) -> str:
    lines = [
        "| run | requests | values changed | simulated time | seconds of computing | peak MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {name} | {sum(one.asked.values()):,} | {one.changes:,} | {clock(longest(one))} "
        f"| {one.real_seconds:.0f} | {one.megabytes:.0f} |"
        for name, one in rows
    ]
    return "\n".join(lines)


def clock(seconds: float) -> str:
    """A time in seconds, or as hours, minutes and seconds."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


PAGE = """\
# Enrichment at scale

Made by `make bench-enrich` on {machine}.

{papers}, half of them with an arXiv identifier and half with a DOI, are enriched from a local replica of the services
that keeps the services' real limits. The clock is simulated: whatever a run would wait for passes at once, and the
replica judges by the simulated time whether a request came too soon.

## Requests and time

{requests}

*Fewest* is what the batches allow: the number of things asked about, divided by the largest batch and rounded up. arXiv
is asked in two ways, by identifier (100 a request) and by title (10 a request; a title of up to three words whose first
author is not known goes alone, because so many works hold such a phrase: {alone} do here, and were they counted into
the batches, arXiv's ratio would be {strict:.2f}). The *floor* is the time between the first and the last of the fewest
requests under the limit, spread evenly; where a limit is one of an hour, fewer requests may come faster. Requests that
came too soon for a limit: {refused}.

Services are asked side by side, so the whole run takes as long as the slowest: {total}, which is {ratio:.2f} times the
floor of {floor}. With answers that take a second each it is {slow}, {slow_ratio:.2f} times.

The limits are those for users without a key, except for Semantic Scholar and GitHub, whose keys are free. What
DBLP, OpenCitations and Hugging Face say changes little and is asked for one by one, so they are asked every four weeks.

## Runs after the first

{again}

A day later only what is new is due. A week later what the weekly services said is asked for again; what did not change
leaves the files of the overlay as they are. Memory is the peak of the whole process, the records and the overlay
included, which take {loaded:.0f} MB to load alone; what services answer is kept on disk while a run lasts.
"""


if __name__ == "__main__":
    main()
