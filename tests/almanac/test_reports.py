"""What a run leaves behind of itself, however it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from examples import NOW

from almanac.reports import STARTED, Report, report_of, reported, reports
from output.errors import DatasetError
from output.runs import record

RUN = "20261120T030000Z-0001"


def newest_report(dataset: Path) -> Report:
    return next(reports(dataset))


def test_a_run_under_way_has_a_report_that_says_so(tmp_path: Path) -> None:
    with reported(tmp_path, RUN, NOW):
        found = newest_report(tmp_path)
        assert (found.result, found.exit_status, found.time) == (STARTED, None, NOW)


@pytest.mark.parametrize(
    ("error", "result", "status", "code"),
    [
        (KeyboardInterrupt(), "interrupted", 130, "interrupted"),
        (DatasetError("the disk is full"), "failed", 2, "dataset-unusable"),
        (ZeroDivisionError("by zero"), "failed", 70, "defect"),
    ],
)
def test_a_run_that_fails_leaves_its_status_its_code_and_the_error(
    tmp_path: Path, error: BaseException, result: str, status: int, code: str
) -> None:
    with pytest.raises(type(error)), reported(tmp_path, RUN, NOW):
        raise error
    found = newest_report(tmp_path)
    assert (found.result, found.exit_status, found.code) == (result, status, code)
    assert found.error
    assert found.seconds["all"] >= 0


def test_a_report_that_cannot_be_written_does_not_hide_the_error(tmp_path: Path) -> None:
    def break_the_folder_and_fail() -> None:
        with reported(tmp_path, RUN, NOW):
            (tmp_path / "runs").rename(tmp_path / "moved")
            (tmp_path / "runs").write_text("in the way")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_the_folder_and_fail()


def test_a_report_of_a_newer_version_with_more_keys_is_read() -> None:
    found = report_of({"run_id": RUN, "time": NOW, "result": "published", "new": {"x": 1}})
    assert found.result == "published"


def test_a_report_that_is_none_is_named(tmp_path: Path) -> None:
    record(tmp_path, RUN, {"time": "yesterday"})
    with pytest.raises(DatasetError, match=RUN):
        list(reports(tmp_path))


def test_sources_that_a_run_did_not_look_at_are_not_among_those_of_the_run() -> None:
    found = report_of(
        {
            "run_id": RUN,
            "time": NOW,
            "crawled": ["a"],
            "sources": {"a": {"status": "failed"}, "b": {"status": "held"}},
        }
    )
    assert list(found.of_crawled()) == ["a"]
