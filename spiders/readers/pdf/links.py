"""The link annotations of a PDF page joined with the text that they lie over."""

from __future__ import annotations

import ctypes
import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import msgspec
import pypdfium2.raw as pdfium

from spiders.readers.pdf.glyphs import Box, Turn

#: A link's area fits its text to this many points.
_FITS = 1.2
_MOST_LINES = 60  # under one area: a link over a whole page is that of its beginning
_MOST_AREAS = 1_000  # of one page; more are taken as they lie
#: A program that pushes rows of a table down a page may leave their links behind, so far.
_FARTHEST = 90.0  # points
#: A browser resolves a broken link of the page it prints, ``[address](…)``, against the page.
_PRINTED_FROM = re.compile(r"\A\w+:[^?#]*/(?=%5B\w+://)", re.IGNORECASE)


class Place(Protocol):
    """A printed line: where it stands in the text and on the page."""

    @property
    def start(self) -> int:
        """Where it begins in the text."""

    @property
    def end(self) -> int:
        """Where it ends in the text."""

    @property
    def box(self) -> Box:
        """Where it is printed on its page."""


class _Area(msgspec.Struct, frozen=True):
    box: Box
    uri: str


def read_links(
    document: Any, page: Any, turn: Turn, lines: Sequence[Place], text: str, edges: array[float]
) -> list[tuple[int, int, str]]:
    """The links of a page as ``(start, end, uri)`` in the text of the document, in order.

    ``text`` is that of the page, whose first character is the first line's; ``edges`` are those
    of all characters of the document.
    """
    if not lines:
        return []
    over = _Over(lines, text, edges)
    areas = list(_areas(document, page, turn))
    astray = _astray(areas, over)
    shift = over.shift_of(astray) if astray else 0.0
    links: list[tuple[int, int, str]] = []
    for area in areas:
        box = area.box
        if shift and area in astray and over.fits(_shifted(box, shift)):
            box = _shifted(box, shift)
        for start, end in map(over.whole_words, over.stretches(box)):
            # One link that runs over a line's end is one link.
            if links and links[-1][2] == area.uri and 0 <= start - links[-1][1] <= 2:
                links[-1] = (links[-1][0], end, area.uri)
            else:
                links.append((start, end, area.uri))
    return sorted(links)


def _astray(areas: Sequence[_Area], over: _Over) -> list[_Area]:
    """The areas that lie over no text of their own: over none, half a word, another's text."""
    if len(areas) > _MOST_AREAS:
        return []
    exact = {area for area in areas if over.is_exact(area.box)}
    return [
        area
        for area in areas
        if not over.fits(area.box)
        or (area not in exact and any(_overlap(area, other) for other in exact))
    ]


def _overlap(one: _Area, other: _Area) -> bool:
    return (
        one.uri != other.uri
        and one.box[0] < other.box[2]
        and other.box[0] < one.box[2]
        and one.box[1] + _FITS < other.box[3]
        and other.box[1] + _FITS < one.box[3]
    )


