"""When the next request to a service may start, agreed on by all processes of a user through small files.

The rate limits of services count a machine's requests and not a process's: arXiv's three seconds hold however many
commands run side by side. Each service has a lock and a file with the time from which it may be asked again.
"""

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from filelock import FileLock

from kbgen.model.finding import KbgenError
from kbgen.store.files import write_text

_LONGEST_HOLD = 86_400.0
"""Seconds beyond which a stored time is not believed: the clock was set back, or the file is damaged."""


class Clock(Protocol):
    """Tells the time and waits; tests let it run faster."""

    def time(self) -> float:
        """Seconds since 1970."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The machine's clock."""

    def time(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class HeldBackError(Exception):
    """A service asked not to be asked for so many more seconds, and that is longer than the user is willing to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Pace:
    """The turns of all services. ``patience`` is the longest hold, in seconds, that is sat out."""

    folder: Path
    clock: Clock
    patience: float

    @contextmanager
    def turn(self, name: str, interval: float, *, alone: bool) -> Iterator[None]:
        """Wait until the service may be asked; the request is made inside.

        With ``alone`` no other process begins a request to the service until this one has ended. Raises
        :class:`HeldBackError` where the service asked for more time than anybody wants to wait.
        """
        with self._locked(name):
            start = self._reserve(name, interval)
            if alone:
                self._wait_until(start)
                # Counted from when it really begins: a machine that is busy wakes up late.
                self._write(name, {"next": self.clock.time() + interval, "held_until": 0.0})
                yield
                return
        self._wait_until(start)
        yield

    def hold(self, name: str, seconds: float) -> None:
        """Keep every process from asking the service for so many seconds, because it said so."""
        with self._locked(name):
            times = self._read(name)
            until = max(times["held_until"], self.clock.time() + seconds)
            self._write(name, times | {"held_until": until})

    def _reserve(self, name: str, interval: float) -> float:
        now = self.clock.time()
        times = self._read(name)
        if times["held_until"] - now > self.patience:
            raise HeldBackError(times["held_until"] - now)
        start = max(now, times["next"], times["held_until"])
        self._write(name, {"next": start + interval, "held_until": 0.0})
        return start

    def _wait_until(self, start: float) -> None:
        if (seconds := start - self.clock.time()) > 0:
            self.clock.sleep(seconds)

    @contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / f"{_file_name(name)}.lock")
            lock.acquire()
        except OSError as error:
            raise KbgenError(
                f"cannot keep the pace of requests in {self.folder}: {error.strerror or error}",
                "name a folder that can be written in KBGEN_CACHE_DIR",
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _read(self, name: str) -> dict[str, float]:
        times = {"next": 0.0, "held_until": 0.0}
        try:
            stored = json.loads(self._state(name).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return times
        latest = self.clock.time() + _LONGEST_HOLD
        for name in times:
            value = stored.get(name) if isinstance(stored, dict) else None
            if isinstance(value, int | float) and value <= latest:
                times[name] = float(value)
        return times

    def _write(self, name: str, times: dict[str, float]) -> None:
        write_text(self._state(name), json.dumps(times) + "\n")

    def _state(self, name: str) -> Path:
        return self.folder / f"{_file_name(name)}.json"


def _file_name(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]", "_", name)
