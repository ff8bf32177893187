"""A digest of everything that a snapshot is made of: where it is the same, nothing is new."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from normalize.records import TROUBLED, SourceState
from output.snapshots import Snapshot
from pipelines.plan import Plan
from pipelines.stage import Staged


def inputs(plan: Plan, documents: Sequence[Staged]) -> str:
    """Hex SHA-256 over the readings of a run, and all that decides what is made of them."""
    said = [
        plan.code_digest,
        [msgspec.structs.replace(one, path="") for one in plan.sources],
        sorted(plan.crawled),
        sorted(plan.accepted),
        plan.complete,
        [(one.kind, one.things, one.reason, one.name) for one in plan.decisions],
        sorted((one.document.source_id, one.document.url, one.key) for one in documents),
    ]
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def same_again(plan: Plan, made_of: str, previous: Snapshot) -> bool:
    """Whether the newest snapshot was made of exactly this, so that nothing can be new.

    Where rows end with time, a source stands at its last good state, or people decided things
    that may not have come true, a build must tell.
    """
    known = previous.manifest.sources.values()
    troubled = any(one["status"] in TROUBLED for one in known)
    if troubled or plan.keep_removed is not None or plan.decisions:
        return False
    return previous.manifest.inputs == made_of


def unchanged(states: Sequence[SourceState], plan: Plan) -> list[SourceState]:
    """The sources as they stand after a run that found the same again."""
    return [
        one
        if one.source_id not in plan.crawled or one.status == "unchanged"
        else msgspec.structs.replace(
            one,
            status="unchanged",
            since_run_id=plan.run_id,
            previous_mention_count=one.mention_count,
        )
        for one in states
    ]
