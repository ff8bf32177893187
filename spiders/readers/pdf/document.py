"""PDFs to entries: their text is extracted, restored by the caller, and read by its layout."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from normalize.text.alignment import Alignment
from spiders.readers.contents import Contents
from spiders.readers.entries import read_entries
from spiders.readers.pdf.blocks import pdf_blocks
from spiders.readers.pdf.stretches import TextLink
from spiders.readers.pdf.text import Line, PdfText, extract_pdf

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
    if not alignment.starts:
        return found.links, found.lines
    links = [(*alignment.restored_span(start, end), uri) for start, end, uri in found.links]
    lines = [_moved(line, alignment) for line in found.lines]
    return links, lines


def _moved(line: Line, alignment: Alignment) -> Line:
    start, end = alignment.restored_span(line.start, line.end)
    gaps = tuple((alignment.restored_span(at, at)[0], x0, x1) for at, x0, x1 in line.gaps)
    return msgspec.structs.replace(line, start=start, end=end, gaps=gaps)
