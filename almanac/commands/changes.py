"""``almanac changes``: what the newest snapshot changed."""

from __future__ import annotations

from pathlib import Path

import click

from almanac.commands import options
from almanac.printing import out, plain, shortened, table
from almanac.snapshots import required_snapshot


@click.command()
@options.dataset
def changes(dataset: Path) -> None:
    """Show what the newest snapshot changed against the one before it."""
    snapshot = required_snapshot(dataset)
    rows = snapshot.tables().changes
    against = snapshot.manifest.previous or "nothing: it is the first snapshot"
    out.print(f"{snapshot.run_id}: {len(rows)} changes against {against}")
    if rows:
        shown = table("change", "project", "name", "field", "before → after")
        for row in rows:
            values = (
                f"{shortened(row.before, 60)} → {shortened(row.after, 60)}" if row.field else ""
            )
            shown.add_row(
                row.change, row.project_id, plain(row.name), row.field or "", plain(values)
            )
        out.print(shown)
