"""The shapes that lists are written in: headings, paragraphs, lists and tables.

Markdown and HTML are both parsed into these, so that one reader of entries serves both.
All offsets are ``[start, end)`` in the restored source text. No block can lead back to itself:
Python's search for cycles need not look at them (``gc``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

#: The level of what stands for a heading without being one: a line in bold, a summary.
BOLD = 7


class Link(msgspec.Struct, frozen=True, gc=False):
    """A link inside a line of text; ``start``/``end`` are offsets in :attr:`Cell.text`."""

    start: int
    end: int
    href: str
    badge: bool = False
    #: whether it leads to another page, though it names no host
    page: bool = False


class Cell(msgspec.Struct, frozen=True, gc=False):
    """A run of inline text without its markup, with its links and its bold stretches.

    ``breaks`` are where its lines end in the source: where the next begins in ``text``, and in
    the document. ``bolds`` are ``[start, end)`` in ``text``.
    """

    text: str
    links: list[Link]
    start: int
    end: int
    breaks: list[tuple[int, int]] = []
    bolds: list[tuple[int, int]] = []

    @property
    def bold(self) -> tuple[int, int] | None:
        """The first bold stretch."""
        return self.bolds[0] if self.bolds else None


class Heading(msgspec.Struct, frozen=True, gc=False):
    """A heading of level 1 to 6, or ``BOLD``.

    ``anchor`` is the fragment that leads to it, if it is given.
    """

    level: int
    cell: Cell
    anchor: str | None
    start: int
    end: int


class Paragraph(msgspec.Struct, frozen=True, gc=False):
    """Running text."""

    cell: Cell
    start: int
    end: int


class Item(msgspec.Struct, frozen=True, gc=False):
    """A list item: its own line of text, and the items and tables nested below it."""

    cell: Cell
    children: list[Item]
    start: int
    end: int
    tables: list[Table] = []


class Listing(msgspec.Struct, frozen=True, gc=False):
    """A bulleted or numbered list."""

    items: list[Item]
    start: int
    end: int
    ordered: bool = False


class Row(msgspec.Struct, frozen=True, gc=False):
    """A table row; ``locator`` is set where a line number would not do (``row=3.14``)."""

    cells: list[Cell]
    start: int
    end: int
    locator: str | None = None


class Table(msgspec.Struct, frozen=True, gc=False):
    """A table; ``header`` is null where the table has none."""

    header: Row | None
    rows: list[Row]
    start: int
    end: int


class Skipped(msgspec.Struct, frozen=True, gc=False):
    """A stretch that holds no entries by its nature: navigation, code, an image."""

    reason: str
    start: int
    end: int


Block = Heading | Paragraph | Listing | Table | Skipped


def block_cells(block: Block) -> Iterator[Cell]:
    """All cells of a block, in their order; of a table, those of its rows."""
    match block:
        case Paragraph() | Heading():
            yield block.cell
        case Listing():
            for item in all_items(block.items):
                yield from item_cells(item)
        case Table():
            for row in block.rows:
                yield from row.cells


def item_cells(item: Item) -> Iterator[Cell]:
    """The cell of an item, and those of its tables."""
    yield item.cell
    for table in item.tables:
        yield from block_cells(table)


def all_items(items: Iterable[Item]) -> Iterator[Item]:
    """Items with those nested below them, in the order of the text, however deep they go."""
    stack = list(items)[::-1]
    while stack:
        item = stack.pop()
        yield item
        stack += item.children[::-1]
