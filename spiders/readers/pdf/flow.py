"""Running text of a PDF: its lines put together into paragraphs and lists, over page breaks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf
from statistics import median

from spiders.readers.blocks import Block, Item, Listing, Paragraph
from spiders.readers.pdf.stretches import FULL, Page, Stretch
from spiders.readers.pdf.tables import MARK
from spiders.readers.pdf.text import Line

_DEEPER = 4.0  # points that an item of a nested list stands to the right of the one above
#: Blank in front of an indented column that still belongs to a wider one, in points.
_FARTHEST_INDENT = 45.0
#: A paragraph stands further from the next than its lines do, by this share of the type's size.
_PARAGRAPH_GAP = 0.35
_LEAST_GAP = 0.5
_MOST_LINES = 2_000  # of one page; more is no page of text
_SPACE = 0.25  # ems
_SENTENCE_END = tuple(".。!！?？:：;；")


class Flow:
    """Parts the running text of a document, knowing its columns and leading."""

    def __init__(self, page: Page, lines: Sequence[Line]) -> None:
        self._page = page
        self._left: dict[int, float] = {}
        self._right: dict[int, float] = {}
        self._gap = _leading(lines)
        self._find_columns(lines)

    def blocks(self, lines: list[Line]) -> Iterator[Block]:
        """The paragraphs and lists that lines of one size make."""
        items: list[tuple[float, Item]] = []
        for paragraph in self.paragraphs(lines):
            first = paragraph[0]
            cell = self._page.cell(self._stretches(paragraph), first.bold)
            if self._is_marked(first):
                items.append(
                    (first.box[0] - self._left_of(first), Item(cell, [], cell.start, cell.end))
                )
                continue
            yield from _listing(items)
            items = []
            yield Paragraph(cell, cell.start, cell.end)
        yield from _listing(items)

    def paragraphs(self, lines: list[Line]) -> Iterator[list[Line]]:
        """Lines in paragraphs and items of lists."""
        block = lines[:1]
        for one, line in pairwise(lines):
            if self._parts(block[0], one, line):
                yield block
                block = []
            block.append(line)
        if block:
            yield block

    def parts(self, one: Line, line: Line) -> bool:
        """Whether a line begins something new, by where it stands and how the last one ended."""
        if _is_elsewhere(one, line):
            said = self._page.text[one.start : one.end].rstrip()
            return self._has_ended(one, line) or said.endswith(_SENTENCE_END)
        gap = one.box[1] - line.box[3]
        if gap > max(_LEAST_GAP * line.size, self._gap * line.size + _PARAGRAPH_GAP * line.size):
            return True
        return self._has_ended(one, line)

    def _parts(self, first: Line, one: Line, line: Line) -> bool:
        if line.marked or MARK.match(self._page.text, line.start, line.end):
            return True
        if abs(one.size - line.size) > 0.06 * max(one.size, line.size):
            return True
        if self._is_marked(first) and not _is_elsewhere(one, line):
            # Lines of an item stand where its text does, right of the bullet if that is type.
            gap = one.box[1] - line.box[3]
            hangs = line.box[0] >= first.box[0] - 1 if first.marked else line.box[0] > first.box[0]
            if hangs and gap <= max(_LEAST_GAP, self._gap + _PARAGRAPH_GAP) * line.size:
                return False
        return self.parts(one, line)

    def _has_ended(self, one: Line, line: Line) -> bool:
        """Whether a line ended before its column did: the next word had room."""
        return one.box[2] + _SPACE * one.size + line.lead < self._right_of(one) - 0.5

    def _is_marked(self, line: Line) -> bool:
        return line.marked or bool(MARK.match(self._page.text, line.start, line.end))

    def _stretches(self, lines: Sequence[Line]) -> list[Stretch]:
        return [
            Stretch(
                line.start,
                line.end,
                full=line.box[2] > self._right_of(line) - FULL * line.size,
            )
            for line in lines
        ]

    def _left_of(self, line: Line) -> float:
        return self._left.get(line.start, line.box[0])

    def _right_of(self, line: Line) -> float:
        return self._right.get(line.start, line.box[2])

    def _find_columns(self, lines: Sequence[Line]) -> None:
        """The left and right edge of the column that each line stands in."""
        runs = list(_columns(lines))
        pages: dict[int, list[Line]] = defaultdict(list)
        for line in lines:
            pages[line.page].append(line)
        edges = sorted({min(line.box[0] for line in run) for run in runs})
        reaches: dict[float, list[float]] = defaultdict(list)
        lefts = []
        for run in runs:
            own = min(line.box[0] for line in run)
            lefts.append(edges[bisect_left(edges, own - _FARTHEST_INDENT)])
            reaches[lefts[-1]] += [line.box[2] for line in _of_its_size(run)]
        for left in reaches:
            reaches[left].sort()
        for run, left in zip(runs, lefts, strict=True):
            # Lines of the same left edge may go on where nothing stands beside them.
            end = bisect_right(reaches[left], _beside(run, pages[run[0].page]))
            right = max(reaches[left][max(0, end - 1)], *(one.box[2] for one in _of_its_size(run)))
            for line in run:
                self._left[line.start] = left
                self._right[line.start] = right


def _of_its_size(run: Sequence[Line]) -> list[Line]:
    """The lines of a column in the size that most of it is set in; headings may be wider."""
    sizes: dict[float, int] = defaultdict(int)
    for line in run:
        sizes[line.size] += line.end - line.start
    usual = max(sizes, key=lambda size: sizes[size])
    return [line for line in run if abs(line.size - usual) <= 0.06 * usual]


def _beside(run: Sequence[Line], page: Sequence[Line]) -> float:
    """Where the next column to the right begins, at the height of a column; else far off."""
    if len(page) > _MOST_LINES:
        return inf
    right = max(line.box[2] for line in _of_its_size(run))
    top, bottom = max(line.box[3] for line in run), min(line.box[1] for line in run)
    lefts = [
        line.box[0]
        for line in page
        if line.box[0] >= right and line.box[1] < top and bottom < line.box[3]
    ]
    return min(lefts, default=inf)


def _columns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines below each other in one column."""
    run: list[Line] = []
    left, right = inf, 0.0
    for line in lines:
        x0, _, x1, _ = line.box
        if run and (
            _is_elsewhere(run[-1], line)
            or x0 < left - _FARTHEST_INDENT
            or x0 > max(right, left + _FARTHEST_INDENT)
        ):
            yield run
            run, left, right = [], inf, 0.0
        run.append(line)
        left, right = min(left, x0), max(right, x1)
    if run:
        yield run


def _leading(lines: Sequence[Line]) -> float:
    """What usually stands between two lines of text, as a share of the type's size."""
    gaps = [
        (one.box[1] - line.box[3]) / line.size
        for one, line in pairwise(lines)
        if line.size and not _is_elsewhere(one, line) and one.size == line.size
    ]
    close = [gap for gap in gaps if gap < 1.0]
    return max(-0.3, median(close)) if close else 0.0


def _is_elsewhere(one: Line, line: Line) -> bool:
    """Whether a line stands on another page or in another column than the one before."""
    return one.page != line.page or line.box[1] > one.box[1] - 0.3 * line.size


def _listing(items: list[tuple[float, Item]]) -> Iterator[Listing]:
    """Items with those that stand further right below them."""
    if not items:
        return
    top: list[Item] = []
    above: list[tuple[float, Item]] = []
    for left, item in items:
        while above and above[-1][0] > left - _DEEPER:
            above.pop()
        (above[-1][1].children if above else top).append(item)
        above.append((left, item))
    yield Listing(top, items[0][1].start, items[-1][1].end)
