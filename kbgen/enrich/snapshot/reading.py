"""Reads a file of a snapshot as a stream of rows, whatever is broken in it.

This runs wherever an engine wants it to run, on another machine too, so it uses nothing but pyarrow.
"""

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pj
import pyarrow.parquet as pq

from kbgen.enrich.snapshot.parts import Part
from kbgen.enrich.snapshot.projection import FIELDS_OF_WORK, leaves, projected
from kbgen.enrich.snapshot.schema import ID_PREFIX, ROW, WORK

_BUFFER = 1 << 22
_CHUNK = 1 << 16
_BLOCK = 1 << 23
_LONGEST_LINE = 1 << 26
_ROWS = 1 << 11
_FAULTS_SHOWN = 10
# A window of any size, and a header and a checksum as gzip has them.
_GZIP = zlib.MAX_WBITS | 16

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class _Reading:
    """A file that is being read: how many works it had so far, and what is wrong with it."""

    part: Part
    works: int = 0
    lines: int = 0
    faults: list[tuple[int | None, str]] = field(default_factory=list)
    more_faults: int = 0

    def fault(self, line: int | None, words: str) -> None:
        if len(self.faults) < _FAULTS_SHOWN:
            self.faults.append((line, words))
        else:
            self.more_faults += 1

    def batch(self, works: pa.Table | pa.RecordBatch) -> Iterator[pa.RecordBatch]:
        """Works as rows."""
        self.works += works.num_rows
        table = works if isinstance(works, pa.Table) else pa.Table.from_batches([works])
        nulls = [pa.nulls(table.num_rows, one.type) for one in ROW if one.name not in FIELDS_OF_WORK]
        yield from pa.Table.from_arrays([*nulls, *table.columns], schema=ROW).to_batches()

    def end(self) -> pa.RecordBatch:
        """What is to be said of the file."""
        if not self.works and not self.faults:
            self.fault(None, "holds no work")
        if self.more_faults:
            self.faults.append((None, f"{self.more_faults} more lines are no works"))
        rows = [{"part": self.part.name, "line": line, "fault": words} for line, words in self.faults]
        return pa.RecordBatch.from_pylist([*rows, {"part": self.part.name, "works": self.works}], schema=ROW)


def read_part(part: Part) -> Iterator[pa.RecordBatch]:
    """The works of a file as rows, then what is wrong with it, then how many they were.

    Where a file breaks off, what stands before is read. Nothing that a file holds raises.
    """
    reading = _Reading(part)
    try:
        yield from _parquet(reading) if part.parquet else _json_lines(reading)
    except (EOFError, OSError, zlib.error, pa.ArrowException) as error:
        after = f" after line {reading.lines}" if reading.lines else ""
        reading.fault(None, f"cannot be read{after}: {_first_line(error)}")
    yield reading.end()


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].strip() or type(error).__name__


def _json_lines(reading: _Reading) -> Iterator[pa.RecordBatch]:
    part = reading.part
    with part.system().open_input_stream(part.path, compression=None, buffer_size=_BUFFER) as stream:
        read = iter(lambda: stream.read(_CHUNK), b"")
        for block in _blocks(reading, _unpacked(read) if part.packed else read):
            table = _parsed(block)
            if table is None:
                table = _line_by_line(reading, block)
            yield from reading.batch(table)
            reading.lines += block.count(b"\n")


