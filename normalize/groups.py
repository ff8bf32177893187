"""Groups of things that grow together: whatever pairs connect, however far around (union-find)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Groups(Generic[T]):
    """Disjoint groups; each thing begins as a group of its own."""

    def __init__(self, pairs: Iterable[tuple[T, T]] = ()) -> None:
        self._above: dict[T, T] = {}
        self._members: dict[T, list[T]] = {}
        for one, other in pairs:
            self.unite(one, other)

    def root(self, one: T) -> T:
        """The thing that stands for the group of a thing."""
        above = self._above
        while (next_above := above.get(one, one)) != one:
            # Halving the way, so that the next one is short.
            above[one] = above.get(next_above, next_above)
            one = above[one]
        return one

    def members(self, one: T) -> list[T]:
        """All of the group of a thing; do not modify it."""
        root = self.root(one)
        return self._members.get(root) or [root]

    def unite(self, one: T, other: T) -> tuple[T, T] | None:
        """Make two groups one: the root that stays, of the larger group, and the one that goes.

        Null where they are one already.
        """
        stays, goes = self.root(one), self.root(other)
        if stays == goes:
            return None
        if len(self.members(stays)) < len(self.members(goes)):
            stays, goes = goes, stays
        self._above[goes] = stays
        self._members.setdefault(stays, [stays]).extend(self._members.pop(goes, [goes]))
        return stays, goes


def groups(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The numbers below ``count`` in groups: those that pairs connect; each and all ascending."""
    connected = Groups(pairs)
    members: dict[int, list[int]] = {}
    for number in range(count):
        members.setdefault(connected.root(number), []).append(number)
    return list(members.values())
