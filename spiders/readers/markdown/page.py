"""Markdown to blocks: GitHub's dialect, with the HTML that people write inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from spiders.readers.blocks import (
    Block,
    Heading,
    Item,
    Listing,
    Paragraph,
    Row,
    Skipped,
    Table,
)
from spiders.readers.cells import CellBuilder
from spiders.readers.html.page import html_blocks
from spiders.readers.markdown.source import Source
from spiders.readers.markdown.text import cell_of, read_inside
from spiders.readers.markdown.tree import Node, markdown_tree

_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$")
_WORD = re.compile(r"\w")
_ONLY_LINKS = re.compile(r"\s*(?:https?://\S+\s*)+")


def markdown_blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text, in its order."""
    tree, source = markdown_tree(text), Source(text)
    blocks = [*_blocks(tree, source), *_definitions(tree, source)]
    return sorted(blocks, key=lambda block: block.start)


def _blocks(nodes: Sequence[Node], source: Source) -> list[Block]:
    found: list[Block] = []
    ends = _ends_of_tables(nodes, source)
    index = 0
    while index < len(nodes):
        node = nodes[index]
        if node.kind == "HtmlBlock":
            first, index = node, ends.get(index, index)
            found += _html(first, nodes[index], source)
        elif node.kind == "Paragraph" and found and isinstance(found[-1], Table):
            found += _after_table(found.pop(), node, source)
        else:
            found += _block(node, source)
        index += 1
    return found


def _block(node: Node, source: Source) -> Iterator[Block]:
    start, end = source.span(node)
    match node.kind:
        case "Heading":
            level = int(node.value["level"].removeprefix("H"))
            yield Heading(level, cell_of([node], source, start, end), None, start, end)
        case "Paragraph":
            yield Paragraph(cell_of([node], source, start, end), start, end)
        case "List":
            yield Listing(_items(node, source), start, end, ordered=node.value is not None)
        case "Table":
            yield _table(node, source)
        case "CodeBlock":
            yield _code(node, start, end)
        case "BlockQuote":
            yield from _blocks(node.children, source)


def _code(node: Node, start: int, end: int) -> Block:
    """Code holds no entries; but indented links and nothing else are links."""
    content = "".join(str(child.value) for child in node.children)
    if not _ONLY_LINKS.fullmatch(content):
        return Skipped("code", start, end)
    builder = CellBuilder()
    builder.add(content)
    return Paragraph(builder.build(start, end), start, end)


def _ends_of_tables(nodes: Sequence[Node], source: Source) -> dict[int, int]:
    """In which node a table of HTML ends that is begun in one: empty lines cut it up."""
    ends: dict[int, int] = {}
    begun, opened = 0, 0
    for index, node in enumerate(nodes):
        if node.kind != "HtmlBlock":
            continue
        start, end = source.span(node)
        content = source.text[start:end].lower()
        if opened <= 0:
            begun, opened = index, 0
        opened += content.count("<table") - content.count("</table")
        if opened <= 0:
            ends[begun] = index
    return ends


def _html(first: Node, last: Node, source: Source) -> list[Block]:
    start, end = source.span(first)[0], source.span(last)[1]
    blocks = html_blocks(source.text, start, end) or [Skipped("markup", start, end)]
    if first is last:
        return blocks
    return [_with_links(block) if isinstance(block, Table) else block for block in blocks]


def _with_links(table: Table) -> Table:
    """A table in HTML whose cells are written in Markdown, as empty lines in them allow."""
    rows = [
        msgspec.structs.replace(row, cells=[read_inside(cell) for cell in row.cells])
        for row in table.rows
    ]
    return msgspec.structs.replace(table, rows=rows)


def _after_table(table: Block, paragraph: Node, source: Source) -> list[Block]:
    """Rows that an empty line has cut off from their table belong to it all the same."""
    start, end = source.span(paragraph)
    spans = source.lines(start, end)
    lines = [source.text[first:last].strip() for first, last in spans]
    if not isinstance(table, Table) or not all(map(_ROW.fullmatch, lines)):
        return [table, *_block(paragraph, source)]
    width = len(table.header.cells) if table.header else 1
    # The parser wants a header of the same width.
    text = "\n".join(["|" + " |" * width, "|" + "-|" * width, *lines])
    (made,), around = markdown_tree(text), Source(text)
    rows = [_row(node, around, *span) for node, span in zip(made.children[1:], spans, strict=True)]
    return [Table(table.header, table.rows + rows, table.start, end)]


def _items(listing: Node, source: Source) -> list[Item]:
    return [_item(node, source) for node in listing.children]


def _item(node: Node, source: Source) -> Item:
    """One list item; what is neither a nested list nor a table is read as its text."""
    own = [child for child in node.children if child.kind not in ("List", "Table")]
    lists = [child for child in node.children if child.kind == "List"]
    children = [item for one in lists for item in _items(one, source)]
    tables = [_table(child, source) for child in node.children if child.kind == "Table"]
    start, end = source.span(node)
    below = [one.start for one in children[:1]] + [one.start for one in tables[:1]]
    own_end = min(below, default=end)
    return Item(cell_of(own, source, start, own_end), children, start, end, tables)


def _table(node: Node, source: Source) -> Table:
    header, *rows = [_row(row, source, *source.span(row)) for row in node.children]
    return Table(header, rows, *source.span(node))


def _row(node: Node, source: Source, start: int, end: int) -> Row:
    return Row([cell_of([cell], source, start, end) for cell in node.children], start, end)


def _definitions(tree: Sequence[Node], source: Source) -> Iterator[Skipped]:
    """``[label]: url`` lines: where they are used, the link stands; here they are not entries.

    They alone are no part of any block: else between blocks is only what marks a quote.
    """
    end = 0
    for start, following in [*map(source.span, tree), (len(source.text), 0)]:
        for first, last in source.lines(end, start):
            if _WORD.search(source.text, first, last):
                yield Skipped("link-definition", first, last)
        end = max(end, following)
