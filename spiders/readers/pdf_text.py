"""A PDF's text: characters in reading order with their boxes, lines, and what is linked where."""

from __future__ import annotations

import ctypes
import math
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import pypdfium2.raw as pdfium

from spiders.errors import ReadError

#: A gap wider than this many times the size of the type parts two cells of a row.
CELL_GAP = 0.9
_NOWHERE = (0.0, 0.0, 0.0, 0.0)  # the box of a space or a line end
_HYPHEN = "\x02\ufffe"  # how pdfium marks a hyphen that breaks a word at a line's end
_DROPPED = frozenset("\x00\r\n\ufeff")


class Line(msgspec.Struct, frozen=True):
    """A printed line: ``[start, end)`` in the text, page from 1, box in PDF points.

    ``size`` is that of most of its type in points. ``gaps`` are its cells, parted by wide gaps:
    the offset where each begins, and its left and right edge in points.
    """

    start: int
    end: int
    page: int
    box: tuple[float, float, float, float]
    size: float
    gaps: tuple[tuple[int, float, float], ...]


class PdfText(msgspec.Struct):
    """All pages' text, one line to a line, and where everything in it stands.

    ``links`` are ``(start, end, uri)``; ``boxes`` holds four numbers for each character.
    """

    text: str
    lines: list[Line]
    links: list[tuple[int, int, str]]
    pages: array[int]
    boxes: array[float]

    def locator(self, start: int, end: int) -> str:
        """``page=3;bbox=x0,y0,x1,y1`` of a stretch, in points; its first page where it has more."""
        end = min(max(end, start + 1), len(self.text))
        shown = [at for at in range(start, end) if self.boxes[4 * at + 2] > self.boxes[4 * at]]
        if not shown:
            return f"page={self.pages[start] if start < len(self.pages) else 1}"
        page = self.pages[shown[0]]
        corners = [self.boxes[4 * at : 4 * at + 4] for at in shown if self.pages[at] == page]
        x0, y0, x1, y1 = _union(corners)
        return f"page={page};bbox={x0:.0f},{y0:.0f},{x1:.0f},{y1:.0f}"


def extract_pdf(body: bytes) -> PdfText:
    """The text layer of a PDF.

    Raises:
        ReadError: ``not-a-pdf``, ``encrypted``, ``damaged``, ``empty`` or ``no-text-layer``.

    """
    if not body:
        raise ReadError("empty", "the document has no content")
    if b"%PDF-" not in body[:1024]:
        raise ReadError("not-a-pdf", "the document does not begin as a PDF does")
    found = PdfText("", [], [], array("l"), array("f"))
    parts: list[str] = []
    with _opened(body) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count == 0:
            raise ReadError("empty", "the PDF has no pages")
        for index in range(count):
            _read_page(document, index, found, parts)
    found.text = "".join(parts)
    if not found.text.strip():
        raise ReadError("no-text-layer", f"{count} pages, but no text: scanned images?")
    return found


@contextmanager
def _opened(body: bytes) -> Iterator[Any]:
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(body, len(body), None)
    if not document:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
            raise ReadError("encrypted", "the PDF opens with a password only")
        raise ReadError("damaged", "the PDF cannot be opened")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _read_page(document: Any, index: int, found: PdfText, parts: list[str]) -> None:
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        raise ReadError("damaged", f"page {index + 1} of the PDF cannot be read")
    text = pdfium.FPDFText_LoadPage(page)
    try:
        first = len(found.lines)
        if text:
            _read_lines(text, index + 1, found, parts)
        _read_links(document, page, found, first)
    finally:
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


class _Glyph(msgspec.Struct):
    char: str
    box: tuple[float, float, float, float]
    size: float


def _read_lines(text: Any, page: int, found: PdfText, parts: list[str]) -> None:
    line: list[_Glyph] = []
    for glyph in _glyphs(text):
        if glyph is None:
            _add_line(line, page, found, parts)
            line = []
        else:
            line.append(glyph)
    _add_line(line, page, found, parts)


def whole_characters(units: Iterable[int]) -> Iterator[tuple[int, str]]:
    """UTF-16 units as pdfium counts them → characters, each with the place of its last unit.

    A character beyond U+FFFF comes in two halves; a half alone becomes U+FFFD.
    """
    high = ""
    for at, unit in enumerate(units):
        if high and not 0xDC00 <= unit <= 0xDFFF:
            yield at - 1, "\ufffd"
            high = ""
        if 0xD800 <= unit <= 0xDBFF:
            high = chr(unit)
        elif 0xDC00 <= unit <= 0xDFFF:
            pair = (high + chr(unit)).encode("utf-16", "surrogatepass")
            yield at, pair.decode("utf-16") if high else "\ufffd"
            high = ""
        else:
            yield at, chr(unit)