class _Over:
    """What text stands under an area of a page."""

    def __init__(self, lines: Sequence[Place], text: str, edges: array[float]) -> None:
        self._lines = sorted(lines, key=_middle)
        self._text = text
        self._first = min(line.start for line in lines)
        self._edges = edges
        self._seen: dict[int, list[tuple[int, float, float]]] = {}

    def stretches(self, area: Box) -> Iterator[tuple[int, int]]:
        """The stretches of text inside an area, a line each."""
        for line in sorted(self._at(area[1], area[3]), key=lambda line: line.start):
            if line.box[0] < area[2] and area[0] < line.box[2]:
                inside = [
                    at for at, x0, x1 in self._shown(line) if area[0] <= (x0 + x1) / 2 <= area[2]
                ]
                if inside:
                    yield inside[0], inside[-1] + 1

    def whole_words(self, stretch: tuple[int, int]) -> tuple[int, int]:
        """A stretch that takes in words of which it holds half, and leaves others out."""
        start, end = (self._nearest(at) for at in stretch)
        return (start, end) if start < end else stretch

    def _nearest(self, at: int) -> int:
        """The nearest border of a word."""
        if not self._is_inside_word(at):
            return at
        before = after = at
        while self._is_inside_word(before):
            before -= 1
        while self._is_inside_word(after):
            after += 1
        return before if at - before < after - at else after

    def fits(self, area: Box) -> bool:
        """Whether an area holds text, and cuts none of its words in two."""
        found = list(self.stretches(area))
        return bool(found) and not any(
            self._is_inside_word(start) or self._is_inside_word(end) for start, end in found
        )

    def shift_of(self, astray: Sequence[_Area]) -> float:
        """How far up or down most areas that fit no text where they are would fit one exactly."""
        votes: Counter[int] = Counter()
        for area in astray:
            middle = (area.box[1] + area.box[3]) / 2
            shifts = {
                round(_middle(line) - middle)
                for line in self._at(middle - _FARTHEST, middle + _FARTHEST)
                if self._ends_with(line, area.box)
            }
            votes.update({near for shift in shifts for near in (shift - 1, shift, shift + 1)})
        return float(votes.most_common(1)[0][0]) if votes else 0.0

    def is_exact(self, area: Box) -> bool:
        """Whether an area begins and ends where words do, on one of its lines."""
        return any(self._ends_with(line, area) for line in self._at(area[1], area[3]))

    def _ends_with(self, line: Place, area: Box) -> bool:
        if area[0] < line.box[0] - _FITS or line.box[2] + _FITS < area[2]:
            return False
        shown = self._shown(line)
        return any(abs(x0 - area[0]) <= _FITS for _, x0, _ in shown) and any(
            abs(x1 - area[2]) <= _FITS and not self._is_inside_word(at + 1) for at, _, x1 in shown
        )

    def _is_inside_word(self, at: int) -> bool:
        at -= self._first
        around = self._text[max(0, at - 1) : at + 1]
        return len(around) == 2 and all(char.isascii() and char.isalnum() for char in around)

    def _at(self, low: float, high: float) -> list[Place]:
        """The lines at a height; the topmost of too many."""
        first = bisect_left(self._lines, low, key=_middle)
        last = bisect_right(self._lines, high, key=_middle)
        return self._lines[max(first, last - _MOST_LINES) : last]

    def _shown(self, line: Place) -> list[tuple[int, float, float]]:
        """The characters of a line that are seen: place in the text, left and right edge."""
        if line.start not in self._seen:
            edges = self._edges[2 * line.start : 2 * line.end]
            pairs = zip(edges[::2], edges[1::2], strict=True)
            self._seen[line.start] = [
                (at, x0, x1)
                for at, (x0, x1) in enumerate(pairs, start=line.start)
                if x0 < x1 and not self._text[at - self._first].isspace()
            ]
        return self._seen[line.start]


def _middle(line: Place) -> float:
    return (line.box[1] + line.box[3]) / 2


def _shifted(box: Box, by: float) -> Box:
    return box[0], box[1] + by, box[2], box[3] + by


def _areas(document: Any, page: Any, turn: Turn) -> Iterator[_Area]:
    """Where a page's links to addresses lie; one that runs over several lines has several."""
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    rectangle = pdfium.FS_RECTF()
    while pdfium.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
        uri = _address(document, link)
        if not uri or not pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(rectangle)):
            continue
        low, high = sorted((rectangle.bottom, rectangle.top))
        left, right = sorted((rectangle.left, rectangle.right))
        for box in _quadrangles(link) or [(left, low, right, high)]:
            yield _Area(turn.box(*box), uri)


def _quadrangles(link: Any) -> list[Box]:
    corners = pdfium.FS_QUADPOINTSF()
    boxes = []
    for at in range(pdfium.FPDFLink_CountQuadPoints(link)):
        if pdfium.FPDFLink_GetQuadPoints(link, at, ctypes.byref(corners)):
            xs = (corners.x1, corners.x2, corners.x3, corners.x4)
            ys = (corners.y1, corners.y2, corners.y3, corners.y4)
            boxes.append((min(xs), min(ys), max(xs), max(ys)))
    return [box for box in boxes if box[2] > box[0] and box[3] > box[1]]


def _address(document: Any, link: Any) -> str:
    """Where a link leads: its address, or ``#page=3`` for a place in the same document."""
    action = pdfium.FPDFLink_GetAction(link)
    target = pdfium.FPDFLink_GetDest(document, link)
    if not target and action and pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_GOTO:
        target = pdfium.FPDFAction_GetDest(document, action)
    if target:
        return f"#page={pdfium.FPDFDest_GetDestPageIndex(document, target) + 1}"
    if not action:
        return ""
    size = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
    if not size:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
    return _PRINTED_FROM.sub("", buffer.value.decode("utf-8", "replace"))
