"""How often services were asked, and how often the cache answered instead: counted on this machine, by day.

The counts are for people to read in ``kbgen status``. They may be lost, and nothing is decided by them.
"""

import datetime
import sqlite3
import threading
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from kbgen.enrich.settings import USAGE_FILE
from kbgen.model.finding import KbgenError
from kbgen.store.files import local_folder

KEPT_DAYS = 30
"""Days for which counts are kept."""

What = Literal["sent", "spared"]

_BUSY_SECONDS = 10
_TABLE = """
    CREATE TABLE IF NOT EXISTS requests (
        day TEXT NOT NULL, service TEXT NOT NULL, sent INTEGER NOT NULL, spared INTEGER NOT NULL,
        PRIMARY KEY (day, service)
    ) WITHOUT ROWID
"""
_ADD = """
    INSERT INTO requests VALUES (?, ?, ?, ?)
    ON CONFLICT (day, service) DO UPDATE SET sent = sent + excluded.sent, spared = spared + excluded.spared
"""
_SUM = "SELECT service, SUM(sent), SUM(spared) FROM requests WHERE day > ? GROUP BY service ORDER BY service"


@dataclass(frozen=True, slots=True)
class Count:
    """Requests that were ``sent`` to a service, repeated ones included, and answers that the cache ``spared`` it."""

    sent: int = 0
    spared: int = 0


@dataclass(slots=True)
class Usage:
    """Counts as requests are made, one by one, so that a run that is killed has counted too.

    Counts that cannot be kept are said once in ``notes`` and done without.
    """

    path: Path | None
    notes: list[str] = field(default_factory=list)
    _database: sqlite3.Connection | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, service: str, what: What, day: datetime.date) -> None:
        """Count one request to a service, or one answer out of the cache."""
        with self._lock:
            if self.path is None:
                return
            try:
                self._add(self.path, service, what, day)
            except sqlite3.DatabaseError as error:
                self._close()
                self.notes.append(f"requests are not counted: {self.path}: {error}; delete the file")
                self.path = None
            except OSError as error:
                self.notes.append(f"requests are not counted: {self.path}: {error.strerror or error}")
                self.path = None

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    def _add(self, path: Path, service: str, what: What, day: datetime.date) -> None:
        if self._database is None:
            local_folder(path.parent)
            self._database = sqlite3.connect(path, timeout=_BUSY_SECONDS, check_same_thread=False)
            # The operating system writes in its own time: what counts is not worth waiting for a disk.
            self._database.execute("PRAGMA synchronous = OFF")
            with self._database:
                self._database.execute(_TABLE)
                oldest = day - datetime.timedelta(days=KEPT_DAYS)
                self._database.execute("DELETE FROM requests WHERE day <= ?", (oldest.isoformat(),))
        with self._database:
            self._database.execute(_ADD, (day.isoformat(), service, int(what == "sent"), int(what == "spared")))


def read_usage(root: Path, today: datetime.date) -> Mapping[str, Count]:
    """The counts of a knowledge base by service, of the last :data:`KEPT_DAYS` days; none where none were kept.

    Raises :class:`KbgenError` where the file is damaged.
    """
    path = root / USAGE_FILE
    if not path.is_file():
        return {}
    oldest = today - datetime.timedelta(days=KEPT_DAYS)
    try:
        with closing(sqlite3.connect(path, timeout=_BUSY_SECONDS)) as database:
            rows = database.execute(_SUM, (oldest.isoformat(),)).fetchall()
    except sqlite3.DatabaseError as error:
        raise KbgenError(f"{path}: the counts of requests cannot be read: {error}", "delete the file") from error
    return {str(service): Count(int(sent), int(spared)) for service, sent, spared in rows}
