"""What an engine is, and the one that runs on this machine: DuckDB."""

import itertools
import os
import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Protocol

import pyarrow as pa

from kbgen.enrich.snapshot.candidates import FOLD_FUNCTION, ROWS_TABLE, WANTED_TABLE, Kind, query
from kbgen.enrich.snapshot.parts import Part
from kbgen.enrich.snapshot.reading import read_part
from kbgen.enrich.snapshot.schema import ROW
from kbgen.model.finding import KbgenError
from kbgen.model.text import normalise_title

Advance = Callable[[Part], None]
"""Is told of each part once it is read."""

_READERS = 8
_SECONDS_TO_STOP = 0.1
_BATCHES_AT_ONCE = 16


class Engine(Protocol):
    """Runs the expression of :mod:`.candidates` over the parts of a snapshot. ``title`` is what users call it."""

    title: str

    def candidates(
        self, parts: Sequence[Part], wanted: Iterable[tuple[Kind, str]], advance: Advance
    ) -> Iterator[pa.RecordBatch]:
        """Rows of works that may be wanted, and of what is to be said of parts; in no order, as they are found."""
        ...


def wanted_table(wanted: Iterable[tuple[Kind, str]]) -> pa.Table:
    """The wanted keys as a table."""
    kinds, keys = zip(*wanted, strict=True) if (wanted := list(wanted)) else ((), ())
    return pa.table({"kind": pa.array(kinds, pa.string()), "key": pa.array(keys, pa.string())})


class DuckDB:
    """DuckDB in this process. Parts are read side by side; what is read passes through and is not kept."""

    title = "DuckDB"

    def candidates(
        self, parts: Sequence[Part], wanted: Iterable[tuple[Kind, str]], advance: Advance
    ) -> Iterator[pa.RecordBatch]:
        """Rows of works that may be wanted, and of what is to be said of parts."""
        import duckdb

        failures: list[BaseException] = []
        try:
            with duckdb.connect() as connection, _rows(parts, advance, failures) as rows:
                connection.create_function(FOLD_FUNCTION, normalise_title, ["VARCHAR"], "VARCHAR")
                connection.register(WANTED_TABLE, wanted_table(wanted))
                sql = query("duckdb")
                # One query over everything would hold what it read until what it found is taken.
                while some := list(itertools.islice(rows, _BATCHES_AT_ONCE)):
                    connection.register(ROWS_TABLE, pa.Table.from_batches(some, ROW))
                    yield from connection.execute(sql).to_arrow_reader().read_all().to_batches()
        except duckdb.InterruptException:
            raise KeyboardInterrupt from None
        except (duckdb.Error, pa.ArrowException) as error:
            # What ends the reading is told by DuckDB in words of its own.
            if failures:
                raise failures[0] from None
            raise KbgenError(f"DuckDB fails: {str(error).partition(chr(10))[0]}") from error


@contextmanager
def _rows(parts: Sequence[Part], advance: Advance, failures: list[BaseException]) -> Iterator[Iterator[pa.RecordBatch]]:
    """The rows of all parts, read by several threads that stop when the rows are not wanted any more.

    No more than a few batches wait to be taken. What goes wrong is raised where the rows are taken, and kept.
    """
    workers = min(_READERS, os.cpu_count() or 1, len(parts))
    waiting: queue.Queue[pa.RecordBatch | None] = queue.Queue(2 * workers)
    todo = iter(parts)
    turn = threading.Lock()
    stopped = threading.Event()

    def put(one: pa.RecordBatch | None) -> None:
        while not stopped.is_set():
            with suppress(queue.Full):
                waiting.put(one, timeout=_SECONDS_TO_STOP)
                return

    def work() -> None:
        try:
            while not stopped.is_set():
                with turn:
                    part = next(todo, None)
                if part is None:
                    break
                for batch in read_part(part):
                    put(batch)
                    if stopped.is_set():
                        return
                advance(part)
        except BaseException as error:  # noqa: BLE001 it is raised again where the rows are taken
            failures.append(error)
        put(None)

    def taken() -> Iterator[pa.RecordBatch]:
        running = workers
        try:
            while running:
                batch = waiting.get()
                if failures:
                    raise failures[0]
                if batch is None:
                    running -= 1
                else:
                    yield batch
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=work, daemon=True) for _ in range(workers)]
    for thread in threads:
        thread.start()
    try:
        yield taken()
    finally:
        stopped.set()
        for thread in threads:
            thread.join()
