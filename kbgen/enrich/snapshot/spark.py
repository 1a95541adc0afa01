"""Spark, where one machine is not enough: executors read the parts and run the same expression."""

import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from kbgen.enrich.snapshot.candidates import FOLD_FUNCTION, ROWS_TABLE, WANTED_TABLE, Kind, query
from kbgen.enrich.snapshot.engine import Advance, wanted_table
from kbgen.enrich.snapshot.parts import Part
from kbgen.enrich.snapshot.reading import read_part
from kbgen.enrich.snapshot.schema import ROW
from kbgen.model.finding import KbgenError
from kbgen.model.text import normalise_title

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

DEFAULT_MASTER = "local[*]"

_MASTER = re.compile(r"local(?:\[(?:\*|\d+)(?:, ?\d+)?\])?|local-cluster\[\d+, ?\d+, ?\d+\]|(?:spark|k8s)://\S+|yarn")

_PARTS_A_CORE = 4
"""Parts of one job for each core: enough that few cores wait for the last part, few enough to see it go on."""

_LOGGING = Path(__file__).with_name("log4j2.properties")


class Spark:
    """Spark under a master: ``local[*]``, ``local-cluster[2,1,1024]``, ``spark://host:7077``, ``yarn``, ``k8s://…``.

    The executors need Python with pyarrow, and must reach the parts under the same paths or addresses.
    """

    title = "Spark"

    def __init__(self, master: str = DEFAULT_MASTER) -> None:
        """Raise :class:`KbgenError` for a master that Spark does not know."""
        if not _MASTER.fullmatch(master):
            raise KbgenError(
                f'"{master}" is no master of Spark', "masters are local[*], spark://host:7077, yarn, k8s://…"
            )
        self.master = master

    def candidates(
        self, parts: Sequence[Part], wanted: Iterable[tuple[Kind, str]], advance: Advance
    ) -> Iterator[pa.RecordBatch]:
        """Rows of works that may be wanted, and of what is to be said of parts."""
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        try:
            with _session(self.master) as session:
                yield from _candidates(session, parts, wanted, advance)
        except (PySparkException, Py4JError) as error:
            reason = str(error).strip().partition("\n")[0]
            raise KbgenError(f"Spark fails: {reason}", "its own log says more") from error


def _candidates(
    session: "SparkSession", parts: Sequence[Part], wanted: Iterable[tuple[Kind, str]], advance: Advance
) -> Iterator[pa.RecordBatch]:
    from pyspark.sql.pandas.types import from_arrow_schema

    session.udf.register(FOLD_FUNCTION, _folded, "string")
    session.createDataFrame(wanted_table(wanted)).createOrReplaceTempView(WANTED_TABLE)
    sql = query("pyspark")
    together = _PARTS_A_CORE * session.sparkContext.defaultParallelism
    for start in range(0, len(parts), together):
        some = tuple(parts[start : start + together])

        rows = session.range(0, len(some), 1, len(some)).mapInArrow(_reader(some), from_arrow_schema(ROW))
        rows.createOrReplaceTempView(ROWS_TABLE)
        yield from session.sql(sql).toArrow().to_batches()
        for part in some:
            advance(part)


def _reader(parts: Sequence[Part]) -> Callable[[Iterable[pa.RecordBatch]], Iterable[pa.RecordBatch]]:
    """What an executor runs: it is given numbers of parts and reads those."""

    def read(numbers: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in numbers:
            for number in batch.column(0).to_pylist():
                yield from read_part(parts[number])

    return read


def _folded(title: str | None) -> str | None:
    return None if title is None else normalise_title(title)


@contextmanager
def _session(master: str) -> Iterator["SparkSession"]:
    from pyspark import cloudpickle
    from pyspark.errors import PySparkRuntimeError
    from pyspark.sql import SparkSession

    import kbgen

    # Executors are sent the code that they run, so that they need not have kbgen.
    cloudpickle.register_pickle_by_value(kbgen)
    if master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={_LOGGING.as_uri()}",
        # The wanted keys go to every executor, so that the snapshot itself is never sent around.
        "spark.sql.autoBroadcastJoinThreshold": "1g",
    }
    interrupted = signal.getsignal(signal.SIGINT)
    try:
        session = SparkSession.builder.master(master).appName("kbgen").config(map=dict(settings)).getOrCreate()
    except PySparkRuntimeError as error:
        raise KbgenError(
            f"Spark does not start under the master {master}", "it needs Java 17 or newer; is JAVA_HOME right?"
        ) from error
    # Its own handler talks to Java in the middle of whatever is being said to it.
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, interrupted)
    try:
        yield session
    finally:
        session.stop()
        cloudpickle.unregister_pickle_by_value(kbgen)
