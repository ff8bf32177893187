"""HTML to blocks: finds the content of a page and reads its headings, lists and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from spiders.readers.blocks import BOLD, Block, Heading, Link, Listing, Paragraph, Skipped
from spiders.readers.html.cells import Cells
from spiders.readers.html.embedded import embedded, moved
from spiders.readers.html.lists import are_cards, card, definitions, has_items, items_of, runs
from spiders.readers.html.parts import Parts
from spiders.readers.html.tables import Tables, beside_rows, cells_of, is_menu, rows_of
from spiders.readers.html.tags import HEADINGS, LISTS, ROW_PARTS
from spiders.readers.html.tree import Element, parse

_SKIPPED = {
    "pre": "code",
    "button": "navigation",
    "select": "navigation",
    **dict.fromkeys(["iframe", "svg", "template", "textarea", "title", "xmp"], "markup"),
}


def html_blocks(text: str, start: int = 0, end: int | None = None) -> list[Block]:
    """The blocks of the HTML that stands at ``[start, end)`` of a text, in its order."""
    end = len(text) if end is None else end
    tree = parse(text, start, end)
    if carried := embedded(text, start, end, len(tree.outward)):
        blocks = [moved(block, carried.place) for block in html_blocks(carried.html)]
        before = Skipped("outside-content", start, carried.start)
        return [before, *blocks, Skipped("outside-content", carried.end, end)]
    parts = Parts(tree)
    content = parts.content
    cells = Cells(parts, tree.base)
    blocks = list(_Reader(parts, cells, Tables(tree, cells)).within(content))
    if content is not tree.root:
        blocks.insert(0, Skipped("outside-content", start, content.start))
        blocks.append(Skipped("outside-content", content.end, end))
    return [block for block in blocks if block.start < block.end]


class _Reader:
    """Walks the elements of a page and reads each as the block that it is."""

    def __init__(self, parts: Parts, cells: Cells, tables: Tables) -> None:
        self._parts = parts
        self._cells = cells
        self._tables = tables

    def within(self, element: Element) -> Iterator[Block]:
        """The blocks inside an element; text that stands between them becomes paragraphs."""
        loose: Sequence[Element | str] = []
        begin = element.start
        for run in runs(element.children):
            first = run[0]
            if isinstance(first, str) or first.inline:
                loose = run
                continue
            yield from self._loose(loose, begin, first.start)
            blocks = [one for one in run if isinstance(one, Element)]
            yield from self._run(blocks, element)
            loose, begin = [], blocks[-1].end
        yield from self._loose(loose, begin, element.end)

    def _loose(self, nodes: Sequence[Element | str], start: int, end: int) -> Iterator[Block]:
        if all(isinstance(node, str) and node.isspace() for node in nodes):
            return
        cell = self._cells.read(nodes, start, end)
        if cell.text or cell.links:
            yield Paragraph(cell, start, end)
        elif _hold_link(nodes):
            yield Skipped("markup", start, end)

    def _run(self, run: list[Element], around: Element) -> Iterator[Block]:
        """Blocks of one kind in a row."""
        start, end = run[0].start, run[-1].end
        if run[0].name == "li":  # of a list that was never begun
            yield Listing(items_of(run, self._cells), start, end)
        elif run[0].name in ROW_PARTS:
            stray = Element(run[0].tag, start, inline=False)
            stray.children, stray.end = [*run], end
            yield from self._table(stray)
        elif are_cards(run) and not any(map(self._parts.skipped, run)):
            items = [card(one, self._cells) for one in run]
            yield Listing(items, start, end)
        else:
            for one in run:
                yield from self._block(one, around)

    def _block(self, element: Element, around: Element) -> Iterator[Block]:
        name, start, end = element.name, element.start, element.end
        if (level := HEADINGS.get(name)) is not None:
            cell = self._cells.read(element.children, start, end)
            yield Heading(level, cell, _anchor(element, around), start, end)
        elif name == "summary":
            yield Heading(BOLD, self._cells.read(element.children, start, end), None, start, end)
        elif reason := self._parts.skipped(element) or _SKIPPED.get(name):
            yield Skipped(reason, start, end)
        elif name in LISTS and has_items(element):
            yield Listing(items_of(element.children, self._cells), start, end, name == "ol")
        elif name == "dl" and (items := definitions(element, self._cells)):
            yield Listing(items, start, end)
        elif name == "table":
            yield from self._table(element)
        elif name == "a":
            yield from self._linked(element)
        elif name != "hr":
            yield from self.within(element)

    def _table(self, element: Element) -> Iterator[Block]:
        rows = list(rows_of(element))
        if self._tables.lays_out(element, rows):
            yield Skipped("layout", element.start, element.end)
            for cell in (cell for row in rows for cell in cells_of(row)):
                yield from self.within(cell)
            return
        for stray in beside_rows(element):
            yield from self._block(stray, element)
        if rows:
            table = self._tables.read(element, rows)
            yield Skipped("navigation", table.start, table.end) if is_menu(table) else table

    def _linked(self, link: Element) -> Iterator[Block]:
        """A link around blocks: it is that of the first one that says something."""
        blocks = list(self.within(link))
        href = self._cells.href(link)
        first = blocks[0] if blocks else None
        if isinstance(first, Heading | Paragraph) and href and not first.cell.links:
            text = first.cell.text
            cell = msgspec.structs.replace(first.cell, links=[Link(0, len(text), href)])
            blocks[0] = msgspec.structs.replace(first, cell=cell, start=link.start)
        else:
            yield Skipped("markup", link.start, first.start if first else link.end)
        yield from blocks


def _anchor(heading: Element, around: Element) -> str | None:
    """The fragment that leads to a heading: its id, or that of the link GitHub puts beside it."""
    if own := heading.tag.attributes.get("id"):
        return own
    beside = around.children if around.name == "div" else []
    for link in (*_links(heading.children), *_links(beside)):
        attributes = link.tag.attributes
        href = attributes.get("href", "")
        if href.startswith("#") and (link in heading.children or "anchor" in _class(link)):
            return href.lstrip("#") or None
    return None


def _links(nodes: Sequence[Element | str]) -> list[Element]:
    return [one for one in nodes if isinstance(one, Element) and one.name == "a"]


def _hold_link(nodes: Sequence[Element | str]) -> bool:
    """Whether a link stands somewhere in nodes, though one that leads nowhere."""
    return any(
        isinstance(node, Element) and ("href" in node.tag.attributes or _hold_link(node.children))
        for node in nodes
    )


def _class(element: Element) -> list[str]:
    return element.tag.attributes.get("class", "").split()
