"""``almanac sources``: the sources and how their last run went."""

from __future__ import annotations

from pathlib import Path

import click

from almanac.commands import options
from almanac.printing import out, plain, table
from almanac.reports import reports
from almanac.snapshots import required_snapshot
from normalize.records import TROUBLED


@click.command()
@options.dataset
def sources(dataset: Path) -> None:
    """Show the sources and how their last run went."""
    snapshot = required_snapshot(dataset)
    # A run that published nothing still says how each source fared; one that failed does not.
    latest = next((one.sources for one in reports(dataset) if one.sources), {})
    shown = table("source", "kind", "status", "entries", "rejects", "repairs", "error or title")
    for state in snapshot.tables().sources:
        last = latest.get(state.source_id)
        status = last.status if last else state.status
        shown.add_row(
            state.source_id,
            state.kind,
            plain(status, "red" if status in TROUBLED else ""),
            str(state.mention_count),
            str(state.reject_count),
            str(state.repair_count),
            plain((last and last.error) or state.title),
        )
    out.print(shown)
