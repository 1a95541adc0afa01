"""The fields that are wanted out of Parquet files, which may hold more, fewer, or the same in other types."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from kbgen.enrich.snapshot.schema import WORK

FIELDS_OF_WORK = frozenset(WORK.names)

# Names that writers of Parquet give to the levels between a list and its items.
_LEVELS = frozenset({"list", "element", "item", "array", "bag", "array_element"})


def leaves(schema: pa.parquet.ParquetSchema) -> list[str]:
    """The paths of the columns of a file that hold what is wanted.

    Of a field that holds something else all columns are named, so that it is seen that they do.
    """
    wanted = {path for one in WORK for path in _paths(one.name, one.type)}
    columns = [schema.column(index).path for index in range(len(schema))]
    found = [path for path in columns if _without_levels(path) in wanted]
    fields = FIELDS_OF_WORK - {path.partition(".")[0] for path in found}
    return found + [path for path in columns if path.partition(".")[0] in fields]


def _without_levels(path: str) -> str:
    return ".".join(step for step in path.split(".") if step not in _LEVELS)


def _paths(name: str, of: pa.DataType) -> Iterator[str]:
    if pa.types.is_list(of):
        yield from _paths(name, of.value_type)
    elif pa.types.is_struct(of):
        for one in of:
            yield from _paths(f"{name}.{one.name}", one.type)
    else:
        yield name


def projected(batch: pa.RecordBatch) -> pa.RecordBatch:
    """A batch of a file with the fields of a work and no others; a field that the file lacks is empty.

    Raises :class:`pyarrow.ArrowException` where a field is of a type that cannot be taken for the wanted one.
    """
    columns = [
        _as(batch.column(one.name), one.type) if one.name in batch.schema.names else pa.nulls(batch.num_rows, one.type)
        for one in WORK
    ]
    return pa.RecordBatch.from_arrays(columns, schema=WORK)


def _as(array: pa.Array, wanted: pa.DataType) -> pa.Array:
    if array.type == wanted:
        return array
    if array.null_count == len(array):
        return pa.nulls(len(array), wanted)
    if pa.types.is_struct(wanted) and pa.types.is_struct(array.type):
        names = {array.type.field(index).name for index in range(array.type.num_fields)}
        fields = [
            _as(pc.struct_field(array, one.name), one.type) if one.name in names else pa.nulls(len(array), one.type)
            for one in wanted
        ]
        return pa.StructArray.from_arrays(fields, fields=list(wanted), mask=pc.is_null(array))
    if pa.types.is_list(wanted) and (pa.types.is_list(array.type) or pa.types.is_large_list(array.type)):
        # Its own copy: the offsets of a slice do not begin at nothing.
        whole = pa.concat_arrays([array]) if not array.offset else array.take(pa.array(range(len(array))))
        values = _as(whole.values, wanted.value_type)
        return pa.ListArray.from_arrays(whole.offsets.cast(pa.int32()), values, type=wanted, mask=pc.is_null(whole))
    return array.cast(wanted)
