"""Which project each entry spoke of before, also where its section or its name has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from normalize.records import Mention


def projects_before(now: Sequence[Mention], before: Iterable[Mention]) -> dict[str, str]:
    """The earlier project by the id of a mention of now, for those that were there before.

    The id of a mention changes with its section and its name. What came and what went of one
    source is the same entry if both have the same name and first link, else the same first link
    alone, and no other of the two has.
    """
    known = {one.mention_id: one for one in before}
    here = {one.mention_id for one in now}
    found = {one.mention_id: known[one.mention_id] for one in now if one.mention_id in known}
    came = [one for one in now if one.mention_id not in known]
    went = [one for one in known.values() if one.mention_id not in here]
    for told in (_name_and_link, _link):
        for old, new in _paired(went, came, told):
            found[new.mention_id] = old
        taken = {one.mention_id for one in found.values()}
        came = [one for one in came if one.mention_id not in found]
        went = [one for one in went if one.mention_id not in taken]
    return {mention_id: old.project_id for mention_id, old in found.items()}


def _name_and_link(one: Mention) -> Hashable:
    return (one.source_id, one.name, one.urls[0] if one.urls else None)


def _link(one: Mention) -> Hashable:
    # An entry without a link is told by nothing here: by itself.
    return (one.source_id, one.urls[0]) if one.urls else one.mention_id


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
