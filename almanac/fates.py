"""What became of a stretch of a document: as it was read, and in the steps of the run after."""

from __future__ import annotations

import msgspec

from almanac.tracing import Traced
from normalize.records import Mention, Region, Reject, Tables

#: What became of a stretch that holds no word, link or row: rules of tables, tags, blank lines.
LAYOUT = "layout"


class Fate(msgspec.Struct, frozen=True):
    """``outcome`` is ``mention``, ``reject``, ``ignored`` or ``layout``; ``detail`` says more."""

    outcome: str
    detail: str
    mention: Mention | None = None


class Fates:
    """Looks up what became of the regions of documents; empty tables know no step but reading."""

    def __init__(self, tables: Tables) -> None:
        self._mentions = {one.mention_id: one for one in tables.mentions}
        self._later: dict[tuple[str, str, str], Reject] = {
            (one.source_id, one.document_url, one.locator): one
            for one in tables.rejects
            if one.stage in ("check", "build")
        }

    def of(self, traced: Traced, region: Region | None) -> Fate:
        """What became of a region of a document; of none, where nothing was to be read."""
        if region is None:
            return Fate(LAYOUT, "no word, link or row is there")
        if region.outcome == "mention":
            return self._of_mention(traced, region)
        if region.outcome == "reject":
            return Fate("reject", _why(traced, region))
        return Fate(region.outcome, region.detail)

    def _of_mention(self, traced: Traced, region: Region) -> Fate:
        document = traced.document
        published = self._mentions.get(region.detail)
        # In another document of its source the same entry has the same id.
        if published is None or published.document_url != document.url:
            key = (document.source_id, document.url, region.locator)
            if refused := self._later.get(key):
                return Fate("reject", f"{refused.reason}: {refused.detail}")
        return Fate("mention", region.detail, published or _as_read(traced, region.detail))


def _why(traced: Traced, region: Region) -> str:
    """The reason of a reject, with the sentence that says more."""
    for one in traced.reading.rejects:
        if (one.locator, one.reason) == (region.locator, region.detail):
            return f"{one.reason}: {one.detail}"
    return region.detail


def _as_read(traced: Traced, mention_id: str) -> Mention | None:
    return next((one for one in traced.reading.mentions if one.mention_id == mention_id), None)
