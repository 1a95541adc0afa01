from collections.abc import Iterator
from pathlib import Path

import pytest

from kbgen.enrich.http import Session
from tests.enrich.replica import Replica, running

RECORDED = Path(__file__).resolve().parents[3] / "shared" / "api"
"""Recordings of the real services; the tests on them are collected only where they lie beside the repository."""

collect_ignore = [] if RECORDED.is_dir() else ["test_recordings.py"]


class FastClock:
    """A clock that waits without waiting, and remembers how long it would have."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0
        self.waits: list[float] = []

    def time(self) -> float:
        """Seconds since 1970."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.waits.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> FastClock:
    return FastClock()


@pytest.fixture
def replica(monkeypatch: pytest.MonkeyPatch) -> Iterator[Replica]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with running() as server:
        yield server


@pytest.fixture
def session(replica: Replica, tmp_path: Path, clock: FastClock) -> Iterator[Session]:
    with Session(replica.settings(tmp_path), clock) as opened:
        yield opened
