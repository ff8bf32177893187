"""``almanac sources``: the sources and how their last run went."""

from __future__ import annotations

from pathlib import Path

import click

from almanac.commands import options
from almanac.printing import out, plain, table
from almanac.snapshots import required_snapshot
from output.runs import load_runs


@click.command()
@options.dataset
def sources(dataset: Path) -> None:
    """Show the sources and how their last run went."""
    snapshot = required_snapshot(dataset)
    runs = load_runs(dataset)
    # A run that published nothing still says how each source fared.
    latest = runs[0]["sources"] if runs else {}
    shown = table("source", "kind", "status", "entries", "rejects", "repairs", "error or title")
    for state in snapshot.tables().sources:
        last = latest.get(state.source_id, {})
        status = last.get("status", state.status)
        shown.add_row(
            state.source_id,
            state.kind,
            plain(status, "red" if status in ("failed", "held") else ""),
            str(state.mention_count),
            str(state.reject_count),
            str(state.repair_count),
            plain(last.get("error") or state.title),
        )
    out.print(shown)
