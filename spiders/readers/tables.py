"""Table rows to entries: which column holds the name, and what the others say of it."""

from __future__ import annotations

import re

import msgspec

from normalize.fields.columns import role
from spiders.readers.blocks import Cell, Row, Table
from spiders.readers.contents import Entry, Unread, ignored
from spiders.readers.documentation import chapters
from spiders.readers.line_words import (
    clean_name,
    is_written_out,
    name_from_link,
    split_lead,
)
from spiders.readers.links import hrefs, only_links, outward, without_generic_links
from spiders.readers.name_columns import column_of, name_column
from spiders.readers.table_kinds import names_no_projects, no_entries
from spiders.readers.table_shapes import group_title, row_per_entry


def read_table(table: Table, section: list[str]) -> list[Entry | Unread]:
    """The entries of a table, a row each; a table that lists no projects is ignored whole."""
    if reason := no_entries(table):
        return [ignored(table.start, table.end, reason)]
    start, end = table.start, table.end
    table = row_per_entry(table)
    labels = [cell.text for cell in table.header.cells] if table.header else []
    roles = [role(label) for label in labels]
    column = name_column(table, roles)
    if names_no_projects(labels, roles, column_of(table, column)):
        return [ignored(start, end, "table-without-entries")]
    found: list[Entry | Unread] = []
    if table.header:
        head = table.header
        found.append(ignored(head.start, head.end, "table-header", head.locator))
    group, parent = section, None
    pages = chapters([row.cells for row in table.rows]) if _TELLING.isdisjoint(roles) else set()
    for index, row in enumerate(table.rows):
        if index in pages:
            found.append(ignored(row.start, row.end, "documentation", row.locator))
            continue
        if title := group_title(row):
            group = [*section, title]
            found.append(ignored(row.start, row.end, "group", row.locator))
            continue
        one = _read_row(row, labels, roles, column, group)
        if isinstance(one, Entry) and _is_variant(row.cells[column]):
            one = _variant_of(parent, one) if parent else one
        else:
            parent = one if isinstance(one, Entry) else parent
        above = found[-1] if found else None
        if isinstance(one, Unread) and isinstance(above, Entry) and _continues(row, column):
            found[-1] = _with_row(above, row, labels)
        else:
            found.append(one)
    return found


#: Columns that tables of things have: there, a documentation is what is linked of each.
_TELLING = frozenset(["name", "organization", "license", "params", "paper", "date"])


def _is_variant(cell: Cell) -> bool:
    """Whether a name is that of a variant of the one in a row above: ``- 384``, ``└ chat``."""
    return cell.text.startswith(_BRANCHES)


_BRANCHES = ("- ", "+ ", "– ", "└", "├", "↳")


def _variant_of(parent: Entry, variant: Entry) -> Entry:
    name = clean_name(variant.name.lstrip("└├─↳+ "))
    # "Otter, 224" has the variant "384" too: its own words behind a comma are not theirs.
    return msgspec.structs.replace(variant, name=f"{split_lead(parent.name)} {name}")


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
    named = _named_part(cell)
    name = clean_name(without_generic_links(named)) or clean_name(named.text)
    links = outward(cell)
    if links and is_written_out(links[0], cell) and only_links(cell):
        return name_from_link(links[0].href), ["name_from_link"]
    pictures = [link.href for link in cell.links if link.badge] if not name else []
    return (name_from_link(pictures[0]), ["name_from_link"]) if pictures else (name, [])


def _named_part(cell: Cell) -> Cell:
    """A cell up to where it goes on with its name again, or with links in brackets.

    ``[Base](…) [Base](…)`` links one name twice; in ``Otter (for [members](…))`` the name itself
    has no link.
    """
    links = outward(cell)
    if not links:
        return cell
    first, *others = links
    bracket = _LAST_BRACKET.search(cell.text) if cell.text.endswith((")", "）")) else None
    if bracket and 0 < bracket.start() < first.start and clean_name(cell.text[: bracket.start()]):
        return _up_to(cell, bracket.start())
    names = {clean_name(cell.text[one.start : one.end]) for one in links} if others else ()
    if len(names) == 1:
        return _up_to(cell, first.end)
    return cell


_LAST_BRACKET = re.compile(r"[(（][^()（）]*[)）]\s*$")


def _up_to(cell: Cell, end: int) -> Cell:
    links = [link for link in cell.links if link.end <= end]
    return msgspec.structs.replace(cell, text=cell.text[:end], links=links)


def _columns(row: Row, labels: list[str], roles: list[str | None], column: int) -> dict[str, Cell]:
    """The first filled cell for each part of an entry that has a column of its own."""
    columns: dict[str, Cell] = {}
    for position, cell in enumerate(row.cells[: len(labels)]):
        kind = roles[position]
        if position != column and cell.text and kind in ("organization", "license", "description"):
            columns.setdefault(kind, cell)
    return columns
