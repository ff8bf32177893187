"""The pieces of a PDF page put into lines, in the order in which a person reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from spiders.readers.pdf.asides import note_asides
from spiders.readers.pdf.glyphs import Box, Piece
from spiders.readers.pdf.grids import Grid

#: Columns of running text are at least this wide and this full, on average, in ems and a share.
_COLUMN_WIDTH = 12.0
_COLUMN_FILLED = 0.65
#: Share of a page's lines that may stand above the line before them, as a new column does.
_UPWARD = 0.25
_STRAY = 0.02
_SLIT = 1.0  # points: less parts nothing
#: Bullets times pieces of one page; more is a drawing, or meant to take long.
_MOST_BULLETS = 2_000_000
#: A gutter between columns is at least this wide, in ems.
_GUTTER = 0.8
_GAP = 0.2  # ems between two parts of a page, one above the other
_BULLET_REACH = 3.0  # ems between a drawn bullet and its text

PrintedLine = list[Piece]


class Spot(msgspec.Struct, frozen=True):
    """A cell of a ruled table: ``table`` counts the grids of the document from 0."""

    grid: Grid
    table: int
    row: int
    column: int


def lay_out(
    pieces: Sequence[Piece], grids: Sequence[Grid], bullets: Sequence[Box], first: int
) -> list[PrintedLine]:
    """The lines of a page; ``first`` is the number of its first ruled table.

    The order is that of the content, as the program that made the page wrote it, but for ruled
    tables (cell by cell), columns that were written line by line across, and pages whose
    content jumps about.
    """
    for piece in pieces:
        piece.cell = _cell(piece, grids, first)
    _mark(pieces, bullets)
    lines = _lines(pieces)
    loose = [line for line in lines if line[0].cell is None]
    ordered = _ordered(_parted(loose))
    note_asides(ordered, lines)
    if len(loose) == len(lines):
        return ordered
    return _with_tables(ordered, lines)


def _cell(piece: Piece, grids: Sequence[Grid], first: int) -> Spot | None:
    x0, y0, x1, y1 = piece.box
    for number, grid in enumerate(grids):
        # The first character decides: a long word may be printed beyond its cell.
        if cell := grid.cell_at(min((x0 + x1) / 2, x0 + piece.size), (y0 + y1) / 2):
            return Spot(grid, first + number, *cell)
    return None


def _mark(pieces: Sequence[Piece], bullets: Sequence[Box]) -> None:
    """Note which lines have a bullet drawn in front."""
    if len(bullets) * len(pieces) > _MOST_BULLETS:
        return
    for x0, y0, x1, y1 in bullets:
        middle = (y0 + y1) / 2
        right_of = [
            piece
            for piece in pieces
            if piece.box[1] < middle < piece.box[3]
            and -0.5 <= piece.box[0] - x1 <= _BULLET_REACH * piece.size
            and x1 - x0 <= piece.size
        ]
        if right_of:
            min(right_of, key=lambda piece: piece.box[0]).marked = True


def _lines(pieces: Sequence[Piece]) -> list[PrintedLine]:
    lines: list[PrintedLine] = []
    for piece in pieces:
        if piece.follows and lines and lines[-1][-1].cell == piece.cell:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return lines


def _with_tables(loose: list[PrintedLine], lines: list[PrintedLine]) -> list[PrintedLine]:
    """Each ruled table, cell by cell, after the line that its first cell came after."""
    tables: dict[int, list[PrintedLine]] = {}
    after: dict[int, list[int]] = {}
    last = -1
    for line in lines:
        if (spot := line[0].cell) is None:
            last = id(line[-1])
            continue
        if spot.table not in tables:
            after.setdefault(last, []).append(spot.table)
        tables.setdefault(spot.table, []).append(line)
    for table in tables.values():
        table.sort(key=lambda line: (line[0].cell.row, line[0].cell.column))
    ordered = [line for number in after.get(-1, []) for line in tables[number]]
    for line in loose:
        ordered.append(line)
        for piece in line:
            ordered += [cell for number in after.get(id(piece), []) for cell in tables[number]]
    return ordered


def _parted(lines: list[PrintedLine]) -> list[PrintedLine]:
    """Columns of running text that were written line by line across the page, one by one."""
    strips = covered([(p.box[0], p.box[2]) for line in lines if len(line) > 1 for p in line])
    if len(strips) < 2 or not _is_prose(lines, strips):
        return lines
    ordered: list[PrintedLine] = []
    columns: list[list[PrintedLine]] = [[] for _ in strips]
    for line in lines:
        places = [_strip(piece.box, strips) for piece in line]
        if None in places:
            ordered += [one for column in columns for one in column]
            columns = [[] for _ in strips]
            ordered.append(line)
            continue
        for piece, place in zip(line, places, strict=True):
            columns[place or 0].append([piece])
    return ordered + [one for column in columns for one in column]


def _is_prose(lines: list[PrintedLine], strips: list[tuple[float, float]]) -> bool:
    """Whether stretches across the page are columns of running text and not of a table."""
    beside = [line for line in lines if len(line) > 1]
    if len(beside) < 4:
        return False
    for left, right in strips:
        inside = [p for line in beside for p in line if _strip(p.box, [(left, right)]) is not None]
        if len(inside) * 2 < len(beside) or right - left < _COLUMN_WIDTH * inside[0].size:
            return False
        filled = sum(piece.box[2] - piece.box[0] for piece in inside) / len(inside)
        if filled < _COLUMN_FILLED * (right - left):
            return False
    return True


def covered(extents: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The stretches that extents (left, right) cover, in points; a few may lie across gaps."""
    ends = sorted([(left, 1) for left, _ in extents] + [(right, -1) for _, right in extents])
    stray = int(len(extents) * _STRAY)
    strips: list[tuple[float, float]] = []
    depth, start = 0, 0.0
    for at, step in ends:
        if depth == stray and step > 0:
            start = at
            if strips and start - strips[-1][1] < _SLIT:
                start = strips.pop()[0]
        depth += step
        if depth == stray and step < 0 and at > start:
            strips.append((start, at))
    return strips


