"""Markdown to blocks: GitHub's dialect, with the HTML that people write inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token

from spiders.readers.blocks import (
    Block,
    Cell,
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
from spiders.readers.lines import Lines

_HREF = re.compile(r"""<a\s[^>]*?href\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
#: A mark that leads to a note; it is no part of a name or an address.
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,30}\]")
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$")
_ONLY_LINKS = re.compile(r"\s*(?:https?://\S+\s*)+")
_PARSER = MarkdownIt("gfm-like", {"linkify": False})


def markdown_blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text, in its order."""
    env: dict[str, Any] = {}
    tokens = _PARSER.parse(text, env)
    source = _Source(text)
    blocks = _blocks(tokens, source)
    blocks += _definitions(env, source)
    return sorted(blocks, key=lambda block: block.start)


class _Source:
    """The text that is parsed, and where in it a token stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = Lines(text)

    def line(self, number: int) -> int:
        """Where a line starts, counted from 0."""
        return self._lines.offset(number)

    def span(self, token: Token) -> tuple[int, int]:
        """``[start, end)`` of the lines that a token covers."""
        first, last = token.map or (0, 0)
        return self._lines.offset(first), self._lines.offset(last)


def _blocks(tokens: list[Token], source: _Source) -> list[Block]:
    found: list[Block] = []
    ends = _ends_of_tables(tokens)
    index = 0
    while index < len(tokens):
        token = tokens[index]
        stop = _closing(tokens, index)
        if token.type == "html_block":
            stop = ends.get(index, index)
            found += _html(token, tokens[stop], source)
        elif token.type == "paragraph_open" and found and isinstance(found[-1], Table):
            found += _after_table(found.pop(), tokens[index : stop + 1], source)
        else:
            found += _block(token, tokens[index + 1 : stop], source)
        index = stop + 1
    return found


def _block(token: Token, inside: list[Token], source: _Source) -> Iterator[Block]:
    start, end = source.span(token)
    match token.type:
        case "heading_open":
            cell = _cell(inside, source, start, end)
            yield Heading(int(token.tag[1]), cell, None, start, end)
        case "paragraph_open":
            yield Paragraph(_cell(inside, source, start, end), start, end)
        case "bullet_list_open" | "ordered_list_open":
            ordered = token.type == "ordered_list_open"
            yield Listing(_items(inside, source), start, end, ordered)
        case "table_open":
            yield _table(inside, source, start, end)
        case "fence" | "code_block":
            yield _code(token, start, end)
        case "blockquote_open":
            yield from _blocks(inside, source)


def _code(token: Token, start: int, end: int) -> Block:
    """Code holds no entries; but indented links and nothing else are links."""
    if not _ONLY_LINKS.fullmatch(token.content):
        return Skipped("code", start, end)
    builder = CellBuilder()
    builder.add(token.content)
    return Paragraph(builder.build(start, end), start, end)


def _ends_of_tables(tokens: list[Token]) -> dict[int, int]:
    """In which token a table of HTML ends that is begun in one: empty lines cut it up."""
    ends: dict[int, int] = {}
    begun, opened = 0, 0
    for index, token in enumerate(tokens):
        if token.type != "html_block":
            continue
        content = token.content.lower()
        if opened <= 0:
            begun, opened = index, 0
        opened += content.count("<table") - content.count("</table")
        if opened <= 0:
            ends[begun] = index
    return ends


def _html(first: Token, last: Token, source: _Source) -> list[Block]:
    start, end = source.span(first)[0], max(source.span(first)[1], source.span(last)[1])
    blocks = html_blocks(source.text, start, end) or [Skipped("markup", start, end)]
    if first is last:
        return blocks
    return [_with_links(block) if isinstance(block, Table) else block for block in blocks]


def _with_links(table: Table) -> Table:
    """A table in HTML whose cells are written in Markdown, as empty lines in them allow."""
    rows = [
        msgspec.structs.replace(row, cells=[_inline(cell) for cell in row.cells])
        for row in table.rows
    ]
    return msgspec.structs.replace(table, rows=rows)


def _inline(cell: Cell) -> Cell:
    if "](" not in cell.text:
        return cell
    builder = CellBuilder()
    for token in _PARSER.parseInline(cell.text)[0].children or []:
        _add_inline(builder, token)
    return builder.build(cell.start, cell.end)


