"""Captures what a run was to do and what it fetched, so that its snapshot can be made again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from normalize.decisions import Decision
from normalize.records import Document, Failure, Source
from output.captures import Capture, load, write
from output.errors import DatasetError
from output.snapshots import Snapshot
from pipelines.plan import Plan


class _Order(msgspec.Struct, frozen=True, kw_only=True):
    """A plan as it is captured; ``path`` of the sources says nothing about another machine."""

    now: datetime
    previous: str | None
    sources: list[Source]
    crawled: list[str]
    accepted: list[str]
    complete: bool
    keep_removed: timedelta | None
    decisions: list[Decision]
    code_version: str
    code_digest: str
    made_of: str | None


class Captured(msgspec.Struct, frozen=True, kw_only=True):
    """All that a snapshot is made of: the plan, the snapshot before it, what was fetched."""

    plan: Plan
    previous: str | None
    documents: list[Document]
    failures: list[Failure]
    made_of: str | None


def capture(
    dataset: Path,
    plan: Plan,
    documents: Sequence[Document],
    failures: Sequence[Failure],
    previous: Snapshot | None,
    made_of: str | None,
) -> None:
    """Write the capture of a run.

    Raises:
        DatasetError: the disk refuses.
    """
    order = _Order(
        now=plan.now,
        previous=previous.run_id if previous else None,
        sources=[msgspec.structs.replace(one, path="") for one in plan.sources],
        crawled=list(plan.crawled),
        accepted=list(plan.accepted),
        complete=plan.complete,
        keep_removed=plan.keep_removed,
        decisions=list(plan.decisions),
        code_version=plan.code_version,
        code_digest=plan.code_digest,
        made_of=made_of,
    )
    told = Capture(
        order=msgspec.to_builtins(order), documents=list(documents), failures=list(failures)
    )
    write(dataset, plan.run_id, plan.now, told)


def captured(dataset: Path, run_id: str) -> Captured:
    """The capture of a run.

    Raises:
        DatasetError: there is none, or it is damaged, or of code that we do not know.
    """
    told = load(dataset, run_id)
    try:
        order = msgspec.convert(told.order, _Order)
    except msgspec.ValidationError as error:
        raise DatasetError(f"the capture of {run_id} was written by other code: {error}") from error
    return Captured(
        plan=Plan(
            run_id=run_id,
            now=order.now,
            sources=order.sources,
            crawled=order.crawled,
            accepted=order.accepted,
            complete=order.complete,
            keep_removed=order.keep_removed,
            decisions=order.decisions,
            code_version=order.code_version,
            code_digest=order.code_digest,
        ),
        previous=order.previous,
        documents=told.documents,
        failures=told.failures,
        made_of=order.made_of,
    )
