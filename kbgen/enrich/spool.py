"""What services said, kept on disk while a run lasts: of a large knowledge base it is more than fits into memory."""

import pickle
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import IO, TypeVar

from kbgen.enrich.source import Facts

Value = TypeVar("Value")


class Spool(MutableMapping[str, Facts]):
    """Facts by key, in a file without a name that is gone with the process; only the keys are in memory.

    The file is in ``folder`` where that can be written, and else where the system keeps such files.
    """

    def __init__(self, folder: Path | None = None) -> None:
        try:
            self._file = _nameless(folder)
        except OSError:
            self._file = _nameless(None)
        self._places: dict[str, int] = {}
        weakref.finalize(self, self._file.close)

    def __getitem__(self, key: str) -> Facts:
        self._file.seek(self._places[key])
        facts: Facts = pickle.load(self._file)  # noqa: S301 nobody else can write into a file without a name
        return facts

    def __setitem__(self, key: str, facts: Facts) -> None:
        place = self._file.seek(0, 2)
        pickle.dump(facts, self._file, pickle.HIGHEST_PROTOCOL)
        self._places[key] = place

    def __delitem__(self, key: str) -> None:
        del self._places[key]

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _nameless(folder: Path | None) -> IO[bytes]:
    return tempfile.TemporaryFile(dir=folder)


class OnDemand(Mapping[str, Value]):
    """Values by key that are made each time somebody asks for one, and not kept."""

    def __init__(self, keys: Iterable[str], make: Callable[[str], Value]) -> None:
        self._keys = dict.fromkeys(keys)
        self._make = make

    def __getitem__(self, key: str) -> Value:
        if key not in self._keys:
            raise KeyError(key)
        return self._make(key)

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
