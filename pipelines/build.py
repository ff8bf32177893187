"""Builds the next snapshot out of everything staged and the newest snapshot, and publishes it.

Runs once, after the crawl and outside of it, where an exception ends the run loudly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from normalize.records import Failure, Reading, SourceState, Tables
from output.fingerprints import fingerprint
from output.snapshots import Snapshot, checked, publish
from pipelines.deciding import Unmet
from pipelines.harvest import Harvest, gather
from pipelines.manifest_sources import manifest_sources
from pipelines.plan import Plan
from pipelines.projects import resolve_projects
from pipelines.translation import names_from_other_sources

Result = Literal["published", "unchanged", "nothing-readable"]


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a build; ``snapshot`` is null where there is nothing to read yet.

    ``unmet`` are the decisions of people that could not be obeyed.
    """

    result: Result
    states: list[SourceState]
    tables: Tables
    snapshot: Snapshot | None
    unmet: list[Unmet]


def build(
    dataset: Path,
    plan: Plan,
    readings: Sequence[Reading],
    failures: Sequence[Failure],
    previous: Snapshot | None,
) -> Built:
    """Resolve everything staged against the newest snapshot; publish, if anything is new.

    Raises:
        DatasetError: the dataset cannot be written.
    """
    before = previous.tables() if previous else Tables()
    ranks = _ranks(plan, previous)
    harvest = _renamed(gather(plan, readings, failures, before), ranks)
    tables, unmet = _tables(harvest, plan, before, ranks)
    built = Built(
        result="unchanged", states=harvest.states, tables=tables, snapshot=previous, unmet=unmet
    )
    if not _any_good(harvest.states, plan.crawled, previous):
        return msgspec.structs.replace(built, result="nothing-readable")
    if previous and fingerprint(tables) == fingerprint(before):
        checked(dataset, plan.now)
        return built
    manifest = {
        "code_version": plan.code_version,
        "sources": manifest_sources(harvest, ranks, previous.manifest.sources if previous else {}),
    }
    snapshot = publish(dataset, plan.run_id, tables, manifest, plan.now)
    return msgspec.structs.replace(built, result="published", snapshot=snapshot)


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


def _any_good(
    states: Sequence[SourceState], crawled: Collection[str], previous: Snapshot | None
) -> bool:
    """Whether any source of this run gave data that may be published."""
    if not crawled:
        return previous is not None
    return any(
        state.status in ("fetched", "unchanged") for state in states if state.source_id in crawled
    )
