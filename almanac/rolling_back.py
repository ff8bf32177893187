"""Points a dataset at another of its snapshots, and writes down that somebody did."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from output.errors import DatasetError
from output.history import RolledBack, folders, published, record_rollback
from output.latest import read_latest
from output.lock import hold
from output.run_ids import next_run_id, sequence
from output.snapshots import open_snapshot, point_at
from output.verify import verify


def rolled_back(dataset: Path, run_id: str | None, now: datetime) -> RolledBack:
    """Make a snapshot the newest: the named one, else the newest sound one before it.

    Raises:
        DatasetError: there is none, or it is damaged.
    """
    latest = read_latest(dataset)
    if latest is None:
        raise DatasetError(f"{dataset}: nothing has been published here yet")
    with hold(dataset, "rollback"):
        wanted = run_id or _before(dataset, latest.run_id)
        _refuse_damaged(dataset, wanted)
        done = RolledBack(
            run_id=next_run_id(dataset, now), time=now, left=latest.run_id, now=wanted
        )
        point_at(dataset, wanted, now)
        record_rollback(dataset, done)
    return done


def _before(dataset: Path, run_id: str) -> str:
    """The newest sound snapshot before that of a run."""
    found = [path for path in folders(dataset) if sequence(path.name) < sequence(run_id)]
    told = published(dataset, (path.name for path in found))
    for path in found:
        if path.name in told and not verify(path):
            return path.name
    raise DatasetError(f"{run_id} is the first snapshot: there is no sound one before it")


def _refuse_damaged(dataset: Path, run_id: str) -> None:
    snapshot = open_snapshot(dataset, run_id)
    if run_id not in published(dataset, [run_id]):
        raise DatasetError(f"{run_id} was never published: its run was killed")
    if problems := verify(snapshot.path):
        raise DatasetError(
            f"{run_id} is damaged ({problems[0]}); try almanac rebuild --run {run_id}"
        )
