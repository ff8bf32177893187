"""Builds the next snapshot out of everything staged and the newest snapshot, and publishes it.

Runs once, after the crawl and outside of it, where an exception ends the run loudly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from normalize.records import TROUBLED, Failure, Reading, SourceState, Tables
from output.archive import settle
from output.fingerprints import fingerprint
from output.snapshots import Snapshot, publish, renew_checked_at
from pipelines.capturing import capture
from pipelines.deciding import Unmet
from pipelines.harvest import Harvest, gather
from pipelines.inputs import inputs, same_again, unchanged
from pipelines.manifest_sources import manifest_sources
from pipelines.plan import Plan
from pipelines.projects import resolve_projects
from pipelines.run_gates import run_refusals
from pipelines.stage import readings, staged
from pipelines.translation import names_from_other_sources

Result = Literal["published", "unchanged", "nothing-readable", "refused"]


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a build; ``snapshot`` is null where there is nothing to read yet.

    ``unmet`` are the decisions of people that could not be obeyed; ``refusals`` say why the run
    as a whole may not publish.
    """

    result: Result
    states: list[SourceState]
    tables: Tables
    snapshot: Snapshot | None
    unmet: list[Unmet]
    refusals: list[str] = []
    failures: Sequence[Failure] = ()


class Composed(msgspec.Struct, frozen=True, kw_only=True):
    """The content of a snapshot that nobody has published yet."""

    tables: Tables
    states: list[SourceState]
    #: what the manifest says of each source
    sources: dict[str, Any]
    unmet: list[Unmet]


def build_staged(dataset: Path, plan: Plan, previous: Snapshot | None) -> Built:
    """Build out of what the crawl staged; where that is what it was, nothing is resolved again.

    Raises:
        DatasetError: the dataset cannot be read or written.
    """
    documents, failures = staged(dataset, plan.run_id)
    made_of = inputs(plan, documents)
    if previous and not failures and same_again(plan, made_of, previous):
        tables = previous.tables()
        states = unchanged(tables.sources, plan)
        _note_unchanged(dataset, plan, states)
        return Built(
            result="unchanged",
            states=states,
            tables=tables,
            snapshot=previous,
            unmet=[],
        )
    fresh, lost = readings(dataset, documents)
    return build(dataset, plan, fresh, [*failures, *lost], previous, made_of)


def build(
    dataset: Path,
    plan: Plan,
    fresh: Sequence[Reading],
    failures: Sequence[Failure],
    previous: Snapshot | None,
    made_of: str | None = None,
) -> Built:
    """Resolve what was read against the newest snapshot; publish, if anything is new.

    ``made_of`` is the digest of all this, where it is known.

    Raises:
        DatasetError: the dataset cannot be written.
    """
    before = previous.tables() if previous else Tables()
    composed = compose(plan, fresh, failures, previous, before)
    built = Built(
        result="unchanged",
        states=composed.states,
        tables=composed.tables,
        snapshot=previous,
        unmet=composed.unmet,
        failures=failures,
    )
    if not _any_good(composed.states, plan.crawled, previous):
        return msgspec.structs.replace(built, result="nothing-readable")
    if previous and fingerprint(composed.tables) == fingerprint(before):
        _note_unchanged(dataset, plan, composed.states)
        return built
    if refusals := _refusals(plan, composed.tables, before):
        return msgspec.structs.replace(built, result="refused", refusals=refusals)
    documents = [one.document for one in fresh]
    settle(dataset, [one.archive_ref for one in documents if one.archive_ref])
    capture(dataset, plan, documents, failures, previous, made_of)
    manifest = facts(plan, composed, made_of)
    snapshot = publish(dataset, plan.run_id, composed.tables, manifest, plan.now)
    return msgspec.structs.replace(built, result="published", snapshot=snapshot)


def compose(
    plan: Plan,
    fresh: Sequence[Reading],
    failures: Sequence[Failure],
    previous: Snapshot | None,
    before: Tables | None,
) -> Composed:
    """What a snapshot of these readings holds; ``before`` are the tables of the ``previous``."""
    before = before or Tables()
    ranks = _ranks(plan, previous)
    harvest = _renamed(gather(plan, fresh, failures, before), ranks)
    tables, unmet = _tables(harvest, plan, before, ranks)
    earlier = previous.manifest.sources if previous else {}
    return Composed(
        tables=tables,
        states=harvest.states,
        sources=manifest_sources(harvest, ranks, earlier),
        unmet=unmet,
    )


def facts(plan: Plan, composed: Composed, made_of: str | None) -> dict[str, Any]:
    """What the manifest has besides the files."""
    return {
        "code_version": plan.code_version,
        "sources": composed.sources,
        "inputs": made_of,
    }


def _renamed(harvest: Harvest, ranks: dict[str, int]) -> Harvest:
    """The harvest with the translated names that other sources tell, and those repairs counted."""
    renamed = names_from_other_sources(harvest.mentions, ranks)
    if not renamed.repairs:
        return harvest
    further = Counter(one.source_id for one in renamed.repairs)
    return msgspec.structs.replace(
        harvest,
        mentions=renamed.mentions,
        repairs=harvest.repairs + renamed.repairs,
        states=[
            msgspec.structs.replace(one, repair_count=one.repair_count + further[one.source_id])
            for one in harvest.states
        ],
    )


def _ranks(plan: Plan, previous: Snapshot | None) -> dict[str, int]:
    """The rank of every source; of one that is no part of this run, the rank it had."""
    earlier = previous.manifest.sources if previous else {}
    known = {source_id: facts["rank"] for source_id, facts in earlier.items()}
    return known | {source.id: source.rank for source in plan.sources}


def _tables(
    harvest: Harvest, plan: Plan, before: Tables, ranks: dict[str, int]
) -> tuple[Tables, list[Unmet]]:
    resolved = resolve_projects(
        harvest.mentions,
        ranks,
        harvest.readings.keys(),
        before,
        plan.run_id,
        plan.now,
        plan.keep_removed,
        plan.decisions,
        harvest.wordless,
    )
    tables = Tables(
        projects=resolved.projects,
        mentions=resolved.mentions,
        changes=resolved.changes,
        repairs=harvest.repairs,
        rejects=harvest.rejects,
        redirects=resolved.redirects,
        documents=harvest.documents,
        sources=harvest.states,
    )
    return tables, resolved.unmet


def _refusals(plan: Plan, tables: Tables, before: Tables) -> list[str]:
    return run_refusals(
        plan.expect,
        tables.sources,
        plan.crawled,
        before.projects,
        tables.projects,
        tables.redirects,
    )


def _note_unchanged(dataset: Path, plan: Plan, states: Sequence[SourceState]) -> None:
    """Renew ``checked_at``, where every source was looked at and none is in trouble."""
    enabled = {source.id for source in plan.sources if not source.disabled}
    troubled = any(one.status in TROUBLED for one in states if one.source_id in enabled)
    if plan.complete and enabled <= set(plan.crawled) and not troubled:
        renew_checked_at(dataset, plan.now)


def _any_good(
    states: Sequence[SourceState], crawled: Collection[str], previous: Snapshot | None
) -> bool:
    """Whether any source of this run gave data that may be published."""
    if not crawled:
        return previous is not None
    return any(
        state.status in ("fetched", "unchanged") for state in states if state.source_id in crawled
    )