def _strip(box: Box, strips: Sequence[tuple[float, float]]) -> int | None:
    for number, (left, right) in enumerate(strips):
        if left - 1 <= box[0] and box[2] <= right + 1:
            return number
    return None


def _ordered(lines: list[PrintedLine]) -> list[PrintedLine]:
    """The lines as they come, or by where they stand if they come in no order."""
    upward = sum(1 for one, line in pairwise(lines) if _bottom(line) > _top(one) - 1)
    if upward <= max(3, _UPWARD * len(lines)):
        return lines
    return list(_cut(lines))


def _cut(lines: list[PrintedLine]) -> Iterator[PrintedLine]:
    """Lines column by column and part by part: cut where nothing is printed, again and again."""
    waiting = [lines]
    while waiting:
        group = waiting.pop()
        parts = _beside(group) or _below(group)
        if parts:
            waiting += reversed(parts)
        else:
            yield from sorted(group, key=lambda line: (-_top(line), line[0].box[0]))


def _beside(lines: list[PrintedLine]) -> list[list[PrintedLine]] | None:
    """Lines left and right of a gutter that none of them crosses."""
    extents = [(line[0].box[0], line[-1].box[2], line) for line in lines]
    return _halves(extents, _GUTTER * lines[0][0].size)


def _below(lines: list[PrintedLine]) -> list[list[PrintedLine]] | None:
    """Lines above and below the widest gap that runs across all of them."""
    extents = [(-_top(line), -_bottom(line), line) for line in lines]
    return _halves(extents, _GAP * lines[0][0].size)


def _halves(
    extents: list[tuple[float, float, PrintedLine]], least: float
) -> list[list[PrintedLine]] | None:
    """Both sides of the widest gap between stretches, if it is as wide as ``least`` points."""
    extents.sort(key=lambda extent: extent[0])
    reach, widest, cut = extents[0][1], 0.0, 0
    for place, (start, end, _) in enumerate(extents):
        if start - reach > widest:
            widest, cut = start - reach, place
        reach = max(reach, end)
    if widest < least:
        return None
    return [[line for *_, line in half] for half in (extents[:cut], extents[cut:])]


def _top(line: PrintedLine) -> float:
    return max(piece.box[3] for piece in line)


def _bottom(line: PrintedLine) -> float:
    return min(piece.box[1] for piece in line)
