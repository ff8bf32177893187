"""``almanac run``: crawl, build, publish."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Iterator
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
from almanac.printing import out, plain, write
from almanac.progress import progress
from almanac.run import Run, execute
from almanac.sources import load_sources
from normalize.records import TROUBLED, Failure, SourceState
from pipelines.build import Built
from pipelines.gates import describe


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
    Exit status: 0 every source fine · 1 the same, but a source failed or was held ·
    2 bad usage, configuration or dataset · 3 no source could be read, or gates refused the run ·
    70 a defect of ours · 75 another run is at work · 130 interrupted
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
        _log(done)
        _summarize(done, dataset)
        sys.exit(done.status)


def _log(done: Run) -> None:
    """What came of it, in the log."""
    for state in done.built.states:
        if state.status in TROUBLED:
            _log_source(state, done.built.failures)
    for one in done.built.unmet:
        tell(logging.WARNING, "decision-unmet", in_words(one), place=one.place)
    match done.built.result:
        case "nothing-readable":
            said = "No source gave anything that may be published; nothing was."
            tell(logging.ERROR, "nothing-readable", said)
        case "refused":
            said = f"Nothing was published: {'; '.join(done.built.refusals)}."
            tell(logging.ERROR, "run-refused", said)
    tell(
        logging.INFO,
        "run-ended",
        f"run {done.run_id}: {done.built.result}, exit status {done.status}",
        run_id=done.run_id,
        result=done.built.result,
        exit_status=done.status,
    )


def _log_source(state: SourceState, failures: Iterable[Failure]) -> None:
    """A source in trouble: a line for each of its documents that failed, else one."""
    kept = f"; its last {state.mention_count} entries stay" if state.mention_count else ""
    source = state.source_id
    own = [one for one in failures if one.source_id == source]
    for one in own:
        said = f"{source} failed: {describe(one)}{kept}"
        tell(logging.WARNING, "source-failed", said, source=source, url=one.url, stage=one.stage)
    if not own:
        said = f"{source} {state.status}: {state.error}{kept}"
        tell(logging.WARNING, f"source-{state.status}", said, source=source)


def _summarize(done: Run, dataset: Path) -> None:
    """What came of it, on standard output; where nobody takes it, the run has ended as it has."""
    summary = "".join(f"{line}\n" for line in _summary(done, dataset))
    try:
        write(sys.stdout, plain(summary).plain.encode(out.encoding, "replace"))
    except BrokenPipeError:
        pass  # nobody reads on
    except OSError as error:
        tell(logging.WARNING, "summary-failed", f"the summary could not be written: {error}")


def _summary(done: Run, dataset: Path) -> Iterator[str]:
    match done.built.result:
        case "unchanged":
            yield f"Nothing changed; nothing was published ({done.run_id})."
        case "published":
            yield f"Published {done.run_id}."
    if done.built.snapshot is not None and done.built.result in ("published", "unchanged"):
        yield from _counts(done.built)
        yield from _how_to_read(dataset / "latest")


def _counts(built: Built) -> Iterator[str]:
    tables = built.tables
    for label, rows in (
        ("entries read", tables.mentions),
        ("repairs made", tables.repairs),
        ("projects", [one for one in tables.projects if one.status == "active"]),
        ("rejects", tables.rejects),
        ("changes", tables.changes if built.result == "published" else []),
    ):
        yield f"  {label:<13}{len(rows):>8,}"


def _how_to_read(latest: Path) -> Iterator[str]:
    yield f"  dataset      {latest}"
    yield "\nRead it:"
    yield (
        f'  python  import pandas; pandas.read_parquet("{latest}/projects.parquet",'
        ' dtype_backend="pyarrow")'
    )
    query = "SELECT name, licenses, github FROM"
    yield f"  sql     {query} '{latest}/projects.parquet'"
