"""Whatever stops a publication, a reader finds the previous snapshot or the new one, whole."""

import errno
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from published_rows import ABOUT, LATER, NOW, PYTHON, ROOT, mention, tables

from output.snapshots import DatasetError, Snapshot, newest, next_run_id, open_snapshot, publish
from output.verify import verify

FIRST = "20261120T030000Z-0001"
ENDLESSLY = """
import sys
from pathlib import Path
from output.snapshots import publish, next_run_id
from published_rows import ABOUT, NOW, mention, tables
dataset = Path(sys.argv[1])
rows = tables(mentions=[mention(f"m{i}") for i in range(2000)])
while True:
    run_id = next_run_id(dataset, NOW)
    publish(dataset, run_id, rows, ABOUT, NOW)
    print(run_id, flush=True)
"""


def whole(dataset: Path) -> Snapshot:
    snapshot = newest(dataset)
    assert snapshot is not None
    assert verify(snapshot.path) == []
    return snapshot


def failing_at(call: int, original: Callable[..., Any]) -> Callable[..., Any]:
    calls = iter(range(1, 1_000_000))

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if next(calls) == call:
            raise OSError(errno.EIO, "the disk is gone")
        return original(*args, **kwargs)

    return wrapped


@pytest.mark.parametrize("function", ["rename", "replace", "fsync", "mkdir"])
def test_a_disk_that_fails_at_any_step_costs_no_snapshot(
    function: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, FIRST, tables(), ABOUT, NOW)
    outcomes = []
    for call in range(1, 1000):
        before = whole(tmp_path).run_id
        run_id = next_run_id(tmp_path, LATER)
        with monkeypatch.context() as patch:
            patch.setattr(os, function, failing_at(call, getattr(os, function)))
            try:
                publish(tmp_path, run_id, tables(), ABOUT, LATER)
            except DatasetError:
                outcomes.append("new" if whole(tmp_path).run_id == run_id else "previous")
                assert whole(tmp_path).run_id in (before, run_id)
            else:
                break
    assert whole(tmp_path).run_id == run_id
    assert list(tmp_path.rglob(".tmp-*")) == []
    # Only what comes after the pointer was replaced may fail with the new snapshot published:
    # flushing its folder to the disk, and the symlink.
    expected = {"rename": (1, 0), "replace": (1, 1), "mkdir": (1, 0)}
    previous, new = outcomes.count("previous"), outcomes.count("new")
    assert outcomes == ["previous"] * previous + ["new"] * new
    if function == "fsync":
        assert previous >= 16
        assert new == 2
    else:
        assert (previous, new) == expected[function]


def test_a_failed_publication_is_followed_by_a_good_one_in_the_same_chain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, FIRST, tables(), ABOUT, NOW)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", failing_at(1, os.replace))
        with pytest.raises(DatasetError):
            publish(tmp_path, "20261121T030000Z-0002", tables(), ABOUT, LATER)
    run_id = next_run_id(tmp_path, LATER)
    assert run_id == "20261121T030000Z-0003"
    assert publish(tmp_path, run_id, tables(), ABOUT, LATER).manifest.previous == FIRST


def test_what_killed_runs_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    publish(tmp_path, FIRST, tables(), ABOUT, NOW)
    half = tmp_path / "snapshots" / ".tmp-20261121T030000Z-0002"
    half.mkdir()
    (half / "projects.parquet").write_bytes(b"PAR1")
    leftovers = [
        tmp_path / ".tmp-latest.json-17-4",
        tmp_path / "runs" / ".tmp-x.json-17-4",
        tmp_path / "archive" / "ab" / ".tmp-abc.warc.gz-17-4",
    ]
    kept = [
        tmp_path / "notes.txt",
        tmp_path / "runs" / "x.json",
        tmp_path / "archive" / "ab" / "abc",
    ]
    for path in leftovers + kept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"{")
    (tmp_path / ".tmp-latest-17-4").symlink_to("snapshots")
    assert whole(tmp_path).run_id == FIRST
    publish(tmp_path, "20261121T030000Z-0003", tables(), ABOUT, LATER)
    assert list(tmp_path.rglob(".tmp-*")) == []
    assert all(path.exists() for path in kept)
    assert whole(tmp_path).manifest.previous == FIRST


def test_kill_9_in_the_midst_of_publishing_leaves_a_whole_snapshot(tmp_path: Path) -> None:
    here = str(Path(__file__).parent)
    for pause in (0.0, 0.013, 0.031, 0.057, 0.089):
        process = subprocess.Popen(
            [PYTHON, "-c", ENDLESSLY, tmp_path],
            stdout=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": f"{ROOT}:{here}"},
        )
        assert process.stdout is not None
        printed = process.stdout.readline().strip()
        time.sleep(pause)
        os.kill(process.pid, signal.SIGKILL)
        printed = (process.stdout.read().split() or [printed])[-1]
        process.stdout.close()
        assert process.wait() == -signal.SIGKILL
        snapshot = whole(tmp_path)
        assert snapshot.run_id >= printed
        assert (tmp_path / "latest").resolve().parent == (tmp_path / "snapshots").resolve()
        assert verify((tmp_path / "latest").resolve()) == []
        while snapshot.manifest.previous:  # and so is every one before it
            snapshot = open_snapshot(tmp_path, snapshot.manifest.previous)
            assert verify(snapshot.path) == []
    publish(tmp_path, next_run_id(tmp_path, LATER), tables(), ABOUT, LATER)
    assert list(tmp_path.rglob(".tmp-*")) == []
    assert mention("m1") in whole(tmp_path).table("mentions")
