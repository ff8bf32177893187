"""The text of Markdown nodes: what a reader of the page sees, with its links and what is bold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spiders.readers.blocks import Cell
from spiders.readers.cells import CellBuilder
from spiders.readers.markdown.source import Source
from spiders.readers.markdown.tree import Node, markdown_tree

_HREF = re.compile(r"""<a\s[^>]*?href\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
#: A mark that leads to a note; it is no part of a name or an address.
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,30}\]")
_IN_LINES = frozenset(
    {"Text", "Code", "InlineHtml", "Link", "Image", "SoftBreak", "HardBreak"}
    | {"Strong", "Emphasis", "Strikethrough"}
)
#: Blocks whose text is not that of the block they are in.
_APART = frozenset({"CodeBlock", "HtmlBlock"})


def cell_of(nodes: Sequence[Node], source: Source, start: int, end: int) -> Cell:
    """The text of nodes, as lines of one cell that stands at ``[start, end)``."""
    builder = CellBuilder()
    _add(builder, nodes, source)
    return builder.build(start, end)


def read_inside(cell: Cell) -> Cell:
    """A cell whose text is written in Markdown."""
    if "](" not in cell.text:
        return cell
    # A heading is one line, whatever that begins with; what ends it keeps a last "#" in.
    line = f"# {cell.text} <!---->"
    return cell_of(markdown_tree(line), Source(line), cell.start, cell.end)


def _add(builder: CellBuilder, nodes: Sequence[Node], source: Source) -> None:
    """Blocks each begin a line; what stands in a line goes on in it."""
    in_line = False
    for node in nodes:
        if node.kind in _IN_LINES:
            if not in_line:
                builder.add_break(source.line(node.start))
            _add_to_line(builder, node, source)
        elif node.kind not in _APART:
            _add(builder, node.children, source)
        in_line = node.kind in _IN_LINES


def _add_to_line(builder: CellBuilder, node: Node, source: Source) -> None:
    match node.kind:
        case "Text":
            builder.add(_FOOTNOTE.sub("", node.value) if "[^" in node.value else node.value)
        case "Code":
            builder.add(node.value)
        case "InlineHtml":
            _add_tag(builder, node.value)
        case "Image":
            builder.add_image()
        case "SoftBreak" | "HardBreak":
            builder.add_break(source.next_line(node.start))
        case "Link":
            builder.open_link(_destination(node))
            _add_children(builder, node, source)
            builder.close_link()
        case "Strong":
            builder.open_bold()
            _add_children(builder, node, source)
            builder.close_bold()
        case _:
            _add_children(builder, node, source)


def _add_children(builder: CellBuilder, node: Node, source: Source) -> None:
    for child in node.children:
        _add_to_line(builder, child, source)


def _destination(link: Node) -> str:
    scheme = "mailto:" if link.value["link_type"] == "Email" else ""
    return f"{scheme}{link.value['dest_url']}"


def _add_tag(builder: CellBuilder, tag: str) -> None:
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
