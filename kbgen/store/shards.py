"""A table of values that can be made again, kept in files so that a change of one value rewrites a small part.

Values are spread over shards by name. A shard is a pickle with a checksum, read by an unpickler that knows only the
classes it is told of, so that a foreign file cannot run code; one that cannot be read is built anew and noted.
"""

import hashlib
import io
import pickle
import zlib
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kbgen.store.files import write_bytes

_VERSION_BYTES = 16
_HEAD_BYTES = _VERSION_BYTES + 4


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


def _no_class(module: str, name: str) -> bool:
    """Strings, numbers, ``None`` and their containers need no class to be named."""
    return False


@dataclass(slots=True)
class Shards:
    """A table in the files ``NAME-00.pickle`` … of ``folder``, ``count`` of them.

    ``version`` stands for what values depend on besides their names: a shard of another version counts as empty.
    ``allows`` tells by module and name whether a class may stand in a value. ``notes`` says what could not be
    read or written.
    """

    folder: Path
    name: str
    version: str
    count: int = 32
    allows: Callable[[str, str], bool] = _no_class
    notes: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    """What was loaded or put. Look here; change it through the methods."""
    _changed: set[int] = field(default_factory=set)
    _names: dict[int, set[str]] = field(default_factory=dict)

    def load(self) -> None:
        """Read all shards; one that is missing, foreign or damaged counts as empty."""
        for shard in range(self.count):
            path = self._path(shard)
            try:
                content = path.read_bytes()
            except FileNotFoundError:
                continue
            except OSError as error:
                self.notes.append(f"cache {path.name} cannot be read ({error.strerror})")
                continue
            try:
                found = self._unpack(content)
            except _UNREADABLE as error:
                self.notes.append(f"cache {path.name} is damaged ({type(error).__name__}) and is built anew")
                self._changed.add(shard)
            else:
                self.values |= found
                self._names[shard] = set(found)

    def put(self, name: str, value: object) -> None:
        """Enter a value, or replace it."""
        self.values[name] = value
        shard = self._shard_of(name)
        self._names.setdefault(shard, set()).add(name)
        self._changed.add(shard)

    def keep_only(self, names: Set[str]) -> None:
        """Forget every other value."""
        for name in self.values.keys() - names:
            del self.values[name]
            shard = self._shard_of(name)
            self._names[shard].discard(name)
            self._changed.add(shard)

    def save(self) -> None:
        """Write the shards that changed; one that cannot be written is noted, and the next load is slower."""
        try:
            for shard in sorted(self._changed):
                values = {name: self.values[name] for name in sorted(self._names.get(shard, ()))}
                write_bytes(self._path(shard), self._pack(values))
        except OSError as error:
            self.notes.append(f"{self.folder} cannot be written ({error.strerror})")
        self._changed.clear()

    def _path(self, shard: int) -> Path:
        return self.folder / f"{self.name}-{shard:02d}.pickle"

    def _shard_of(self, name: str) -> int:
        return zlib.crc32(name.encode("utf-8", "surrogatepass")) % self.count

    def _head(self) -> bytes:
        return hashlib.blake2b(self.version.encode(), digest_size=_VERSION_BYTES).digest()

    def _pack(self, values: dict[str, Any]) -> bytes:
        payload = pickle.dumps(values, protocol=5)
        return self._head() + _checksum(payload) + payload

    def _unpack(self, content: bytes) -> dict[str, Any]:
        if content[:_VERSION_BYTES] != self._head():
            return {}
        payload = content[_HEAD_BYTES:]
        if _checksum(payload) != content[_VERSION_BYTES:_HEAD_BYTES]:
            raise _DamagedError("checksum")
        values = _Unpickler(payload, self.allows).load()
        if not isinstance(values, dict):
            raise _DamagedError("not a table")
        return values


def _checksum(payload: bytes) -> bytes:
    """Tells damage, not malice: that is what the unpickler is for."""
    return zlib.crc32(payload).to_bytes(4, "big")


class _Unpickler(pickle.Unpickler):
    """Builds the classes it is told of and nothing else."""

    def __init__(self, payload: bytes, allows: Callable[[str, str], bool]) -> None:
        super().__init__(io.BytesIO(payload))
        self._allows = allows

    def find_class(self, module: str, name: str) -> Any:
        if not self._allows(module, name):
            raise pickle.UnpicklingError(f"{module}.{name} is not expected in a value")
        return super().find_class(module, name)
