"""What the benchmark measures at 10,000 papers holds at fewer: few requests, no wasted time, nothing asked twice."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.enrich import Ran, longest
from benchmarks.enrich_base import read_rows, write_base
from benchmarks.enrich_replica import LIMITS, knowledge
from benchmarks.enrich_run import measure
from tests.enrich.replica import Replica, running

PAPERS = 230
MONDAY = datetime.date(2026, 11, 16)
DAY = datetime.timedelta(days=1)


class Scaled:
    """A knowledge base and a replica that knows its papers and keeps the services' limits."""

    def __init__(self, root: Path, replica: Replica) -> None:
        self.root = root
        self.replica = replica

    def run(self, today: datetime.date, latency: float = 0) -> Ran:
        before, refused = self.replica.counts(), sum(self.replica.refused.values())
        told = measure(self.root, self.replica.url, today, latency)
        assert told["troubles"] == {}
        asked = {one: number - before.get(one, 0) for one, number in self.replica.counts().items()}
        refused = sum(self.replica.refused.values()) - refused
        return Ran(told["due"], asked, refused, told["seconds"], told["changes"], 0, 0)


@pytest.fixture
def scaled(tmp_path: Path) -> Iterator[Scaled]:
    write_base(tmp_path, Path("nowhere"), PAPERS)
    with running(knowledge(list(read_rows(tmp_path)))) as replica:
        for service, (requests, seconds) in LIMITS.items():
            replica.limit(service, requests, seconds)
        yield Scaled(tmp_path, replica)


@pytest.mark.parametrize("latency", [0, 1])
def test_requests_and_time_are_near_the_fewest_and_the_floor(scaled: Scaled, latency: float) -> None:
    run = scaled.run(MONDAY, latency)
    assert run.refused == 0
    for service in LIMITS:
        assert run.fewest(service) <= run.asked[service] <= 1.05 * run.fewest(service)
        if not latency:
            assert run.seconds[service] <= 1.1 * run.floor(service)
    assert longest(run) <= 1.1 * max(run.floor(service) for service in LIMITS)


def test_later_runs_ask_only_about_what_is_due(scaled: Scaled) -> None:
    first = scaled.run(MONDAY)
    assert first.changes > PAPERS
    tuesday = scaled.run(MONDAY + DAY)
    assert (sum(tuesday.asked.values()), tuesday.changes) == (0, 0)
    (scaled.root / "data/papers/2021/new.yaml").write_text('id: new\ntitle: New\nids: {arxiv: "2611.00001"}\n')
    wednesday = scaled.run(MONDAY + 2 * DAY)
    assert {one["keys"] for one in wednesday.due.values()} == {0, 1}
    (scaled.root / ".kbgen/cache/http.sqlite").unlink()
    week = scaled.run(MONDAY + 7 * DAY)
    assert week.changes == 0
    rested = {"datacite", "opencitations", "dblp", "hugging-face"}
    assert {service for service, number in week.asked.items() if number} == set(LIMITS) - rested
