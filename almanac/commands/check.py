"""``almanac check``: validate what people wrote, without fetching anything."""

from __future__ import annotations

from pathlib import Path

import click

from almanac.commands import options
from almanac.commands.warning import warn_of
from almanac.config import load_config
from almanac.decisions import load_decisions
from almanac.printing import out
from almanac.snapshots import required_snapshot
from almanac.sources import load_sources
from pipelines.deciding import told_by, unmatched


@click.command()
@options.sources
@options.config
@options.decisions
@click.option(
    "--dataset",
    type=click.Path(path_type=Path),
    help="Also say which decisions match nothing in this dataset.",
)
def check(
    sources_path: Path, config_path: Path | None, decisions_path: Path | None, dataset: Path | None
) -> None:
    """Validate the source files, the configuration and the decisions without fetching."""
    load_config(config_path)
    decisions = load_decisions(decisions_path, config_path)
    sources = load_sources(sources_path)
    if dataset:
        tables = required_snapshot(dataset).tables()
        warn_of(unmatched(decisions, told_by(decisions, tables.mentions, tables)))
    documents = sum(len(source.urls) for source in sources)
    decided = f" and {len(decisions)} decisions" if decisions else ""
    out.print(f"{len(sources)} sources with {documents} documents{decided}: nothing wrong.")
