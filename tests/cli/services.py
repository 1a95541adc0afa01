"""Leads commands to the replica of the services, and to a day of their own."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kbgen.enrich.settings import SERVICES
from tests.enrich.replica import Replica, running

MONDAY = datetime.date(2026, 11, 16)

_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")


@contextmanager
def led_to_the_replica(monkeypatch: pytest.MonkeyPatch, cache: Path) -> Iterator[Replica]:
    """The replica, which every command asks instead of the services, without keys of whoever runs the tests."""
    keys = [name for service in SERVICES for name in service.key_variables]
    for name in (*_PROXIES, *keys, "KBGEN_ABSTRACTS", "KBGEN_CONTACT"):
        monkeypatch.delenv(name, raising=False)
    with running() as server:
        for name, value in {**server.environment(), "KBGEN_CACHE_DIR": str(cache)}.items():
            monkeypatch.setenv(name, value)
        yield server


def set_day(monkeypatch: pytest.MonkeyPatch, day: datetime.date, *commands: str) -> None:
    """Let commands run on a day; ``enrich`` is the module ``kbgen.cli.enrich``."""

    class OnThatDay(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> "OnThatDay":
            return cls(day.year, day.month, day.day, 12, tzinfo=tz)

    for command in commands:
        monkeypatch.setattr(f"kbgen.cli.{command}.datetime.datetime", OnThatDay)
