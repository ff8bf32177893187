"""Reads the tags of HTML into a tree whose elements know where in the source they stand.

Parsers of HTML keep no offsets, and locators need them. What is read here forgives what people
and programs write: tags that are never closed, closed twice or in the wrong order. Tags that only
set fonts are dropped; neither a text nor a link ever is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable

from spiders.readers.html.source import BEGINS_TAG, Does, Tag, read_tag
from spiders.readers.html.tags import (
    BLOCKS,
    BREAKS_PARAGRAPH,
    INLINE,
    LISTS,
    MARKS,
    PARAGRAPH_SCOPE,
    SCOPE,
    TABLE_PARTS,
)

#: Deeper than people write; what stands below is moved up to here.
DEEPEST = 120


class Element:
    """An element: its tag, what stands in it, and where. ``inline`` if it holds no block."""

    __slots__ = ("children", "end", "inline", "name", "start", "tag")

    def __init__(self, tag: Tag, start: int, inline: bool) -> None:
        self.tag = tag
        self.name = tag.name
        self.start = start
        self.end = start
        self.inline = inline
        self.children: list[Element | str] = []


class Tree:
    """A page as it was read: its elements, and where its links are."""

    def __init__(self, root: Element) -> None:
        self.root = root
        #: elements that may tell which part of a page they hold, in the order of their starts
        self.telling: list[Element] = []
        #: offsets of all links, and of those that name a host, in their order
        self.links: list[int] = []
        self.outward: list[int] = []
        #: offsets of all tables, in their order
        self.tables: list[int] = []
        #: offsets of what entries are written in: items, rows, terms and headings
        self.marks: list[int] = []
        #: what relative links are relative to, if the page says so
        self.base: str | None = None


def count_within(offsets: list[int], element: Element) -> int:
    """How many of the offsets, which are in order, stand in an element."""
    return bisect_left(offsets, element.end) - bisect_left(offsets, element.start)


def parse(text: str, start: int = 0, end: int | None = None) -> Tree:
    """The tree of the HTML at ``[start, end)`` of a text; takes time linear in its length."""
    end = len(text) if end is None else end
    builder = _Builder(start)
    _feed(builder, text[start:end], start)
    builder.cut(0, end)
    return builder.tree


def _feed(builder: _Builder, source: str, shift: int) -> None:
    before, *pieces = source.split("<")
    if pieces and ">" not in pieces[-1] and BEGINS_TAG.match(pieces[-1]):
        del pieces[-1]  # cut off in the middle of a tag
    known: dict[str, _Piece] = {}
    tags: dict[str, _Piece] = {}
    at = len(before) + shift  # offsets are those in the whole text, as elements have them
    resume = 0  # where a comment, a script or a tag with ``>`` in quotes ends
    if before:
        builder.top.children.append(before)
    for piece in pieces:
        if at < resume:
            if (chars := source[resume - shift : at - shift + len(piece) + 1]) != "":
                builder.top.children.append(chars)
        else:
            if (read := known.get(piece)) is None:
                read = _read_piece(builder, source, at - shift, piece, tags)
                resume = at + read[2]
                if len(piece) < _SHORT and read[2] <= len(piece) + 1:
                    known[piece] = read
            take, tag, width, chars = read
            if take:
                take(tag, at, at + width)
            if chars:
                builder.top.children.append(chars)
        at += len(piece) + 1


#: Does what a tag does, which stands at ``[start, end)``.
_Take = Callable[[Tag, int, int], None]
#: A tag, what is done for it, its width in characters, and the text behind it.
_Piece = tuple[_Take | None, Tag, int, str]
#: Pieces of a page that are remembered, as they come again and again.
_SHORT = 80


def _read_piece(
    builder: _Builder, source: str, begin: int, piece: str, tags: dict[str, _Piece]
) -> _Piece:
    """What stands between the ``<`` at ``begin`` and the next."""
    written, closed, chars = piece.partition(">")
    if closed and (known := tags.get(written)) is not None:
        return (*known[:3], chars)
    if not BEGINS_TAG.match(piece):
        return None, Tag(""), 0, "<" + piece
    tag, end = read_tag(source, begin, written)
    read = builder.what_takes(tag), tag, end - begin, ""
    if read[2] == len(written) + 2:
        tags[written] = read
        return (*read[:3], chars)
    return (*read[:3], source[end : begin + 1 + len(piece)])


class _Builder:
    """The elements that are open, from the page down to the one that is being read."""

    def __init__(self, start: int) -> None:
        self.tree = Tree(Element(Tag(""), start, inline=False))
        self.top = self.tree.root
        self._open = [self.top]
        self._paragraphs = 0
        #: elements that were closed to make room for deeper ones: their end tags are still to come
        self._early: Counter[str] = Counter()

    def what_takes(self, tag: Tag) -> _Take | None:
        """What is to be done for a tag, if anything."""
        if tag.does is Does.CLOSES:
            return self._close
        if tag.does is Does.LEAF:
            return self._leaf
        return self._enter if tag.does else None

    def cut(self, index: int, end: int) -> None:
        """Close the open elements from ``index`` on, which end here without a tag of their own."""
        for element in self._open[index:]:
            element.end = end
            if element.name == "p":
                self._paragraphs -= 1
        del self._open[index:]
        if self._open:
            self.top = self._open[-1]

    def _pop(self, end: int) -> None:
        element = self._open.pop()
        element.end = end
        if element.name == "p":
            self._paragraphs -= 1
        self.top = self._open[-1]

    def _leaf(self, tag: Tag, start: int, end: int) -> None:
        if tag.name not in INLINE:
            self._before_block(tag.name, start)
        elif tag.name == "base":
            self.tree.base = self.tree.base or tag.attributes.get("href")
        element = Element(tag, start, tag.name in INLINE)
        element.end = end
        self.top.children.append(element)

    def _enter(self, tag: Tag, start: int, _: int) -> None:
        name = tag.name
        if tag.ends and self.top.name not in tag.ends[1]:
            self._end_others(*tag.ends, start)
        inline = tag.inline
        if not inline and (self._paragraphs or self.top.inline):
            self._before_block(name, start)
        if len(self._open) > DEEPEST:
            self._early[self.top.name] += 1
            self._pop(start)
        element = Element(tag, start, inline)
        self.top.children.append(element)
        self._open.append(element)
        self.top = element
        if tag.noted:
            self._note(element)

    def _note(self, element: Element) -> None:
        """Keep where in the page something stands that is asked for later."""
        tag, name = element.tag, element.name
        if name == "p":
            self._paragraphs += 1
        elif name == "a":
            self.tree.links.append(element.start)
            if tag.outward:
                self.tree.outward.append(element.start)
        elif name == "table":
            self.tree.tables.append(element.start)
        elif name in MARKS:
            self.tree.marks.append(element.start)
        if tag.tells:
            self.tree.telling.append(element)

    def _before_block(self, name: str, start: int) -> None:
        """A block ends the paragraph before it, and what holds it is a part of no line."""
        if self._paragraphs and name in BREAKS_PARAGRAPH:
            self._end_others(_PARAGRAPH, PARAGRAPH_SCOPE, start)
        for element in reversed(self._open):
            if not element.inline:
                break
            element.inline = False

    def _end_others(self, names: frozenset[str], scope: frozenset[str], at: int) -> None:
        found = 0
        for index in range(len(self._open) - 1, 0, -1):
            if self._open[index].name in names:
                found = index
            elif self._open[index].name in scope:
                break
        if found:
            self.cut(found, at)

    def _close(self, tag: Tag, start: int, end: int) -> None:
        if self.top.name == tag.name:
            self._pop(end)
        elif self._early[tag.name]:
            self._early[tag.name] -= 1
        elif found := self._opened(tag.name):
            inside = self._open[found + 1 :]
            if tag.name in BLOCKS or all(one.name not in BLOCKS for one in inside):
                self.cut(found + 1, start)
                self.cut(found, end)
            elif tag.name in INLINE:  # a link ends inside of a block that began in it
                self._leaf(tag, start, end)

    def _opened(self, name: str) -> int:
        """Index of the open element that an end tag closes; 0 if there is none."""
        scope = _TABLE if name in TABLE_PARTS else SCOPE | LISTS if name == "li" else SCOPE
        for index in range(len(self._open) - 1, 0, -1):
            if self._open[index].name == name:
                return index
            if self._open[index].name in scope:
                break
        return 0


_PARAGRAPH = frozenset(["p"])
_TABLE = frozenset(["table"])
