"""``kb.sqlite``: the database of all papers, made by another process while pages are planned, and kept.

It has as many rows as there are names, links and terms, so at ten thousand papers it takes as long as a short build.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from kbgen.render.export.exported import Exported
from kbgen.render.site.config import SiteConfig
from kbgen.render.site.output import Item, key_of
from kbgen.render.site.workers import Background
from kbgen.store.files import write_bytes
from kbgen.store.tree import Tree

NAME = "kb.sqlite"


class Database:
    """The database, kept in ``folder`` by what it is made from; ``code`` is a digest of what makes it.

    Leaving the context ends its process where nobody asked for it.
    """

    def __init__(self, tree: Tree, config: SiteConfig, folder: Path, code: str) -> None:
        name = config.site.name
        self._wanted = config.settings.database
        # Another version of SQLite may lay the same rows out in other bytes.
        self._key = key_of(tree.content_digest, name, sqlite3.sqlite_version, code)
        self._folder = folder
        self._file = folder / f"{self._key}.sqlite"
        self._task: Background[None] | None = None
        if self._wanted and not self._file.is_file():
            self._task = Background(lambda: self._make(tree, name), len(tree.kb.papers))

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

    def _make(self, tree: Tree, name: str) -> None:
        # Imported where it is needed: a build that changes nothing does without.
        from kbgen.render.export.sqlite import chunks

        kb = tree.kb
        write_bytes(self._file, b"".join(chunks(Exported(kb, tuple(kb.papers.values()), name))))

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *_: object) -> None:
        if self._task:
            self._task.__exit__()
