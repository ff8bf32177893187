"""Which id a project keeps, and which a new one gets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

import msgspec

from normalize.clustering import Cluster
from normalize.identity import project_id

#: A link or a name that so many projects share identifies none of them.
_MOST_SHARING = 50


class Assigned(msgspec.Struct, frozen=True):
    """Clusters with their ids; ``merged`` maps ids that ended to those that took them in."""

    clusters: dict[str, Cluster]
    merged: dict[str, str]


def assign(
    clusters: Sequence[Cluster],
    projects_by_mention: Mapping[str, str],
    keys_by_project: Mapping[str, Collection[str]],
    ended: Collection[str] = (),
) -> Assigned:
    """Give every cluster its id: the one its mentions, else its keys, had before, else a new one.

    Where a project fell apart, the part with most of its mentions keeps the id. Where projects
    grew together, the id with most mentions stays and the others are in ``merged``. Ids that
    ``ended`` in an earlier merge are never given again.
    """
    by_key = _by_key(keys_by_project)
    # Keys find what lost all its entries; else a new entry would take the id of one that is here.
    here = {
        projects_by_mention[mention.mention_id]
        for one in clusters
        for mention in one.mentions
        if mention.mention_id in projects_by_mention
    }
    claims = sorted(
        (-mentions, -shared, missing, known, number)
        for number, one in enumerate(clusters)
        for known, (mentions, shared, missing) in _claims(
            one, projects_by_mention, by_key, keys_by_project
        ).items()
        if mentions or known not in here
    )
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for *_, known, number in claims:
        if number not in ids and known not in taken:
            ids[number] = known
            taken.add(known)
    spent = {*taken, *keys_by_project, *ended}
    for number, one in enumerate(clusters):
        if number not in ids:
            ids[number] = _new_id(one, spent)
            spent.add(ids[number])
    merged = {
        known: ids[number]
        for mentions, _, _, known, number in reversed(claims)
        if mentions and known not in taken
    }
    return Assigned({ids[number]: one for number, one in enumerate(clusters)}, merged)


def _by_key(keys_by_project: Mapping[str, Collection[str]]) -> dict[str, list[str]]:
    """The projects that ever had a key; a shared link is a key of several."""
    known: defaultdict[str, list[str]] = defaultdict(list)
    for project, its_keys in keys_by_project.items():
        for key in its_keys:
            known[key].append(project)
    return {key: found for key, found in known.items() if len(found) <= _MOST_SHARING}


def _claims(
    one: Cluster,
    projects_by_mention: Mapping[str, str],
    by_key: Mapping[str, Collection[str]],
    keys_by_project: Mapping[str, Collection[str]],
) -> dict[str, tuple[int, int, int]]:
    """For each earlier project: how many of its mentions and keys the cluster has, and has not.

    Siblings share links; so a name counts as two keys.
    """
    mentions = Counter(
        projects_by_mention[mention.mention_id]
        for mention in one.mentions
        if mention.mention_id in projects_by_mention
    )
    shared: Counter[str] = Counter()
    for key in one.keys:
        for known in by_key.get(key, ()):
            shared[known] += 2 if _kind(key) == "name" else 1
    own = set(one.keys)
    return {
        known: (mentions[known], shared[known], len(set(keys_by_project.get(known, ())) - own))
        for known in mentions.keys() | shared.keys()
        if mentions[known] or not _differ(one.keys, keys_by_project.get(known, ()))
    }


def _differ(own: Collection[str], other: Collection[str]) -> bool:
    """Whether two sets of keys name different things: each a link of one kind, none in common."""
    ours = {key for key in own if _kind(key) not in ("name", "entry")}
    kinds = {_kind(key) for key in ours}
    theirs = {key for key in other if _kind(key) in kinds}
    return bool(theirs) and not ours & theirs


def _kind(key: str) -> str:
    return key.split(":", 1)[0]


def _new_id(one: Cluster, taken: set[str]) -> str:
    """An id made from the first key seen; from a mention's own id where that is taken."""
    for key in [*one.keys, *(mention.mention_id for mention in one.mentions)]:
        if (made := project_id(key)) not in taken:
            return made
    raise AssertionError("two projects share every mention")
