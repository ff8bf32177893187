"""Which snapshots a dataset has published, and since when each is not the newest any more."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from output.errors import DatasetError
from output.latest import read_latest
from output.manifest import Manifest, read_manifest
from output.run_ids import sequence
from output.runs import each_run, record, result_of

_PUBLISHED = "published"
#: The result in the report of a rollback, which is no run.
ROLLED_BACK = "rolled-back"


class RolledBack(msgspec.Struct, frozen=True, kw_only=True):
    """Which snapshot was the newest until a person pointed at another one."""

    run_id: str
    time: datetime
    left: str
    now: str


def folders(dataset: Path) -> list[Path]:
    """The folders of snapshots, newest run first."""
    found = [path for path in (dataset / "snapshots").iterdir() if not path.name.startswith(".")]
    return sorted(found, key=lambda path: sequence(path.name), reverse=True)


def was_published(dataset: Path, run_id: str) -> bool:
    """Whether a run came to publish its snapshot: one may be there of a run that was killed.

    Raises:
        DatasetError: the pointer or a report is damaged.
    """
    latest = read_latest(dataset)
    if latest is None:
        return False
    if sequence(run_id) <= sequence(latest.run_id) or result_of(dataset, run_id) == _PUBLISHED:
        return True
    return any(run_id in (one.left, one.now) for one in rollbacks(dataset))


def left_behind_since(dataset: Path, snapshots: list[Path]) -> dict[str, datetime]:
    """When each of the snapshots was the newest last; those that it is not told of are left out.

    Raises:
        DatasetError: a report is damaged.
    """
    since: dict[str, datetime] = {}
    told = [(m.previous, m.published_at) for path in snapshots if (m := _manifest(path))]
    told += [(one.left, one.time) for one in rollbacks(dataset)]
    for run_id, time in told:
        if run_id is not None:
            since[run_id] = max(time, since.get(run_id, time))
    return since


def rollbacks(dataset: Path) -> list[RolledBack]:
    """The times that people pointed at another snapshot."""
    return [
        msgspec.convert(one, RolledBack)
        for one in each_run(dataset)
        if one.get("result") == ROLLED_BACK
    ]


def record_rollback(dataset: Path, rolled_back: RolledBack) -> None:
    """Write down that a person pointed at another snapshot. Raises DatasetError."""
    told = {**msgspec.structs.asdict(rolled_back), "result": ROLLED_BACK, "exit_status": 0}
    record(dataset, rolled_back.run_id, told)


def _manifest(folder: Path) -> Manifest | None:
    try:
        return read_manifest(folder)
    except DatasetError:
        return None
