"""Table rows to entries: which column holds the name, and what the others say of it."""

from __future__ import annotations

import msgspec

from normalize.fields.columns import role
from normalize.forges import github_owner
from spiders.readers.blocks import Cell, Row, Table
from spiders.readers.contents import Entry, Unread, ignored
from spiders.readers.line_words import clean_name, is_generic, is_written_out, name_from_link
from spiders.readers.links import hrefs, leads_somewhere, only_links, outward, without_generic_links

#: What speaks against a column as that of the names, by its role; others may hold names.
_AGAINST = {
    **dict.fromkeys(
        ("index", "license", "date", "updated", "params", "languages", "stars", "context", "venue"),
        9.0,
    ),
    "paper": 1.05,
    "description": 0.8,
    "organization": 0.6,
    "topic": 0.5,
    "link": 0.1,
}
#: What speaks against a column of papers that are not linked.
_UNLINKED_PAPER = 0.05


def read_table(table: Table, section: list[str]) -> list[Entry | Unread]:
    """The entries of a table, a row each; a table that lists no projects is ignored whole."""
    if reason := _no_entries(table):
        return [ignored(table.start, table.end, reason)]
    table = _unfolded(_upright(_with_header(table)))
    labels = [cell.text for cell in table.header.cells] if table.header else []
    roles = [role(label) for label in labels]
    column = _name_column(table, roles)
    found: list[Entry | Unread] = []
    if table.header:
        head = table.header
        found.append(ignored(head.start, head.end, "table-header", head.locator))
    group = section
    for row in table.rows:
        if title := _group_title(row):
            group = [*section, title]
            found.append(ignored(row.start, row.end, "group", row.locator))
            continue
        one = _read_row(row, labels, roles, column, group)
        above = found[-1] if found else None
        if isinstance(one, Unread) and isinstance(above, Entry) and _continues(row, column):
            found[-1] = _with_row(above, row, labels)
        else:
            found.append(one)
    return found


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


def _group_title(row: Row) -> str:
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


def _continues(row: Row, column: int) -> bool:
    """Whether a row says more of the one above: up to the name, nothing stands in it."""
    return not any(cell.text for cell in row.cells[: column + 1])


def _with_row(entry: Entry, row: Row, labels: list[str]) -> Entry:
    more = [(label, cell.text) for label, cell in zip(labels, row.cells, strict=False) if cell.text]
    return msgspec.structs.replace(
        entry,
        end=row.end,
        links=entry.links + [href for cell in row.cells for href in hrefs(cell)],
        fields=entry.fields + more,
    )


def _no_entries(table: Table) -> str | None:
    cells = [cell for row in table.rows for cell in row.cells]
    first = [cell.links[0].href for cell in cells if cell.links]
    if len(first) > 1 and all(github_owner(href) is not None for href in first):
        return "contributors"
    if any(map(leads_somewhere, cells)) or _catalogues(table):
        return None
    linked = any(cell.links for cell in cells)
    return "table-of-contents" if linked else "table-without-entries"


def _catalogues(table: Table) -> bool:
    """Whether a table without links lists things all the same: their names, and of whom or what."""
    roles = {role(cell.text) for cell in table.header.cells} if table.header else set()
    cells = [cell for row in table.rows for cell in row.cells]
    if "name" not in roles or any(cell.links for cell in cells):
        return False
    ticks = sum(cell.text.strip("\ufe0f") in _TICKS for cell in cells)
    return bool(roles & _TELLING) or ticks * 2 >= len(cells)


#: What stands in the cells of a table that tells what each of many things can do.
_TICKS = frozenset("✅❌✔✘✓✗☑✖×√")


#: Columns that tables of figures do not have.
_TELLING = frozenset(["organization", "license", "description", "link"])


def _name_column(table: Table, roles: list[str | None]) -> int:
    """The first column headed as a name; else the one with most links that are names, or words."""
    if "name" in roles:
        return roles.index("name")
    width = max((len(row.cells) for row in table.rows), default=1)

    def likely(column: int) -> tuple[float, int]:
        cells = [row.cells[column] for row in table.rows if column < len(row.cells)]
        kind = (roles[column] or "") if column < len(roles) else ""
        linked = sum(map(_is_linked_name, cells))
        # The title of a paper is a name where nothing else is one.
        against = _UNLINKED_PAPER if kind == "paper" and not linked else _AGAINST.get(kind, 0.0)
        named = linked + 0.5 * sum(map(_has_words, cells))
        # Names differ from row to row; venues, kinds and words for links do not.
        if not named:
            return -10.0, -column
        different = len({cell.text for cell in cells}) / max(1, len(cells))
        return different * named / max(1, len(cells)) - against, -column

    return max(range(width), key=likely)


def _is_linked_name(cell: Cell) -> bool:
    return any(not is_generic(cell.text[link.start : link.end]) for link in outward(cell))


def _has_words(cell: Cell) -> bool:
    return sum(char.isalpha() for char in without_generic_links(cell)) >= 2


def _read_row(
    row: Row, labels: list[str], roles: list[str | None], column: int, section: list[str]
) -> Entry | Unread:
    links = [href for cell in row.cells for href in hrefs(cell)]
    name, flags = _name(row.cells[column]) if column < len(row.cells) else ("", [])
    if not name:
        return Unread(
            start=row.start,
            end=row.end,
            outcome="reject" if links else "ignored",
            reason="no-name" if links else "empty-row",
            detail=f"column {column + 1} of this row, which holds the names, is empty",
            locator=row.locator,
        )
    columns = _columns(row, labels, roles, column)
    description = columns.get("description")
    return Entry(
        start=row.start,
        end=row.end,
        section=section,
        name=name,
        name_span=(row.cells[column].start, row.cells[column].end),
        links=links,
        description=description.text if description else None,
        description_span=(description.start, description.end) if description else None,
        organization=columns["organization"].text if "organization" in columns else None,
        license=columns["license"].text if "license" in columns else None,
        fields=[
            (labels[position], cell.text)
            for position, cell in enumerate(row.cells)
            if position != column
            and position < len(labels)
            and cell.text
            and cell not in columns.values()
        ],
        flags=flags,
        locator=row.locator,
    )


def _name(cell: Cell) -> tuple[str, list[str]]:
    """What the cell of the names says; where it is a linked picture, what the link says."""
    name = clean_name(without_generic_links(cell)) or clean_name(cell.text)
    links = outward(cell)
    if links and is_written_out(links[0], cell) and only_links(cell):
        return name_from_link(links[0].href), ["name_from_link"]
    pictures = [link.href for link in cell.links if link.badge] if not name else []
    return (name_from_link(pictures[0]), ["name_from_link"]) if pictures else (name, [])


def _columns(row: Row, labels: list[str], roles: list[str | None], column: int) -> dict[str, Cell]:
    """The first filled cell for each part of an entry that has a column of its own."""
    columns: dict[str, Cell] = {}
    for position, cell in enumerate(row.cells[: len(labels)]):
        kind = roles[position]
        if position != column and cell.text and kind in ("organization", "license", "description"):
            columns.setdefault(kind, cell)
    return columns
