"""Which profiles are worth comparing: those that share a link or a name, or nearly a name."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from normalize.name_likeness import nearly
from normalize.names import Name
from normalize.profiles import Profile
from normalize.text.translation.sound import reading_of

#: In a larger block everything is compared with the first and with its neighbours only.
_MOST_COMPARED = 24
_FIRST = 8
_NEIGHBOURS = 2
_SHORTEST = 5


def candidates(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Pairs of numbers, the smaller first, each once; about linear in the number of profiles.

    Profiles come in an order made of their content, the most mentioned first.
    """
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    blocks_of = []
    for number, one in enumerate(profiles):
        own = [blocks[key] for key in dict.fromkeys(_keys(one))]
        for members in own:
            members.append(number)
        blocks_of.append(own)
    near = _near(profiles)
    for number, own in enumerate(blocks_of):
        found = near.get(number, set())
        for members in own:
            found.update(_before(number, members))
        for earlier in sorted(found):
            yield earlier, number


def _keys(one: Profile) -> Iterator[str]:
    yield from sorted(one.keys)
    yield from sorted(one.pages)
    if one.named:
        yield from _name_keys(one.name)
    if one.link_name is not None:
        yield f"name {one.link_name.latin}"


def _name_keys(name: Name) -> Iterator[str]:
    for form in name.forms:
        yield f"name {form}"
    if name.latin:
        yield f"name {name.latin}"
        yield f"name {name.bare}"
    elif 0 < len(name.han) <= _SHORTEST:
        yield f"name {reading_of(name.han)}"


def _before(number: int, members: Sequence[int]) -> Sequence[int]:
    """Those of a block, which is in ascending order, that a number is compared with."""
    place = bisect_left(members, number)
    if len(members) <= _MOST_COMPARED:
        return members[:place]
    return [*members[: min(place, _FIRST)], *members[max(place - _NEIGHBOURS, _FIRST) : place]]


def _near(profiles: Sequence[Profile]) -> dict[int, set[int]]:
    """For each number those before it whose Latin name is nearly the same."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(profiles):
        if one.named and len(one.name.latin) >= _SHORTEST:
            holders[one.name.latin].append(number)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for mine, theirs in _near_names(holders):
        for first in holders[mine][:_FIRST]:
            for second in holders[theirs][:_FIRST]:
                found[max(first, second)].add(min(first, second))
    return found


def _near_names(names: Iterable[str]) -> set[tuple[str, str]]:
    """Pairs of names that differ by a few letters in one place, each pair in ascending order.

    Of three thirds two are then the same, and so are two of their three joins: what stands in
    the same place of both is compared.
    """
    holders: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name in sorted(names):
        for piece in dict.fromkeys(_pieces(name)):
            holders[piece].append(name)
    found = set()
    for members in holders.values():
        for one, other in _close(members):
            if (one, other) not in found and nearly(one, other):
                found.add((one, other))
    return found


def _pieces(name: str) -> Iterator[tuple[str, str]]:
    """Beginning, end, and both ends of a name, also as one that is a letter longer has them."""
    for length in (len(name), len(name) + 1):
        third = length // 3
        yield name[: length - third - 1], ""
        yield "", name[third + 1 :]
        yield name[:third], name[len(name) - third :]


def _close(members: Sequence[str]) -> Iterable[tuple[str, str]]:
    if len(members) <= _MOST_COMPARED:
        return combinations(members, 2)
    return (
        (one, other)
        for place, other in enumerate(members)
        for one in members[max(place - _FIRST, 0) : place]
    )
