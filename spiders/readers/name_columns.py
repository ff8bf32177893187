"""Which column of a table holds the names."""

from __future__ import annotations

from spiders.readers.blocks import Cell, Table
from spiders.readers.line_words import is_generic
from spiders.readers.links import outward, without_generic_links

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


def name_column(table: Table, roles: list[str | None]) -> int:
    """The first column headed as a name; else the one with most links that are names, or words."""
    if "name" in roles:
        return roles.index("name")
    width = max((len(row.cells) for row in table.rows), default=1)

    def likely(column: int) -> tuple[float, int]:
        cells = column_of(table, column)
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


def column_of(table: Table, column: int) -> list[Cell]:
    """The cells of a column, without rows that end before it."""
    return [row.cells[column] for row in table.rows if column < len(row.cells)]


def _is_linked_name(cell: Cell) -> bool:
    return any(not is_generic(cell.text[link.start : link.end]) for link in outward(cell))


def _has_words(cell: Cell) -> bool:
    return sum(char.isalpha() for char in without_generic_links(cell)) >= 2
