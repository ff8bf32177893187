"""Gathers what the build works on: fresh data of each source, or its last good ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from normalize.records import (
    Document,
    Failure,
    Mention,
    Reading,
    Reject,
    Repair,
    Source,
    SourceState,
    SourceStatus,
    Tables,
)
from pipelines.gates import judge
from pipelines.plan import Plan
from pipelines.wording import facts_only


class Harvest(msgspec.Struct):
    """All rows of all sources, in published order, and how each source fared."""

    mentions: list[Mention] = []
    rejects: list[Reject] = []
    repairs: list[Repair] = []
    documents: list[Document] = []
    states: list[SourceState] = []
    #: coverage and ignored regions of the documents read in this run, by source id
    readings: dict[str, list[Reading]] = {}


def gather(
    plan: Plan, readings: Iterable[Reading], failures: Iterable[Failure], before: Tables
) -> Harvest:
    """Decide source by source between what was just read and what stood there before."""
    fresh: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        fresh[reading.document.source_id].append(reading)
    failed: defaultdict[str, list[Failure]] = defaultdict(list)
    for failure in failures:
        failed[failure.source_id].append(failure)
    known = {state.source_id: state for state in before.sources}
    harvest = Harvest()
    for source in sorted(plan.sources, key=lambda one: one.id):
        old = known.pop(source.id, None)
        if source.id not in plan.crawled:
            if old is not None:
                _keep(harvest, before, old)
            continue
        in_order = sorted(fresh[source.id], key=lambda one: _place(source, one))
        verdict = judge(
            source,
            in_order,
            failed[source.id],
            old.mention_count if old else None,
            source.id in plan.accepted,
        )
        if verdict.status == "fetched":
            status = _take(harvest, source, in_order, before)
        else:
            status = verdict.status
            _copy(harvest, source.id, before)
        harvest.states.append(_state(harvest, source, status, verdict.error, old, plan.run_id))
    for old in known.values():
        if plan.complete:
            harvest.states.append(_retired(old, plan.run_id))
        else:
            _keep(harvest, before, old)
    harvest.states.sort(key=lambda state: state.source_id)
    return harvest


def _place(source: Source, reading: Reading) -> tuple[int, str]:
    """Documents in the order of the source file, then those that it follows."""
    url = reading.document.url
    return (source.urls.index(url) if url in source.urls else len(source.urls), url)


def _take(
    harvest: Harvest, source: Source, readings: list[Reading], before: Tables
) -> SourceStatus:
    """Take a source's fresh data; ``unchanged`` where its bodies and its reader are the same."""
    if not source.publish_text:
        readings = [facts_only(reading) for reading in readings]
    harvest.readings[source.id] = readings
    known = {(one.source_id, one.url): one for one in before.documents}
    read = {one.document.url for one in readings}
    unchanged = all(url in read for source_id, url in known if source_id == source.id)
    seen: set[str] = set()
    for reading in readings:
        document = reading.document
        old = known.get((document.source_id, document.url))
        same = old is not None and old.sha256 == document.sha256
        if old is not None and same:
            document = msgspec.structs.replace(document, fetched_at=old.fetched_at)
            unchanged = unchanged and old.reader_version == document.reader_version
        unchanged = unchanged and same
        harvest.documents.append(document)
        harvest.repairs += reading.repairs
        harvest.rejects += reading.rejects
        for mention in reading.mentions:
            if mention.mention_id in seen:
                harvest.rejects.append(_repeated(mention))
            else:
                seen.add(mention.mention_id)
                harvest.mentions.append(mention)
    return "unchanged" if unchanged else "fetched"


def _repeated(mention: Mention) -> Reject:
    return Reject(
        source_id=mention.source_id,
        document_url=mention.document_url,
        locator=mention.locator,
        stage="build",
        reason="repeated",
        detail=f"the same entry stands in another document of this source: {mention.mention_id}",
        raw=mention.name_raw,
    )


def _keep(harvest: Harvest, before: Tables, old: SourceState) -> None:
    """Take over a source that is no part of this run."""
    _copy(harvest, old.source_id, before)
    harvest.states.append(old)


def _copy(harvest: Harvest, source_id: str, before: Tables) -> None:
    """Take over a source's last good rows."""
    harvest.mentions += [one for one in before.mentions if one.source_id == source_id]
    harvest.rejects += [one for one in before.rejects if one.source_id == source_id]
    harvest.repairs += [one for one in before.repairs if one.source_id == source_id]
    harvest.documents += [one for one in before.documents if one.source_id == source_id]


def _state(
    harvest: Harvest,
    source: Source,
    status: SourceStatus,
    error: str | None,
    old: SourceState | None,
    run_id: str,
) -> SourceState:
    def count(rows: Sequence[Mention | Reject | Repair]) -> int:
        return sum(1 for row in rows if row.source_id == source.id)

    return SourceState(
        source_id=source.id,
        title=source.title,
        url=source.homepage or source.urls[0],
        kind=source.kind,
        publisher=source.publisher,
        license=source.license,
        attribution=source.attribution,
        status=status,
        since_run_id=old.since_run_id if old and old.status == status else run_id,
        mention_count=count(harvest.mentions),
        previous_mention_count=old.mention_count if old else 0,
        reject_count=count(harvest.rejects),
        repair_count=count(harvest.repairs),
        error=error,
    )


def _retired(old: SourceState, run_id: str) -> SourceState:
    if old.status == "retired":
        return old
    return msgspec.structs.replace(
        old,
        status="retired",
        since_run_id=run_id,
        previous_mention_count=old.mention_count,
        mention_count=0,
        reject_count=0,
        repair_count=0,
        error=None,
    )
