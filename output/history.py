"""Which snapshots a dataset has published, and since when each is not the newest any more."""

from __future__ import annotations

from collections.abc import Iterable
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


def published(dataset: Path, run_ids: Iterable[str]) -> set[str]:
    """Those of the runs that came to publish: a snapshot may be there of one that was killed.

    A run that was killed after it published has no report that says so; then it is the newest,
    or the next snapshot or a rollback names it.

    Raises:
        DatasetError: the pointer or a report is damaged.
    """
    wanted = set(run_ids)
    told = {one for one in wanted if result_of(dataset, one) == _PUBLISHED}
    return told if told == wanted else told | (wanted & _named(dataset))


def _named(dataset: Path) -> set[str | None]:
    """The runs that the pointer, a later snapshot or a rollback names."""
    latest = read_latest(dataset)
    return {
        latest.run_id if latest else None,
        *(manifest.previous for path in folders(dataset) if (manifest := _manifest(path))),
        *(run_id for one in rollbacks(dataset) for run_id in (one.left, one.now)),
    }


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
