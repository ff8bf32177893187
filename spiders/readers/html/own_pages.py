"""Lists whose entries are pages of the same site: their links lead to another place too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from spiders.readers.blocks import Block, Cell, Item, Link, Listing, Row, Table, block_cells
from spiders.readers.links import only_links

#: Fewer such entries are menus of a page.
_LEAST = 3
_ELSEWHERE = re.compile(r"#|[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def with_own_pages(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in which links to pages of the same site count, if most of what is listed has such.

    Listed is what has words beside its link: menus have none.
    """
    own = sum(map(_has_own, _listed(blocks)))
    outward = sum(any("://" in link.href for link in cell.links) for cell in _listed(blocks))
    if own < _LEAST or own <= outward:
        return list(blocks)
    return [_counted(block) for block in blocks]


def _listed(blocks: Sequence[Block]) -> Iterator[Cell]:
    """Items, and cells of rows, that say more than their links."""
    for block in blocks:
        if isinstance(block, Listing):
            yield from (cell for cell in block_cells(block) if not only_links(cell))
        elif isinstance(block, Table):
            for row in block.rows:
                if sum(bool(cell.text) for cell in row.cells) > 1:
                    yield from row.cells


def _has_own(cell: Cell) -> bool:
    return any(not _ELSEWHERE.match(link.href) for link in cell.links)


def _counted(block: Block) -> Block:
    if isinstance(block, Listing):
        return msgspec.structs.replace(block, items=[_item(one) for one in block.items])
    if isinstance(block, Table):
        return msgspec.structs.replace(block, rows=[_row(row) for row in block.rows])
    return block


def _item(item: Item) -> Item:
    cell = item.cell if only_links(item.cell) else _cell(item.cell)
    return msgspec.structs.replace(
        item, cell=cell, children=[_item(child) for child in item.children]
    )


def _row(row: Row) -> Row:
    filled = sum(bool(cell.text) for cell in row.cells)
    if filled <= 1:
        return row
    return msgspec.structs.replace(row, cells=[_cell(cell) for cell in row.cells])


def _cell(cell: Cell) -> Cell:
    links = [_link(link) for link in cell.links]
    return msgspec.structs.replace(cell, links=links)


def _link(link: Link) -> Link:
    if _ELSEWHERE.match(link.href):
        return link
    return msgspec.structs.replace(link, page=True)
