"""Which entry of the snapshot before an entry is, also where its section or name has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from normalize.name_likeness import OTHER_THINGS, disagree, likeness
from normalize.names import name_of
from normalize.records import Mention


def entries_before(now: Sequence[Mention], before: Iterable[Mention]) -> dict[str, Mention]:
    """The earlier entry by the id of a mention of now, for those that were there before.

    The id of a mention changes with its section, its name and its first link. What came and what
    went of one source is the same entry if both have the same name and first link, else the same
    first link alone, else the same section and name alone, and no other of the two has.
    """
    known = {one.mention_id: one for one in before}
    here = {one.mention_id for one in now}
    found = {one.mention_id: known[one.mention_id] for one in now if one.mention_id in known}
    came = [one for one in now if one.mention_id not in known]
    went = [one for one in known.values() if one.mention_id not in here]
    for told in (_name_and_link, _link, _section_and_name):
        for old, new in _paired(went, came, told):
            found[new.mention_id] = old
        taken = {one.mention_id for one in found.values()}
        came = [one for one in came if one.mention_id not in found]
        went = [one for one in went if one.mention_id not in taken]
    return found


def steadfast(now: Iterable[Mention], earlier: Mapping[str, Mention]) -> dict[str, Mention]:
    """Those of the earlier entries that speak of what they spoke of: link and name are the same.

    A name may be spelled otherwise, or be Latin now where it was Chinese. One with another version,
    or with a word more, or of other words may be the name of another thing at the same link.
    """
    return {
        one.mention_id: old
        for one in now
        if (old := earlier.get(one.mention_id))
        and old.urls[:1] == one.urls[:1]
        and _called_alike(old, one)
    }


def reused(now: Iterable[Mention], earlier: Mapping[str, Mention]) -> set[str]:
    """The ids of those that are entries of another version or size now: GPT-5 where GPT-4 was."""
    return {
        one.mention_id
        for one in now
        if (old := earlier.get(one.mention_id))
        and old.name_raw != one.name_raw
        and disagree(name_of(old.name), name_of(one.name))
    }


def _called_alike(old: Mention, new: Mention) -> bool:
    # What the list itself says: other sources have a say in how a translated name is restored.
    if old.name_raw == new.name_raw:
        return True
    then, now = name_of(old.name), name_of(new.name)
    return not disagree(then, now) and likeness(then, now) not in OTHER_THINGS


def _name_and_link(one: Mention) -> Hashable:
    return (one.source_id, one.name, one.urls[0] if one.urls else None)


def _link(one: Mention) -> Hashable:
    # An entry without a link is told by nothing here: by itself.
    return (one.source_id, one.urls[0]) if one.urls else one.mention_id


def _section_and_name(one: Mention) -> Hashable:
    return (one.source_id, *one.section, one.name)


def _paired(
    went: Iterable[Mention], came: Iterable[Mention], told: Callable[[Mention], Hashable]
) -> list[tuple[Mention, Mention]]:
    """Those that alone are told by something among what went, and among what came."""
    old, new = _by(went, told), _by(came, told)
    return [
        (old[key][0], new[key][0])
        for key in old.keys() & new.keys()
        if len(old[key]) == len(new[key]) == 1
    ]


def _by(
    mentions: Iterable[Mention], told: Callable[[Mention], Hashable]
) -> dict[Hashable, list[Mention]]:
    found: defaultdict[Hashable, list[Mention]] = defaultdict(list)
    for one in mentions:
        found[told(one)].append(one)
    return found
