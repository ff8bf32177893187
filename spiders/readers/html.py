"""HTML to blocks: finds the content of a page and reads its headings, lists and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from selectolax.lexbor import LexborHTMLParser, LexborNode

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
from spiders.readers.html_source import after, parse, spanned_children, start_of, table_number

#: Where the content of a page is, most telling first.
_CONTENT = ("article.markdown-body", "[itemprop=articleBody]", "main article", "main", "article")
_SKIPPED = {
    "nav": "navigation",
    "header": "navigation",
    "footer": "navigation",
    "aside": "navigation",
    "form": "navigation",
    "button": "navigation",
    "pre": "code",
    "script": "markup",
    "style": "markup",
    "svg": "markup",
    "template": "markup",
    "noscript": "markup",
    "head": "markup",
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE_TAGS = (
    "a abbr b bdi bdo br cite code del dfn em font i img ins kbd label mark q s samp small span "
    "strong sub sup time tt u var wbr"
)
_INLINE = frozenset(_INLINE_TAGS.split())
_BLOCK_TAGS = (
    "address article blockquote center dd details div dl dt figure hr li main ol p section summary "
    "table ul"
)
_BLOCKS = ",".join([*_HEADINGS, *(tag for tag in _SKIPPED if tag != "svg"), *_BLOCK_TAGS.split()])
#: What is still to be added to a cell: nodes, and the ends of elements that are open.
_Stack = list[LexborNode | Callable[[], None]]
#: Deeper than people write; what stands below is read as running text.
_DEEPEST = 150


def html_blocks(text: str, start: int = 0, end: int | None = None) -> list[Block]:
    """The blocks of the HTML that stands at ``[start, end)`` of a text, in its order."""
    end = len(text) if end is None else end
    content = _content(parse(text[start:end], start))
    if content is None:
        return []
    first, last = start_of(content, start), after(content, end)
    if content.tag == "body":
        first, last = start, end
    blocks: list[Block] = list(_container(content, first, last, 0))
    if first > start:
        blocks.insert(0, Skipped("outside-content", start, first))
    if last < end:
        blocks.append(Skipped("outside-content", last, end))
    return blocks


def _content(root: LexborHTMLParser) -> LexborNode | None:
    for selector in _CONTENT:
        if (node := root.css_first(selector)) is not None:
            return node
    return root.body


def _is_inline(node: LexborNode) -> bool:
    """Whether a node is text, or an element with nothing but inline elements below it."""
    if not node.is_element_node or node.tag == "svg":
        return True
    return node.tag in _INLINE and node.css_first(_BLOCKS) is None


def _container(node: LexborNode, start: int, end: int, depth: int) -> Iterator[Block]:
    """The blocks inside an element; text that stands between them becomes paragraphs."""
    loose, loose_from = CellBuilder(), start
    for child, at, until in spanned_children(node, end):
        if depth > _DEEPEST or _is_inline(child):
            _add_inline(loose, child)
            continue
        yield from _loose(loose, loose_from, at)
        yield from _block(child, at, until, depth + 1)
        loose, loose_from = CellBuilder(), until
    yield from _loose(loose, loose_from, end)


def _loose(builder: CellBuilder, start: int, end: int) -> Iterator[Paragraph]:
    cell = builder.build(start, end)
    if cell.text or cell.links:
        yield Paragraph(cell, start, end)


def _block(node: LexborNode, start: int, end: int, depth: int) -> Iterator[Block]:
    tag = node.tag or ""
    if (level := _HEADINGS.get(tag)) is not None:
        yield Heading(level, _cell(node, start, end), _anchor(node), start, end)
    elif reason := _SKIPPED.get(tag) or _skipped_role(node):
        yield Skipped(reason, start, end)
    elif tag in ("ul", "ol"):
        yield Listing(_items(node, end, depth), start, end)
    elif tag == "table":
        yield _table(node, start, end)
    elif tag in ("p", "summary", "dt", "dd", "caption") and all(map(_is_inline, node.iter())):
        yield from _loose(_fill(CellBuilder(), node), start, end)
    else:
        yield from _container(node, start, end, depth)


def _skipped_role(node: LexborNode) -> str | None:
    return "navigation" if node.attributes.get("role") == "navigation" else None


def _anchor(heading: LexborNode) -> str | None:
    """The fragment that leads to a heading: its id, or that of the link GitHub puts beside it."""
    if own := heading.attributes.get("id"):
        return own
    link = heading.css_first("a[href^='#']")
    if link is None and heading.parent is not None and heading.parent.tag == "div":
        link = heading.parent.css_first("a.anchor[href^='#']")
    return (link.attributes.get("href") or "").lstrip("#") or None if link is not None else None


def _items(node: LexborNode, end: int, depth: int) -> list[Item]:
    return [
        _item(child, at, until, depth)
        for child, at, until in spanned_children(node, end)
        if child.is_element_node
    ]


def _item(node: LexborNode, start: int, end: int, depth: int) -> Item:
    """One list item: nested lists become its children, everything else its own text."""
    own = CellBuilder()
    children: list[Item] = []
    own_end = end
    for child, at, until in spanned_children(node, end):
        if child.tag in ("ul", "ol") and depth <= _DEEPEST:
            own_end = min(own_end, at)
            children += _items(child, until, depth + 1)
        else:
            _add_inline(own, child)
            own.add(" ")
    return Item(own.build(start, own_end), children, start, end)


def _table(node: LexborNode, start: int, end: int) -> Table:
    """A table's rows; its own only, not those of a table inside a cell."""
    number = table_number(node)
    header: Row | None = None
    rows: list[Row] = []
    for position, (row, at, until) in enumerate(_rows(node, end), 1):
        cells = [
            _cell(cell, cell_at, cell_until)
            for cell, cell_at, cell_until in spanned_children(row, until)
            if cell.tag in ("td", "th")
        ]
        built = Row(cells, at, until, f"row={number}.{position}")
        if header is None and not rows and row.css_first("th") is not None:
            header = built
        else:
            rows.append(built)
    return Table(header, rows, start, end)


def _rows(node: LexborNode, end: int) -> Iterator[tuple[LexborNode, int, int]]:
    for child, at, until in spanned_children(node, end):
        if child.tag == "tr":
            yield child, at, until
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child, until)


def _cell(node: LexborNode, start: int, end: int) -> Cell:
    return _fill(CellBuilder(), node).build(start, end)


def _add_inline(builder: CellBuilder, node: LexborNode) -> None:
    """Add a node and everything below it; without recursion, since hostile pages nest deeply."""
    stack: _Stack = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, LexborNode):
            _enter(builder, item, stack)
        else:
            item()


def _fill(builder: CellBuilder, node: LexborNode) -> CellBuilder:
    """Add everything below an element."""
    for child in node.iter(include_text=True):
        _add_inline(builder, child)
    return builder


def _enter(builder: CellBuilder, node: LexborNode, stack: _Stack) -> None:
    """Add a text, or open an element and leave its end and its children to the stack."""
    tag = node.tag or ""
    if node.is_text_node:
        builder.add(node.text_content or "")
    elif tag == "img":
        builder.add_image()
    elif node.is_element_node and _SKIPPED.get(tag) != "markup":
        href = node.attributes.get("href") if tag == "a" else None
        if href:
            builder.open_link(href)
            stack.append(builder.close_link)
        elif tag in ("strong", "b"):
            builder.open_bold()
            stack.append(builder.close_bold)
        elif tag not in _INLINE or tag == "br":
            stack.append(partial(builder.add, " "))
        stack.extend(reversed(list(node.iter(include_text=True))))
