"""What is drawn on a PDF page around its text: the grids of ruled tables, and bullets."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterator
from itertools import repeat
from typing import Any

import msgspec
import pypdfium2.raw as pdfium

from spiders.readers.pdf.glyphs import Box, Turn
from spiders.readers.pdf.grids import Edge

_THIN = 3.0  # points: a box thinner than this is a ruling
_SMALL = (0.9, 7.0)  # points: between these, a shape as wide as it is high is a bullet
_FARTHEST = 20_000.0  # points: what stands further off is on no page
_MOST_OBJECTS = 20_000  # of one page; a page with more is a drawing
_MOST_SEGMENTS = 10_000
_DEEPEST = 4  # forms in forms
_GET = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_TYPE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)
_Matrix = tuple[float, float, float, float, float, float]
_UNMOVED: _Matrix = (1, 0, 0, 1, 0, 0)


class Drawn(msgspec.Struct):
    """The rulings of a page and the boxes of its bullets, in points, set upright."""

    edges: list[Edge]
    bullets: list[Box]


def read_drawn(page: Any, turn: Turn) -> Drawn:
    """Everything drawn with straight lines; nothing of a page that is a drawing."""
    drawn = Drawn([], [])
    for left, bottom, right, top in _shapes(page):
        x0, y0, x1, y1 = turn.box(left, bottom, right, top)
        if not (min(x0, y0) > -_FARTHEST and max(x1, y1) < _FARTHEST):
            continue
        width, height = x1 - x0, y1 - y0
        if _SMALL[0] <= min(width, height) and max(width, height) <= _SMALL[1]:
            if abs(width - height) <= 0.35 * max(width, height):
                drawn.bullets.append((x0, y0, x1, y1))
        elif height < _THIN <= width:
            drawn.edges.append(Edge((y0 + y1) / 2, x0, x1, True))
        elif width < _THIN <= height:
            drawn.edges.append(Edge((x0 + x1) / 2, y0, y1, False))
        elif min(width, height) >= _THIN:
            drawn.edges += [Edge(y0, x0, x1, True), Edge(y1, x0, x1, True)]
            drawn.edges += [Edge(x0, y0, y1, False), Edge(x1, y0, y1, False)]
    if len(drawn.edges) > _MOST_OBJECTS:
        return Drawn([], drawn.bullets)
    return drawn


def _shapes(page: Any) -> Iterator[Box]:
    """The boxes of a page's lines and rectangles, also of those inside forms."""
    count = pdfium.FPDFPage_CountObjects(page)
    get = _GET(ctypes.cast(pdfium.FPDFPage_GetObject, ctypes.c_void_p).value or 0)
    left = _MOST_OBJECTS
    waiting = deque([(page, count, get, _UNMOVED, 0)])
    while waiting:
        holder, count, get, matrix, depth = waiting.popleft()
        for one, kind in _objects(holder, min(count, left), get):
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                left -= 1
                yield from (_moved(box, matrix) for box in _path(one))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inner = pdfium.FPDFFormObj_CountObjects(one)
                of_form = _GET(
                    ctypes.cast(pdfium.FPDFFormObj_GetObject, ctypes.c_void_p).value or 0
                )
                left -= inner
                waiting.append((one, inner, of_form, _times(_matrix(one), matrix), depth + 1))
        if left <= 0:
            return


def _objects(holder: Any, count: int, get: Any) -> Iterator[tuple[Any, int]]:
    """The objects of a page or form that are no text, with their kinds."""
    handle = ctypes.cast(holder, ctypes.c_void_p).value
    type_of = _TYPE(ctypes.cast(pdfium.FPDFPageObj_GetType, ctypes.c_void_p).value or 0)
    # One call for each of thousands of objects: mapped, it costs a third.
    handles = list(map(get, repeat(handle), range(count)))
    for one, kind in zip(handles, map(type_of, handles), strict=True):
        if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM):
            yield ctypes.cast(one, pdfium.FPDF_PAGEOBJECT), kind


def _path(one: Any) -> Iterator[Box]:
    segments = pdfium.FPDFPath_CountSegments(one)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(one, left, bottom, right, top):
        return
    box = (left.value, bottom.value, right.value, top.value)
    if segments <= 5 or max(box[2] - box[0], box[3] - box[1]) <= _SMALL[1]:
        yield box
    elif segments <= _MOST_SEGMENTS:
        for line in _lines(one, segments):
            yield _moved(line, _matrix(one))


def _lines(one: Any, segments: int) -> Iterator[Box]:
    """The straight lines of a path that draws more than one rectangle."""
    x, y = ctypes.c_float(), ctypes.c_float()
    start = before = (0.0, 0.0)
    for at in range(segments):
        segment = pdfium.FPDFPath_GetPathSegment(one, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        here = (x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _straight(before, here)
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield from _straight(here, start)
        before = here


def _straight(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Box]:
    if min(abs(one[0] - other[0]), abs(one[1] - other[1])) < 0.5:
        (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
        yield x0, y0, x1, y1


def _matrix(one: Any) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(one, ctypes.byref(matrix)):
        return _UNMOVED
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _moved(box: Box, matrix: _Matrix) -> Box:
    if matrix == _UNMOVED:
        return box
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
    return min(xs), min(ys), max(xs), max(ys)
