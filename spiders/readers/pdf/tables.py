"""Tables of a PDF without rulings, read from where their text stands: rows, columns, cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

import msgspec

from normalize.fields.columns import role
from spiders.readers.blocks import Block, Row, Skipped, Table
from spiders.readers.pdf.layout import covered
from spiders.readers.pdf.stretches import Page, Stretch
from spiders.readers.pdf.text import Line

#: A bullet or a number in front of an item of a list.
MARK = re.compile(r"\s*(?:[•·▪◦‣●○*\-–]|\(?\d{1,3}[.)、．])\s+(?=\S)")
#: Lines of one cell follow each other within this many times the size of the type.
_LEADING = 1.6
_SAME_PLACE = 3.0  # points
_FULL = 6.0  # points that a full line may lack to the edge of its column
_LEAST_ROWS = 2
_ROW_GAP = 0.45  # ems of white between two rows, where cells have some around their text
_MOSTLY = 0.75
_LEAST_ROWS_OF_TWO = 3  # two cells may be chance
#: Lines between two that have several cells, at most: more are text between two tables.
_LONGEST_ROW = 12


class _Part(msgspec.Struct, frozen=True):
    """A stretch of a line between two wide gaps; ``x0``/``x1`` in points."""

    start: int
    end: int
    x0: float
    x1: float


def find_tables(page: Page, lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Where among lines tables stand, as ``[first, last)``: lines whose cells wide gaps part."""
    parted = [at for at, line in enumerate(lines) if _cells(page, line) >= 2]
    groups: list[list[int]] = []
    for at in parted:
        if groups and _belongs(lines, groups[-1][-1], at):
            groups[-1].append(at)
        else:
            groups.append([at])
    found = []
    for group in groups:
        widest = max(_cells(page, lines[at]) for at in group)
        # The gaps of a table stand below each other, those of justified text anywhere.
        extents = [extent for at in group for _, *extent in lines[at].gaps]
        if len(covered([(left, right) for left, right in extents])) < 2:
            continue
        if len(group) >= (_LEAST_ROWS if widest > 2 else _LEAST_ROWS_OF_TWO):
            found.append((group[0], _last(lines, group)))
    return found


def _cells(page: Page, line: Line) -> int:
    """How many cells a line has; a bullet in front is none."""
    return len(line.gaps) - bool(len(line.gaps) > 1 and MARK.match(page.text, line.start, line.end))


def _belongs(lines: Sequence[Line], one: int, other: int) -> bool:
    """Whether the lines between two with several cells can be the rest of these cells."""
    between = lines[one + 1 : other]
    size = lines[one].size
    return len(between) <= _LONGEST_ROW and all(
        abs(line.size - size) <= 0.1 * size for line in [*between, lines[other]]
    )


def _last(lines: Sequence[Line], group: Sequence[int]) -> int:
    """The end of a table: lines right below its last row that begin no row go with it."""
    left = min(lines[at].box[0] for at in group)
    end = group[-1] + 1
    while end < len(lines) and lines[end].page == lines[end - 1].page:
        down = lines[end - 1].box[3] - lines[end].box[3]
        if lines[end].box[0] <= left + _SAME_PLACE or not -1 <= down < _LEADING * lines[end].size:
            break
        end += 1
    return end


def read_pdf_table(page: Page, lines: Sequence[Line]) -> list[Block]:
    """The table that a run of lines prints; its header, where printed again, is skipped."""
    rows = _parted_rows(lines) or _rows(lines)
    parts = [[part for line in row for part in _parts(page, line)] for row in rows]
    columns = _columns([part for row in parts for part in row])
    read = [_row(page, row, columns) for row in parts]
    header = read[0] if len(read) > 1 and _is_header(read[0]) else None
    if header is None:
        return [_table(None, read)]
    again = [row for row in read[1:] if _texts(row) == _texts(header)]
    body = [row for row in read[1:] if _texts(row) != _texts(header)]
    return [_table(header, body), *(Skipped("page-header", row.start, row.end) for row in again)]


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row.cells]


def _table(header: Row | None, rows: list[Row]) -> Table:
    every = [header, *rows] if header else rows
    return Table(header, rows, min(row.start for row in every), max(row.end for row in every))


def _parted_rows(lines: Sequence[Line]) -> list[list[Line]] | None:
    """Rows that white space parts all across; null where it does not part rows but lines."""
    rows: list[list[Line]] = []
    for _, run in groupby(lines, key=lambda line: line.page):
        bottom = -1.0
        for line in sorted(run, key=lambda line: -line.box[3]):
            if bottom < 0 or bottom - line.box[3] > _ROW_GAP * line.size:
                rows.append([])
                bottom = line.box[1]
            rows[-1].append(line)
            bottom = min(bottom, line.box[1])
    several = [row for row in rows if sum(len(line.gaps) for line in row) >= 2]
    if len(rows) < 2 or len(several) < _MOSTLY * len(rows):
        return None
    return [sorted(row, key=lambda line: line.start) for row in rows]


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """A row begins where the print returns to the first column, below what stands there."""
    left: dict[int, float] = {}
    for line in lines:
        left[line.page] = min(line.box[0], left.get(line.page, line.box[0]))
    rows: list[list[Line]] = []
    before: Line | None = None
    for line in lines:
        is_first = line.box[0] <= left[line.page] + _SAME_PLACE
        if before is None or (is_first and not _goes_on(before, line, left[line.page])):
            rows.append([])
        rows[-1].append(line)
        before = line
    return rows


def _goes_on(before: Line, line: Line, left: float) -> bool:
    """Whether a line in the first column goes on with the cell of the line before it."""
    if before.page != line.page or before.box[0] > left + _SAME_PLACE or len(before.gaps) > 1:
        return False
    down = min(before.box[1] - line.box[1], before.box[3] - line.box[3])
    return down < _LEADING * line.size


def _parts(page: Page, line: Line) -> list[_Part]:
    ends = [*(start for start, _, _ in line.gaps[1:]), line.end]
    parts = []
    for (start, x0, x1), end in zip(line.gaps, ends, strict=True):
        stretch = page.text[start:end]
        parts.append(_Part(start, start + len(stretch.rstrip()), x0, x1))
    return [part for part in parts if part.end > part.start]


def _columns(parts: Sequence[_Part]) -> list[tuple[float, float]]:
    """The stretches across the page that print covers, in points: the columns."""
    extents = [(part.x0, part.x1) for part in parts]
    return covered(extents) or [(min(extents)[0], max(right for _, right in extents))]


def _row(page: Page, parts: Sequence[_Part], columns: Sequence[tuple[float, float]]) -> Row:
    filled: list[list[Stretch]] = [[] for _ in columns]
    for part in parts:
        middle = (part.x0 + part.x1) / 2
        nearest = min(
            range(len(columns)),
            key=lambda at: max(columns[at][0] - middle, middle - columns[at][1], 0),
        )
        filled[nearest].append(
            Stretch(part.start, part.end, full=part.x1 > columns[nearest][1] - _FULL)
        )
    first, last = min(p.start for p in parts), max(p.end for p in parts)
    cells = [page.cell(cell or [Stretch(first, first)]) for cell in filled]
    return Row(cells, first, last)


def _is_header(row: Row) -> bool:
    roles = [role(cell.text) for cell in row.cells if cell.text]
    return not any(cell.links for cell in row.cells) and any(roles)
