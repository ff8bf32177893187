"""Elements of HTML to a line of text: its links, its bold start and its breaks."""

from __future__ import annotations

import html
from collections.abc import Sequence
from urllib.parse import urljoin

from normalize.urls import is_badge
from spiders.readers.blocks import Cell, Link
from spiders.readers.cells import CellBuilder
from spiders.readers.html.parts import Parts
from spiders.readers.html.tags import HEADINGS
from spiders.readers.html.tree import Element

#: Links to the heading that they stand in.
_MARKS_OF_ANCHORS = frozenset(["", "#", "¶", "§", "🔗", "\uf0c1"])
_UNREAD = frozenset(["button", "select", "svg", "textarea", "title", "iframe", "template", "hr"])
_BOLD = frozenset(["b", "strong", "dt", *HEADINGS])


class Cells:
    """Builds cells, without the parts of a page that are none of its content.

    ``base`` is what relative links are relative to; null for the page itself.
    """

    def __init__(self, parts: Parts, base: str | None = None) -> None:
        self._parts = parts
        self._base = base

    def read(self, nodes: Sequence[Element | str], start: int, end: int) -> Cell:
        """The cell of some nodes, standing at ``[start, end)``."""
        if len(nodes) == 1 and type(nodes[0]) is str and "://" not in nodes[0]:
            text = _unescaped(nodes[0])
            return Cell(" ".join(text.split()), [], start, end)
        builder = CellBuilder()
        self._fill(builder, nodes)
        return builder.build(start, end)

    def with_pictures(self, element: Element, start: int, end: int) -> Cell:
        """The cell of an element; if it shows a picture in a link alone, what that is called."""
        cell = self.read(element.children, start, end)
        if cell.text or len(cell.links) != 1:
            return cell
        shown = _picture(element)
        if not shown:
            return cell
        return Cell(shown, [Link(0, len(shown), cell.links[0].href)], start, end)

    def href(self, element: Element) -> str:
        """Where a link leads, as far as the page says; empty for one that leads nowhere."""
        attributes = element.tag.attributes
        href = attributes.get("href", "").strip()
        if not href or href.lower().startswith("javascript:"):
            href = (attributes.get("data-href") or attributes.get("data-url") or "").strip()
        if href.startswith("//"):
            return "https:" + href
        if self._base and href and not href.startswith("#"):
            return _joined(self._base, href)
        return href

    def _fill(self, builder: CellBuilder, nodes: Sequence[Element | str]) -> bool:
        """Add nodes; gives whether any of them says something."""
        said = False
        for node in nodes:
            if type(node) is str:
                builder.add(_unescaped(node))
                said = said or not node.isspace()
            elif isinstance(node, Element):
                said = self._add(builder, node) or said
        return said

    def _add(self, builder: CellBuilder, element: Element) -> bool:
        name = element.name
        if name == "a":
            return self._add_link(builder, element)
        if name == "img":
            builder.add_image()
        elif name == "br":
            builder.add_break(element.end)
        elif name in _BOLD:
            return self._add_bold(builder, element)
        elif name not in _UNREAD and not self._parts.skipped(element):
            return self._add_rest(builder, element)
        return False

    def _add_link(self, builder: CellBuilder, element: Element) -> bool:
        if element.tag.is_end:
            builder.close_link()
            return False
        href = self.href(element)
        if href.startswith("#") and _said(element.children) in _MARKS_OF_ANCHORS:
            return False
        if not href:
            return self._fill(builder, element.children)
        builder.open_link(href)
        said = self._fill(builder, element.children)
        builder.close_link()
        return said

    def _add_bold(self, builder: CellBuilder, element: Element) -> bool:
        if element.tag.is_end:
            builder.close_bold()
            return False
        block = not element.tag.inline
        if block:
            builder.add(" ")
        builder.open_bold()
        said = self._fill(builder, element.children)
        builder.close_bold()
        if block:
            _end_block(builder, said)
        return said

    def _add_rest(self, builder: CellBuilder, element: Element) -> bool:
        if element.tag.inline:
            return self._fill(builder, element.children)
        builder.add(" ")
        said = self._fill(builder, element.children)
        _end_block(builder, said)
        return said


def _end_block(builder: CellBuilder, said: bool) -> None:
    """A link around blocks is the name of what they tell: the first that says something."""
    builder.add(" ")
    if said:
        builder.close_link()


def _unescaped(text: str) -> str:
    if "\0" in text:
        text = text.replace("\0", "")
    return html.unescape(text) if "&" in text else text


def _said(nodes: Sequence[Element | str]) -> str:
    """What nodes say, at a glance: enough to tell a mark from a text."""
    if len(nodes) > 1 or (nodes and isinstance(nodes[0], Element)):
        return "".join(
            node if isinstance(node, str) else _said(node.children) for node in nodes[:3]
        ).strip()
    return _unescaped(nodes[0]).strip() if nodes and isinstance(nodes[0], str) else ""


def _picture(element: Element) -> str:
    """What the first picture in an element is called, unless it is a badge."""
    for node in element.children:
        if not isinstance(node, Element):
            continue
        attributes = node.tag.attributes
        if node.name == "img" and not is_badge(attributes.get("src", "")):
            return " ".join((attributes.get("alt") or attributes.get("title") or "").split())
        if found := _picture(node):
            return found
    return ""


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:
        return href
