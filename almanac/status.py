"""Whether a dataset is well: its last runs, sources in trouble, age of the data, disk use."""

from __future__ import annotations

import os
from datetime import datetime
from itertools import islice
from pathlib import Path

import msgspec

from almanac.reports import STARTED, Report, reports
from almanac.standing import SourceStanding, standing
from normalize.records import TROUBLED
from output.errors import DatasetError
from output.history import ROLLED_BACK
from output.lock import RUN, work_at

#: What a run is called that left a trace and no word of how it ended.
KILLED, AT_WORK = "killed", "at work"


class LastRun(msgspec.Struct, frozen=True, kw_only=True):
    """A run in a line, or a rollback; ``seconds`` are those of all its stages.

    ``now`` is the snapshot that a rollback made the newest.
    """

    run_id: str
    time: datetime
    result: str
    exit_status: int | None
    error: str | None
    published: bool
    seconds: float
    requests: int
    bytes: int
    now: str | None = None


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """All that ``almanac status`` says.

    ``at_work`` is what is done right now (``run``, ``rebuild``, ``rollback``), null where nothing
    is; ``disk`` is in bytes, by folder of the dataset.
    """

    well: bool
    at_work: str | None
    run_id: str | None
    published_at: datetime | None
    checked_at: datetime | None
    projects: int | None
    runs: list[LastRun]
    sources: int
    troubled: list[SourceStanding]
    disk: dict[str, int]


def status_of(dataset: Path, number: int) -> Status:
    """How a dataset is, with its last ``number`` runs.

    Raises:
        DatasetError: there is none, or it is damaged.
    """
    at_work = work_at(dataset)
    found = standing(dataset)
    recent = list(islice(reports(dataset), max(number, 1)))
    if found.run_id is None and not recent:
        raise DatasetError(f"{dataset}: nothing has been run here yet; `almanac run` does")
    alive, ended = _last_runs(dataset, at_work)
    runs = [_line(one, one.run_id == alive) for one in recent]
    troubled = [one for one in found.sources if one.status in TROUBLED]
    return Status(
        well=not troubled and (ended is None or ended.exit_status == 0),
        at_work=at_work,
        run_id=found.run_id,
        published_at=found.published_at,
        checked_at=found.checked_at,
        projects=found.projects,
        runs=runs[:number],
        sources=sum(one.status != "retired" for one in found.sources),
        troubled=troubled,
        disk=_disk(dataset),
    )


def _last_runs(dataset: Path, at_work: str | None) -> tuple[str | None, Report | None]:
    """The id of the run that is under way, and the last run that is not."""
    runs = (one for one in reports(dataset) if one.result != ROLLED_BACK)
    last = next(runs, None)
    if last is not None and last.result == STARTED and at_work == RUN:
        return last.run_id, next(runs, None)
    return None, last


def _line(report: Report, alive: bool) -> LastRun:
    result = report.result
    if result == STARTED:
        result = AT_WORK if alive else KILLED
    return LastRun(
        run_id=report.run_id,
        time=report.time,
        result=result,
        exit_status=report.exit_status,
        error=report.why(),
        published=report.result == "published",
        seconds=round(sum(report.seconds.values()), 3),
        requests=report.requests,
        bytes=report.bytes,
        now=report.now,
    )


def _disk(dataset: Path) -> dict[str, int]:
    """Bytes of the files in each folder of the dataset, those of the program included."""
    with os.scandir(dataset) as entries:
        folders = sorted(one.name for one in entries if one.is_dir(follow_symlinks=False))
    return {name: _bytes(dataset / name) for name in folders}


def _bytes(folder: Path) -> int:
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(Path(place) / name).st_size
            except FileNotFoundError:
                continue  # a run at work has cleared it away
    return total
