"""The shapes that tables of entries are drawn in, brought into the one of a row per entry."""

from __future__ import annotations

import msgspec

from normalize.fields.columns import role
from spiders.readers.blocks import Row, Table
from spiders.readers.line_words import clean_name


def row_per_entry(table: Table) -> Table:
    """A table with its header above, its names in a column, and one entry in each row."""
    return _unfolded(_upright(_with_header(table)))


def group_title(row: Row) -> str:
    """What a row says of those below it: one text in bold, or in a cell that spans all columns."""
    filled = {cell.text: cell for cell in row.cells if cell.text}
    if len(row.cells) < _COLUMNS or len(filled) != 1 or any(cell.links for cell in row.cells):
        return ""
    text, cell = next(iter(filled.items()))
    spans = all(one.text == text for one in row.cells)
    in_bold = cell.bold is not None and cell.bold[1] - cell.bold[0] >= len(text.strip())
    return clean_name(text) if spans or in_bold else ""


#: A table of fewer columns has rows with one filled cell that are entries.
_COLUMNS = 3


def _with_header(table: Table) -> Table:
    """A table whose first row holds nothing but words that head columns has that as its header."""
    first = table.rows[0] if table.rows and not table.header else None
    if first is None or len(first.cells) < 2 or not all(role(one.text) for one in first.cells):
        return table
    return msgspec.structs.replace(table, header=first, rows=table.rows[1:])


def _upright(table: Table) -> Table:
    """A table whose rows are headed, and whose columns are not, is turned."""
    if not table.header or len(table.rows) < 2 or len(table.header.cells) < 3:
        return table
    width = len(table.header.cells)
    if any(role(cell.text) for cell in table.header.cells[1:]):
        return table
    heads = [row.cells[0] for row in table.rows if len(row.cells) == width]
    headed = sum(role(cell.text) is not None for cell in heads)
    if len(heads) < len(table.rows) or headed * 3 < len(heads) * 2:
        return table
    rows = [
        Row([row.cells[column] for row in (table.header, *table.rows)], table.start, table.end)
        for column in range(1, width)
    ]
    name = msgspec.structs.replace(table.header.cells[0], text=_NAME)
    header = Row([name, *heads], table.header.start, table.header.end, table.header.locator)
    return msgspec.structs.replace(table, header=header, rows=rows)


#: What the column of names is headed by, in a table that was turned.
_NAME = "name"


def _unfolded(table: Table) -> Table:
    """A table whose columns stand side by side more than once is one with more rows."""
    labels = [cell.text for cell in table.header.cells] if table.header else []
    width = next(
        (
            width
            for width in range(2, len(labels) // 2 + 1)
            if len(labels) % width == 0 and labels == labels[:width] * (len(labels) // width)
        ),
        None,
    )
    if width is None or not any(labels):
        return table
    rows = [
        msgspec.structs.replace(row, cells=row.cells[start : start + width])
        for row in table.rows
        for start in range(0, len(labels), width)
        if any(cell.text or cell.links for cell in row.cells[start : start + width])
    ]
    return msgspec.structs.replace(table, rows=rows)
