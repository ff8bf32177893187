"""Tables of a PDF, read from where their text stands: rows, columns, cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalize.fields.columns import role
from spiders.readers.blocks import Block, Row, Skipped, Table
from spiders.readers.pdf_pieces import Page, Piece
from spiders.readers.pdf_text import Line

#: A bullet or a number in front of an item of a list.
MARK = re.compile(r"\s*(?:[•·▪◦‣●○*\-–]|\(?\d{1,3}[.)、．])\s+(?=\S)")
#: Lines of one cell follow each other within this many times the size of the type.
_LEADING = 1.6
#: Share of a table's pieces that may lie across the space between two columns.
_STRAY = 0.02
_SAME_PLACE = 3.0  # points


def is_table(page: Page, lines: Sequence[Line]) -> bool:
    """Whether lines read as a table: several of them have cells set apart by wide gaps."""
    parted = sum(
        len(line.gaps) - bool(MARK.match(page.text, line.start, line.end)) >= 2 for line in lines
    )
    widest = max((len(line.gaps) for line in lines), default=0)
    return parted >= 2 and parted * (10 if widest > 2 else 4) >= len(lines)


def read_pdf_table(page: Page, lines: Sequence[Line]) -> list[Block]:
    """The table that a run of lines prints; its header, where printed again, is skipped."""
    rows = _rows(lines)
    pieces = [[piece for line in row for piece in _pieces(page, line)] for row in rows]
    columns = _columns([piece for row in pieces for piece in row])
    read = [_row(page, row, columns) for row in pieces]
    header = read[0] if len(read) > 1 and _is_header(read[0]) else None
    if header is None:
        return [_table(None, read)]
    titles = [cell.text for cell in header.cells]
    again = [row for row in read[1:] if [cell.text for cell in row.cells] == titles]
    body = [row for row in read[1:] if row not in again]
    return [_table(header, body), *(Skipped("page-header", row.start, row.end) for row in again)]


def _table(header: Row | None, rows: list[Row]) -> Table:
    every = [header, *rows] if header else rows
    return Table(header, rows, min(row.start for row in every), max(row.end for row in every))


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """A row begins where the print returns to the first column, below what stands there."""
    left = {
        page: min(line.box[0] for line in lines if line.page == page)
        for page in {line.page for line in lines}
    }
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


def _pieces(page: Page, line: Line) -> list[Piece]:
    ends = [*(start for start, _, _ in line.gaps[1:]), line.end]
    pieces = []
    for (start, x0, x1), end in zip(line.gaps, ends, strict=True):
        stretch = page.text[start:end]
        pieces.append(Piece(start, start + len(stretch.rstrip()), x0, x1))
    return [piece for piece in pieces if piece.end > piece.start]


def _columns(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """The stretches across the page that print covers, in points: the columns."""
    width = int(max(piece.x1 for piece in pieces)) + 2
    covered = [0] * (width + 1)
    for piece in pieces:
        for x in range(max(0, int(piece.x0)), max(0, int(piece.x1)) + 1):
            covered[x] += 1
    stray = int(len(pieces) * _STRAY)
    columns: list[tuple[int, int]] = []
    start: int | None = None
    for x, count in enumerate(covered):
        if count > stray and start is None:
            start = x
        elif count <= stray and start is not None:
            columns.append((start, x))
            start = None
    return columns or [(0, width)]


def _row(page: Page, pieces: Sequence[Piece], columns: list[tuple[int, int]]) -> Row:
    filled: list[list[tuple[int, int]]] = [[] for _ in columns]
    for piece in pieces:
        middle = (piece.x0 + piece.x1) / 2
        nearest = min(
            range(len(columns)),
            key=lambda at: max(columns[at][0] - middle, middle - columns[at][1], 0),
        )
        filled[nearest].append((piece.start, piece.end))
    first, last = min(p.start for p in pieces), max(p.end for p in pieces)
    cells = [page.cell(cell or [(first, first)]) for cell in filled]
    return Row(cells, first, last)


def _is_header(row: Row) -> bool:
    roles = [role(cell.text) for cell in row.cells if cell.text]
    return not any(cell.links for cell in row.cells) and any(roles)
