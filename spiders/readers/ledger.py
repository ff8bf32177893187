"""Hands the repairs of a document to the entries that they stand in, each once."""

from __future__ import annotations

from bisect import bisect_left

from normalize.text import TextRepair


class Ledger:
    """The repairs of a document in order; each is handed out once, to the entry it stands in."""

    def __init__(self, repairs: list[TextRepair]) -> None:
        self._repairs = repairs
        self._starts = [one.start for one in repairs]
        self._taken: set[int] = set()

    def take(self, start: int, end: int) -> list[TextRepair]:
        """The repairs that start in ``[start, end)`` and that nobody took yet."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        fresh = [index for index in range(first, last) if index not in self._taken]
        self._taken.update(fresh)
        return [self._repairs[index] for index in fresh]

    def left(self) -> list[TextRepair]:
        """The repairs that stand in no entry."""
        return [one for index, one in enumerate(self._repairs) if index not in self._taken]


def field_of(one: TextRepair, spans: dict[str, tuple[int, int] | None]) -> str:
    """Which part of an entry a repair touched: the first one whose stretch overlaps it."""
    for field, span in spans.items():
        if span and one.start < span[1] and span[0] < one.end:
            return field
    return "entry"


def part_of(one: TextRepair) -> str:
    """Which part of a document a repair outside of entries touched."""
    return "section" if one.rule == "machine-translated-heading" else "document"
