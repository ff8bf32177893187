"""Tables of contents of a PDF: lists of its own headings, whose links print does not keep."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import msgspec

from spiders.readers.blocks import Block, Cell, Heading, Item, Link, Listing, block_cells

#: Leaders and a page number behind a title, a number or bullet in front of it.
_AROUND = re.compile(r"^[\W\d_]+|[\s.…·_]*\d*\s*$")
#: A list of so many items, of which such a share are headings, is a table of contents.
_LEAST = 3
_SHARE = 0.6


def with_contents(blocks: Iterable[Block], page_of: Callable[[int], int]) -> list[Block]:
    """Blocks of which the items of tables of contents are links to the headings they name.

    ``page_of`` gives the page of an offset in the text, from 1.
    """
    read = list(blocks)
    pages: dict[str, int] = {}
    for block in read:
        if isinstance(block, Heading):
            pages.setdefault(_title(block.cell), page_of(block.start))
    pages.pop("", None)
    return [
        _linked(block, pages)
        if isinstance(block, Listing) and _is_contents(block, pages)
        else block
        for block in read
    ]


def _is_contents(listing: Listing, pages: dict[str, int]) -> bool:
    cells = list(block_cells(listing))
    named = [cell for cell in cells if _title(cell) in pages]
    return (
        len(named) >= _LEAST
        and len(named) >= _SHARE * len(cells)
        and not any(link.href.startswith("http") for cell in cells for link in cell.links)
    )


def _linked(listing: Listing, pages: dict[str, int]) -> Listing:
    return msgspec.structs.replace(listing, items=_with_links(listing.items, pages))


def _with_links(items: Sequence[Item], pages: dict[str, int]) -> list[Item]:
    return [
        msgspec.structs.replace(
            item, cell=_link(item.cell, pages), children=_with_links(item.children, pages)
        )
        for item in items
    ]


def _link(cell: Cell, pages: dict[str, int]) -> Cell:
    page = pages.get(_title(cell))
    if page is None or cell.links:
        return cell
    return msgspec.structs.replace(cell, links=[Link(0, len(cell.text), f"#page={page}")])


def _title(cell: Cell) -> str:
    return _AROUND.sub("", cell.text).casefold()
