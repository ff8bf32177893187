"""Tables of HTML: their rows with cells that span several, their headers, and what is no table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from spiders.readers.blocks import Cell, Row, Table
from spiders.readers.html.cells import Cells
from spiders.readers.html.tags import CELLS
from spiders.readers.html.tree import Element, Tree, count_within

_GROUPS = frozenset(["thead", "tbody", "tfoot"])
#: Cells that spanning ones may add to a table, for each that is written, and besides.
_ADDED, _ADDED_BESIDES = 4, 1_000
#: A table with so few rows of its own may lay out a page.
_FEW_ROWS = 3
#: Links in a row that are a bar.
_BAR = 3


class Tables:
    """Reads the tables of a page."""

    def __init__(self, tree: Tree, cells: Cells) -> None:
        self._tree = tree
        self._cells = cells

    def lays_out(self, table: Element, rows: list[Element]) -> bool:
        """Whether a table lays out a page: few rows, and in their cells lists and tables."""
        if table.tag.attributes.get("role") in ("presentation", "none"):
            return True
        if len(rows) > _FEW_ROWS:
            return False
        cells = [cell for row in rows for cell in cells_of(row)]
        inside = sum(count_within(self._tree.marks, cell) for cell in cells)
        links = sum(count_within(self._tree.links, cell) for cell in cells)
        return min(inside, links) >= max(2 * len(rows), 2)

    def read(self, table: Element, rows: list[Element]) -> Table:
        """The table of some rows."""
        # Rows without a table have the number of the table before.
        number = bisect_left(self._tree.tables, table.start + 1)
        spread = _spread([_read_row(row, self._cells) for row in rows])
        read = [
            Row(cells, row.start, row.end, f"row={number}.{position}")
            for position, (row, cells) in enumerate(zip(rows, spread, strict=True), 1)
        ]
        heads = _heads(table, rows)
        header = _merged(read[:heads]) if heads else None
        return Table(header, read[heads:], table.start, table.end)


def rows_of(table: Element) -> Iterator[Element]:
    """A table's own rows, not those of a table inside a cell."""
    for child in table.children:
        if isinstance(child, Element):
            if child.name == "tr":
                yield child
            elif child.name in _GROUPS:
                yield from rows_of(child)


def beside_rows(table: Element) -> list[Element]:
    """What stands in a table besides its rows: captions, and whatever strayed there."""
    return [
        inside
        for child in table.children
        if isinstance(child, Element) and child.name != "tr"
        for inside in (beside_rows(child) if child.name in _GROUPS else [child])
    ]


def cells_of(row: Element) -> list[Element]:
    """A row's cells, also those in a form; what stands beside them is one more cell."""
    inside = [one for one in row.children if isinstance(one, Element)]
    if all(one.name in CELLS for one in inside):
        return inside
    cells: list[Element] = []
    for child in inside:
        if child.name in CELLS:
            cells.append(child)
        elif not child.inline:
            cells += cells_of(child) or [child]
        elif child.children:
            cells.append(child)
    return cells


def is_menu(table: Table) -> bool:
    """Whether a table is one row of links and nothing else: the bar of a page."""
    if table.header or len(table.rows) != 1:
        return False
    filled = [cell for cell in table.rows[0].cells if cell.text or cell.links]
    return len(filled) >= _BAR and all(
        sum(link.end - link.start for link in cell.links) >= len(cell.text) for cell in filled
    )


#: A cell with the number of columns and rows that it spans.
_Spanning = tuple[Cell, int, int]


def _read_row(row: Element, cells: Cells) -> list[_Spanning]:
    return [
        (cells.with_pictures(cell, cell.start, cell.end), *_spans(cell)) for cell in cells_of(row)
    ]


def _spans(cell: Element) -> tuple[int, int]:
    """How many columns and rows a cell spans, within the limits of the HTML standard."""
    attributes = cell.tag.attributes
    if not attributes:
        return 1, 1
    columns, rows = _number(attributes.get("colspan", "")), _number(attributes.get("rowspan", ""))
    # No rows means all that are left.
    return min(columns or 1, _MOST_COLUMNS), min(rows or _MOST_ROWS, _MOST_ROWS)


_MOST_COLUMNS, _MOST_ROWS = 1_000, 65_534


def _number(written: str) -> int:
    written = written.strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 1


def _spread(rows: list[list[_Spanning]]) -> list[list[Cell]]:
    """The cells of each row in their columns: one that spans rows stands in each of them."""
    if all(columns == 1 == down for row in rows for _, columns, down in row):
        return [[cell for cell, _, _ in row] for row in rows]
    written = sum(map(len, rows))
    widest = max(map(len, rows))
    left = _ADDED * written + _ADDED_BESIDES
    hanging: dict[int, tuple[Cell, int]] = {}  # by column: a cell from above, rows left
    spread = []
    for row in rows:
        line: list[Cell] = []
        for cell, columns, down in row:
            _hang(line, hanging)
            for column in range(min(columns, widest, left + 1)):
                # Only the first of several columns has its links.
                shown = cell if column == 0 else _unlinked(cell)
                if down > 1 and left > 0:
                    hanging[len(line)] = (shown, down - 1)
                line.append(shown)
                left -= column > 0
        _hang(line, hanging)
        left -= len(line) - len(row)
        if left <= 0:
            hanging.clear()
        spread.append(line)
    return spread


def _hang(line: list[Cell], hanging: dict[int, tuple[Cell, int]]) -> None:
    """Fill the next columns with the cells that hang into them from above."""
    while len(line) in hanging:
        column = len(line)
        cell, rows = hanging[column]
        line.append(cell)
        if rows > 1:
            hanging[column] = (cell, rows - 1)
        else:
            del hanging[column]


def _unlinked(cell: Cell) -> Cell:
    return Cell(cell.text, [], cell.start, cell.end)


def _heads(table: Element, rows: list[Element]) -> int:
    """How many of the first rows head the columns."""
    groups = (one for one in table.children if isinstance(one, Element) and one.name == "thead")
    head = next(groups, None)
    if head is not None:
        return len(list(rows_of(head)))
    if len(rows) < 2 or not rows[0].children:
        return int(bool(rows) and _all(cells_of(rows[0]), "th"))
    first = cells_of(rows[0])
    return int(_all(first, "th") or (len(first) > 1 and all(map(_is_bold, first))))


def _all(cells: Iterable[Element], name: str) -> bool:
    cells = list(cells)
    return bool(cells) and all(cell.name == name for cell in cells)


def _is_bold(cell: Element) -> bool:
    """Whether all that a cell says is bold and no link."""
    said = [one for one in cell.children if not (isinstance(one, str) and one.isspace())]
    return bool(said) and all(
        isinstance(one, Element)
        and (one.name in ("b", "strong") or (one.name in ("p", "div", "center") and _is_bold(one)))
        and not _links(one)
        for one in said
    )


def _links(element: Element) -> bool:
    return any(isinstance(one, Element) and one.name == "a" for one in element.children)


def _merged(rows: list[Row]) -> Row:
    """The rows of a header as one: the lowest that says something of a column heads it."""
    if len(rows) == 1:
        return rows[0]
    cells: list[Cell] = []
    for row in rows:
        for column, cell in enumerate(row.cells):
            if column >= len(cells):
                cells.append(cell)
            elif cell.text:
                cells[column] = cell
    return Row(cells, rows[0].start, rows[-1].end, rows[0].locator)
