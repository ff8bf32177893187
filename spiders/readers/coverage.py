"""Counts a document's links and table rows anew and sees what became of each.

Nothing may be lost between a body and what was read out of it. So this counts with plain
patterns, knowing nothing of how the readers work, and looks for the region that covers each.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import msgspec

from normalize.records import Count, Coverage, Kind, Outcome

_WRITTEN_OUT = re.compile(r"https?://\S{0,200}", re.IGNORECASE)
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


class Span(msgspec.Struct, frozen=True):
    """What the reader made of ``[start, end)`` of the restored text."""

    start: int
    end: int
    outcome: Outcome


class Found(msgspec.Struct, frozen=True):
    """A link or a row that the count found, at an offset of the restored text."""

    offset: int
    text: str


def cover(
    text: str, kind: Kind, spans: list[Span], annotated: list[tuple[int, str]]
) -> tuple[Coverage, list[Found]]:
    """The sums for one document, and what no span covers: the links and rows that were lost.

    ``annotated`` are links laid over the text, as ``(offset, uri)``.
    """
    lookup = _innermost(spans)
    over = (Found(offset, uri) for offset, uri in annotated)
    links, lost_links = _count(chain(_links(text, kind), over), lookup)
    rows, lost_rows = _count(_rows(text, kind), lookup)
    return Coverage(links=links, rows=rows), lost_links + lost_rows


def _count(
    found: Iterable[Found], lookup: Callable[[int], Outcome | None]
) -> tuple[Count, list[Found]]:
    sums = {"mention": 0, "reject": 0, "ignored": 0}
    total, lost = 0, []
    for one in found:
        total += 1
        outcome = lookup(one.offset)
        if outcome is None:
            lost.append(one)
        # What nobody read becomes a reject: it is counted as what it will be.
        sums[outcome or "reject"] += 1
    return Count(total=total, **sums), lost


def _innermost(spans: list[Span]) -> Callable[[int], Outcome | None]:
    """A function from an offset to the outcome of the smallest span around it.

    The spans are swept once into disjoint stretches, so that a look-up is a binary search.
    """
    starts: list[int] = [0]
    outcomes: list[Outcome | None] = [None]
    open_spans: list[Span] = []

    def advance(until: float) -> None:
        while open_spans and open_spans[-1].end <= until:
            end = open_spans.pop().end
            while open_spans and open_spans[-1].end <= end:
                open_spans.pop()
            starts.append(end)
            outcomes.append(open_spans[-1].outcome if open_spans else None)

    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        advance(span.start)
        open_spans.append(span)
        starts.append(span.start)
        outcomes.append(span.outcome)
    advance(float("inf"))
    return lambda offset: outcomes[bisect_right(starts, offset) - 1]


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
