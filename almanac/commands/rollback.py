"""``almanac rollback``: let an older snapshot be the newest again."""

from __future__ import annotations

from pathlib import Path

import click

from almanac.clock import run_time
from almanac.commands import options
from almanac.printing import out, plain
from almanac.rolling_back import rolled_back


@click.command()
@click.argument("run_id", required=False)
@options.dataset
def rollback(run_id: str | None, dataset: Path) -> None:
    """Point `latest` at an older snapshot: the named one, else the newest sound one before it.

    Nothing is deleted: a later snapshot is named to go forward again. The next run that finds
    anything new goes on from here; what made the newer one bad must be mended first, or its
    source be disabled.

    \b
    Exit status: 0 done · 2 there is none, or it is damaged · 75 a run is at work
    """
    done = rolled_back(dataset, run_id, run_time())
    out.print(plain(f"{dataset / 'latest'} is {done.now} now; it was {done.left}."), soft_wrap=True)
