"""Remembers what files said, so that a tree of which one file changed loads as fast as its pickle.

An entry holds the model of a file that had no finding, under the digest of the file's content. As in Git's index, a
file whose size, times and inode are those of the entry is taken as unchanged without being read, unless it was written
so shortly before it was read that a later write might bear the same time.
"""

import hashlib
import importlib
import os
import stat
import sys
import time
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pydantic

import kbgen
from kbgen.model.base import Record
from kbgen.store.shards import Shards

_DIGEST_BYTES = 16
RACY_NANOSECONDS = 2_000_000_000
"""A file written less than this before it was read is read again: some file systems count time in steps of 2 s."""

Stat = tuple[int, int, int, int]
"""Size, modification time, change time (nanoseconds) and inode of a file."""


def digest(content: bytes) -> str:
    """The name of a content: equal for equal bytes only."""
    return hashlib.blake2b(content, digest_size=_DIGEST_BYTES).hexdigest()


NO_FILE: Stat = (-1, 0, 0, 0)
"""The status of what is not a regular file, or is a link to nothing."""


def stat_of(entry: os.DirEntry[str]) -> Stat:
    """What of a file's status tells whether it may have changed."""
    try:
        result = entry.stat()
    except OSError:
        return NO_FILE
    if not stat.S_ISREG(result.st_mode):
        return NO_FILE
    return (result.st_size, result.st_mtime_ns, result.st_ctime_ns, result.st_ino)


class Entry(NamedTuple):
    """What a file said when it was read at ``seen`` (nanoseconds since 1970)."""

    stat: Stat
    seen: int
    digest: str
    value: Any

    def is_current(self, status: Stat) -> bool:
        """Whether a file with this status surely still has the content of the entry."""
        return status == self.stat and max(status[1], status[2]) + RACY_NANOSECONDS < self.seen


class Cache:
    """The cache of one knowledge base. ``notes`` says what could not be read or written."""

    def __init__(self, folder: Path) -> None:
        self._shards = Shards(folder, "records", _version(), allows=_is_record_or_date)
        self.notes = self._shards.notes

    def load(self) -> None:
        """Read what earlier loads kept."""
        self._shards.load()

    def get(self, name: str) -> Entry | None:
        """The entry of a file."""
        fields = self._shards.values.get(name)
        return Entry._make(fields) if fields else None

    def put(self, name: str, entry: Entry) -> None:
        """Enter what a file said."""
        self._shards.put(name, tuple(entry))

    def keep_only(self, names: set[str]) -> None:
        """Forget files that are gone."""
        self._shards.keep_only(names)

    def save(self) -> None:
        """Write what changed; a cache that cannot be written is noted, and the next load is slower."""
        self._shards.save()


def now() -> int:
    """Nanoseconds since 1970, as file times count them."""
    return time.time_ns()


@cache
def _version() -> str:
    """What an entry depends on besides the file: Python, pydantic, and the code that reads and types records."""
    package = Path(kbgen.__file__).parent
    code = [path.read_bytes() for folder in ("model", "store") for path in sorted((package / folder).glob("*.py"))]
    versions = [kbgen.__version__, pydantic.VERSION, sys.version]
    return hashlib.blake2b("\0".join(versions).encode() + b"\0".join(code), digest_size=_DIGEST_BYTES).hexdigest()


@cache
def _is_record_or_date(module: str, name: str) -> bool:
    if (module, name) == ("datetime", "date"):
        return True
    if not module.startswith("kbgen.model.") and module != "kbgen.store.allowed":
        return False
    found = getattr(importlib.import_module(module), name, None)
    return isinstance(found, type) and issubclass(found, Record)
