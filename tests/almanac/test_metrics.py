"""Figures for Prometheus."""

from __future__ import annotations

from pathlib import Path

import pytest
from examples import LATER
from histories import night, published, run_id, wrote
from prometheus_client.parser import text_string_to_metric_families

from almanac.endings import Ending
from almanac.metrics import write_metrics
from almanac.reports import Finding, Report
from output.errors import DatasetError

FINE = Ending(0, "", "")


def figures(path: Path) -> dict[str, float]:
    """The values of a file, by name and labels: ``almanac_sources{failed}``."""
    found = {}
    for family in text_string_to_metric_families(path.read_text()):
        for sample in family.samples:
            labels = ",".join(sample.labels.values())
            found[sample.name + (f"{{{labels}}}" if labels else "")] = sample.value
    return found


def report(**values: object) -> Report:
    return Report(run_id=run_id(2), time=night(2), **values)  # type: ignore[arg-type]


def test_a_run_that_published_tells_all_its_figures(tmp_path: Path) -> None:
    published(tmp_path / "d", 1, a="fetched")
    wrote(tmp_path / "d", 1, a="fetched", result="published", projects=25)
    wrote(tmp_path / "d", 2, 1, a="failed")
    done = report(
        result="unchanged",
        seconds={"crawl": 1.5},
        requests=4,
        bytes=1000,
        monitors=[Finding(monitor="sources-read", passed=False)],
    )
    write_metrics(tmp_path / "a.prom", tmp_path / "d", Ending(1, "", ""), done, LATER)
    assert figures(tmp_path / "a.prom") == {
        "almanac_run_timestamp_seconds": LATER.timestamp(),
        "almanac_run_exit_status": 1,
        "almanac_run_result{unchanged}": 1,
        "almanac_run_seconds{crawl}": 1.5,
        "almanac_run_requests": 4,
        "almanac_run_received_bytes": 1000,
        "almanac_monitor_passed{sources-read}": 0,
        "almanac_sources{fetched}": 0,
        "almanac_sources{unchanged}": 0,
        "almanac_sources{failed}": 1,
        "almanac_sources{held}": 0,
        "almanac_sources{retired}": 0,
        "almanac_source_mentions{a}": 7,
        "almanac_source_rejects{a}": 2,
        "almanac_source_last_success_timestamp_seconds{a}": night(1).timestamp(),
        "almanac_projects": 25,
        "almanac_published_timestamp_seconds": night(1).timestamp(),
        "almanac_checked_timestamp_seconds": night(1).timestamp(),
    }


def test_a_run_that_was_refused_tells_its_status_and_what_stands(tmp_path: Path) -> None:
    published(tmp_path / "d", 1, a="fetched")
    wrote(tmp_path / "d", 1, a="fetched", result="published", projects=25)
    write_metrics(tmp_path / "a.prom", tmp_path / "d", Ending(75, "locked", "x"), None, LATER)
    found = figures(tmp_path / "a.prom")
    assert found["almanac_run_exit_status"] == 75
    assert found["almanac_run_result{locked}"] == 1
    assert found["almanac_projects"] == 25
    assert "almanac_run_requests" not in found


def test_a_dataset_that_is_not_there_yet_has_figures_of_the_run_only(tmp_path: Path) -> None:
    refused = Ending(2, "wrong-configuration", "x")
    write_metrics(tmp_path / "a.prom", tmp_path / "none", refused, None, LATER)
    found = figures(tmp_path / "a.prom")
    assert found["almanac_run_exit_status"] == 2
    assert "almanac_published_timestamp_seconds" not in found


def test_figures_of_an_earlier_run_do_not_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.prom"
    write_metrics(path, tmp_path / "d", FINE, report(result="published"), LATER)
    write_metrics(path, tmp_path / "d", FINE, report(result="unchanged"), LATER)
    found = figures(path)
    assert "almanac_run_result{published}" not in found
    assert found["almanac_run_result{unchanged}"] == 1
    assert [one.name for one in tmp_path.iterdir()] == ["a.prom"]


def test_of_a_damaged_dataset_the_file_has_the_figures_of_the_run_alone(tmp_path: Path) -> None:
    path, dataset = tmp_path / "a.prom", tmp_path / "d"
    published(dataset, 1, a="fetched")
    wrote(dataset, 1, a="fetched", result="published", projects=25)
    write_metrics(path, dataset, FINE, report(result="published"), LATER)
    (dataset / "latest.json").write_text("{}")
    with pytest.raises(DatasetError):
        write_metrics(path, dataset, Ending(2, "dataset-unusable", "x"), None, LATER)
    found = figures(path)
    assert found["almanac_run_exit_status"] == 2
    assert found["almanac_run_result{dataset-unusable}"] == 1
    assert "almanac_projects" not in found
