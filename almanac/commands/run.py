"""``almanac run``: crawl, build, publish."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import get_args

import click

from almanac.afterwards import afterwards
from almanac.clock import run_time
from almanac.commands import options
from almanac.commands.warning import in_words
from almanac.config import load_config
from almanac.decisions import load_decisions
from almanac.logs import LogFormat, logged, tell
from almanac.order import Order
from almanac.printing import out, plain
from almanac.progress import progress
from almanac.run import Run, execute
from almanac.sources import load_sources
from pipelines.build import Built


@click.command()
@options.sources
@options.dataset
@options.config
@options.decisions
@click.option("--only", multiple=True, metavar="ID", help="This source only; may be repeated.")
@click.option(
    "--accept", multiple=True, metavar="ID", help="Let this source pass its gates this once."
)
@click.option(
    "--log-format",
    type=click.Choice(get_args(LogFormat)),
    default="text",
    show_default=True,
    help="What is written to standard error.",
)
@click.option(
    "--metrics",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write figures of the run for Prometheus into this file (*.prom).",
)
def run(
    sources_path: Path,
    dataset: Path,
    config_path: Path | None,
    decisions_path: Path | None,
    only: tuple[str, ...],
    accept: tuple[str, ...],
    log_format: LogFormat,
    metrics: Path | None,
) -> None:
    """Crawl the sources and publish a snapshot, if anything is new.

    \b
    Exit status: 0 every source fine · 1 published, but a source failed or was held ·
    2 bad usage, configuration or dataset · 3 no source readable · 75 another run is at work
    """
    with logged(log_format), afterwards(dataset, metrics) as who:
        config = load_config(config_path)
        who.hooks = config.notify
        order = Order(
            dataset=dataset,
            sources=load_sources(sources_path),
            config=config,
            decisions=load_decisions(decisions_path, config_path),
            now=run_time(),
            only=only,
            accept=accept,
            complete=sources_path.is_dir(),
        )
        with progress(order.crawled(), log_format) as watch:
            done = execute(order, watch)
        _summary(done, dataset)
        sys.exit(done.status)


def _summary(done: Run, dataset: Path) -> None:
    for state in done.built.states:
        if state.status in ("failed", "held"):
            kept = f"; its last {state.mention_count} entries stay" if state.mention_count else ""
            said = f"{state.source_id} {state.status}: {state.error}{kept}"
            tell(logging.WARNING, f"source-{state.status}", said, source=state.source_id)
    for one in done.built.unmet:
        tell(logging.WARNING, "decision-unmet", in_words(one), place=one.place)
    match done.built.result:
        case "nothing-readable":
            said = "No source gave anything that may be published; nothing was."
            tell(logging.ERROR, "nothing-readable", said)
        case "refused":
            said = f"Nothing was published: {'; '.join(done.built.refusals)}."
            tell(logging.ERROR, "run-refused", said)
        case "unchanged":
            out.print(f"Nothing changed; nothing was published ({done.run_id}).")
        case "published":
            out.print(f"Published {done.run_id}.")
    tell(
        logging.INFO,
        "run-ended",
        f"run {done.run_id}: {done.built.result}, exit status {done.status}",
        run_id=done.run_id,
        result=done.built.result,
        exit_status=done.status,
    )
    if done.built.snapshot is not None and done.built.result in ("published", "unchanged"):
        _counts(done.built)
        _how_to_read(dataset)


def _counts(built: Built) -> None:
    tables = built.tables
    for label, rows in (
        ("entries read", tables.mentions),
        ("repairs made", tables.repairs),
        ("projects", [one for one in tables.projects if one.status == "active"]),
        ("rejects", tables.rejects),
        ("changes", tables.changes if built.result == "published" else []),
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
