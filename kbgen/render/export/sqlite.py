"""Papers, and everything about them, as a SQLite database that Datasette serves as it is.

``schema.sql`` says what is in each table. The same records give the same bytes with the same version of SQLite: rows
are written in a fixed order in one transaction, and no time or path goes into the file.
"""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from importlib import resources
from pathlib import Path

from kbgen import __version__
from kbgen.render.export.exported import Exported
from kbgen.render.export.tables import rows_by_table

LAYOUT = 1
"""Version of the tables; it changes when a column goes or means something else."""

_FULL_TEXT = ("papers_fts", "datasets_fts")


def chunks(exported: Exported) -> Iterator[bytes]:
    """The database, in one piece."""
    with tempfile.TemporaryDirectory(prefix="kbgen-") as folder:
        path = Path(folder) / "papers.db"
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            _write(database, exported)
        yield path.read_bytes()


def _write(database: sqlite3.Connection, exported: Exported) -> None:
    # The file is put in place when it is whole, so that nothing has to be undone.
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;")
    database.executescript(resources.files("kbgen.render.export").joinpath("schema.sql").read_text("utf-8"))
    database.execute("BEGIN")
    for table, rows in rows_by_table(exported):
        _insert(database, table, rows)
    _insert(database, "metadata", sorted(_metadata(exported).items()))
    for table in _FULL_TEXT:
        database.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")  # noqa: S608 names of this module
        database.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608 names of this module
    database.execute("COMMIT")
    database.executescript(f"PRAGMA user_version = {LAYOUT}; ANALYZE; VACUUM;")


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    columns = len(database.execute(f"PRAGMA table_info({table})").fetchall())
    places = ", ".join("?" * columns)
    database.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608 names of this package


def _metadata(exported: Exported) -> dict[str, str]:
    return {
        "name": exported.name,
        "query": exported.query,
        "papers": str(len(exported.papers)),
        "generator": f"kbgen {__version__}",
        "layout": str(LAYOUT),
    }
