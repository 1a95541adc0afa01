"""``kb.sqlite``: the database of all papers, made by another process while pages are planned, and kept.

It has as many rows as there are names, links and terms, so at ten thousand papers it takes as long as a short build.
"""

import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from kbgen.render.export.exported import Exported
from kbgen.render.site.output import Item, key_of
from kbgen.render.site.workers import Background
from kbgen.store.files import write_bytes

NAME = "kb.sqlite"


class Database:
    """The database of ``exported``, kept in ``folder``; ``made_from`` is a digest of the records and of what makes it.

    Leaving the context ends its process where nobody asked for it.
    """

    def __init__(self, exported: Exported, made_from: str, folder: Path, *, wanted: bool) -> None:
        self._wanted = wanted
        # Another version of SQLite may lay the same rows out in other bytes.
        self._key = key_of(made_from, exported.name, sqlite3.sqlite_version)
        self._folder = folder
        self._file = folder / f"{self._key}.sqlite"
        self._task: Background[None] | None = None
        if wanted and not self._file.is_file():
            self._task = Background(partial(self._make, exported), len(exported.papers))

    def items(self) -> Iterator[Item]:
        """The file of the site, once it is there, if the site wants it."""
        if not self._wanted:
            return
        if self._task:
            self._task.result()
            for old in self._folder.glob("*.sqlite"):
                if old != self._file:
                    old.unlink()
        yield Item(NAME, self._key, self._file.read_bytes)

    def _make(self, exported: Exported) -> None:
        # Imported where it is needed: a build that changes nothing does without.
        from kbgen.render.export.sqlite import chunks

        write_bytes(self._file, b"".join(chunks(exported)))

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *_: object) -> None:
        if self._task:
            self._task.__exit__()
