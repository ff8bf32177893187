"""Snapshots: immutable folders in a chain, published whole or not at all."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from normalize.records import Record, Tables
from output.columns import to_arrow
from output.errors import DatasetError, SchemaTooNew
from output.files import TEMPORARY, remove_leftovers, write_synced
from output.latest import LATEST, Latest, point, read_latest, refuse_foreign_link
from output.manifest import MANIFEST, Manifest, read_manifest
from output.run_ids import next_run_id, sequence
from output.schemas import SCHEMAS
from output.snapshot_files import move_in, write_files
from output.tables import read_table

__all__ = [
    "DatasetError",
    "SchemaTooNew",
    "Snapshot",
    "newest",
    "next_run_id",
    "open_snapshot",
    "point_at",
    "prepare",
    "publish",
    "renew_checked_at",
]


@dataclass(frozen=True)
class Snapshot:
    """A published version of the dataset; ``path`` is its folder."""

    run_id: str
    path: Path
    manifest: Manifest

    def table(self, name: str) -> list[Record]:
        """Read the rows of one table. Raises DatasetError naming the file."""
        return read_table(name, self.path)

    def tables(self) -> Tables:
        """Read all tables. Raises DatasetError naming the file."""
        rows: dict[str, Any] = {name: self.table(name) for name in SCHEMAS}
        return Tables(**rows)


def newest(dataset: Path) -> Snapshot | None:
    """Open the snapshot that ``latest.json`` points to; None when nothing is published yet.

    Raises DatasetError naming the file when the pointer is unreadable or leads nowhere,
    SchemaTooNew when the snapshot has a newer major schema.
    """
    latest = read_latest(dataset)
    if latest is None:
        return None
    try:
        return _open(dataset / latest.path, latest.run_id)
    except SchemaTooNew:
        raise
    except DatasetError as error:
        heal = f"almanac rebuild --run {latest.run_id} makes it again"
        raise DatasetError(f"{dataset / LATEST} points to no snapshot: {error}; {heal}") from error


def open_snapshot(dataset: Path, run_id: str) -> Snapshot:
    """Open the snapshot of a run. Raises DatasetError or SchemaTooNew, as ``newest`` does."""
    return _open(_folder(dataset, run_id), run_id)


def prepare(dataset: Path) -> None:
    """Create the dataset folder and make sure it can be written to.

    Raises DatasetError naming the culprit: a file where a folder must be, a folder that takes
    no files.
    """
    probe = dataset / f"{TEMPORARY}writable"
    try:
        _refuse_file_in_the_way(dataset)
        for folder in (dataset, dataset / "snapshots", dataset / "runs", dataset / "archive"):
            folder.mkdir(parents=True, exist_ok=True)
        write_synced(probe, b"")
        probe.unlink(missing_ok=True)
    except OSError as error:
        raise DatasetError(
            f"{dataset}: cannot be written: {error.strerror}: {error.filename}"
        ) from error
    refuse_foreign_link(dataset)


def publish(
    dataset: Path, run_id: str, tables: Tables, manifest: Mapping[str, Any], now: datetime
) -> Snapshot:
    """Write a snapshot after the newest one and make it the newest. Needs the lock.

    ``manifest`` gives ``code_version`` and ``sources``; the rest is filled in here. Whatever
    goes wrong, up to a power cut, the dataset shows the previous snapshot or the new one, whole.

    Raises TableError before anything is written when a row does not fit its schema, and
    DatasetError when the dataset's pointer is damaged or the disk refuses.
    """
    previous = newest(dataset)
    folder = _folder(dataset, run_id)
    if folder.exists():
        raise DatasetError(f"{folder}: exists already; snapshots are never modified")
    refuse_foreign_link(dataset)
    arrow = {name: to_arrow(name, getattr(tables, name)) for name in SCHEMAS}
    building = folder.with_name(f"{TEMPORARY}{run_id}")
    try:
        remove_leftovers([dataset, folder.parent, dataset / "runs", *dataset.glob("archive/*")])
        before = previous.run_id if previous else None
        complete = write_files(building, run_id, before, arrow, manifest, now)
        move_in(building, folder)
        point(dataset, _pointer(complete, now))
    except OSError as error:
        raise DatasetError(f"{folder}: cannot be published: {error}") from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return Snapshot(run_id, folder, complete)


def renew_checked_at(dataset: Path, now: datetime) -> None:
    """Note that a run found nothing changed: renew ``checked_at`` in the pointer.

    Raises DatasetError when nothing has been published or the pointer cannot be written.
    """
    snapshot = newest(dataset)
    if snapshot is None:
        raise DatasetError(f"{dataset / LATEST}: nothing has been published yet")
    try:
        point(dataset, _pointer(snapshot.manifest, now))
    except OSError as error:
        raise DatasetError(f"{dataset / LATEST}: {error}") from error


def point_at(dataset: Path, run_id: str, now: datetime) -> Snapshot:
    """Make an earlier snapshot, or a later one again, the newest. Needs the lock.

    Raises DatasetError when there is no such snapshot, or the pointer cannot be written.
    """
    snapshot = open_snapshot(dataset, run_id)
    try:
        point(dataset, _pointer(snapshot.manifest, now))
    except OSError as error:
        raise DatasetError(f"{dataset / LATEST}: {error}") from error
    return snapshot


def _refuse_file_in_the_way(dataset: Path) -> None:
    nearest = next(path for path in (dataset, *dataset.parents) if path.exists())
    if not nearest.is_dir():
        raise DatasetError(f"{nearest}: is not a folder, so {dataset} cannot be a dataset")


def _folder(dataset: Path, run_id: str) -> Path:
    sequence(run_id)  # refuses anything that is no run id, such as a path out of the dataset
    return dataset / "snapshots" / run_id


def _open(folder: Path, run_id: str) -> Snapshot:
    manifest = read_manifest(folder)
    if manifest.run_id != run_id:
        raise DatasetError(f"{folder / MANIFEST}: is the manifest of {manifest.run_id!r}")
    return Snapshot(run_id, folder, manifest)


def _pointer(manifest: Manifest, now: datetime) -> Latest:
    return Latest(
        run_id=manifest.run_id,
        path=f"snapshots/{manifest.run_id}",
        schema_version=manifest.schema_version,
        published_at=manifest.published_at,
        checked_at=now.astimezone(UTC),
    )
