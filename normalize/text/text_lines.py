"""The lines of a text: where one ends, and what was found in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar


class Placed(Protocol):
    """What stands at ``[start, end)`` of a text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


_Placed = TypeVar("_Placed", bound=Placed)


def line_end(text: str, start: int, end: int) -> int:
    """Where the line ends that ``start`` is in, or ``end`` if that is earlier."""
    found = text.find("\n", start, end)
    return min(end, len(text)) if found < 0 else found


def by_line(text: str, found: Iterable[_Placed]) -> Iterator[list[_Placed]]:
    """What was found in a text, which is in order, in groups that stand in one line each."""
    line: list[_Placed] = []
    for each in found:
        if line and "\n" in text[line[-1].end : each.start]:
            yield line
            line = []
        line.append(each)
    if line:
        yield line
