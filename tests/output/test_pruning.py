"""Retention: what the rule lets go goes, the newest and what somebody may read never does."""

from __future__ import annotations

import hashlib
import os
import time
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from published_rows import ABOUT, NOW, tables

from normalize.records import Document
from output.archive import store
from output.captures import Capture, capture_path, write
from output.errors import DatasetError
from output.history import RolledBack, record_rollback
from output.latest import LATEST
from output.retention import Rule, prune
from output.runs import record
from output.snapshots import newest, next_run_id, point_at, prepare, publish
from output.verify import verify

DAY = timedelta(days=1)


def archived(dataset: Path, body: bytes) -> Document:
    sha256 = hashlib.sha256(body).hexdigest()
    given = tables().documents[0]
    ref = store(dataset, body, given.url, sha256, None, NOW)
    return msgspec.structs.replace(given, sha256=sha256, bytes=len(body), archive_ref=ref)


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """Five nights, each with a body, a capture, a snapshot and a report."""
    prepare(tmp_path)
    for night in range(5):
        now = NOW + night * DAY
        run_id = next_run_id(tmp_path, now)
        document = archived(tmp_path, f"night {night}".encode())
        write(tmp_path, run_id, now, Capture(order={}, documents=[document], failures=[]))
        rows = msgspec.structs.replace(tables(), documents=[document])
        publish(tmp_path, run_id, rows, ABOUT, now)
        record(tmp_path, run_id, {"result": "published", "time": now})
    long_ago = time.time() - 400 * 86_400
    for path in tmp_path.glob("archive/??/*"):
        os.utime(path, (long_ago, long_ago))
    return tmp_path


def runs_of(folder: Path) -> list[str]:
    return sorted(path.name[17:21] for path in folder.iterdir() if not path.name.startswith("."))


def bodies(dataset: Path) -> int:
    return len(list(dataset.glob("archive/??/*.warc.gz")))


NEXT = "20261125T040000Z-0006"
TONIGHT = NOW + 5 * DAY + timedelta(hours=1)


def test_without_a_rule_nothing_goes(dataset: Path) -> None:
    assert prune(dataset, Rule(), TONIGHT) == []
    assert len(runs_of(dataset / "snapshots")) == 5


def test_the_newest_snapshots_stay(dataset: Path) -> None:
    prune(dataset, Rule(snapshots=2), TONIGHT)
    assert runs_of(dataset / "snapshots") == ["0004", "0005"]
    found = newest(dataset)
    assert found is not None
    assert verify(found.path) == []
    assert bodies(dataset) == 5
    assert len(runs_of(dataset / "archive" / "runs")) == 5


def test_a_snapshot_that_was_the_newest_a_moment_ago_stays(dataset: Path) -> None:
    just_after_the_last = NOW + 4 * DAY + timedelta(minutes=1)
    prune(dataset, Rule(snapshots=1), just_after_the_last)
    assert runs_of(dataset / "snapshots") == ["0004", "0005"]


def test_a_clock_that_was_set_back_lets_nothing_go(dataset: Path) -> None:
    prune(dataset, Rule(snapshots=1, reports=DAY, bodies=DAY), NOW - 300 * DAY)
    assert len(runs_of(dataset / "snapshots")) == 5
    assert len(runs_of(dataset / "runs")) == 5
    assert bodies(dataset) == 5


def test_the_snapshot_that_latest_points_at_stays_however_old(dataset: Path) -> None:
    first = sorted((dataset / "snapshots").iterdir())[0].name
    point_at(dataset, first, TONIGHT)
    prune(dataset, Rule(snapshots=1), TONIGHT + 9 * DAY)
    assert runs_of(dataset / "snapshots") == ["0001", "0005"]


def test_bodies_and_captures_go_with_the_last_snapshot_that_needs_them(dataset: Path) -> None:
    prune(dataset, Rule(snapshots=2, bodies=timedelta(days=4)), TONIGHT)
    assert runs_of(dataset / "archive" / "runs") == ["0003", "0004", "0005"]
    assert bodies(dataset) == 3


