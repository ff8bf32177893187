from pathlib import Path
from typing import Any

import pytest
from published_rows import (
    ABOUT,
    LATER,
    NOW,
    document,
    mention,
    project,
    redirect,
    repair,
    source,
    tables,
)

from normalize.records import Change, Tables
from output.fingerprints import LEFT_OUT, fingerprint
from output.schemas import SCHEMAS
from output.snapshots import publish

SAME = [
    {"projects": [project("p2", name="Baichuan", description="一个模型"), project("p1")]},
    {
        "projects": [
            project("p1", first_seen=LATER, last_seen=LATER, last_changed=LATER),
            project("p2", name="Baichuan", description="一个模型"),
        ]
    },
    {"changes": []},
    {"changes": [Change(change="removed", project_id="p9", name="x")]},
    {"documents": [document(fetched_at=LATER, etag='"2"', last_modified="x", http_status=304)]},
    {
        "sources": [
            source(status="unchanged", since_run_id="x", error="timeout", previous_mention_count=2)
        ]
    },
    {"redirects": [redirect(since_run_id="20261121T030000Z-0002")]},
]
OTHER = [
    {"projects": [project("p1")]},
    {"projects": [project("p1", name="x"), *tables().projects[1:]]},
    {"mentions": [*tables().mentions, mention("m3")]},
    {"mentions": [mention("m1", flags=["uncertain_text"]), tables().mentions[1]]},
    {"mentions": [mention("m1", section=["7B", "模型"]), tables().mentions[1]]},
    {"repairs": [repair(), repair(mention_id=None, confidence=0.5)]},
    {"rejects": []},
    {"redirects": [redirect(merged_into="p2")]},
    {"documents": [document(sha256="1" * 64)]},
    {"sources": [source(license="MIT")]},
    {"sources": [source(mention_count=3)]},
]


@pytest.mark.parametrize("values", SAME)
def test_what_no_reader_would_notice_keeps_the_fingerprint(values: dict[str, Any]) -> None:
    assert tables(**values) != tables()
    assert fingerprint(tables(**values)) == fingerprint(tables())


@pytest.mark.parametrize("values", OTHER)
def test_what_a_reader_would_notice_changes_it(values: dict[str, Any]) -> None:
    assert fingerprint(tables(**values)) != fingerprint(tables())


def test_a_row_does_not_move_unseen_from_one_table_to_another() -> None:
    assert fingerprint(Tables()) != fingerprint(tables())
    assert fingerprint(tables(projects=[])) != fingerprint(tables(mentions=[]))


def test_tables_read_back_have_the_fingerprint_of_those_written(tmp_path: Path) -> None:
    snapshot = publish(tmp_path, "20261120T030000Z-0001", tables(), ABOUT, NOW)
    assert snapshot.tables() != tables()  # a third is no float32
    assert fingerprint(snapshot.tables()) == fingerprint(tables())


def test_columns_left_out_exist() -> None:
    for name, columns in LEFT_OUT.items():
        assert columns <= set(SCHEMAS[name].names)