def _after_table(table: Block, tokens: list[Token], source: _Source) -> list[Block]:
    """Rows that an empty line has cut off from their table belong to it all the same."""
    start, end = source.span(tokens[0])
    lines = source.text[start:end].splitlines()
    if not isinstance(table, Table) or not all(map(_ROW.match, lines)):
        return [table, *_block(tokens[0], tokens[1:-1], source)]
    width = len(table.header.cells) if table.header else 1
    # The parser wants a header of the same width; the two lines it takes are not the document's.
    head = "|" + " |" * width + "\n|" + "-|" * width + "\n"
    parsed = _PARSER.parse(head + "\n".join(lines), {})
    first = (tokens[0].map or [0])[0]
    for token in parsed:
        token.map = [line + first - 2 for line in token.map] if token.map else None
    rows = _table(parsed, source, start, end).rows
    return [Table(table.header, table.rows + rows, table.start, end)]


def _closing(tokens: list[Token], index: int) -> int:
    """Index of the token that closes the one at ``index`` (itself, where it opens nothing)."""
    depth = 0
    for position in range(index, len(tokens)):
        depth += tokens[position].nesting
        if depth == 0:
            return position
    return len(tokens) - 1


def _items(tokens: list[Token], source: _Source) -> list[Item]:
    items: list[Item] = []
    index = 0
    while index < len(tokens):
        stop = _closing(tokens, index)
        items.append(_item(tokens[index + 1 : stop], source, *source.span(tokens[index])))
        index = stop + 1
    return items


def _item(tokens: list[Token], source: _Source, start: int, end: int) -> Item:
    """One list item; what is neither its text nor a nested list is read as its text."""
    own: list[Token] = []
    children: list[Item] = []
    index = 0
    while index < len(tokens):
        stop = _closing(tokens, index)
        if tokens[index].type in ("bullet_list_open", "ordered_list_open"):
            children += _items(tokens[index + 1 : stop], source)
        else:
            own += tokens[index : stop + 1]
        index = stop + 1
    own_end = children[0].start if children else end
    return Item(_cell(own, source, start, own_end), children, start, end)


def _table(tokens: list[Token], source: _Source, start: int, end: int) -> Table:
    rows: list[Row] = []
    header: Row | None = None
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            inside = tokens[index + 1 : _closing(tokens, index)]
            row = _row(inside, source, *source.span(token))
            if header is None:
                header = row
            else:
                rows.append(row)
    return Table(header, rows, start, end)


def _row(tokens: list[Token], source: _Source, start: int, end: int) -> Row:
    cells = [_cell([token], source, start, end) for token in tokens if token.type == "inline"]
    return Row(cells, start, end)


def _cell(tokens: list[Token], source: _Source, start: int, end: int) -> Cell:
    builder = CellBuilder()
    for token in tokens:
        if token.type == "inline":
            line = (token.map or (0, 0))[0]
            builder.add_break(source.line(line))
            for child in token.children or []:
                if child.type in ("softbreak", "hardbreak"):
                    line += 1
                    builder.add_break(source.line(line))
                else:
                    _add_inline(builder, child)
    return builder.build(start, end)


def _add_inline(builder: CellBuilder, token: Token) -> None:
    match token.type:
        case "text":
            builder.add(_FOOTNOTE.sub("", token.content))
        case "code_inline":
            builder.add(token.content)
        case "link_open":
            builder.open_link(str(token.attrGet("href") or ""))
        case "link_close":
            builder.close_link()
        case "strong_open":
            builder.open_bold()
        case "strong_close":
            builder.close_bold()
        case "image":
            builder.add_image()
        case "html_inline":
            _add_html(builder, token.content)


def _add_html(builder: CellBuilder, tag: str) -> None:
    """An HTML tag inside a line of Markdown; all but links, breaks and images are dropped."""
    name = tag.lower()
    if href := _HREF.match(tag):
        builder.open_link(href.group(1))
    elif name.startswith("</a"):
        builder.close_link()
    elif name.startswith("<br"):
        builder.add(" ")
    elif name.startswith("<img"):
        builder.add_image()


def _definitions(env: dict[str, Any], source: _Source) -> Iterator[Skipped]:
    """``[label]: url`` lines: where they are used, the link stands; here they are not entries."""
    for reference in [*env.get("references", {}).values(), *env.get("duplicate_refs", [])]:
        if reference.get("map"):
            span = source.span(Token("reference", "", 0, map=reference["map"]))
            yield Skipped("link-definition", *span)
