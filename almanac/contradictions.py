"""Finds decisions on identity that cannot all be obeyed, by what they say alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from normalize.decisions import Decision


def contradictions(decisions: Sequence[Decision]) -> Iterator[str]:
    """Each contradiction in words, with the places of both sides.

    Things that are the same make a group, also by way of others (a is b, b is c): no two of a
    group may be different, and a group has one name.
    """
    groups = _Groups(one for one in decisions if one.kind == "same")
    for one in decisions:
        if one.kind == "different":
            yield from _same_and_different(one, groups)
    yield from _two_names([one for one in decisions if one.kind == "rename"], groups)


class _Groups:
    """Things that are the same, and the decisions that say so."""

    def __init__(self, decisions: Iterator[Decision]) -> None:
        self._group_of: dict[str, int] = {}
        self._members: list[set[str]] = []
        self._places: list[list[str]] = []
        for decision in decisions:
            self._join(decision)

    def of(self, thing: str) -> int | str:
        """What stands for the group of a thing; for the thing, where it has none."""
        return self._group_of.get(thing, thing)

    def places(self, thing: str) -> str:
        """Where it is said that the things of this one's group are the same."""
        return ", ".join(self._places[self._group_of[thing]])

    def _join(self, decision: Decision) -> None:
        known = {self._group_of[thing] for thing in decision.things if thing in self._group_of}
        members = set(decision.things).union(*(self._members[number] for number in known))
        places = [place for number in sorted(known) for place in self._places[number]]
        for thing in members:
            self._group_of[thing] = len(self._members)
        self._members.append(members)
        self._places.append([*places, decision.place])


def _same_and_different(one: Decision, groups: _Groups) -> Iterator[str]:
    for first, second in combinations(one.things, 2):
        if groups.of(first) == groups.of(second):
            yield (
                f"{one.place}: {first} and {second} are different here, and the same by "
                f"{groups.places(first)}: take one of them out"
            )


def _two_names(renamings: Sequence[Decision], groups: _Groups) -> Iterator[str]:
    first: dict[int | str, Decision] = {}
    for one in renamings:
        other = first.setdefault(groups.of(one.things[0]), one)
        if other.name != one.name:
            yield (
                f"{one.place}: {one.things[0]} is {one.name!r} here, and {other.name!r} by "
                f"{other.place}: take one of them out"
            )
