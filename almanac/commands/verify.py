"""``almanac verify``: check a snapshot against its manifest."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from almanac.commands import options
from almanac.printing import err, out, plain
from almanac.snapshots import required_snapshot
from output.verify import verify as problems_of


@click.command()
@click.argument("run_id", required=False)
@options.dataset
def verify(run_id: str | None, dataset: Path) -> None:
    """Check a snapshot (the newest, if none is named) against its manifest."""
    snapshot = required_snapshot(dataset, run_id)
    problems = problems_of(snapshot.path)
    for problem in problems:
        err.print(plain(f"{snapshot.run_id}: {problem}"), soft_wrap=True)
    if problems:
        sys.exit(1)
    out.print(f"{snapshot.run_id}: {len(snapshot.manifest.files)} files, all sound.")
