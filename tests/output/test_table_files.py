import gzip
import hashlib
import json
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from published_rows import NOW, PYTHON, ROOT, document, mention, project, repair, source, tables

from normalize.records import Record
from output.errors import DatasetError, TableError
from output.schemas import SCHEMAS
from output.tables import read_table, write_table


@pytest.mark.parametrize("name", SCHEMAS)
def test_rows_come_back_as_they_were_written(name: str, tmp_path: Path) -> None:
    rows = [row for row in getattr(tables(), name) if getattr(row, "confidence", 0.9) == 0.9]
    write_table(name, rows, tmp_path)
    assert read_table(name, tmp_path) == rows


@pytest.mark.parametrize("name", SCHEMAS)
def test_an_empty_table_keeps_its_schema(name: str, tmp_path: Path) -> None:
    write_table(name, [], tmp_path)
    assert read_table(name, tmp_path) == []
    assert pq.read_schema(tmp_path / f"{name}.parquet").equals(SCHEMAS[name])
    assert gzip.decompress((tmp_path / f"{name}.jsonl.gz").read_bytes()) == b""


def test_many_batches_and_row_groups_come_back_in_order(tmp_path: Path) -> None:
    rows = [
        mention(f"m{i}", position=i, section=["s"] * (i % 3), fields=mention().fields[: i % 3])
        for i in range(70_001)
    ]
    write_table("mentions", rows, tmp_path)
    assert pq.ParquetFile(tmp_path / "mentions.parquet").num_row_groups == 2
    assert read_table("mentions", tmp_path) == rows
    with gzip.open(tmp_path / "mentions.jsonl.gz") as lines:
        assert msgspec.json.Decoder(type(rows[0])).decode_lines(lines.read()) == rows


def test_json_lines_have_keys_in_schema_order_and_plain_utf8(tmp_path: Path) -> None:
    write_table("projects", [project()], tmp_path)
    text = gzip.decompress((tmp_path / "projects.jsonl.gz").read_bytes()).decode("utf-8")
    row = json.loads(text)
    assert list(row) == SCHEMAS["projects"].names
    assert "萤火" in text
    assert row["first_seen"] == "2026-11-20T03:00:00Z"
    assert row["urls"] == [{"kind": "github", "url": "https://github.com/yangjianxin1/Firefly"}]


