"""Where the lines of a node stand in the text that was parsed."""

from __future__ import annotations

from itertools import pairwise

from spiders.readers.lines import Lines
from spiders.readers.markdown.tree import Node


class Source:
    """A text, and offsets in it: nodes have those of its UTF-8."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._characters = Lines(text)
        self._bytes = self._characters if text.isascii() else Lines(text.encode())

    def line(self, offset: int) -> int:
        """Where the line starts that a byte is in."""
        return self._characters.offset(self._bytes.line(offset))

    def next_line(self, offset: int) -> int:
        """Where the line after it starts."""
        return self._characters.offset(self._bytes.line(offset) + 1)

    def span(self, node: Node) -> tuple[int, int]:
        """``[start, end)`` of the lines that a node covers."""
        return self.line(node.start), self.next_line(max(node.start, node.end - 1))

    def lines(self, start: int, end: int) -> list[tuple[int, int]]:
        """``[start, end)`` of each line between the starts of two."""
        if start >= end:
            return []
        first, last = self._characters.line(start), self._characters.line(end - 1)
        return list(pairwise(self._characters.offset(line) for line in range(first, last + 2)))
