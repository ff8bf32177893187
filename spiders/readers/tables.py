"""Table rows to entries: which column holds the name, and what the others say of it."""

from __future__ import annotations

from collections.abc import Iterator

from normalize.fields.columns import role
from spiders.readers.blocks import Cell, Row, Table
from spiders.readers.contents import Entry, Unread
from spiders.readers.listings import hrefs, outward
from spiders.readers.naming import clean_name

#: Columns that never hold a name, whatever stands in them.
_NEVER_NAMES = frozenset(
    ["index", "license", "date", "params", "languages", "link", "paper", "stars", "context"]
)


def read_table(table: Table, section: list[str]) -> Iterator[Entry | Unread]:
    """The entries of a table, a row each; a table that lists no projects is ignored whole."""
    if reason := _no_entries(table):
        yield Unread(start=table.start, end=table.end, outcome="ignored", reason=reason)
        return
    labels = [cell.text for cell in table.header.cells] if table.header else []
    roles = [role(label) for label in labels]
    column = _name_column(table, roles)
    if table.header:
        yield Unread(
            start=table.header.start,
            end=table.header.end,
            outcome="ignored",
            reason="table-header",
            locator=table.header.locator,
        )
    for row in table.rows:
        yield _read_row(row, labels, roles, column, section)


def _no_entries(table: Table) -> str | None:
    links = [link for row in table.rows for cell in row.cells for link in cell.links]
    if any(outward(cell) for row in table.rows for cell in row.cells):
        return None
    return "table-of-contents" if links else "table-without-entries"


def _name_column(table: Table, roles: list[str | None]) -> int:
    """The first column headed as a name; else the one that carries most links; else the first."""
    if "name" in roles:
        return roles.index("name")
    width = max((len(row.cells) for row in table.rows), default=1)
    candidates = [
        column
        for column in range(width)
        if column >= len(roles) or roles[column] not in _NEVER_NAMES
    ]
    return max(candidates or [0], key=lambda column: (_linked(table, column), -column))


def _linked(table: Table, column: int) -> int:
    return sum(1 for row in table.rows if column < len(row.cells) and outward(row.cells[column]))


def _read_row(
    row: Row, labels: list[str], roles: list[str | None], column: int, section: list[str]
) -> Entry | Unread:
    name = clean_name(row.cells[column].text) if column < len(row.cells) else ""
    links = [href for cell in row.cells for href in hrefs(cell)]
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
        locator=row.locator,
    )


def _columns(row: Row, labels: list[str], roles: list[str | None], column: int) -> dict[str, Cell]:
    """The first filled cell for each part of an entry that has a column of its own."""
    columns: dict[str, Cell] = {}
    for position, cell in enumerate(row.cells[: len(labels)]):
        kind = roles[position]
        if position != column and cell.text and kind in ("organization", "license", "description"):
            columns.setdefault(kind, cell)
    return columns
