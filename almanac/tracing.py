"""Leads from published values back to the bytes they came from, and from text to its fate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from normalize.records import Document, Mention, Reading, Region, SourceState, Tables
from normalize.records import Source as SourceRecord
from normalize.text.decode import mark_length
from output.archive import load
from spiders.readers.assemble import assemble
from spiders.readers.opening import Opened, open_document

#: Characters of the document shown around what was found.
_AROUND = 60


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a text stands in a document, in bytes of its body, and what became of it."""

    document: Document
    locator: str
    raw: str
    outcome: str
    detail: str
    #: the mention that covers the place, where one does
    mention: Mention | None
    first_byte: int | None
    last_byte: int | None


class Archived(msgspec.Struct, frozen=True):
    """An archived document, opened and read again exactly as the run did."""

    document: Document
    opened: Opened
    reading: Reading
    #: bytes of byte order mark before the text
    mark: int

    def bytes_of(self, start: int, end: int) -> tuple[int | None, int | None]:
        """Byte offsets of a stretch of raw text; null where the text is not in the bytes (PDF)."""
        if self.opened.encoding is None:
            return None, None
        before = self.opened.raw[:start].encode(self.opened.encoding, "replace")
        inside = self.opened.raw[start:end].encode(self.opened.encoding, "replace")
        first = self.mark + len(before)
        return first, first + len(inside)


def reopen(dataset: Path, tables: Tables, document: Document) -> Archived:
    """A document out of the archive, its sha256 checked.

    Raises:
        ArchiveError: the body is missing or is not the one that was read.
        ReadError: it cannot be read any more.
    """
    body = load(dataset, document.archive_ref or "")
    states = {state.source_id: state for state in tables.sources}
    source = _source(states[document.source_id], document)
    opened = open_document(body, source.kind, document.content_type)
    return Archived(document, opened, assemble(document, source, opened), mark_length(body))


def _source(state: SourceState, document: Document) -> SourceRecord:
    return msgspec.convert(
        {
            "id": state.source_id,
            "path": "",
            "title": state.title,
            "kind": state.kind,
            "urls": [document.url],
            "homepage": state.url if "://" in state.url else None,
        },
        SourceRecord,
    )


def places(archived: Archived, wanted: str, tables: Tables) -> Iterator[Place]:
    """Every place of a document where a text stands, as it was fetched or as restored."""
    published = {one.mention_id: one for one in tables.mentions}
    opened = archived.opened
    found = set(_occurrences(opened.raw, wanted))
    for start, end in _occurrences(opened.restored.text, wanted):
        found.add(opened.restored.raw_span(start, end))
    told: set[tuple[int, int]] = set()
    for start, end in sorted(found):
        region = _region(archived.reading.regions, start)
        # An entry that says it twice, as text and as link, is told once.
        if region and (region.start, region.end) in told:
            continue
        told.add((region.start, region.end) if region else (start, end))
        first, last = archived.bytes_of(start, end)
        detail = region.detail if region else ""
        yield Place(
            document=archived.document,
            locator=opened.locate(start, end),
            raw=opened.raw[max(0, start - _AROUND) : end + _AROUND],
            outcome=region.outcome if region else "outside of everything read",
            detail=detail,
            mention=published.get(detail) if region and region.outcome == "mention" else None,
            first_byte=first,
            last_byte=last,
        )


def home(archived: Archived, mention: Mention) -> Place | None:
    """Where a mention's own entry stands; null where its document does not give it any more."""
    for region in archived.reading.regions:
        if region.outcome == "mention" and region.detail == mention.mention_id:
            first, last = archived.bytes_of(region.start, region.end)
            return Place(
                document=archived.document,
                locator=region.locator,
                raw=archived.opened.raw[region.start : region.end],
                outcome="mention",
                detail=mention.mention_id,
                mention=mention,
                first_byte=first,
                last_byte=last,
            )
    return None


def _occurrences(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    at = text.find(wanted)
    while at >= 0:
        yield at, at + len(wanted)
        at = text.find(wanted, at + len(wanted))


def _region(regions: list[Region], offset: int) -> Region | None:
    """The innermost region around an offset."""
    around = [one for one in regions if one.start <= offset < one.end]
    return min(around, key=lambda one: one.end - one.start, default=None)
