"""Counts a document's links and table rows anew and sees what became of each.

Nothing may be lost between a body and what was read out of it. So this counts with plain
patterns, knowing nothing of how the readers work, and looks for the region that covers each.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

import msgspec

from normalize.records import Kind

# Glued links are links each: one ends where the next begins.
_WRITTEN_OUT = re.compile(r"https?://(?:(?!https?://)\S){0,200}", re.IGNORECASE)
_MARKDOWN_LINK = re.compile(
    r"\]\(\s*<?([^)\s>]+)|<a\s[^<>]*?href\s*=\s*[\"']?([^\"'\s>]+)|https?://[^\s|<>\"')\]]+"
)
_HTML_LINK = re.compile(
    r"<a\s[^<>]*?href\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE
)
_HTML_HIDDEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<(?:script|style|template)\b.*?(?:</(?:script|style|template)|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_HTML_ROW = re.compile(r"<tr\b", re.IGNORECASE)
#: A line of a Markdown table; the delimiter row (``|---|:-:|``) is none.
_PIPE_ROW = re.compile(r"^[ \t]*\|(?![\s|:\-]*$).*\|[ \t]*$", re.MULTILINE)


class Found(msgspec.Struct, frozen=True):
    """A link or a row that the count found, at an offset of the restored text."""

    offset: int
    text: str


class Tally(msgspec.Struct):
    """How many links and rows a stretch covers that no smaller one inside does."""

    links: int = 0
    rows: int = 0


class Covered(msgspec.Struct, frozen=True):
    """A tally for each stretch, and the links and rows that none covers: those were lost."""

    tallies: list[Tally]
    lost_links: list[Found]
    lost_rows: list[Found]


def cover(
    text: str, kind: Kind, spans: Sequence[tuple[int, int]], annotated: Iterable[tuple[int, str]]
) -> Covered:
    """Count the links and rows of a document, and look which ``[start, end)`` covers each.

    ``annotated`` are links laid over the text, as ``(offset, uri)``.
    """
    lookup = _innermost(spans)
    covered = Covered([Tally() for _ in spans], [], [])
    over = (Found(offset, uri) for offset, uri in annotated)
    for link in chain(_links(text, kind), over):
        if (around := lookup(link.offset)) is None:
            covered.lost_links.append(link)
        else:
            covered.tallies[around].links += 1
    for row in _rows(text, kind):
        if (around := lookup(row.offset)) is None:
            covered.lost_rows.append(row)
        else:
            covered.tallies[around].rows += 1
    return covered


def _innermost(spans: Sequence[tuple[int, int]]) -> Callable[[int], int | None]:
    """A function from an offset to the index of the smallest span around it.

    The spans are swept once into disjoint stretches, so that a look-up is a binary search.
    """
    starts: list[int] = [0]
    covering: list[int | None] = [None]
    open_spans: list[tuple[int, int]] = []  # end, index

    def advance(until: float) -> None:
        while open_spans and open_spans[-1][0] <= until:
            end, _ = open_spans.pop()
            while open_spans and open_spans[-1][0] <= end:
                open_spans.pop()
            starts.append(end)
            covering.append(open_spans[-1][1] if open_spans else None)

    for index, (start, end) in sorted(
        enumerate(spans), key=lambda one: (one[1][0], -one[1][1], one[0])
    ):
        advance(start)
        open_spans.append((end, index))
        starts.append(start)
        covering.append(index)
    advance(float("inf"))
    return lambda offset: covering[bisect_right(starts, offset) - 1]


def _links(text: str, kind: Kind) -> Iterator[Found]:
    if kind == "readme":
        pattern = _MARKDOWN_LINK
    elif kind == "webpage":
        pattern, text = _HTML_LINK, _visible(text)
    else:
        pattern = _WRITTEN_OUT
    for match in pattern.finditer(text):
        yield Found(match.start(), match[0])


def _rows(text: str, kind: Kind) -> Iterator[Found]:
    if kind == "webpage":
        pattern, text = _HTML_ROW, _visible(text)
    elif kind == "readme":
        pattern = _PIPE_ROW
    else:
        return
    for match in pattern.finditer(text):
        yield Found(match.start(), match[0])


def _visible(html: str) -> str:
    """HTML with comments, scripts and styles blanked out, every offset kept."""
    return _HTML_HIDDEN.sub(lambda match: " " * len(match[0]), html)
