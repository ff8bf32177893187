"""Parses HTML so that every element knows where in the source it stands."""

from __future__ import annotations

import re
from itertools import count

from selectolax.lexbor import LexborHTMLParser, LexborNode

# The parser keeps no offsets, so every start tag is told its own before parsing. Comments and
# scripts are passed over whole; one that is never closed runs to the end.
_AT = "data-almanac-at"
_NUMBER = "data-almanac-table"
_START_TAG = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<(?:script|style)\b.*?(?:</(?:script|style)|\Z)|<([a-zA-Z][a-zA-Z0-9-]*)",
    re.DOTALL | re.IGNORECASE,
)


def parse(text: str, shift: int = 0) -> LexborHTMLParser:
    """The tree of a source; offsets are counted from ``shift``."""
    return LexborHTMLParser(_with_offsets(text, shift))


def start_of(node: LexborNode, otherwise: int) -> int:
    """Offset of an element; of one that the parser added (``tbody``), that of its first child."""
    current: LexborNode | None = node
    while current is not None:
        if current.is_element_node and (at := current.attributes.get(_AT)):
            return int(at)
        current = current.child
    return otherwise


def after(node: LexborNode, otherwise: int) -> int:
    """Offset of the first element that follows a whole subtree."""
    current: LexborNode | None = node
    while current is not None:
        sibling = current.next
        while sibling is not None:
            if (at := start_of(sibling, -1)) >= 0:
                return at
            sibling = sibling.next
        current = current.parent
    return otherwise


def spanned_children(node: LexborNode, end: int) -> list[tuple[LexborNode, int, int]]:
    """The children of an element with the stretch of source that each covers."""
    spans = []
    for child in reversed(list(node.iter(include_text=True))):
        start = start_of(child, end)
        spans.append((child, start, end))
        end = start
    return spans[::-1]


def table_number(node: LexborNode) -> int:
    """Which table of the document this is, counted from 1 in source order."""
    numbered = node.attributes.get(_NUMBER)
    return int(numbered) if numbered else 0


def _with_offsets(text: str, shift: int) -> str:
    tables = count(1)

    def mark(match: re.Match[str]) -> str:
        if not match[1]:
            return match[0]
        number = f"{_NUMBER}={next(tables)} " if match[1].lower() == "table" else ""
        return f"{match[0]} {_AT}={match.start() + shift} {number}"

    return _START_TAG.sub(mark, text)
