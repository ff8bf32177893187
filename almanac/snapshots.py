"""Opens the snapshot that a command is asked about."""

from __future__ import annotations

from pathlib import Path

from output.errors import DatasetError
from output.snapshots import Snapshot, newest, open_snapshot


def required_snapshot(dataset: Path, run_id: str | None = None) -> Snapshot:
    """A named snapshot, else the newest.

    Raises:
        DatasetError: there is none, or it cannot be read.
    """
    if run_id is not None:
        return open_snapshot(dataset, run_id)
    if (snapshot := newest(dataset)) is None:
        raise DatasetError(f"{dataset}: nothing has been published here yet; `almanac run` does")
    return snapshot
