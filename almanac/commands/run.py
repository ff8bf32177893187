"""``almanac run``: crawl, build, publish."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from almanac.clock import run_time
from almanac.commands import options
from almanac.commands.warning import warn_of
from almanac.config import load_config
from almanac.decisions import load_decisions
from almanac.printing import err, out, plain
from almanac.progress import progress
from almanac.run import Order, Run, execute
from almanac.sources import load_sources
from normalize.records import Tables


@click.command()
@options.sources
@options.dataset
@options.config
@options.decisions
@click.option("--only", multiple=True, metavar="ID", help="This source only; may be repeated.")
@click.option(
    "--accept", multiple=True, metavar="ID", help="Let this source pass its gates this once."
)
def run(
    sources_path: Path,
    dataset: Path,
    config_path: Path | None,
    decisions_path: Path | None,
    only: tuple[str, ...],
    accept: tuple[str, ...],
) -> None:
    """Crawl the sources and publish a snapshot, if anything is new.

    \b
    Exit status: 0 every source fine · 1 published, but a source failed or was held ·
    2 bad usage, configuration or dataset · 3 no source readable · 75 another run is at work
    """
    order = Order(
        dataset=dataset,
        sources=load_sources(sources_path),
        config=load_config(config_path),
        decisions=load_decisions(decisions_path, config_path),
        now=run_time(),
        only=only,
        accept=accept,
        complete=sources_path.is_dir(),
    )
    with progress(order.crawled()) as watch:
        done = execute(order, watch)
    _summary(done, dataset)
    sys.exit(done.status)


def _summary(done: Run, dataset: Path) -> None:
    for state in done.built.states:
        if state.status in ("failed", "held"):
            kept = f"; its last {state.mention_count} entries stay" if state.mention_count else ""
            said = f"{state.source_id} {state.status}: {state.error}{kept}"
            err.print(plain(said, "red"), soft_wrap=True)
    warn_of(done.built.unmet)
    match done.built.result:
        case "nothing-readable":
            err.print("No source gave anything that may be published; nothing was.")
        case "unchanged":
            out.print(f"Nothing changed; nothing was published ({done.run_id}).")
        case "published":
            out.print(f"Published {done.run_id}.")
    if done.built.snapshot is not None and done.built.result != "nothing-readable":
        _counts(done.built.tables)
        _how_to_read(dataset)


def _counts(tables: Tables) -> None:
    for label, rows in (
        ("entries read", tables.mentions),
        ("repairs made", tables.repairs),
        ("projects", [one for one in tables.projects if one.status == "active"]),
        ("rejects", tables.rejects),
        ("changes", tables.changes),
    ):
        out.print(f"  {label:<13}{len(rows):>8,}")


def _how_to_read(dataset: Path) -> None:
    latest = dataset / "latest"
    out.print(plain(f"  dataset      {latest}"), soft_wrap=True)
    out.print("\nRead it:")
    out.print(
        plain(
            f'  python  import pandas; pandas.read_parquet("{latest}/projects.parquet",'
            ' dtype_backend="pyarrow")'
        ),
        soft_wrap=True,
    )
    query = "SELECT name, licenses, github FROM"
    out.print(plain(f"  sql     {query} '{latest}/projects.parquet'"), soft_wrap=True)
