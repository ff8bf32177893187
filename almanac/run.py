"""A whole run: lock, crawl, build, report."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from almanac import __version__
from almanac.config import Config
from almanac.crawl import Watcher, crawl
from almanac.errors import ConfigError, CrawlInterrupted
from normalize.decisions import Decision
from normalize.records import Source
from output.errors import DatasetError
from output.lock import hold
from output.runs import record
from output.snapshots import Snapshot, newest, next_run_id, prepare
from pipelines.build import Built, build
from pipelines.plan import Plan
from pipelines.stage import staged

#: Exit status, as the contract has it; the errors that end a run have theirs in cli.py.
FINE, SOME_FAILED, NOTHING_READABLE = 0, 1, 3


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What a person asked for."""

    dataset: Path
    sources: Sequence[Source]
    config: Config
    now: datetime
    only: Sequence[str] = ()
    accept: Sequence[str] = ()
    decisions: Sequence[Decision] = ()
    #: whether ``sources`` are all there are: then those of the dataset beyond them are retired
    complete: bool = True

    def crawled(self) -> list[Source]:
        """The sources of this run.

        Raises:
            ConfigError: ``only`` or ``accept`` name a source that does not exist.
        """
        known = {source.id for source in self.sources}
        for name in [*self.only, *self.accept]:
            if name not in known:
                raise ConfigError(
                    f"there is no source {name!r}; there are: {', '.join(sorted(known))}"
                )
        return [
            source
            for source in self.sources
            if (source.id in self.only if self.only else not source.disabled)
        ]


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did."""

    run_id: str
    built: Built
    status: int
    seconds: dict[str, float]


def execute(order: Order, watch: Watcher) -> Run:
    """Crawl, build and publish; write the run's report.

    Raises:
        ConfigError: the order names what does not exist.
        DatasetError: the dataset cannot be read or written; ``Locked``: another run is at it.
        CrawlInterrupted: the crawl did not end by itself.
    """
    chosen = order.crawled()
    prepare(order.dataset)
    with hold(order.dataset), _staging(order.dataset) as folder:
        previous = newest(order.dataset)
        _refuse_other_sources(order, previous)
        run_id = next_run_id(order.dataset, order.now)
        started = time.monotonic()
        try:
            stats = crawl(chosen, order.now, order.config, folder, order.dataset, watch)
        except CrawlInterrupted as error:
            report = {"time": order.now, "result": "interrupted", "error": str(error)}
            record(order.dataset, run_id, report)
            raise
        fetched = time.monotonic()
        plan = Plan(
            run_id=run_id,
            now=order.now,
            sources=order.sources,
            crawled=[source.id for source in chosen],
            accepted=order.accept,
            complete=order.complete,
            decisions=order.decisions,
            keep_removed=_days(order.config.retention.removed_projects),
            code_version=__version__,
        )
        built = build(order.dataset, plan, *staged(folder), previous)
        seconds = {"crawl": fetched - started, "build": time.monotonic() - fetched}
        run = Run(run_id=run_id, built=built, status=_status(built, plan), seconds=seconds)
        record(order.dataset, run_id, _report(run, order, stats))
    return run


def _refuse_other_sources(order: Order, previous: Snapshot | None) -> None:
    """Keep a run from retiring everything that a dataset was made of.

    Raises:
        DatasetError: not one source of the dataset is among those of this run.
    """
    if previous is None or not order.complete:
        return
    tables = previous.tables()
    held = {state.source_id for state in tables.sources if state.status != "retired"}
    ours = {source.id for source in order.sources}
    # A source that was renamed still has its documents.
    urls = {url for source in order.sources for url in source.urls}
    if held and not held & ours and not urls & {document.url for document in tables.documents}:
        raise DatasetError(
            f"{order.dataset} was made of other sources ({', '.join(sorted(held))}) and would lose "
            "all of them; give this run a dataset of its own: --dataset PATH"
        )


@contextmanager
def _staging(dataset: Path) -> Iterator[Path]:
    """An empty folder for what the crawl reads; what a killed run left is thrown away."""
    folder = dataset / ".staging"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir()
    except OSError as error:
        raise DatasetError(f"{folder}: {error.strerror}; move it away") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _days(number: int | None) -> timedelta | None:
    return None if number is None else timedelta(days=number)


def _status(built: Built, plan: Plan) -> int:
    if built.result == "nothing-readable":
        return NOTHING_READABLE
    troubled = any(
        state.status in ("failed", "held")
        for state in built.states
        if state.source_id in plan.crawled
    )
    return SOME_FAILED if troubled else FINE


def _report(run: Run, order: Order, stats: dict[str, Any]) -> dict[str, Any]:
    return {
        "run_id": run.run_id,
        "time": order.now,
        "code_version": __version__,
        "result": run.built.result,
        "exit_status": run.status,
        "seconds": {stage: round(value, 3) for stage, value in run.seconds.items()},
        "requests": stats.get("downloader/request_count", 0),
        "bytes": stats.get("downloader/response_bytes", 0),
        "sources": {
            state.source_id: {
                "status": state.status,
                "error": state.error,
                "mentions": state.mention_count,
                "rejects": state.reject_count,
                "repairs": state.repair_count,
            }
            for state in run.built.states
        },
        "decisions": {"count": len(order.decisions), "unmet": run.built.unmet},
    }