def _unpacked(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """What was packed with gzip, to the last byte before it breaks off; raises :class:`EOFError` there."""
    member, begun = zlib.decompressobj(_GZIP), False
    for chunk in chunks:
        packed = chunk
        while packed:
            if text := member.decompress(packed):
                yield text
            packed, begun = b"", True
            if member.eof:
                # Files may consist of several members, and end in zeros.
                packed = member.unused_data.lstrip(b"\0")
                member, begun = zlib.decompressobj(_GZIP), False
    if begun:
        raise EOFError("it breaks off")


def _blocks(reading: _Reading, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Text in blocks of whole lines, to the last whole line where it breaks off; then what ended it is raised.

    A line that is longer than any work is left out.
    """
    held, too_long = bytearray(), False
    try:
        for chunk in chunks:
            text = chunk
            if too_long:
                _, newline, text = chunk.partition(b"\n")
                too_long = not newline
                reading.lines += bool(newline)
            held += text
            if len(held) >= _BLOCK and (b"\n" in text or len(held) > _LONGEST_LINE):
                if lines := _whole_lines(held):
                    yield lines
                else:
                    reading.fault(reading.lines + 1, "is longer than any work")
                    too_long = True
                    held.clear()
    except (EOFError, OSError, zlib.error):
        if lines := _whole_lines(held):
            yield lines
        raise
    if held.strip():
        yield bytes(held) + b"\n"


def _whole_lines(held: bytearray) -> bytes:
    """Take the whole lines away from the beginning of what is held."""
    end = held.rfind(b"\n") + 1
    lines = bytes(held[:end])
    del held[:end]
    return lines


def _parsed(block: bytes) -> pa.Table | None:
    """The works of a block, if there is nothing else in it."""
    read = pj.ReadOptions(use_threads=False, block_size=len(block) + 1)
    parse = pj.ParseOptions(explicit_schema=WORK, unexpected_field_behavior="ignore")
    try:
        table = pj.read_json(pa.BufferReader(block), read_options=read, parse_options=parse)
        table.validate(full=True)
    except pa.ArrowException:
        return None
    are_works = pc.starts_with(table["id"], ID_PREFIX).fill_null(False)
    return table if pc.all(are_works, min_count=0).as_py() else None


def _line_by_line(reading: _Reading, block: bytes) -> pa.Table:
    """The works of a block in which something is wrong; what is no work is noted with its line."""
    works = []
    for number, line in enumerate(block.split(b"\n"), start=reading.lines + 1):
        if not line.strip():
            continue
        try:
            work = json.loads(line)
        except (ValueError, RecursionError):
            reading.fault(number, "is no JSON")
            continue
        if isinstance(work, dict) and str(work.get("id")).startswith(ID_PREFIX):
            works.append({one.name: _fitting(work.get(one.name), one.type) for one in WORK})
        else:
            reading.fault(number, "is no work of OpenAlex's")
    return pa.Table.from_pylist(works, schema=WORK)


def _fitting(value: object, wanted: pa.DataType) -> object:
    """A value as its column can hold it; ``None`` where it is of another type."""
    match value:
        case str() if pa.types.is_string(wanted):
            return _SURROGATE.sub(" ", value)
        case bool():
            return value if pa.types.is_boolean(wanted) else None
        case int() if pa.types.is_int64(wanted) and abs(value) < 1 << 63:
            return value
        case str() if pa.types.is_int64(wanted) and len(value) < 18 and value.strip().isdecimal():
            return int(value)
        case list() if pa.types.is_list(wanted):
            return [_fitting(one, wanted.value_type) for one in value]
        case Mapping() if pa.types.is_struct(wanted):
            return {one.name: _fitting(value.get(one.name), one.type) for one in wanted}
    return None


def _parquet(reading: _Reading) -> Iterator[pa.RecordBatch]:
    part = reading.part
    with part.system().open_input_file(part.path) as file, pq.ParquetFile(file) as parquet:
        columns = leaves(parquet.metadata.schema)
        for batch in parquet.iter_batches(batch_size=_ROWS, columns=columns, use_threads=False):
            works = projected(batch)
            works.validate(full=True)
            are_works = pc.starts_with(works["id"], ID_PREFIX).fill_null(False)
            kept = works.filter(are_works)
            if others := works.num_rows - kept.num_rows:
                reading.fault(None, f"{others} rows are no works of OpenAlex's")
            yield from reading.batch(kept)
