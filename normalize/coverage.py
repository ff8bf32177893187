"""The sums over a document: what became of each link and table row counted in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from normalize.records import Count, Coverage, Region


def coverage_of(regions: Iterable[Region]) -> Coverage:
    """Where the counted links and rows of a document ended up, out of its regions."""
    links, rows = Counter[str](), Counter[str]()
    for region in regions:
        links[region.outcome] += region.links
        rows[region.outcome] += region.rows
    return Coverage(links=_count(links), rows=_count(rows))


def _count(sums: Counter[str]) -> Count:
    return Count(
        total=sums.total(),
        mention=sums["mention"],
        reject=sums["reject"],
        ignored=sums["ignored"],
    )
