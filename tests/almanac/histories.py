"""Histories of a dataset, written in short: which run found which source how."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from normalize.records import Tables
from output.history import RolledBack, record_rollback
from output.runs import record
from output.snapshots import point_at, publish

FIRST = datetime(2026, 11, 20, 3, 0, 0, tzinfo=UTC)


def night(number: int) -> datetime:
    """When the run of a night began; the first night is 1."""
    return FIRST + timedelta(days=number - 1)


def run_id(number: int) -> str:
    return f"{night(number):%Y%m%dT%H%M%SZ}-{number:04}"


def wrote(dataset: Path, number: int, status: int | None = 0, **more: Any) -> None:
    """A report; of sources, ``a="failed"`` says how a fared and that the run looked at it."""
    result = more.pop("result", "unchanged")
    projects, monitors = more.pop("projects", None), more.pop("monitors", [])
    sources = {
        name: {
            "status": fared,
            "error": f"{name} is {fared}" if fared in ("failed", "held") else None,
        }
        for name, fared in more.items()
    }
    report = {
        "time": night(number),
        "result": result,
        "exit_status": status,
        "seconds": {"crawl": 1.5, "build": 0.5},
        "requests": 4,
        "bytes": 1000,
        "projects": projects,
        "monitors": monitors,
        "crawled": sorted(sources),
        "sources": sources,
    }
    record(dataset, run_id(number), report)


def went_back(dataset: Path, number: int, to: int) -> None:
    """The report of a rollback, and the pointer as it left it."""
    point_at(dataset, run_id(to), night(number))
    left, now = run_id(number - 1), run_id(to)
    record_rollback(
        dataset, RolledBack(run_id=run_id(number), time=night(number), left=left, now=now)
    )


def published(dataset: Path, number: int, **statuses: str) -> None:
    """A snapshot without rows, with these sources in its manifest."""
    sources = {
        name: {"status": status, "error": None, "mentions": 7, "rejects": 2, "repairs": 0}
        for name, status in statuses.items()
    }
    manifest = {"code_version": "0", "sources": sources}
    publish(dataset, run_id(number), Tables(), manifest, night(number))
