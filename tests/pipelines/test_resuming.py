"""What killed runs fetched: taken up while it is fresh, and never what was built already."""

from __future__ import annotations

import time
from pathlib import Path

import msgspec
import pytest
from examples import NOW, document, fetched, mention, reading

from normalize.records import Fetched, Recalled
from output.latest import LATEST
from output.runs import record
from output.snapshots import prepare
from pipelines.resuming import FRESH_SECONDS, left_behind
from pipelines.stage import Staged, begin, stage

FIRST, SECOND = "20261120T030000Z-0001", "20261120T040000Z-0002"
KEY = "ab" * 32


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    prepare(tmp_path)
    begin(tmp_path, FIRST)
    return tmp_path


def came(ago: float | None = None) -> Fetched:
    """A document of this very moment, or one that came so many seconds ago."""
    about = document(b"body", url="https://example.org")
    since = None if ago is None else time.time() - ago
    item = fetched(reading(mention(), document=about), b"body", KEY)
    return msgspec.structs.replace(item, since=since)


def urls(found: list[Staged]) -> list[str]:
    return [one.document.url for one in found]


def test_what_a_killed_run_staged_is_left_behind_for_the_next(dataset: Path) -> None:
    stage(dataset, FIRST, came())
    assert urls(left_behind(dataset)) == ["https://example.org"]


@pytest.mark.parametrize("seconds", [FRESH_SECONDS + 60, -3_600])
def test_what_is_old_or_of_the_future_is_no_news(dataset: Path, seconds: float) -> None:
    stage(dataset, FIRST, came(seconds))
    assert urls(left_behind(dataset)) == []


def test_it_grows_old_from_when_it_was_fetched_however_often_it_is_taken_up(
    dataset: Path,
) -> None:
    stage(dataset, FIRST, came(FRESH_SECONDS - 60))
    (left,) = left_behind(dataset)
    begin(dataset, SECOND)
    again = Recalled(document=left.document, body=None, key=KEY, since=left.since)
    stage(dataset, SECOND, again)
    assert left_behind(dataset) == [left]


def test_a_run_that_is_killed_at_once_loses_nothing_of_the_one_before(dataset: Path) -> None:
    stage(dataset, FIRST, came())
    begin(dataset, SECOND)
    assert urls(left_behind(dataset)) == ["https://example.org"]


@pytest.mark.parametrize("result", ["published", "unchanged", "refused", "nothing-readable"])
def test_what_was_built_is_not_taken_up_again(dataset: Path, result: str) -> None:
    stage(dataset, FIRST, came())
    record(dataset, FIRST, {"result": result, "time": NOW})
    assert urls(left_behind(dataset)) == []


def test_nor_what_was_published_by_a_run_that_was_killed_before_it_said_so(dataset: Path) -> None:
    stage(dataset, FIRST, came())
    record(dataset, FIRST, {"result": "started", "time": NOW})
    (dataset / LATEST).write_text(
        f'{{"run_id": "{FIRST}", "path": "snapshots/{FIRST}", "schema_version": "1.0.0",'
        ' "published_at": "2026-11-20T03:00:00Z", "checked_at": "2026-11-20T03:00:00Z"}'
    )
    assert urls(left_behind(dataset)) == []
