"""Stretches of a PDF's lines put together into the cells that blocks are made of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import msgspec

from spiders.readers.blocks import Cell, Link

TextLink = tuple[int, int, str]
_HYPHENATED = re.compile(r"[^\W\d_]-\Z")
_HAN = ("\u2e80", "\uffef")


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a line between two wide gaps; ``x0``/``x1`` in points."""

    start: int
    end: int
    x0: float
    x1: float


class Page(msgspec.Struct, frozen=True):
    """What blocks are cut from: a text and its links ``(start, end, uri)`` in order."""

    text: str
    links: Sequence[TextLink]

    def links_in(self, start: int, end: int) -> list[TextLink]:
        """The links that touch a stretch."""
        at = bisect_left(self.links, (start, start, ""))
        if at and self.links[at - 1][1] > start:
            at -= 1
        found = []
        while at < len(self.links) and self.links[at][0] < end:
            found.append(self.links[at])
            at += 1
        return found

    def cell(self, stretches: Iterable[tuple[int, int]]) -> Cell:
        """One cell made of stretches of the text; Chinese goes on over a line's end unspaced."""
        text = ""
        links: list[Link] = []
        spans = list(stretches)
        reached = -1
        for start, end in spans:
            said = self.text[start:end].strip("\n")
            if start > reached:  # else a hyphen between them was taken out, with the line's end
                text += _joint(text, said)
            reached = end
            for first, last, uri in self.links_in(start, end):
                begin = len(text) + max(0, first - start)
                stop = len(text) + min(len(said), last - start)
                if links and links[-1].href == uri and first < start:
                    links[-1] = Link(links[-1].start, stop, uri)
                else:
                    links.append(Link(begin, stop, uri))
            text += said
        return Cell(text, links, None, min(s for s, _ in spans), max(e for _, e in spans))


def _joint(before: str, after: str) -> str:
    if not before or not after:
        return ""
    if _HYPHENATED.search(before) and after[0].isalpha():
        return ""
    both_han = all(_HAN[0] <= char <= _HAN[1] for char in (before[-1], after[0]))
    return "" if both_han else " "
