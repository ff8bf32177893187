"""Figures of the last run for Prometheus, as a text file that a node exporter collects."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from almanac.endings import Ending
from almanac.reports import Report
from almanac.standing import Standing, standing


def write_metrics(
    path: Path, dataset: Path, ending: Ending, report: Report | None, now: datetime
) -> None:
    """Replace the file in one step.

    Args:
        path: the file; node exporters want its name to end in ``.prom``.
        dataset: which the figures are of; what it says of earlier runs stays after a failed one.
        ending: how the run ended.
        report: the run's own; null where it was refused before it had one.
        now: when it ended.

    Raises:
        OSError: the file cannot be written.
        DatasetError: the dataset's pointer or a report is damaged; the file has the figures of
            the run alone then, and none of the night before.
    """
    registry = CollectorRegistry()
    _run(registry, ending, report, now)
    try:
        _dataset(registry, standing(dataset))
    finally:
        write_to_textfile(str(path), registry)


def _run(registry: CollectorRegistry, ending: Ending, report: Report | None, now: datetime) -> None:
    _gauge(registry, "run_timestamp_seconds", "When the last run ended", now.timestamp())
    _gauge(registry, "run_exit_status", "Exit status of the last run", ending.status)
    result = Gauge(
        "almanac_run_result", "1 for how the last run ended", ["result"], registry=registry
    )
    result.labels(report.result if report else ending.code or "refused").set(1)
    if report is None:
        return
    seconds = Gauge(
        "almanac_run_seconds", "What the last run took, by stage", ["stage"], registry=registry
    )
    for stage, value in report.seconds.items():
        seconds.labels(stage).set(value)
    _gauge(registry, "run_requests", "Requests of the last run", report.requests)
    _gauge(registry, "run_received_bytes", "Bytes that the last run received", report.bytes)
    passed = Gauge(
        "almanac_monitor_passed", "1 for a monitor that passed", ["monitor"], registry=registry
    )
    for finding in report.monitors:
        passed.labels(finding.monitor).set(finding.passed)


def _dataset(registry: CollectorRegistry, found: Standing) -> None:
    statuses = Counter(one.status for one in found.sources)
    sources = Gauge("almanac_sources", "Sources by status", ["status"], registry=registry)
    for status in ("fetched", "unchanged", "failed", "held", "retired"):
        sources.labels(status).set(statuses[status])
    mentions = Gauge("almanac_source_mentions", "Published entries", ["source"], registry=registry)
    rejects = Gauge("almanac_source_rejects", "Published rejects", ["source"], registry=registry)
    success = Gauge(
        "almanac_source_last_success_timestamp_seconds",
        "When a source was last fetched and published, or found unchanged",
        ["source"],
        registry=registry,
    )
    for one in found.sources:
        mentions.labels(one.source_id).set(one.mentions)
        rejects.labels(one.source_id).set(one.rejects)
        if one.good_at is not None:
            success.labels(one.source_id).set(one.good_at.timestamp())
    if found.projects is not None:
        _gauge(registry, "projects", "Active projects of the newest snapshot", found.projects)
    if found.published_at is not None and found.checked_at is not None:
        published, checked = found.published_at.timestamp(), found.checked_at.timestamp()
        _gauge(registry, "published_timestamp_seconds", "When data were last published", published)
        _gauge(registry, "checked_timestamp_seconds", "When data were last found current", checked)


def _gauge(registry: CollectorRegistry, name: str, meaning: str, value: float) -> None:
    Gauge(f"almanac_{name}", meaning, registry=registry).set(value)
