"""PDFs to entries: their text is extracted, restored by the caller, and read by its layout."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from normalize.text.alignment import Alignment
from spiders.readers.contents import Contents
from spiders.readers.entries import read_entries
from spiders.readers.pdf_blocks import pdf_blocks
from spiders.readers.pdf_pieces import TextLink
from spiders.readers.pdf_text import Line, PdfText, extract_pdf

__all__ = ["Line", "PdfText", "extract_pdf", "in_restored", "read_pdf"]


def read_pdf(text: str, links: Sequence[TextLink], lines: Sequence[Line]) -> Contents:
    """All entries of a PDF's text.

    ``links`` are ``(start, end, uri)``. All offsets are in ``text``: after restoration, take
    links and lines from :func:`in_restored`.
    """
    contents = read_entries(pdf_blocks(text, links, lines))
    return Contents(contents.entries, sorted(contents.unread, key=lambda one: one.start))


def in_restored(found: PdfText, alignment: Alignment) -> tuple[list[TextLink], list[Line]]:
    """The links and lines of an extracted PDF with their offsets in its restored text."""

    def start_of(raw: int) -> int:
        at = bisect_right(alignment.raw_starts, raw) - 1
        inside = at >= 0 and raw < alignment.raw_ends[at]
        return alignment.starts[at] if inside else _beyond(alignment, at, raw)

    def end_of(raw: int) -> int:
        at = bisect_right(alignment.raw_starts, raw - 1) - 1
        inside = at >= 0 and raw <= alignment.raw_ends[at]
        return alignment.ends[at] if inside else _beyond(alignment, at, raw)

    links = [(start_of(start), end_of(end), uri) for start, end, uri in found.links]
    lines = [
        msgspec.structs.replace(
            line,
            start=start_of(line.start),
            end=end_of(line.end),
            gaps=tuple((start_of(at), x0, x1) for at, x0, x1 in line.gaps),
        )
        for line in found.lines
    ]
    return links, lines


def _beyond(alignment: Alignment, at: int, raw: int) -> int:
    return raw if at < 0 else raw - alignment.raw_ends[at] + alignment.ends[at]