def _glyphs(text: Any) -> Iterator[_Glyph | None]:
    """The characters of a page in pdfium's order; null where a line ends."""
    edges = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = edges
    matrix = pdfium.FS_MATRIX()
    units = (pdfium.FPDFText_GetUnicode(text, at) for at in range(pdfium.FPDFText_CountChars(text)))
    for at, char in whole_characters(units):
        if char in "\r\n":
            yield None
        if char in _DROPPED:
            continue
        if char in _HYPHEN:
            char = "-"
        pdfium.FPDFText_GetCharBox(text, at, *edges)
        pdfium.FPDFText_GetMatrix(text, at, ctypes.byref(matrix))
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        size = float(pdfium.FPDFText_GetFontSize(text, at)) * scale
        yield _Glyph(char, (left.value, bottom.value, right.value, top.value), size)


def _add_line(glyphs: list[_Glyph], page: int, found: PdfText, parts: list[str]) -> None:
    while glyphs and glyphs[-1].char.isspace():
        glyphs.pop()
    shown = [glyph for glyph in glyphs if not glyph.char.isspace()]
    if not shown:
        return
    start = len(found.pages)
    sizes = sorted(glyph.size for glyph in shown)
    found.lines.append(
        Line(
            start=start,
            end=start + len(glyphs),
            page=page,
            box=_union([glyph.box for glyph in shown]),
            size=round(sizes[len(sizes) // 2], 1),
            gaps=_gaps(glyphs, start),
        )
    )
    for glyph in glyphs:
        found.pages.append(page)
        found.boxes.extend(_NOWHERE if glyph.char.isspace() else glyph.box)
    found.pages.append(page)  # the line end
    found.boxes.extend(_NOWHERE)
    parts.append("".join(glyph.char for glyph in glyphs) + "\n")


def _gaps(glyphs: list[_Glyph], start: int) -> tuple[tuple[int, float, float], ...]:
    gaps: list[tuple[int, float, float]] = []
    for at, glyph in enumerate(glyphs):
        left, _, right, _ = glyph.box
        if glyph.char.isspace():
            continue
        if not gaps or left - gaps[-1][2] > CELL_GAP * glyph.size:
            gaps.append((start + at, left, right))
        else:
            gaps[-1] = (gaps[-1][0], min(gaps[-1][1], left), max(gaps[-1][2], right))
    return tuple(gaps)


def _read_links(document: Any, page: Any, found: PdfText, first: int) -> None:
    """Join each annotation that leads to an address with the characters in its rectangle."""
    lines = found.lines[first:]
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    rectangle = pdfium.FS_RECTF()
    while pdfium.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
        uri = _address(document, link)
        if not uri or not pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(rectangle)):
            continue
        low, high = sorted((rectangle.bottom, rectangle.top))
        for line in lines:
            if line.box[1] < high and line.box[3] > low:
                _link_characters(found, line, (rectangle.left, low, rectangle.right, high), uri)


def _link_characters(
    found: PdfText, line: Line, area: tuple[float, float, float, float], uri: str
) -> None:
    inside = [at for at in range(line.start, line.end) if _is_inside(found.boxes, 4 * at, area)]
    if not inside:
        return
    start, end = inside[0], inside[-1] + 1
    if found.links:
        before, reach, same = found.links[-1]
        # One link that runs over a line's end is one link.
        if same == uri and 0 <= start - reach <= 2:
            found.links[-1] = (before, end, uri)
            return
    found.links.append((start, end, uri))


def _is_inside(boxes: array[float], at: int, area: tuple[float, float, float, float]) -> bool:
    x0, y0, x1, y1 = boxes[at : at + 4]
    return x1 > x0 and area[0] <= (x0 + x1) / 2 <= area[2] and area[1] <= (y0 + y1) / 2 <= area[3]


def _address(document: Any, link: Any) -> str:
    action = pdfium.FPDFLink_GetAction(link)
    if not action:
        return ""
    size = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
    if not size:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
    return buffer.value.decode("utf-8", "replace")


def _union(boxes: list[Any]) -> tuple[float, float, float, float]:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
