"""Which id a project keeps, and which a new one gets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from types import MappingProxyType

import msgspec

from normalize.clustering import Cluster
from normalize.identity import project_id
from normalize.keys_compared import compared, differ

#: A link or a name that so many projects share identifies none of them.
_MOST_SHARING = 50
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Assigned(msgspec.Struct, frozen=True):
    """Clusters with their ids.

    ``merged`` maps ids that ended to those that took them in; ``split`` maps the ids of parts
    that fell off, new ones and ones that had ended, to the id of what they were part of.
    """

    clusters: dict[str, Cluster]
    merged: dict[str, str]
    split: dict[str, str] = {}


def assign(
    clusters: Sequence[Cluster],
    projects_by_mention: Mapping[str, str],
    keys_by_project: Mapping[str, Collection[str]],
    ended: Mapping[str, str] = _NOTHING,
    reused: Set[str] = frozenset(),
) -> Assigned:
    """Give every cluster its id: the one its mentions, else its keys, had before, else a new one.

    Where a project fell apart, the part with most of its mentions keeps the id, among equals the
    one with the key that the id was made of. Where projects grew together, the id with most
    mentions stays and the others are in ``merged``. ``ended`` has the ids that ended in earlier
    merges, with the projects that they are part of: such an id is given to nothing but a part
    that falls off that project, if that part alone has the key that the id was made of. Mentions
    that were ``reused`` for another version keep no id; they may take one that ended to their own.
    """
    spoken = [_spoken_of(one, projects_by_mention) for one in clusters]
    parts = _parts(spoken)
    faithful = (
        [_spoken_of(one, projects_by_mention, reused) for one in clusters] if reused else spoken
    )
    ids = _by_mentions(clusters, faithful, _parts(faithful), keys_by_project)
    ids |= _formerly(clusters, parts, ids, ended)
    ids |= _by_keys(clusters, parts, ids, keys_by_project)
    ids |= _new(clusters, ids, {*ids.values(), *keys_by_project, *ended})
    merged = _merged(ids, parts, spoken, faithful, keys_by_project)
    living = {*ids.values(), *merged}
    return Assigned(
        clusters={ids[number]: one for number, one in enumerate(clusters)},
        merged=merged,
        split={
            ids[number]: part_of
            for number, projects in enumerate(spoken)
            if ids[number] not in keys_by_project
            and (part_of := _largest(projects)) in living
            and ids[number] not in projects
        },
    )


def possible_ids(one: Cluster, times: int = 1) -> Iterator[str]:
    """Every id that can have been made of a cluster: of its keys, the strongest first.

    Of the ids of its mentions after them, for where other projects have the same keys; then of
    all these with a number, for where the plain ones are spent: each so many ``times``.
    """
    told = [*one.keys, *(mention.mention_id for mention in one.mentions)]
    for time in range(1, times + 1):
        for key in told:
            yield project_id(key if time == 1 else f"{key} {time}")


def _spoken_of(
    one: Cluster, projects_by_mention: Mapping[str, str], but: Set[str] = frozenset()
) -> Counter[str]:
    """How many of its mentions spoke of each earlier project, ``but`` these."""
    return Counter(
        projects_by_mention[mention.mention_id]
        for mention in one.mentions
        if mention.mention_id in projects_by_mention and mention.mention_id not in but
    )


def _largest(projects: Counter[str]) -> str:
    return max(projects, key=lambda one: (projects[one], one), default="")


def _parts(spoken: Iterable[Counter[str]]) -> dict[str, list[int]]:
    """The clusters by the earlier projects that their mentions spoke of."""
    parts: defaultdict[str, list[int]] = defaultdict(list)
    for number, projects in enumerate(spoken):
        for project in projects:
            parts[project].append(number)
    return parts


def _by_mentions(
    clusters: Sequence[Cluster],
    spoken: Sequence[Counter[str]],
    parts: Mapping[str, Sequence[int]],
    keys_by_project: Mapping[str, Collection[str]],
) -> dict[int, str]:
    """The clusters that keep an id for their mentions, each its own."""
    ids: dict[int, str] = {}
    claims = []
    for project, numbers in parts.items():
        if len(numbers) == len(spoken[numbers[0]]) == 1:
            ids[numbers[0]] = project
            continue
        known = frozenset(keys_by_project.get(project, ()))
        for number in numbers:
            one = clusters[number]
            shared, missing = compared(one.keys, known)
            lacking = project not in possible_ids(one)
            weight = (-spoken[number][project], lacking, -shared, missing)
            claims.append((weight, project, number))
    return ids | _granted((project, number) for _, project, number in sorted(claims))


def _formerly(
    clusters: Sequence[Cluster],
    parts: Mapping[str, Sequence[int]],
    ids: Mapping[int, str],
    ended: Mapping[str, str],
) -> dict[int, str]:
    """Parts that fell off what an earlier merge had made them part of, with their former ids."""
    ended_in: defaultdict[str, set[str]] = defaultdict(set)
    for one, goal in ended.items():
        ended_in[goal].add(one)
    found: dict[int, str] = {}
    for goal in sorted(ended_in.keys() & parts.keys()):
        numbers = parts[goal]
        if all(number in ids for number in numbers):
            continue
        times = 1 + len(ended_in[goal])
        made = {number: [*possible_ids(clusters[number], times)] for number in numbers}
        holders = Counter(one for each in made.values() for one in {*each} & ended_in[goal])
        for number in numbers:
            own = [one for one in made[number] if holders[one] == 1]
            if own and number not in ids:
                found.setdefault(number, own[0])
    return found


def _by_keys(
    clusters: Sequence[Cluster],
    here: Collection[str],
    ids: Mapping[int, str],
    keys_by_project: Mapping[str, Collection[str]],
) -> dict[int, str]:
    """Clusters that keys tell to be projects that lost all their entries.

    Not one that is still here: a new entry would take its id.
    """
    lacking = [(number, one) for number, one in enumerate(clusters) if number not in ids]
    known = _by_key({key for _, one in lacking for key in one.keys}, here, keys_by_project)
    claims = []
    for number, one in lacking:
        for project in {project for key in one.keys for project in known.get(key, ())}:
            its_keys = keys_by_project[project]
            if not differ(one.keys, its_keys):
                shared, missing = compared(one.keys, its_keys)
                claims.append((-shared, missing, project, number))
    return _granted((project, number) for *_, project, number in sorted(claims))


def _new(
    clusters: Sequence[Cluster], ids: Mapping[int, str], spent: Collection[str]
) -> dict[int, str]:
    """The other clusters with ids that nothing ever had."""
    found: dict[int, str] = {}
    taken = set(spent)
    for number, one in enumerate(clusters):
        if number not in ids:
            all_ids = possible_ids(one, times=2 + len(taken))
            made = next(each for each in all_ids if each not in taken)
            found[number] = made
            taken.add(made)
    return found


def _by_key(
    wanted: Collection[str],
    here: Collection[str],
    keys_by_project: Mapping[str, Collection[str]],
) -> dict[str, list[str]]:
    """The projects that ever had a key, but those that are here; siblings share links."""
    known: defaultdict[str, list[str]] = defaultdict(list)
    for project, its_keys in keys_by_project.items():
        for key in its_keys:
            if key in wanted:
                known[key].append(project)
    return {
        key: [one for one in found if one not in here]
        for key, found in known.items()
        if len(found) <= _MOST_SHARING
    }


def _granted(claims: Iterable[tuple[str, int]]) -> dict[int, str]:
    """Of claims in order: every project to the first cluster that has none."""
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for project, number in claims:
        if number not in ids and project not in taken:
            ids[number] = project
            taken.add(project)
    return ids


def _merged(
    ids: Mapping[int, str],
    parts: Mapping[str, Sequence[int]],
    spoken: Sequence[Counter[str]],
    faithful: Sequence[Counter[str]],
    known: Collection[str],
) -> dict[str, str]:
    """Projects of which no part kept the id, with that of their largest part.

    Not one whose every entry was reused for something that is new.
    """
    kept = set(ids.values())
    return {
        project: ids[max(numbers, key=lambda number: (spoken[number][project], -number))]
        for project, numbers in parts.items()
        if project not in kept
        and any(faithful[number][project] or ids[number] in known for number in numbers)
    }
