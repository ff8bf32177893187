"""One reading of a text that came in chunks becomes one of each chunk, in that chunk's offsets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from normalize.records import Document, Mention, Reading, Region, Reject, Repair
from spiders.readers.coverage import cover
from spiders.readers.plaintext.chunks import Piece, Stitched

_LOCATOR = re.compile(r"char=(\d+)-(\d+)")
_Placed = TypeVar("_Placed", Mention, Reject, Repair)


def split_reading(
    reading: Reading, stitched: Stitched, documents: Sequence[Document], texts: Sequence[str]
) -> dict[int, Reading]:
    """The reading of each chunk, by its index; ``texts`` are the chunks as decoded.

    An entry belongs to the chunk that it starts in. Where it goes on in the next, the region
    there is a mention's too; what a chunk repeats of those before it is an ignored ``overlap``.
    """
    return {
        piece.chunk: _of_chunk(
            reading, piece, documents[piece.chunk], texts[piece.chunk], piece is stitched.last
        )
        for piece in stitched.pieces
    }


def missing_chunk(before: Document, text: str, after: Document) -> Reject:
    """Says that the text between two chunks is missing; ``text`` is that of the first."""
    return Reject(
        source_id=before.source_id,
        document_url=before.url,
        locator=f"char={len(text)}-{len(text)}",
        stage="read",
        reason="missing-chunk",
        detail=f"a chunk is missing after {before.url} and before {after.url}",
        raw=text[-80:],
    )


def _of_chunk(reading: Reading, piece: Piece, document: Document, text: str, last: bool) -> Reading:
    regions = [
        Region(
            start=piece.place(region.start),
            end=piece.place(region.end),
            outcome=region.outcome,
            detail=region.detail,
            locator=_locator(piece, region.start, region.end),
        )
        for region in reading.regions
        if region.start < piece.end and region.end > piece.start
    ]
    for start, end in ((0, piece.skipped), (piece.place(piece.end), len(text))):
        if start < end:
            regions.append(
                Region(
                    start=start,
                    end=end,
                    outcome="ignored",
                    detail="overlap",
                    locator=f"char={start}-{end}",
                )
            )
    return Reading(
        document=document,
        mentions=[
            msgspec.structs.replace(one, document_sha256=document.sha256)
            for one in _placed(reading.mentions, piece, document, last)
        ],
        rejects=_placed(reading.rejects, piece, document, last),
        repairs=_placed(reading.repairs, piece, document, last),
        regions=_counted(regions, text),
    )


def _placed(records: list[_Placed], piece: Piece, document: Document, last: bool) -> list[_Placed]:
    """The records that start in a piece, with their place in its chunk."""
    placed = []
    for one in records:
        found = _LOCATOR.fullmatch(one.locator)
        start, end = (int(found[1]), int(found[2])) if found else (0, 0)
        if piece.start <= start < piece.end or (last and start == piece.end > piece.start):
            locator = _locator(piece, start, end)
            placed.append(msgspec.structs.replace(one, document_url=document.url, locator=locator))
    return placed


def _locator(piece: Piece, start: int, end: int) -> str:
    return f"char={piece.place(start)}-{piece.place(end)}"


def _counted(regions: list[Region], text: str) -> list[Region]:
    """The regions in their order, each with the links that the chunk's own text has in it."""
    spans = [(region.start, region.end) for region in regions]
    tallies = cover(text, "plaintext", spans, ()).tallies
    counted = [
        msgspec.structs.replace(region, links=tally.links, rows=tally.rows)
        for region, tally in zip(regions, tallies, strict=True)
    ]
    return sorted(counted, key=lambda region: (region.start, -region.end))
