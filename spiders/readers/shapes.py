"""Lists that are written without the marks of one, brought into the shape of lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from spiders.readers.blocks import Block, Cell, Heading, Item, Listing, Paragraph, Skipped
from spiders.readers.cells import lines_of
from spiders.readers.line_names import leads_with_name, names_itself
from spiders.readers.line_starts import lead
from spiders.readers.line_words import split_lead
from spiders.readers.links import all_links, only_links, outward

#: So many paragraphs in a row that begin with a name and a link are a list.
_ROW = 3
#: Characters of what stands before a colon at the beginning of a line.
_SHORT_NAME = 40
#: A list of so many links within the page is its table of contents.
_CONTENTS = 3
_NUMBERED = re.compile(r"\s*[(（]?(\d{1,2})\s*[、.．)）]")


def in_shape(blocks: Iterable[Block]) -> list[Block]:
    """Blocks of which lines and paragraphs of entries are lists, and lists are whole."""
    listed = [_lines_as_items(block) for block in blocks]
    return _without_introduction(_continued(_paragraphs_as_items(listed)))


def with_numbered_lines(item: Item) -> Item:
    """An item in whose text lines are numbered 1, 2 … has these as items below it."""
    lines = lines_of(item.cell) if item.cell.breaks else []
    numbered = [match for line in lines if (match := _NUMBERED.match(line.text))]
    if [int(match[1]) for match in numbered[:2]] != [1, 2]:
        return item
    above: list[Cell] = []
    groups = [above]
    for line in lines:
        if _NUMBERED.match(line.text):
            groups.append([])
        groups[-1].append(line)
    own, *others = above or [Cell("", [], item.cell.start, item.cell.start)]
    children = [*map(_item, others), *map(_grouped, groups[1:]), *item.children]
    return Item(own, children, item.start, item.end, item.tables)


def _grouped(lines: list[Cell]) -> Item:
    head, *rest = lines
    return Item(head, list(map(_item, rest)), head.start, lines[-1].end)


def _lines_as_items(block: Block) -> Block:
    """A paragraph of lines that each begin with a name and a link is a list."""
    if not isinstance(block, Paragraph) or not block.cell.breaks:
        return block
    lines = lines_of(block.cell)
    if sum(map(leads_with_name, lines)) * 2 <= len(lines):
        return block
    return Listing([_item(line) for line in lines], block.start, block.end)


def _paragraphs_as_items(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs in a row that each begin with a name are a list, if most have a link."""
    found: list[Block] = []
    row: list[Paragraph] = []
    for block in [*blocks, None]:
        if isinstance(block, Paragraph) and _begins_with_name(block.cell):
            row.append(block)
            continue
        linked = sum(bool(outward(one.cell)) for one in row)
        if len(row) >= _ROW and linked * 3 >= len(row) * 2:
            items = [_item(one.cell) for one in row]
            found.append(Listing(items, row[0].start, row[-1].end))
        else:
            found += row
        row = []
        if block is not None:
            found.append(block)
    return found


def _begins_with_name(cell: Cell) -> bool:
    """Whether a line begins with a name in bold, with a linked one, or a short one and a colon."""
    if not names_itself(cell):
        return False
    return (
        leads_with_name(cell)
        or (cell.bold is not None and cell.bold[0] <= lead(cell.text))
        or (bool(outward(cell)) and _is_told_of(cell))
    )


def _is_told_of(cell: Cell) -> bool:
    """Whether a line begins with a short name, and more than a link is said behind it."""
    name = split_lead(cell.text)
    return len(name) <= _SHORT_NAME and not only_links(cell, cell.text.find(name) + len(name))


def _item(cell: Cell) -> Item:
    return Item(cell, [], cell.start, cell.end)


def _continued(blocks: Iterable[Block]) -> list[Block]:
    """Bullets right below a numbered item that are not indented belong to it all the same."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if (
            isinstance(block, Listing)
            and isinstance(last, Listing)
            and last.ordered
            and not block.ordered
        ):
            found[-1] = _below_last(last, block)
        else:
            found.append(block)
    return found


def _below_last(listing: Listing, bullets: Listing) -> Listing:
    *others, item = listing.items
    children = [*item.children, *bullets.items]
    item = Item(item.cell, children, item.start, bullets.end, item.tables)
    return Listing([*others, item], listing.start, bullets.end, listing.ordered)


def _without_introduction(blocks: list[Block]) -> list[Block]:
    """What a document lists above its table of contents, under its title, introduces it."""
    headings = 0
    for index, block in enumerate(blocks):
        if isinstance(block, Listing) and _is_contents(block):
            return [
                Skipped("introduction", one.start, one.end) if isinstance(one, Listing) else one
                for one in blocks[:index]
            ] + blocks[index:]
        headings += isinstance(block, Heading)
        if headings > _TITLES:
            break
    return blocks


#: The title of the document and that of its table of contents.
_TITLES = 2


def _is_contents(listing: Listing) -> bool:
    links = [link for item in listing.items for link in all_links(item)]
    return len(links) >= _CONTENTS and all(link.href.startswith("#") for link in links)
