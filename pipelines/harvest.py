"""Gathers what the build works on: fresh data of each source, or its last good ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

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


class Rows(msgspec.Struct):
    """All rows of one source, or of several, in published order."""

    mentions: list[Mention] = []
    rejects: list[Reject] = []
    repairs: list[Repair] = []
    documents: list[Document] = []


class Harvest(Rows):
    """All rows of all sources, and how each source fared."""

    states: list[SourceState] = []
    #: what was read in this run and may be published, by source id
    readings: dict[str, list[Reading]] = {}
    #: the sources whose words may not be published
    wordless: frozenset[str] = frozenset()


def gather(
    plan: Plan, readings: Iterable[Reading], failures: Iterable[Failure], before: Tables
) -> Harvest:
    """Decide source by source between what was just read and what stood there before."""
    fresh: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        fresh[reading.document.source_id].append(reading)
    failed: defaultdict[str, list[Failure]] = defaultdict(list)
    for failure in sorted(failures, key=lambda one: one.url):
        failed[failure.source_id].append(failure)
    last_good = _by_source(before)
    known = {state.source_id: state for state in before.sources}
    harvest = Harvest(wordless=frozenset(one.id for one in plan.sources if not one.publish_text))
    for source in sorted(plan.sources, key=lambda one: one.id):
        old = known.pop(source.id, None)
        rows = _publishable(source, last_good[source.id])
        if source.id in plan.crawled:
            in_order = sorted(fresh[source.id], key=lambda one: _place(source, one))
            verdict = judge(
                source,
                in_order,
                failed[source.id],
                old.mention_count if old else None,
                source.id in plan.accepted,
            )
            status: SourceStatus = verdict.status
            if status == "fetched":
                status, rows = _taken(in_order, rows.documents)
                rows = _publishable(source, rows)
                harvest.readings[source.id] = in_order
            old = _state(source, rows, status, verdict.error, old, plan.run_id)
        if old is not None:
            _add(harvest, old, rows)
    for old in known.values():
        if plan.complete:
            _add(harvest, _retired(old, plan.run_id), Rows())
        else:
            _add(harvest, old, last_good[old.source_id])
    harvest.states.sort(key=lambda state: state.source_id)
    return harvest


def _by_source(before: Tables) -> defaultdict[str, Rows]:
    """The last good rows of each source."""
    rows: defaultdict[str, Rows] = defaultdict(Rows)
    for mention in before.mentions:
        rows[mention.source_id].mentions.append(mention)
    for reject in before.rejects:
        rows[reject.source_id].rejects.append(reject)
    for repair in before.repairs:
        rows[repair.source_id].repairs.append(repair)
    for document in before.documents:
        rows[document.source_id].documents.append(document)
    return rows


def _place(source: Source, reading: Reading) -> tuple[int, str]:
    """Documents in the order of the source file, then those that it follows."""
    url = reading.document.url
    return (source.urls.index(url) if url in source.urls else len(source.urls), url)


def _taken(readings: list[Reading], before: list[Document]) -> tuple[SourceStatus, Rows]:
    """A source's fresh rows; it is ``unchanged`` where its bodies and its reader are the same."""
    known = {one.url: one for one in before}
    rows, seen = Rows(), set[str]()
    for reading in readings:
        rows.documents.append(_dated(reading.document, known.get(reading.document.url)))
        rows.repairs += reading.repairs
        rows.rejects += reading.rejects
        for mention in reading.mentions:
            if mention.mention_id in seen:
                rows.rejects.append(_repeated(mention))
            else:
                seen.add(mention.mention_id)
                rows.mentions.append(mention)
    same = {_version(one) for one in rows.documents} == {_version(one) for one in before}
    return ("unchanged" if same else "fetched"), rows


def _version(document: Document) -> tuple[str, str, str]:
    return document.url, document.sha256, document.reader_version


def _dated(document: Document, old: Document | None) -> Document:
    """A document with the time when this very body was first fetched."""
    if old is None or old.sha256 != document.sha256:
        return document
    return msgspec.structs.replace(document, fetched_at=old.fetched_at)


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


def _publishable(source: Source, rows: Rows) -> Rows:
    """The rows of a source without its words, where it does not let us publish them."""
    if source.publish_text:
        return rows
    return Rows(*facts_only(rows.mentions, rows.rejects, rows.repairs), rows.documents)


def _add(harvest: Harvest, state: SourceState, rows: Rows) -> None:
    harvest.states.append(state)
    harvest.mentions += rows.mentions
    harvest.rejects += rows.rejects
    harvest.repairs += rows.repairs
    harvest.documents += rows.documents


def _state(
    source: Source,
    rows: Rows,
    status: SourceStatus,
    error: str | None,
    old: SourceState | None,
    run_id: str,
) -> SourceState:
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
        mention_count=len(rows.mentions),
        previous_mention_count=old.mention_count if old else 0,
        reject_count=len(rows.rejects),
        repair_count=len(rows.repairs),
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
