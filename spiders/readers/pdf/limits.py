"""What is too much for a PDF: pages, characters, and streams that unpack into a flood."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from spiders.errors import ReadError

MOST_PAGES = 5_000
#: Of the whole document: about 5,000 pages of it.
MOST_CHARACTERS = 15_000_000
#: Bytes that one stream may unpack to; an image of 8,000 by 8,000 points takes 192 MB.
LARGEST_STREAM = 256 * 2**20
#: zlib packs at most about 1,030 to 1: a stream this much smaller than the limit is harmless.
_TIGHTEST = 1_050
_STREAM = re.compile(rb"stream\r?\n")
_PACKED = re.compile(rb"/(?:Flate|Fl#61te)Decode|/Fl\b")
_LONGEST_HEAD = 1_000  # bytes of a stream's dictionary that are looked at
_CHUNK = 2**20


def refuse_bombs(body: bytes) -> None:
    """Raises :class:`ReadError` ``decompression-bomb`` for a stream that unpacks to a flood.

    Only streams that are long enough for it, or packed more than once, are unpacked: piece by
    piece. What this overlooks is for the limits that the reading process itself has.
    """
    for found in _STREAM.finditer(body):
        times = _times_packed(body, found.start())
        end = body.find(b"endstream", found.end())
        size = (end if end >= 0 else len(body)) - found.end()
        if times and size * _TIGHTEST**times >= LARGEST_STREAM:
            packed = body[found.end() : found.end() + size]
            if _unpacks_to_flood(packed, times):
                limit = f"{LARGEST_STREAM:,} bytes"
                raise ReadError("decompression-bomb", f"a stream unpacks to more than {limit}")


def _times_packed(body: bytes, start: int) -> int:
    """How many times the stream is packed whose dictionary ends at ``start``."""
    head = body[max(0, start - _LONGEST_HEAD) : start]
    return len(_PACKED.findall(head, max(0, head.rfind(b"obj"))))


def _unpacks_to_flood(packed: bytes, times: int) -> bool:
    """Whether unpacking a stream, layer by layer, gives more than may be."""
    pieces: Iterator[bytes] = iter([packed])
    for _ in range(times):
        pieces = _unpacked(pieces)
    total = 0
    try:
        for piece in pieces:
            total += len(piece)
            if total > LARGEST_STREAM:
                return True
    except zlib.error:
        return False  # packed otherwise, or damaged: pdfium's to say
    return False


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    total = 0
    for piece in pieces:
        waiting = piece
        while waiting and not unpacker.eof:
            unpacked = unpacker.decompress(waiting, _CHUNK)
            waiting = unpacker.unconsumed_tail
            total += len(unpacked)
            yield unpacked
            if total > LARGEST_STREAM:
                return
