import types
from typing import Union, get_args, get_origin, get_type_hints

import pyarrow as pa
import pytest

from normalize import records
from normalize.records import Field, Link, Tables
from output.schemas import RECORDS, SCHEMAS

# The contract promises a number here; the record is wider, and a null is refused at writing.
STRICTER_THAN_THE_RECORD = {("sources", "previous_mention_count")}


def test_every_table_has_a_schema_and_a_record_in_the_same_order() -> None:
    assert list(SCHEMAS) == list(RECORDS) == list(Tables.__struct_fields__)


@pytest.mark.parametrize("name", SCHEMAS)
def test_columns_are_the_records_fields_in_their_order(name: str) -> None:
    assert SCHEMAS[name].names == list(RECORDS[name].__struct_fields__)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_column_is_nullable_exactly_where_the_record_is_optional(name: str) -> None:
    hints = get_type_hints(RECORDS[name], vars(records))
    differing = {
        (name, field.name)
        for field in SCHEMAS[name]
        if field.nullable != _optional(hints[field.name])
    }
    assert differing <= STRICTER_THAN_THE_RECORD


@pytest.mark.parametrize("name", SCHEMAS)
def test_lists_stand_where_the_record_has_lists_and_hold_no_nulls(name: str) -> None:
    hints = get_type_hints(RECORDS[name], vars(records))
    for field in SCHEMAS[name]:
        is_list = pa.types.is_list(field.type)
        assert is_list == (get_origin(hints[field.name]) is list), field.name
        if is_list:
            assert not field.nullable
            assert not field.type.value_field.nullable


@pytest.mark.parametrize(
    ("table", "column", "record"), [("projects", "urls", Link), ("mentions", "fields", Field)]
)
def test_nested_columns_have_the_fields_of_their_record(
    table: str, column: str, record: type
) -> None:
    struct = SCHEMAS[table].field(column).type.value_type
    assert [part.name for part in struct] == list(record.__struct_fields__)
    assert not any(part.nullable for part in struct)


def test_times_are_microseconds_in_utc_and_confidence_is_float32() -> None:
    assert SCHEMAS["projects"].field("first_seen").type == pa.timestamp("us", tz="UTC")
    assert SCHEMAS["documents"].field("fetched_at").type == pa.timestamp("us", tz="UTC")
    assert SCHEMAS["repairs"].field("confidence").type == pa.float32()


def _optional(hint: object) -> bool:
    return get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint)
