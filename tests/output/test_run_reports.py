from datetime import UTC, datetime
from pathlib import Path

import pytest
from published_rows import NOW

from output.errors import DatasetError
from output.runs import load_runs, record


def test_a_report_comes_back_with_its_run_id(tmp_path: Path) -> None:
    path = record(tmp_path, "20261120T030000Z-0001", {"started": NOW, "错误": [], "seconds": 1.5})
    assert path == tmp_path / "runs" / "20261120T030000Z-0001.json"
    assert load_runs(tmp_path) == [
        {
            "run_id": "20261120T030000Z-0001",
            "started": "2026-11-20T03:00:00Z",
            "错误": [],
            "seconds": 1.5,
        }
    ]


def test_runs_are_newest_first_by_number_even_if_the_clock_went_back(tmp_path: Path) -> None:
    ids = ["20261120T030000Z-0009", "20260101T000000Z-0010", "20261121T030000Z-0002"]
    for run_id in ids:
        record(tmp_path, run_id, {})
    numbers = [str(run["run_id"])[-4:] for run in load_runs(tmp_path)]
    assert numbers == ["0010", "0009", "0002"]


def test_no_runs_yet_is_no_error(tmp_path: Path) -> None:
    assert load_runs(tmp_path) == []


def test_a_second_report_of_a_run_replaces_the_first(tmp_path: Path) -> None:
    record(tmp_path, "20261120T030000Z-0001", {"result": "started"})
    record(tmp_path, "20261120T030000Z-0001", {"result": "published"})
    assert [run["result"] for run in load_runs(tmp_path)] == ["published"]


def test_half_a_report_of_a_killed_run_is_ignored(tmp_path: Path) -> None:
    record(tmp_path, "20261120T030000Z-0001", {})
    (tmp_path / "runs" / ".tmp-20261120T030000Z-0002.json").write_text("{")
    (tmp_path / "runs" / ".tmp-20261120T030000Z-0002.json-17-4").write_text("{")
    assert len(load_runs(tmp_path)) == 1


def test_a_damaged_report_is_named(tmp_path: Path) -> None:
    path = record(tmp_path, "20261120T030000Z-0001", {})
    path.write_text("[1")
    with pytest.raises(DatasetError, match=path.name):
        load_runs(tmp_path)


def test_a_report_needs_a_run_id(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="not a run id"):
        record(tmp_path, "../latest", {"at": datetime.now(UTC)})
    assert list(tmp_path.iterdir()) == []
