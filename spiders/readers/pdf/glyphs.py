"""The characters of a PDF page with their boxes, set upright, cut into pieces of printed lines."""

from __future__ import annotations

import ctypes
import math
from array import array
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise, repeat
from typing import Any

import msgspec
import pypdfium2.raw as pdfium

#: A gap wider than this many times the size of the type parts two cells of a row.
CELL_GAP = 0.9
#: Characters whose middles lie further apart than this share of their size are on two lines.
_ONE_LINE = 0.5
_SEAM = 0.08  # ems
#: Pages are at most 14,400 points wide and high; what stands further off is damage.
_FARTHEST = 20_000.0
_HYPHEN = "\x02\ufffe"  # how pdfium marks a hyphen that breaks a word at a line's end
#: What is no printed character of its own: spaces, line ends, and what pdfium makes up.
_ODD = frozenset(
    " \t\r\n\v\f\x00\x02\x03\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\ufffe"
)
_BOLD_NAME = ("bold", "black", "heavy", "demi")
_BOLD_WEIGHT = 600
_SAMPLE = 40  # characters of a page that are asked how they stand
_NATIVE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)

Box = tuple[float, float, float, float]


class Piece(msgspec.Struct):
    """A stretch of one printed line without a wide gap; ``box`` in points, set upright.

    ``edges`` are the left and right edge of each character. ``follows`` says that the piece
    stands on the line of the piece before it; ``bold`` counts the bold characters it begins
    with. The rest is filled in by the layout.
    """

    text: str
    edges: list[float]
    box: Box
    size: float
    follows: bool
    bold: int = 0
    marked: bool = False
    cell: Any = None
    aside: bool = False


class Turn(msgspec.Struct, frozen=True):
    """How a page is turned so that its text stands upright: quarters of a circle, clockwise."""

    quarters: int
    width: float
    height: float

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box of the page in the page as it is read."""
        if self.quarters == 0:
            return x0, y0, x1, y1
        if self.quarters == 1:
            return y0, self.width - x1, y1, self.width - x0
        if self.quarters == 2:
            return self.width - x1, self.height - y1, self.width - x0, self.height - y0
        return self.height - y1, x0, self.height - y0, x1


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box around some."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def turn_of(page: Any, text: Any, count: int) -> Turn:
    """How most characters of a page stand: pages are turned, and so is type on them."""
    step = max(1, count // _SAMPLE)
    angles: Counter[int] = Counter()
    for at in range(0, count, step):
        angle = pdfium.FPDFText_GetCharAngle(text, at)
        if angle >= 0 and not pdfium.FPDFText_IsGenerated(text, at):
            # pdfium counts from the top down: type that climbs stands at three quarters.
            angles[-round(angle / (math.pi / 2)) % 4] += 1
    quarters = angles.most_common(1)[0][0] if angles else 0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPage_GetMediaBox(page, left, bottom, right, top):
        right.value, top.value = 612, 792
    return Turn(quarters, left.value + right.value, bottom.value + top.value)


def read_pieces(text: Any, count: int, turn: Turn, walls: Callable[[Box], float]) -> list[Piece]:
    """The pieces of a page in the order of its content.

    ``walls`` gives, for a character's box, the next ruling to its right that parts text.
    """
    return _Pieces(text, turn, walls).read(_units(text, count), _boxes(text, count))


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
    if high:
        yield at, "\ufffd"


def _units(text: Any, count: int) -> Iterator[tuple[int, str]]:
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(text, 0, count, buffer) == count + 1:
        return whole_characters(buffer[:count])
    # Some characters have no text: only asked one by one do they keep their place.
    return whole_characters(pdfium.FPDFText_GetUnicode(text, at) & 0xFFFF for at in range(count))


def _boxes(text: Any, count: int) -> array[float]:
    """Left, top, right and bottom of every character, its font's full height."""
    buffer = (ctypes.c_float * (4 * count))()
    start = ctypes.addressof(buffer)
    handle = ctypes.cast(text, ctypes.c_void_p).value
    # One call for each of thousands of characters: mapped, it costs a third.
    get = _NATIVE(ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0)
    places = range(start, start + 16 * count, 16)
    deque(map(get, repeat(handle), range(count), places), maxlen=0)
    boxes = array("f")
    boxes.frombytes(bytes(buffer))
    return boxes


def _is_seamless(before: str, after: str, gap: float, size: float) -> bool:
    """Whether a space that pdfium made up between two characters is not there in print."""
    return gap < _SEAM * size and before > "\x7f" and after > "\x7f"


class _Run(msgspec.Struct):
    """A piece that is being put together."""

    chars: list[str]
    places: list[int]
    edges: list[float]
    low: float
    high: float
    middle: float
    wall: float
    follows: bool
    #: the size of the type, and the number of characters before it is used
    sizes: list[tuple[float, int]]

    def add(self, at: int, char: str, x0: float, x1: float) -> None:
        self.chars.append(char)
        self.places.append(at)
        self.edges += (x0, x1)

    def size(self) -> float:
        """The size that most of the piece is set in."""
        if len(self.sizes) == 1:
            return self.sizes[0][0]
        lengths: Counter[float] = Counter()
        for (size, start), (_, end) in pairwise([*self.sizes, (0.0, len(self.chars))]):
            lengths[size] += end - start
        return lengths.most_common(1)[0][0]


