"""Finds decisions on identity that cannot all be obeyed, by what they say alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from normalize.decisions import Decision
from normalize.groups import Groups


def contradictions(decisions: Sequence[Decision]) -> Iterator[str]:
    """Each contradiction in words, with the places of both sides.

    Things that are the same make a group, also by way of others (a is b, b is c): no two of a
    group may be different, and a group has one name.
    """
    groups = _Same([one for one in decisions if one.kind == "same"])
    for one in decisions:
        if one.kind == "different":
            yield from _same_and_different(one, groups)
    yield from _two_names([one for one in decisions if one.kind == "rename"], groups)


class _Same:
    """Things that are the same, and the decisions that say so."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self._decisions = decisions
        self._groups = Groups(
            (one.things[0], thing) for one in decisions for thing in one.things[1:]
        )

    def of(self, thing: str) -> str:
        """What stands for the group of a thing."""
        return self._groups.root(thing)

    def places(self, thing: str) -> str:
        """Where it is said that the things of this one's group are the same."""
        group = self.of(thing)
        return ", ".join(one.place for one in self._decisions if self.of(one.things[0]) == group)


def _same_and_different(one: Decision, groups: _Same) -> Iterator[str]:
    for first, second in combinations(one.things, 2):
        if groups.of(first) == groups.of(second):
            yield (
                f"{one.place}: {first} and {second} are different here, and the same by "
                f"{groups.places(first)}: take one of them out"
            )


def _two_names(renamings: Sequence[Decision], groups: _Same) -> Iterator[str]:
    first: dict[str, Decision] = {}
    for one in renamings:
        other = first.setdefault(groups.of(one.things[0]), one)
        if other.name != one.name:
            yield (
                f"{one.place}: {one.things[0]} is {one.name!r} here, and {other.name!r} by "
                f"{other.place}: take one of them out"
            )
