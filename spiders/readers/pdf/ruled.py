"""Ruled tables of a PDF: what stands in their cells, over page breaks, is a table's rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from normalize.fields.columns import role
from spiders.readers.blocks import Block, Cell, Row, Skipped, Table
from spiders.readers.pdf.layout import Spot
from spiders.readers.pdf.stretches import FULL, Page, Stretch
from spiders.readers.pdf.text import Line

_SAME_PLACE = 6.0  # points
#: A column filled in so many rows as this share is empty only in the rest of a row.
_ALWAYS = 0.9
_ROWS_ASKED = 200  # the last of a table; enough to tell

#: The lines of a row, by column.
_Cells = dict[int, list[Line]]


def read_ruled(page: Page, lines: Sequence[Line]) -> Iterator[Block]:
    """The tables that lines in ruled cells make; repeated headers are skipped."""
    grids = [list(run) for _, run in groupby(lines, key=lambda line: _spot(line).table)]
    table: list[list[Line]] = []
    for grid in grids:
        if table and not _is_rest(table[-1], grid):
            yield from _read(page, table)
            table = []
        table.append(grid)
    if table:
        yield from _read(page, table)


def _spot(line: Line) -> Spot:
    if line.cell is None:
        raise ValueError("a line outside of ruled tables")
    return line.cell


def _is_rest(before: Sequence[Line], grid: Sequence[Line]) -> bool:
    """Whether a table on the next page goes on with the one before: its columns are the same."""
    one, other = _spot(before[-1]).grid.columns, _spot(grid[0]).grid.columns
    return (
        grid[0].page == before[-1].page + 1
        and len(one) == len(other)
        and all(abs(a - b) <= _SAME_PLACE for a, b in zip(one, other, strict=True))
    )


def _read(page: Page, grids: Sequence[Sequence[Line]]) -> Iterator[Block]:
    width = len(_spot(grids[0][0]).grid.columns) - 1
    parts = [_rows(grid) for grid in grids]
    titles = _titles(page, parts[0][0]) if parts[0] else []
    repeated = [rows[0] for rows in parts[1:] if len(rows) > 1 and _titles(page, rows[0]) == titles]
    again = set(map(id, repeated))
    body: list[_Cells] = []
    for grid, rows in zip(grids, parts, strict=True):
        rest = [row for row in rows if id(row) not in again]
        if body and rest and _goes_on(body, rest[0], grid[0]):
            _join(body[-1], rest.pop(0))
        body += rest
    reach = _reach(body)
    read = [_row(page, row, width, reach) for row in body]
    header = read[0] if len(read) > 1 and (repeated or _is_header(read[0])) else None
    rows_read = read[1:] if header else read
    yield Table(header, rows_read, min(row.start for row in read), max(row.end for row in read))
    for row in repeated:
        inside = [line for cell in row.values() for line in cell]
        yield Skipped(
            "page-header", min(one.start for one in inside), max(one.end for one in inside)
        )


def _rows(lines: Sequence[Line]) -> list[_Cells]:
    rows: dict[int, _Cells] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        rows[_spot(line).row][_spot(line).column].append(line)
    return [rows[number] for number in sorted(rows)]


def _titles(page: Page, row: _Cells) -> list[str]:
    return [
        "".join(page.text[line.start : line.end] for line in row[column]) for column in sorted(row)
    ]


def _goes_on(body: Sequence[_Cells], row: _Cells, first: Line) -> bool:
    """Whether the first row on a page is the rest of the last row of the page before.

    So it is where that has no ruling below it; and where it lacks the first of the columns that
    nearly all rows fill, and goes on with cells that are filled.
    """
    last = next(iter(body[-1].values()))[0]
    if _spot(last).grid.open_bottom or _spot(first).grid.open_top:
        return True
    rows = body[-_ROWS_ASKED:]
    filled = [sum(1 for one in rows if column in one) for column in range(1 + max(map(max, rows)))]
    always = [column for column, count in enumerate(filled) if count >= _ALWAYS * len(rows)]
    return bool(always) and always[0] not in row and all(column in body[-1] for column in row)


def _join(row: _Cells, rest: _Cells) -> None:
    for column, lines in rest.items():
        row.setdefault(column, []).extend(lines)


def _reach(body: Sequence[_Cells]) -> dict[int, float]:
    """How far to the right the lines of each column reach, in points."""
    reach: dict[int, float] = defaultdict(float)
    for row in body:
        for column, lines in row.items():
            reach[column] = max(reach[column], *(line.box[2] for line in lines))
    return reach


def _row(page: Page, row: _Cells, width: int, reach: dict[int, float]) -> Row:
    first = min(lines[0].start for lines in row.values())
    last = max(lines[-1].end for lines in row.values())
    cells = [
        _cell(page, row[column], reach[column]) if column in row else Cell("", [], first, first)
        for column in range(width)
    ]
    return Row(cells, first, last)


def _cell(page: Page, lines: Sequence[Line], reach: float) -> Cell:
    """The text of a cell; items of a list in it, drawn with bullets, stay apart."""
    stretches = [
        Stretch(line.start, line.end, full=line.box[2] > reach - FULL * line.size) for line in lines
    ]
    bold = lines[0].bold
    for one, line in pairwise(lines):
        if bold and one.bold >= one.end - one.start:
            bold += 1 + line.bold
        else:
            break
    return page.cell(stretches, bold)


def _is_header(row: Row) -> bool:
    filled = [cell for cell in row.cells if cell.text]
    if any(cell.links for cell in filled):
        return False
    return any(role(cell.text) for cell in filled) or all(
        cell.bold and cell.bold[1] >= len(cell.text) for cell in filled
    )