class _Pieces:
    """Characters put together into pieces."""

    def __init__(self, text: Any, turn: Turn, walls: Callable[[Box], float]) -> None:
        self._handle = text
        self._turn = turn
        self._walls = walls
        self._pieces: list[Piece] = []
        self._matrix = pdfium.FS_MATRIX()
        self._run: _Run | None = None
        self._height = -1.0
        self._size = 0.0
        self._fonts: dict[int, bool] = {}

    def read(self, units: Iterator[tuple[int, str]], boxes: array[float]) -> list[Piece]:
        """The pieces of all characters. This loop is most of the time that a PDF takes."""
        run: _Run | None = None
        low = high = reach = wall = size = 0.0
        space = broken = False
        for at, char in units:
            if char in _ODD:
                space = space or char.isspace()
                broken = broken or char in "\r\n"
                if char not in _HYPHEN:
                    continue
                char = "-"
            x0, y1, x1, y0 = boxes[4 * at : 4 * at + 4]
            if self._turn.quarters:
                x0, y0, x1, y1 = self._turn.box(x0, y0, x1, y1)
            if not (-_FARTHEST < x0 <= x1 < _FARTHEST and -_FARTHEST < y0 <= y1 < _FARTHEST):
                continue
            near = run is not None and not broken and -size < x0 - reach <= CELL_GAP * size
            if not (near and y0 == low and y1 == high and x0 <= wall):
                run = self._turn_to(at, (x0, y0, x1, y1), broken=broken)
                low, high, size, wall = y0, y1, self._size, run.wall - 0.5
            if run is not None:
                if space and run.chars and not _is_seamless(run.chars[-1], char, x0 - reach, size):
                    run.add(at, " ", run.edges[-1], max(run.edges[-1], x0))
                run.add(at, char, x0, x1)
            reach, space, broken = x1, False, False
        self._end()
        return self._pieces

    def _turn_to(self, at: int, box: Box, *, broken: bool) -> _Run:
        """The run that a character belongs to which is not simply the next of its run."""
        x0, y0, _, y1 = box
        if y1 - y0 != self._height:
            self._height = y1 - y0
            self._size = self._measure(at)
        run = self._run
        if run and not broken and self._is_on_line(run, x0, (y0 + y1) / 2):
            if x0 - run.edges[-1] > CELL_GAP * self._size or x0 + 0.5 > run.wall:
                return self._begin(box, follows=True)
            run.low, run.high = min(run.low, y0), max(run.high, y1)
            run.sizes.append((self._size, len(run.chars)))
            return run
        return self._begin(box, follows=False)

    def _is_on_line(self, run: _Run, x0: float, middle: float) -> bool:
        size = max(self._size, 1.0)
        return abs(middle - run.middle) <= _ONE_LINE * size and x0 >= run.edges[-1] - size

    def _begin(self, box: Box, *, follows: bool) -> _Run:
        self._end()
        _, low, _, high = box
        middle, wall = (low + high) / 2, self._walls(box)
        self._run = _Run([], [], [], low, high, middle, wall, follows, [(self._size, 0)])
        return self._run

    def _end(self) -> None:
        run = self._run
        if run is None or not run.chars:
            return
        x0, x1 = min(run.edges[::2]), max(run.edges[1::2])
        self._pieces.append(
            Piece(
                text="".join(run.chars),
                edges=run.edges,
                box=(x0, run.low, x1, run.high),
                size=round(run.size(), 1),
                follows=run.follows,
                bold=self._bold(run),
            )
        )

    def _measure(self, at: int) -> float:
        pdfium.FPDFText_GetMatrix(self._handle, at, ctypes.byref(self._matrix))
        scale = math.hypot(self._matrix.c, self._matrix.d) or 1.0
        return float(pdfium.FPDFText_GetFontSize(self._handle, at)) * scale

    def _bold(self, run: _Run) -> int:
        """Where the bold words end that a piece begins with, a bullet in front aside; else 0."""
        end = 0
        if len(run.chars) > 2 and run.chars[1] == " " and not run.chars[0].isalnum():
            end = 2
        if not self._is_bold(run.places[end]):
            return 0
        while end < len(run.chars) and self._is_bold(run.places[end]):
            while end < len(run.chars) and run.chars[end] != " ":
                end += 1
            end += 1
        return min(end, len(run.chars))

    def _is_bold(self, at: int) -> bool:
        shown = pdfium.FPDFText_GetTextObject(self._handle, at)
        font = pdfium.FPDFTextObj_GetFont(shown) if shown else None
        known = ctypes.cast(font, ctypes.c_void_p).value or 0 if font else 0
        if known not in self._fonts:
            self._fonts[known] = self._says_bold(at)
        return self._fonts[known]

    def _says_bold(self, at: int) -> bool:
        if pdfium.FPDFText_GetFontWeight(self._handle, at) >= _BOLD_WEIGHT:
            return True
        buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self._handle, at, buffer, 128, ctypes.byref(flags))
        name = buffer.value.decode("latin-1").lower()
        return any(word in name for word in _BOLD_NAME)
