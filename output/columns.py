"""Rows to Arrow columns and back, without a guess about types on either way."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import msgspec
import pyarrow as pa

from normalize.records import Field, Link, Record
from output.errors import TableError
from output.schemas import RECORDS, SCHEMAS

_NESTED: dict[frozenset[str], type[Record]] = {
    frozenset(record.__struct_fields__): record for record in (Link, Field)
}


def to_arrow(name: str, rows: Sequence[Record]) -> pa.Table:
    """Make the rows of table ``name`` an Arrow table of exactly its schema.

    Raises TableError naming table, column and row for a null where the contract allows none,
    a time without a time zone, or a value that is not of the column's type.
    """
    schema = SCHEMAS[name]
    arrays = [_to_array(name, field, rows) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def to_records(name: str, table: pa.Table | pa.RecordBatch) -> list[Record]:
    """Make the rows of an Arrow table records; columns that it lacks get their default.

    A float32 comes back as the shortest decimal that means it (0.9, not 0.8999999761581421):
    rows that are read and published again do not change.
    """
    known = [column for column in table.schema.names if column in SCHEMAS[name].names]
    columns = [_to_values(table.column(column)) for column in known]
    record = RECORDS[name]
    return [record(**dict(zip(known, row, strict=True))) for row in zip(*columns, strict=True)]


def _to_array(name: str, field: pa.Field, rows: Sequence[Record]) -> pa.Array:
    values: list[Any] = [getattr(row, field.name) for row in rows]
    if _holds_structs(field.type):
        values = msgspec.to_builtins(values)
    if pa.types.is_timestamp(field.type):
        _refuse_naive_times(name, field, values)
    try:
        array = pa.array(values, field.type)
    except (pa.ArrowException, ValueError, TypeError, OverflowError) as error:
        row, cause = _culprit(values, field.type, error)
        raise TableError(f"{name}.{field.name}, row {row}: {cause}") from error
    if not field.nullable and array.null_count:
        row = values.index(None)
        raise TableError(f"{name}.{field.name}, row {row}: null in a column that allows none")
    if pa.types.is_list(field.type) and _has_null_inside(array.flatten()):
        row = next(i for i in range(len(array)) if _has_null_inside(array[i : i + 1].flatten()))
        raise TableError(f"{name}.{field.name}, row {row}: null inside a list")
    return array


def _refuse_naive_times(name: str, field: pa.Field, values: list[Any]) -> None:
    # Arrow would take a naive time for UTC, and a local one would be silently wrong.
    for row, value in enumerate(values):
        if value is not None and value.tzinfo is None:
            raise TableError(f"{name}.{field.name}, row {row}: {value} has no time zone")


def _culprit(values: list[Any], kind: pa.DataType, error: Exception) -> tuple[object, Exception]:
    """Find the first row that does not fit, and why; ``?`` if each fits alone."""
    for row, value in enumerate(values):
        try:
            pa.array([value], kind)
        except (pa.ArrowException, ValueError, TypeError, OverflowError) as cause:
            return row, cause
    return "?", error


def _holds_structs(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) and pa.types.is_struct(kind.value_type))


def _has_null_inside(array: pa.Array) -> bool:
    if array.null_count:
        return True
    return pa.types.is_struct(array.type) and any(part.null_count for part in array.flatten())


def _to_values(column: pa.Array | pa.ChunkedArray) -> list[Any]:
    """Unpack a column; for lists and structs much faster than Arrow's own ``to_pylist``."""
    if isinstance(column, pa.ChunkedArray):
        return [value for chunk in column.chunks for value in _to_values(chunk)]
    kind = column.type
    if pa.types.is_list(kind):
        values = _to_values(column.flatten())  # of this slice only, as .values is not
        first, *ends = column.offsets.to_pylist()
        return [values[start - first : end - first] for start, end in pairwise([first, *ends])]
    if pa.types.is_struct(kind):
        return _to_structs(column)
    if pa.types.is_float32(kind):
        column = column.cast(pa.string()).cast(pa.float64())
    if pa.types.is_string(kind):
        return list(column.to_numpy(zero_copy_only=False).tolist())
    return list(column.to_pylist())


def _to_structs(column: pa.StructArray) -> list[Any]:
    names = [column.type.field(i).name for i in range(column.type.num_fields)]
    record = _NESTED[frozenset(names)]
    parts = [_to_values(part) for part in column.flatten()]
    return [record(**dict(zip(names, part, strict=True))) for part in zip(*parts, strict=True)]
