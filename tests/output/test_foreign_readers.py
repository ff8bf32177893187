"""What other people's tools make of a published table with nested columns."""

from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from published_rows import ABOUT, NOW, tables

from output.schemas import SCHEMAS
from output.snapshots import publish

LINK = {"kind": "github", "url": "https://github.com/yangjianxin1/Firefly"}
FIELDS = [{"label": "Licence", "value": "Apache 2.0"}, {"label": "大小", "value": "7B"}]


@pytest.fixture(scope="module")
def latest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    dataset = tmp_path_factory.mktemp("dataset")
    publish(dataset, "20261120T030000Z-0001", tables(), ABOUT, NOW)
    return dataset / "latest"


def test_pyarrow_reads_the_schema_of_the_contract_from_every_table(latest: Path) -> None:
    for name, schema in SCHEMAS.items():
        assert pq.read_table(latest / f"{name}.parquet").schema.equals(schema), name


def test_pandas_keeps_nested_columns_and_times(latest: Path) -> None:
    frame = pd.read_parquet(latest / "projects.parquet", dtype_backend="pyarrow")
    assert list(frame["urls"][0]) == [LINK]
    assert frame["first_seen"][0] == pd.Timestamp(NOW)
    assert str(frame.dtypes["first_seen"]) == "timestamp[us, tz=UTC][pyarrow]"
    mentions = pd.read_parquet(latest / "mentions.parquet", dtype_backend="pyarrow")
    assert list(mentions["fields"][0]) == FIELDS
    assert mentions["description"].isna().all()


def test_pandas_reads_the_json_lines(latest: Path) -> None:
    frame = pd.read_json(latest / "mentions.jsonl.gz", lines=True)
    assert frame["fields"][0] == FIELDS


def test_polars_reads_and_explodes_nested_columns(latest: Path) -> None:
    frame = pl.read_parquet(latest / "mentions.parquet")
    flat = frame.explode("fields").unnest("fields").filter(pl.col("mention_id") == "m1")
    assert flat["value"].to_list() == ["Apache 2.0", "7B"]
    projects = pl.read_parquet(latest / "projects.parquet")
    assert projects["urls"].to_list()[0] == [LINK]
    assert projects["first_seen"].to_list()[0] == NOW


def test_duckdb_unnests_nested_columns_of_both_files(latest: Path) -> None:
    with duckdb.connect() as sql:
        parquet = f"read_parquet('{latest}/mentions.parquet')"
        query = "SELECT u.label, u.value FROM (SELECT unnest(fields) AS u FROM {})"
        pairs = [("Licence", "Apache 2.0"), ("大小", "7B")]
        assert sql.execute(query.format(parquet)).fetchall() == pairs
        lines = f"read_json('{latest}/mentions.jsonl.gz')"
        assert sql.execute(query.format(lines)).fetchall() == pairs
        links = f"SELECT urls[1].url FROM read_parquet('{latest}/projects.parquet') LIMIT 1"
        assert sql.execute(links).fetchall() == [(LINK["url"],)]
