"""Markdown to a tree of nodes: GitHub's dialect, as pulldown-cmark reads it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import msgspec
import pyromark

_DIALECT = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
#: What is nested deeper than this is read as if it were no deeper: nobody writes such lists.
_DEEPEST = 100
_NESTING = frozenset({"List", "BlockQuote", "Strong", "Emphasis", "Strikethrough", "Image"})
#: What ends where the last thing in it does; the parser counts definitions behind it as well.
_CONTAINERS = frozenset({"List", "Item", "BlockQuote"})


class Node(msgspec.Struct, gc=False):
    """A piece of a text, at ``[start, end)`` in its UTF-8.

    ``kind`` is pulldown-cmark's name of the tag or leaf. ``value`` is what it says beside that:
    the text of a leaf, the facts of a tag.
    """

    kind: str
    value: Any
    start: int
    end: int
    children: list[Node] = []


def markdown_tree(text: str) -> list[Node]:
    """The blocks of a text, with all that is in them."""
    inside = root = Node("Document", None, 0, 0)
    around: list[Node] = []
    for kind, value, start, end in _events(text):
        if kind == "End":
            if inside.kind in _CONTAINERS and inside.children:
                inside.end = inside.children[-1].end
            inside = around.pop()
        elif kind == "Start":
            node = Node(*_named(value), start, end)
            around.append(inside)
            if len(around) <= _DEEPEST or _has_a_place(node, inside):
                inside.children.append(node)
                inside = node
        else:
            inside.children.append(Node(kind, value, start, end))
    return root.children


def _has_a_place(node: Node, inside: Node) -> bool:
    """Whether a node is entered at any depth: those that cannot be in one another are."""
    return inside.kind == "List" if node.kind == "Item" else node.kind not in _NESTING


def _events(text: str) -> Iterator[tuple[str, Any, int, int]]:
    """What the parser tells: ``Start`` and ``End`` of a tag, or a leaf; its value; its place.

    Text that runs on is one leaf: the parser cuts it at each character that could be markup.
    """
    for kind, run in groupby(_pieces(text), key=lambda piece: piece[0]):
        if kind == "Text":
            pieces = list(run)
            yield "Text", "".join(piece[1] for piece in pieces), pieces[0][2], pieces[-1][3]
        else:
            yield from run


def _pieces(text: str) -> Iterator[tuple[str, Any, int, int]]:
    for event, span in pyromark.events_with_range(text, options=_DIALECT):
        yield *_named(event), span["start"], span["end"]


def _named(event: Any) -> tuple[str, Any]:
    """The name of an event or tag, and its value: it is a name alone or ``{name: value}``."""
    if isinstance(event, str):
        return event, None
    ((name, value),) = event.items()
    return name, value
