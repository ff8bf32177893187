"""What the manifest says of each source: counts, coverage and ignored regions by reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from normalize.coverage import coverage_of
from normalize.records import Reading
from pipelines.harvest import Harvest


def manifest_sources(
    harvest: Harvest, ranks: Mapping[str, int], before: Mapping[str, Any]
) -> dict[str, Any]:
    """Per source id: rank and counts, and for what was not read in this run the coverage it had."""
    sources = {}
    for state in harvest.states:
        readings = harvest.readings.get(state.source_id)
        earlier = before.get(state.source_id, {})
        sources[state.source_id] = {
            "rank": ranks[state.source_id],
            "status": state.status,
            "error": state.error,
            "mentions": state.mention_count,
            "rejects": state.reject_count,
            "repairs": state.repair_count,
            "coverage": _documents(readings) if readings else earlier.get("coverage", {}),
            "ignored": _ignored(readings) if readings else earlier.get("ignored", {}),
        }
    return sources


def _documents(readings: Iterable[Reading]) -> dict[str, Any]:
    return {one.document.url: msgspec.to_builtins(coverage_of(one.regions)) for one in readings}


def _ignored(readings: Iterable[Reading]) -> dict[str, int]:
    return dict(
        Counter(
            region.detail
            for reading in readings
            for region in reading.regions
            if region.outcome == "ignored"
        )
    )
