"""Remembers what files said, so that a tree of which one file changed loads as fast as its pickle.

An entry holds the model of a file that had no finding, under the digest of the file's content. As in Git's index, a
file whose size, times and inode are those of the entry is taken as unchanged without being read, unless it was written
so shortly before it was read that a later write might bear the same time.

Entries are spread over shards by path, so that one changed record rewrites a small part. A shard is a pickle, read by
an unpickler that knows only the classes of records; one that cannot be read is built anew and noted.
"""

import hashlib
import io
import os
import pickle
import stat
import sys
import time
import zlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pydantic

import kbgen
from kbgen.model.base import Record
from kbgen.store.files import write_bytes

SHARDS = 32
RACY_NANOSECONDS = 2_000_000_000
"""A file written less than this before it was read is read again: some file systems count time in steps of 2 s."""

Stat = tuple[int, int, int, int]
"""Size, modification time, change time (nanoseconds) and inode of a file."""

_EntryTuple = tuple[Stat, int, str, Any]
_DIGEST_BYTES = 16


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


@dataclass(slots=True)
class Entry:
    """What a file said when it was read at ``seen`` (nanoseconds since 1970)."""

    stat: Stat
    seen: int
    digest: str
    value: Any

    def is_current(self, status: Stat) -> bool:
        """Whether a file with this status surely still has the content of the entry."""
        return status == self.stat and max(status[1], status[2]) + RACY_NANOSECONDS < self.seen


@dataclass(slots=True)
class Cache:
    """The cache of one knowledge base. ``notes`` says what could not be read or written."""

    folder: Path
    notes: list[str] = field(default_factory=list)
    _entries: dict[str, Entry] = field(default_factory=dict)
    _changed: set[int] = field(default_factory=set)

    def load(self) -> None:
        """Read all shards; one that is missing, foreign or damaged counts as empty."""
        for shard in range(SHARDS):
            path = self._path(shard)
            try:
                content = path.read_bytes()
            except FileNotFoundError:
                continue
            except OSError as error:
                self.notes.append(f"cache {path.name} cannot be read ({error.strerror})")
                continue
            try:
                entries = _unpack(content)
            except _UNREADABLE as error:
                self.notes.append(f"cache {path.name} is damaged ({type(error).__name__}) and is built anew")
                self._changed.add(shard)
                continue
            for name, fields in entries.items():
                self._entries[name] = Entry(*fields)

    def get(self, name: str) -> Entry | None:
        """The entry of a file."""
        return self._entries.get(name)

    def put(self, name: str, entry: Entry) -> None:
        """Enter what a file said."""
        self._entries[name] = entry
        self._changed.add(_shard_of(name))

    def keep_only(self, names: set[str]) -> None:
        """Forget files that are gone."""
        for name in self._entries.keys() - names:
            del self._entries[name]
            self._changed.add(_shard_of(name))

    def save(self) -> None:
        """Write the shards that changed; a cache that cannot be written is noted, and the next load is slower."""
        shards: dict[int, dict[str, _EntryTuple]] = {shard: {} for shard in self._changed}
        if not shards:
            return
        for name, entry in self._entries.items():
            if (shard := _shard_of(name)) in shards:
                shards[shard][name] = (entry.stat, entry.seen, entry.digest, entry.value)
        try:
            for shard, entries in shards.items():
                write_bytes(self._path(shard), _pack(entries))
        except OSError as error:
            self.notes.append(f"cache {self.folder.name} cannot be written ({error.strerror})")
        self._changed.clear()

    def _path(self, shard: int) -> Path:
        return self.folder / f"records-{shard:02d}.pickle"


def now() -> int:
    """Nanoseconds since 1970, as file times count them."""
    return time.time_ns()


def _shard_of(name: str) -> int:
    return zlib.crc32(name.encode("utf-8", "surrogatepass")) % SHARDS


class _DamagedError(Exception):
    """A shard is not what was written."""


_UNREADABLE = (
    _DamagedError,
    pickle.UnpicklingError,
    EOFError,
    AttributeError,
    ImportError,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
)


@cache
def format_key() -> bytes:
    """What an entry depends on besides the file: Python, pydantic, and the code that reads and types records."""
    package = Path(kbgen.__file__).parent
    code = [path.read_bytes() for folder in ("model", "store") for path in sorted((package / folder).glob("*.py"))]
    versions = [kbgen.__version__, pydantic.VERSION, sys.version]
    return hashlib.blake2b("\0".join(versions).encode() + b"\0".join(code), digest_size=_DIGEST_BYTES).digest()


def _pack(entries: dict[str, _EntryTuple]) -> bytes:
    payload = pickle.dumps(entries, protocol=5)
    return format_key() + hashlib.blake2b(payload, digest_size=_DIGEST_BYTES).digest() + payload


def _unpack(content: bytes) -> dict[str, _EntryTuple]:
    if content[:_DIGEST_BYTES] != format_key():
        return {}
    payload = content[2 * _DIGEST_BYTES :]
    if hashlib.blake2b(payload, digest_size=_DIGEST_BYTES).digest() != content[_DIGEST_BYTES : 2 * _DIGEST_BYTES]:
        raise _DamagedError("checksum")
    entries = _Unpickler(io.BytesIO(payload)).load()
    if not isinstance(entries, dict):
        raise _DamagedError("not a table")
    return entries


class _Unpickler(pickle.Unpickler):
    """Builds records and dates and nothing else, so that a foreign cache file cannot run code."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("datetime", "date"):
            return super().find_class(module, name)
        if module.startswith("kbgen.model.") or module == "kbgen.store.allowed":
            found = super().find_class(module, name)
            if isinstance(found, type) and issubclass(found, Record):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not a record")
