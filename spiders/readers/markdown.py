"""Markdown to blocks: GitHub's dialect, with the HTML that people write inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

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
from spiders.readers.html import html_blocks
from spiders.readers.lines import Lines

_HREF = re.compile(r"""<a\s[^>]*?href\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_PARSER = MarkdownIt("gfm-like", {"linkify": False})


def markdown_blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text, in its order."""
    env: dict[str, Any] = {}
    tokens = _PARSER.parse(text, env)
    source = _Source(text)
    blocks = list(_blocks(tokens, source))
    blocks += _definitions(env, source)
    return sorted(blocks, key=lambda block: block.start)


class _Source:
    """The text that is parsed, and where in it a token stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = Lines(text)

    def span(self, token: Token) -> tuple[int, int]:
        """``[start, end)`` of the lines that a token covers."""
        first, last = token.map or (0, 0)
        return self._lines.offset(first), self._lines.offset(last)


def _blocks(tokens: list[Token], source: _Source) -> Iterator[Block]:
    index = 0
    while index < len(tokens):
        token = tokens[index]
        stop = _closing(tokens, index)
        inside = tokens[index + 1 : stop]
        start, end = source.span(token)
        match token.type:
            case "heading_open":
                cell = _cell(inside, start, end)
                yield Heading(int(token.tag[1]), cell, None, start, end)
            case "paragraph_open":
                yield Paragraph(_cell(inside, start, end), start, end)
            case "bullet_list_open" | "ordered_list_open":
                yield Listing(_items(inside, source), start, end)
            case "table_open":
                yield _table(inside, source, start, end)
            case "fence" | "code_block":
                yield Skipped("code", start, end)
            case "html_block":
                yield from html_blocks(source.text, start, end) or [Skipped("markup", start, end)]
            case "blockquote_open":
                yield from _blocks(inside, source)
        index = stop + 1


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
    return Item(_cell(own, start, children[0].start if children else end), children, start, end)


def _table(tokens: list[Token], source: _Source, start: int, end: int) -> Table:
    rows: list[Row] = []
    header: Row | None = None
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            row = _row(tokens[index + 1 : _closing(tokens, index)], *source.span(token))
            if header is None:
                header = row
            else:
                rows.append(row)
    return Table(header, rows, start, end)


def _row(tokens: list[Token], start: int, end: int) -> Row:
    return Row(
        [_cell([token], start, end) for token in tokens if token.type == "inline"], start, end
    )


def _cell(tokens: list[Token], start: int, end: int) -> Cell:
    builder = CellBuilder()
    for token in tokens:
        if token.type == "inline":
            for child in token.children or []:
                _add_inline(builder, child)
            builder.add(" ")
    return builder.build(start, end)


def _add_inline(builder: CellBuilder, token: Token) -> None:
    match token.type:
        case "text" | "code_inline":
            builder.add(token.content)
        case "softbreak" | "hardbreak":
            builder.add(" ")
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
