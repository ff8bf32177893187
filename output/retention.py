"""What a dataset may forget: old snapshots, reports, captures and bodies that nobody needs."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from output.captures import load
from output.errors import DatasetError
from output.files import TEMPORARY
from output.history import folders, left_behind_since, published
from output.latest import read_latest
from output.run_ids import time_of
from output.runs import load_runs
from output.tables import read_table

#: A snapshot that was the newest within this time may just have been opened by somebody.
GRACE = timedelta(days=1)


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """What stays: the newest ``snapshots``; for so long ``reports`` and ``bodies``; null is all."""

    snapshots: int | None = None
    reports: timedelta | None = None
    bodies: timedelta | None = None


def prune(dataset: Path, rule: Rule, now: datetime) -> list[Path]:
    """Remove what the rule lets go, and what a killed run left; gives what went. Needs the lock.

    Raises:
        DatasetError: something in the dataset cannot be read or removed.
    """
    try:
        _remove(unpublished := _unpublished(dataset))
        _remove(snapshots := _snapshots(dataset, rule, now))
        _remove(old := [*_reports(dataset, rule, now), *_captures(dataset, rule, now)])
        _remove(bodies := list(_bodies(dataset, rule)))
    except OSError as error:
        raise DatasetError(f"{error.filename}: {error.strerror}") from error
    return [*unpublished, *snapshots, *old, *bodies]


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.is_dir():
            # Renamed first: a folder that is half there looks like no snapshot.
            going = path.with_name(f"{TEMPORARY}{path.name}")
            path.rename(going)
            shutil.rmtree(going)
        else:
            path.unlink(missing_ok=True)


def _unpublished(dataset: Path) -> list[Path]:
    """Snapshots that a run wrote which was killed before it pointed at them."""
    found = folders(dataset)
    told = published(dataset, (path.name for path in found))
    return [path for path in found if path.name not in told]


def _snapshots(dataset: Path, rule: Rule, now: datetime) -> list[Path]:
    """The snapshots beyond the number that stays; never the newest, nor one that just was it."""
    latest = read_latest(dataset)
    if rule.snapshots is None or latest is None:
        return []
    # What was never published is gone by now.
    there = folders(dataset)
    since = left_behind_since(dataset, there)
    return [
        path
        for path in there[rule.snapshots :]
        if path.name != latest.run_id and (path.name not in since or now - since[path.name] > GRACE)
    ]


def _reports(dataset: Path, rule: Rule, now: datetime) -> list[Path]:
    if rule.reports is None:
        return []
    # The reports of snapshots that are there say that they were published.
    there = {path.name for path in folders(dataset)}
    return [
        dataset / "runs" / f"{one['run_id']}.json"
        for one in load_runs(dataset)
        if one["run_id"] not in there and _age(one.get("time"), now) > rule.reports
    ]


def _age(told: object, now: datetime) -> timedelta:
    try:
        return now - datetime.fromisoformat(str(told))
    except (ValueError, TypeError):
        return timedelta(0)


def _captures(dataset: Path, rule: Rule, now: datetime) -> list[Path]:
    if rule.bodies is None:
        return []
    there = {path.name for path in folders(dataset)}
    return [
        path
        for path in (dataset / "archive" / "runs").glob("*.warc.gz")
        if (run_id := path.name.removesuffix(".warc.gz")) not in there
        and now - time_of(run_id) > rule.bodies
    ]


def _bodies(dataset: Path, rule: Rule) -> Iterable[Path]:
    """The bodies of which no snapshot and no capture speaks, and that were not just fetched."""
    if rule.bodies is None:
        return
    needed = _needed(dataset)
    oldest = time.time() - max(rule.bodies, GRACE).total_seconds()
    for path in dataset.glob("archive/??/*.warc.gz"):
        reference = path.relative_to(dataset).as_posix()
        if reference not in needed and path.stat().st_mtime < oldest:
            yield path


def _needed(dataset: Path) -> set[str]:
    needed: set[str] = set()
    for folder in folders(dataset):
        documents: list[Any] = read_table("documents", folder)
        needed.update(one.archive_ref for one in documents if one.archive_ref)
    for path in (dataset / "archive" / "runs").glob("*.warc.gz"):
        told = load(dataset, path.name.removesuffix(".warc.gz"))
        needed.update(one.archive_ref for one in told.documents if one.archive_ref)
    return needed
