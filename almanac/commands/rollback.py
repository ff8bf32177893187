"""``almanac rollback``: let an older snapshot be the newest again."""

from __future__ import annotations

from pathlib import Path

import click

from almanac.clock import run_time
from almanac.commands import options
from almanac.printing import out
from almanac.snapshots import required_snapshot
from output.errors import DatasetError
from output.lock import hold
from output.snapshots import point_at
from output.verify import verify


@click.command()
@click.argument("run_id", required=False)
@options.dataset
def rollback(run_id: str | None, dataset: Path) -> None:
    """Point `latest` at an older snapshot: the named one, else the one before the newest.

    Nothing is deleted: a later snapshot is named to go forward again. The next run that finds
    anything new goes on from here; what made the newer one bad must be mended first, or its
    source be disabled.
    """
    newest = required_snapshot(dataset)
    wanted = run_id or newest.manifest.previous
    if wanted is None:
        raise DatasetError(f"{newest.run_id} is the first snapshot: there is none before it")
    with hold(dataset):
        target = required_snapshot(dataset, wanted)
        if problems := verify(target.path):
            raise DatasetError(
                f"{wanted} is damaged ({problems[0]}); try almanac rebuild --run {wanted}"
            )
        point_at(dataset, wanted, run_time())
    out.print(f"{dataset}/latest is {wanted} now; it was {newest.run_id}.", markup=False)
