"""A whole run: lock, crawl, build, report."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec

from almanac import __version__
from almanac.code_digest import code_digest
from almanac.crawl import Kept, Watcher, crawl
from almanac.logs import tell
from almanac.monitors import monitored
from almanac.order import Order
from almanac.reports import report_of, reported
from normalize.records import TROUBLED, Source
from output.errors import DatasetError
from output.lock import hold
from output.readings import forget_unused
from output.retention import Rule, prune
from output.runs import record
from output.snapshots import Snapshot, newest, next_run_id, prepare
from pipelines.build import Built, build_staged
from pipelines.memory import Remembered
from pipelines.plan import Plan
from pipelines.resuming import left_behind
from pipelines.stage import begin, clear

#: Exit status, as the contract has it; the errors that end a run have theirs in endings.py.
FINE, SOME_FAILED, NOTHING_READABLE = 0, 1, 3


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
    with hold(order.dataset):
        previous = newest(order.dataset)
        _refuse_other_sources(order, previous)
        plan = _plan(order, next_run_id(order.dataset, order.now), chosen)
        memory = _memory(order, plan, previous)
        begin(order.dataset, plan.run_id)
        with reported(order.dataset, plan.run_id, order.now):
            started = time.monotonic()
            kept = Kept(order.dataset, plan.run_id)
            stats = crawl(chosen, order.now, order.config, kept, watch, memory)
            fetched = time.monotonic()
            built = build_staged(order.dataset, plan, previous)
            seconds = {"crawl": fetched - started, "build": time.monotonic() - fetched}
            run = Run(run_id=plan.run_id, built=built, status=_status(built, plan), seconds=seconds)
            report = _report(run, order, plan, stats)
            verdicts = monitored(report_of(report), stats)
            record(order.dataset, plan.run_id, {**report, "monitors": verdicts})
        _tidy(order)
    return run


def _tidy(order: Order) -> None:
    """Remove what no run needs any more; what stays there does not undo what was published."""
    retention = order.config.retention
    rule = Rule(
        snapshots=retention.snapshots,
        reports=_days(retention.reports),
        bodies=_days(retention.bodies),
    )
    try:
        clear(order.dataset)
        forget_unused(order.dataset)
        prune(order.dataset, rule, order.now)
    except (DatasetError, OSError) as error:
        tell(logging.WARNING, "prune-failed", f"nothing more was removed: {error}")


def _plan(order: Order, run_id: str, chosen: Sequence[Source]) -> Plan:
    return Plan(
        run_id=run_id,
        now=order.now,
        sources=order.sources,
        crawled=[source.id for source in chosen],
        accepted=order.accept,
        complete=order.complete,
        decisions=order.decisions,
        keep_removed=_days(order.config.retention.removed_projects),
        code_version=__version__,
        code_digest=code_digest(),
        expect=order.config.expect,
    )


def _memory(order: Order, plan: Plan, previous: Snapshot | None) -> Remembered:
    """What earlier runs fetched and read, those that were killed included.

    Who asks for a single source wants to see it as it is now.
    """
    before: Any = previous.table("documents") if previous else []
    unfinished = [] if order.only else left_behind(order.dataset)
    return Remembered(order.dataset, plan.code_digest, before, unfinished)


def _refuse_other_sources(order: Order, previous: Snapshot | None) -> None:
    """Keep a run from retiring everything that a dataset was made of.

    Raises:
        DatasetError: not one source of the dataset is among those of this run.
    """
    if previous is None or not order.complete:
        return
    states: Any = previous.table("sources")
    documents: Any = previous.table("documents")
    held = {state.source_id for state in states if state.status != "retired"}
    ours = {source.id for source in order.sources}
    # A source that was renamed still has its documents.
    urls = {url for source in order.sources for url in source.urls}
    if held and not held & ours and not urls & {document.url for document in documents}:
        raise DatasetError(
            f"{order.dataset} was made of other sources ({', '.join(sorted(held))}) and would lose "
            "all of them; give this run a dataset of its own: --dataset PATH"
        )


def _days(number: int | None) -> timedelta | None:
    return None if number is None else timedelta(days=number)


def _status(built: Built, plan: Plan) -> int:
    if built.result in ("nothing-readable", "refused"):
        return NOTHING_READABLE
    troubled = any(
        state.status in TROUBLED for state in built.states if state.source_id in plan.crawled
    )
    return SOME_FAILED if troubled else FINE


def _report(run: Run, order: Order, plan: Plan, stats: dict[str, Any]) -> dict[str, Any]:
    return {
        "run_id": run.run_id,
        "time": order.now,
        "code_version": __version__,
        "result": run.built.result,
        "exit_status": run.status,
        "seconds": {stage: round(value, 3) for stage, value in run.seconds.items()},
        "requests": stats.get("downloader/request_count", 0),
        "bytes": stats.get("downloader/response_bytes", 0),
        "projects": sum(one.status == "active" for one in run.built.tables.projects),
        "crawled": sorted(plan.crawled),
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
        "failures": run.built.failures,
        "decisions": {"count": len(order.decisions), "unmet": run.built.unmet},
        "refusals": run.built.refusals,
    }