def test_a_body_that_was_just_fetched_stays_though_nothing_names_it(dataset: Path) -> None:
    document = archived(dataset, b"of a source that is held")
    prune(dataset, Rule(bodies=DAY), TONIGHT)
    assert (dataset / str(document.archive_ref)).exists()


def test_reports_go_with_age_but_not_those_of_snapshots(dataset: Path) -> None:
    record(dataset, "20261119T030000Z-0000", {"result": "unchanged", "time": NOW - 40 * DAY})
    prune(dataset, Rule(reports=timedelta(days=30)), TONIGHT)
    assert runs_of(dataset / "runs") == ["0001", "0002", "0003", "0004", "0005"]


def test_a_snapshot_that_no_run_came_to_point_at_goes(dataset: Path) -> None:
    pointer = (dataset / LATEST).read_bytes()
    run_id = next_run_id(dataset, TONIGHT)
    publish(dataset, run_id, tables(), ABOUT, TONIGHT)
    (dataset / LATEST).write_bytes(pointer)  # as if killed just before
    (gone,) = prune(dataset, Rule(), TONIGHT)
    assert gone.name == run_id
    assert not gone.exists()


def test_a_later_snapshot_stays_after_a_rollback(dataset: Path) -> None:
    first, *_, last = [path.name for path in sorted((dataset / "snapshots").iterdir())]
    record(dataset, last, {"result": "started", "time": TONIGHT})
    record_rollback(dataset, RolledBack(run_id=NEXT, time=TONIGHT, left=last, now=first))
    point_at(dataset, first, TONIGHT)
    assert prune(dataset, Rule(), TONIGHT + 9 * DAY) == []


def test_what_was_the_newest_until_a_rollback_or_a_run_after_one_stays_for_a_day(
    dataset: Path,
) -> None:
    first, *_, last = [path.name for path in sorted((dataset / "snapshots").iterdir())]
    record_rollback(dataset, RolledBack(run_id=NEXT, time=TONIGHT, left=last, now=first))
    point_at(dataset, first, TONIGHT)
    run_id = next_run_id(dataset, TONIGHT)
    publish(dataset, run_id, tables(), ABOUT, TONIGHT)
    record(dataset, run_id, {"result": "published", "time": TONIGHT})
    prune(dataset, Rule(snapshots=1), TONIGHT + timedelta(hours=1))
    assert runs_of(dataset / "snapshots") == ["0001", "0005", "0007"]
    prune(dataset, Rule(snapshots=1), TONIGHT + 2 * DAY)
    assert runs_of(dataset / "snapshots") == ["0007"]


def test_a_damaged_snapshot_is_named_and_nothing_more_goes(dataset: Path) -> None:
    first = sorted((dataset / "snapshots").iterdir())[0]
    (first / "documents.parquet").write_bytes(b"broken")
    with pytest.raises(DatasetError, match=r"documents\.parquet"):
        prune(dataset, Rule(bodies=DAY), TONIGHT)
    assert bodies(dataset) == 5


def test_a_capture_without_a_name_of_ours_is_no_run(dataset: Path) -> None:
    with pytest.raises(Exception, match="not a run id"):
        capture_path(dataset, "../../x")


def test_nor_does_it_stay_once_a_later_run_has_published(dataset: Path) -> None:
    pointer = (dataset / LATEST).read_bytes()
    killed = next_run_id(dataset, TONIGHT)
    publish(dataset, killed, tables(), ABOUT, TONIGHT)
    record(dataset, killed, {"result": "started", "time": TONIGHT})
    (dataset / LATEST).write_bytes(pointer)
    later = next_run_id(dataset, TONIGHT)
    publish(dataset, later, tables(), ABOUT, TONIGHT)
    record(dataset, later, {"result": "published", "time": TONIGHT})
    (gone,) = prune(dataset, Rule(), TONIGHT)
    assert gone.name == killed
