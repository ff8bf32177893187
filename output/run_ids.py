"""Run ids: UTC time plus a sequence number that only grows, ``20261120T030000Z-0042``."""

import re
from datetime import UTC, datetime
from pathlib import Path

from output.errors import DatasetError
from output.files import TEMPORARY
from output.latest import read_latest

_RUN_ID = re.compile(r"[0-9]{8}T[0-9]{6}Z-([0-9]{4,})")


def next_run_id(dataset: Path, now: datetime) -> str:
    """Make an id for a run that starts ``now``, numbered above every run that left a trace here.

    Looks at snapshots, also half-made ones, reports and the pointer. Raises DatasetError.
    """
    latest = read_latest(dataset)
    seen = [latest.run_id] if latest else []
    seen += [path.name.removeprefix(TEMPORARY) for path in (dataset / "snapshots").glob("*")]
    seen += [path.stem for path in (dataset / "runs").glob("*.json")]
    number = 1 + max(map(_number, seen), default=0)
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{number:04}"


def sequence(run_id: str) -> int:
    """Read the sequence number off a run id. Raises DatasetError when it is no run id."""
    if not _RUN_ID.fullmatch(run_id):
        raise DatasetError(f"{run_id!r} is not a run id like 20261120T030000Z-0042")
    return _number(run_id)


def time_of(run_id: str) -> datetime:
    """When a run began, as its id says. Raises DatasetError when it is no run id."""
    sequence(run_id)
    return datetime.strptime(run_id[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _number(name: str) -> int:
    match = _RUN_ID.fullmatch(name)
    return int(match[1]) if match else 0
