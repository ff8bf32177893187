"""Which profiles are worth comparing: those that share a link or a name, or nearly a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rensa import RMinHash, RMinHashLSH

from normalize.naming import Name
from normalize.profiles import Profile
from normalize.text.translation.sound import reading_of

#: In a larger block everything is compared with the first and with its neighbours only.
_MOST_COMPARED = 24
_FIRST = 8
_NEIGHBOURS = 2
_HASHES, _BANDS, _SEED = 32, 16, 1
_SHORTEST = 5
_SPELT_SO = 0.55


def candidates(profiles: Sequence[Profile]) -> set[tuple[int, int]]:
    """Pairs of numbers, the smaller first; linear in the number of profiles.

    Profiles come in an order made of their content, the most mentioned first.
    """
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(profiles):
        for key in dict.fromkeys(_keys(one)):
            blocks[key].append(number)
    pairs: set[tuple[int, int]] = set()
    for members in blocks.values():
        pairs.update(_within(members))
    pairs.update(_alike(profiles))
    return pairs


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
    elif 0 < len(name.han) <= _SHORTEST:
        yield f"name {reading_of(name.han)}"


def _within(members: Sequence[int]) -> Iterator[tuple[int, int]]:
    few = len(members) <= _MOST_COMPARED
    for place, number in enumerate(members):
        if few:
            yield from ((earlier, number) for earlier in members[:place])
        else:
            yield from ((earlier, number) for earlier in members[: min(place, _FIRST)])
            near = members[max(place - _NEIGHBOURS, _FIRST) : place]
            yield from ((earlier, number) for earlier in near)


def _alike(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Pairs whose Latin names share most of their three-letter pieces."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(profiles):
        if one.named and len(one.name.latin) >= _SHORTEST:
            holders[one.name.latin].append(number)
    names = sorted(holders)
    hashes = [_hashed(name) for name in names]
    index = RMinHashLSH(threshold=_SPELT_SO, num_perm=_HASHES, num_bands=_BANDS)
    for number, hashed in enumerate(hashes):
        index.insert(number, hashed)
    for number, hashed in enumerate(hashes):
        for found in _best(index.query(hashed), number):
            for mine in holders[names[number]][:_FIRST]:
                for theirs in holders[names[found]][:_FIRST]:
                    yield min(mine, theirs), max(mine, theirs)


def _best(found: Iterable[int], number: int) -> list[int]:
    return sorted(one for one in found if one < number)[-_MOST_COMPARED:]


def _hashed(name: str) -> RMinHash:
    made = RMinHash(num_perm=_HASHES, seed=_SEED)
    made.update([name[start : start + 3] for start in range(len(name) - 2)])
    return made