def test_both_files_say_the_same_confidence_and_it_survives_republishing(tmp_path: Path) -> None:
    write_table("repairs", [repair(confidence=0.9), repair(confidence=1 / 3)], tmp_path)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    again = read_table("repairs", tmp_path)
    lines = gzip.decompress(first["repairs.jsonl.gz"]).decode().splitlines()
    assert [row.confidence for row in again] == [0.9, 0.33333334]  # type: ignore[attr-defined]
    assert [json.loads(line)["confidence"] for line in lines] == [0.9, 0.33333334]
    write_table("repairs", again, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first


def test_the_same_rows_give_the_same_bytes_anywhere_and_in_another_process(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "a longer name"
    for folder in (here, there):
        folder.mkdir()
    for name in SCHEMAS:
        write_table(name, getattr(tables(), name), here)
    script = (
        "import sys; from pathlib import Path; from published_rows import tables;"
        "from output.tables import write_table; from output.schemas import SCHEMAS\n"
        "for name in SCHEMAS: write_table(name, getattr(tables(), name), Path(sys.argv[1]))"
    )
    path = f"{ROOT}:{Path(__file__).parent}"
    subprocess.run(
        [PYTHON, "-c", script, there], check=True, env={"PYTHONPATH": path, "TZ": "Asia/Shanghai"}
    )
    names = sorted(path.name for path in here.iterdir())
    assert len(names) == 2 * len(SCHEMAS)
    assert names == sorted(path.name for path in there.iterdir())
    for file in names:
        assert (here / file).read_bytes() == (there / file).read_bytes(), file


def test_gzip_carries_neither_time_nor_name(tmp_path: Path) -> None:
    write_table("projects", [project()], tmp_path)
    header = (tmp_path / "projects.jsonl.gz").read_bytes()[:10]
    assert header[3] == 0
    assert header[4:8] == b"\0\0\0\0"


def test_parquet_carries_no_metadata_of_pandas_or_arrow(tmp_path: Path) -> None:
    write_table("projects", [project()], tmp_path)
    assert pq.read_metadata(tmp_path / "projects.parquet").metadata is None


def test_the_same_moment_in_another_zone_gives_the_same_bytes(tmp_path: Path) -> None:
    china = NOW.astimezone(timezone(timedelta(hours=8)))
    for folder, now in (("a", NOW), ("b", china)):
        (tmp_path / folder).mkdir()
        write_table("documents", [document(fetched_at=now)], tmp_path / folder)
    for file in ("documents.parquet", "documents.jsonl.gz"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_entries_describe_the_files(tmp_path: Path) -> None:
    entries = write_table("projects", [project("a"), project("b")], tmp_path)
    assert [entry.name for entry in entries] == ["projects.parquet", "projects.jsonl.gz"]
    for entry in entries:
        body = (tmp_path / entry.name).read_bytes()
        assert (entry.rows, entry.bytes) == (2, len(body))
        assert entry.sha256 == hashlib.sha256(body).hexdigest()


@pytest.mark.parametrize(
    ("name", "rows", "culprit"),
    [
        ("projects", [project(), project(name=None)], "projects.name, row 1: null"),
        ("mentions", [mention(), mention(urls=None)], "mentions.urls, row 1: null"),
        ("mentions", [mention(), mention(flags=["a", None])], "mentions.flags, row 1: null inside"),
        (
            "mentions",
            [mention(), mention(), mention(fields=[{"label": "a", "value": None}])],
            "mentions.fields, row 2: null inside",
        ),
        ("mentions", [mention(), mention(position="x")], "mentions.position, row 1"),
        ("mentions", [mention(), mention(position=2**31)], "mentions.position, row 1"),
        ("mentions", [mention(), mention(name="\ud800")], "mentions.name, row 1"),
        (
            "projects",
            [project(), project(last_seen=datetime(2026, 1, 1))],
            "projects.last_seen, row 1: 2026-01-01 00:00:00 has no time zone",
        ),
        ("sources", [source(previous_mention_count=None)], "sources.previous_mention_count, row 0"),
    ],
)
def test_a_row_that_does_not_fit_is_named_and_nothing_is_written(
    name: str, rows: list[Record], culprit: str, tmp_path: Path
) -> None:
    with pytest.raises(TableError) as refused:
        write_table(name, rows, tmp_path)
    assert str(refused.value).startswith(culprit)
    assert list(tmp_path.iterdir()) == []


def test_nulls_are_fine_where_the_contract_allows_them(tmp_path: Path) -> None:
    rows = [mention(description=None, license=None), mention(description="", license="MIT")]
    write_table("mentions", rows, tmp_path)
    assert read_table("mentions", tmp_path) == rows


def test_columns_of_a_newer_minor_schema_are_left_out(tmp_path: Path) -> None:
    write_table("rejects", tables().rejects, tmp_path)
    path = tmp_path / "rejects.parquet"
    table = pq.read_table(path)
    pq.write_table(table.append_column("colour", pa.array(["red"])), path)
    assert read_table("rejects", tmp_path) == tables().rejects


def test_a_nullable_column_that_an_older_file_lacks_is_null(tmp_path: Path) -> None:
    write_table("projects", [project(arxiv="2304.08177")], tmp_path)
    path = tmp_path / "projects.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["arxiv"]), path)
    assert read_table("projects", tmp_path) == [project(arxiv=None)]


def test_a_file_that_is_no_such_table_is_named(tmp_path: Path) -> None:
    path = tmp_path / "projects.parquet"
    write_table("projects", [project()], tmp_path)
    whole = path.read_bytes()
    for damaged in (b"", b"PAR1", whole[: len(whole) // 2], b"\0" * len(whole)):
        path.write_bytes(damaged)
        with pytest.raises(DatasetError, match=r"projects\.parquet"):
            read_table("projects", tmp_path)
    path.unlink()
    with pytest.raises(DatasetError, match=r"projects\.parquet"):
        read_table("projects", tmp_path)
    pq.write_table(pa.table({"project_id": [1]}), path)
    with pytest.raises(DatasetError, match="column 'project_id' is int64, not string"):
        read_table("projects", tmp_path)
    pq.write_table(pa.table({"project_id": ["a"]}), path)
    with pytest.raises(DatasetError, match="has no column 'status'"):
        read_table("projects", tmp_path)


def test_a_time_that_no_calendar_has_is_named_with_its_file(tmp_path: Path) -> None:
    path = tmp_path / "documents.parquet"
    write_table("documents", [document()], tmp_path)
    table = pq.read_table(path)
    place = table.schema.get_field_index("fetched_at")
    field = table.schema.field(place)
    broken = table.set_column(place, field, pa.array([2**62], pa.int64()).cast(field.type))
    pq.write_table(broken, path)
    with pytest.raises(DatasetError, match=r"documents\.parquet"):
        read_table("documents", tmp_path)
