"""Whether a dataset is well."""

from __future__ import annotations

from pathlib import Path

import pytest
from histories import night, published, run_id, went_back, wrote

from almanac.status import AT_WORK, KILLED, status_of
from output.errors import DatasetError
from output.lock import hold


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    published(tmp_path, 1, a="fetched", b="fetched")
    wrote(tmp_path, 1, a="fetched", b="fetched", result="published", projects=25)
    return tmp_path


def test_all_is_well_after_a_run_without_trouble(dataset: Path) -> None:
    found = status_of(dataset, 5)
    assert found.well
    assert (found.sources, found.troubled, found.projects) == (2, [], 25)
    (run,) = found.runs
    assert (run.run_id, run.published, run.seconds) == (run_id(1), True, 2.0)


def test_a_failing_source_is_not_well_and_says_since_when(dataset: Path) -> None:
    wrote(dataset, 2, 1, a="failed", b="fetched")
    wrote(dataset, 3, 1, a="failed", b="fetched")
    found = status_of(dataset, 5)
    assert not found.well
    (source,) = found.troubled
    assert (source.source_id, source.since, source.good_at) == ("a", run_id(2), night(1))


def test_a_source_stays_in_trouble_after_a_run_that_did_not_look_at_it(dataset: Path) -> None:
    wrote(dataset, 2, 1, a="failed", b="fetched")
    wrote(dataset, 3, 0, b="fetched")
    assert not status_of(dataset, 5).well


def test_a_run_that_did_not_end_well_is_not_well(dataset: Path) -> None:
    wrote(dataset, 2, 70, result="failed")
    assert not status_of(dataset, 5).well
    wrote(dataset, 3, 0, a="fetched", b="fetched")
    assert status_of(dataset, 5).well


def test_a_run_that_was_killed_is_told_from_one_at_work(dataset: Path) -> None:
    wrote(dataset, 2, None, result="started")
    killed = status_of(dataset, 5)
    assert (killed.runs[0].result, killed.at_work, killed.well) == (KILLED, None, False)
    with hold(dataset):
        alive = status_of(dataset, 5)
    assert (alive.runs[0].result, alive.at_work) == (AT_WORK, "run")
    # How things are is told by the run before it.
    assert alive.well


@pytest.mark.parametrize("work", ["rebuild", "rollback"])
def test_a_killed_run_stays_killed_while_something_else_is_at_work(
    dataset: Path, work: str
) -> None:
    wrote(dataset, 2, None, result="started")
    with hold(dataset, work):
        found = status_of(dataset, 5)
    assert (found.runs[0].result, found.at_work, found.well) == (KILLED, work, False)


def test_a_rollback_is_told_and_is_no_run_that_ended_well(dataset: Path) -> None:
    wrote(dataset, 2, 70, result="failed")
    went_back(dataset, 3, to=1)
    found = status_of(dataset, 5)
    assert (found.runs[0].result, found.runs[0].now) == ("rolled-back", run_id(1))
    assert not found.well


def test_no_more_runs_are_listed_than_were_asked_for(dataset: Path) -> None:
    for number in range(2, 9):
        wrote(dataset, number)
    found = status_of(dataset, 3)
    assert [one.run_id for one in found.runs] == [run_id(8), run_id(7), run_id(6)]
    assert status_of(dataset, 0).runs == []


def test_the_last_run_counts_also_where_none_is_listed(dataset: Path) -> None:
    wrote(dataset, 2, 70, result="failed")
    assert not status_of(dataset, 0).well


def test_disk_use_is_told_by_folder(dataset: Path) -> None:
    (dataset / "archive" / "ab").mkdir(parents=True)
    (dataset / "archive" / "ab" / "body").write_bytes(b"x" * 1000)
    disk = status_of(dataset, 1).disk
    assert disk["archive"] == 1000
    assert disk["snapshots"] > 0
    assert "latest" not in disk


def test_a_folder_without_a_dataset_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="nothing has been run here yet"):
        status_of(tmp_path / "none", 5)
