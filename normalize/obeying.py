"""What people decided on identity, put to the nodes that are joined into projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

import msgspec

from normalize.decisions import Decision
from normalize.groups import Groups


class Obeyed(msgspec.Struct, frozen=True):
    """Decisions as numbers of nodes.

    ``same`` are pairs to be joined; ``apart`` has for a node those that it may not be joined
    with; ``said`` has for a mention the decisions that tell it, as evidence.
    """

    same: list[tuple[int, int]]
    apart: dict[int, set[int]]
    said: dict[str, list[str]]


def obeyed(decisions: Iterable[Decision], number_of: Mapping[str, int]) -> Obeyed:
    """The decisions, whose things are mentions, where ``number_of`` has the nodes of these."""
    same: list[tuple[int, int]] = []
    different: list[tuple[int, int]] = []
    said: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for one in decisions:
        for thing in one.things:
            said[thing][f"decision:{one.place or one.kind}"] = None
        numbers = [number_of[thing] for thing in one.things if thing in number_of]
        if one.kind == "same":
            same += [(numbers[0], number) for number in numbers[1:]]
        elif one.kind == "different":
            different += combinations(numbers, 2)
    return Obeyed(same, _apart(different, same), {key: list(told) for key, told in said.items()})


def _apart(
    different: Iterable[tuple[int, int]], same: Iterable[tuple[int, int]]
) -> dict[int, set[int]]:
    """What is different from a thing is different from all that people say is the same as it."""
    groups = Groups(same)
    apart: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in different:
        for mine, theirs in _pairs(one, other, groups):
            apart[mine].add(theirs)
            apart[theirs].add(mine)
    return dict(apart)


def _pairs(one: int, other: int, groups: Groups[int]) -> Iterator[tuple[int, int]]:
    if groups.root(one) == groups.root(other):
        # People contradict themselves: that the two are different counts.
        yield one, other
        return
    for mine in groups.members(one):
        for theirs in groups.members(other):
            yield mine, theirs
