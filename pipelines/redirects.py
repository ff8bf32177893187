"""Where the ids of projects lead that became part of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import msgspec

from normalize.project_ids import Assigned, possible_ids
from normalize.records import Redirect, Tables


def redirects(assigned: Assigned, before: Tables, run_id: str) -> list[Redirect]:
    """Earlier redirects, led on to where their projects are now, and the new ones.

    An ended id leads on where its goal was merged in turn. Where the goal fell apart again, it
    leads to the part that has the key which the id was made of. One whose project is itself again
    leads nowhere.
    """
    homes = _homes(assigned, before)
    led_on = [
        msgspec.structs.replace(
            one,
            merged_into=homes.get(
                one.project_id, assigned.merged.get(one.merged_into, one.merged_into)
            ),
        )
        for one in before.redirects
        if one.project_id not in assigned.clusters
    ]
    fresh = [
        Redirect(
            project_id=ended,
            merged_into=into,
            since_run_id=run_id,
            reason="all its mentions now speak of the other project",
        )
        for ended, into in assigned.merged.items()
    ]
    return sorted(led_on + fresh, key=lambda one: one.project_id)


def _homes(assigned: Assigned, before: Tables) -> dict[str, str]:
    """Ended ids whose goal fell apart, with the id of the part that theirs is in now."""
    ended: defaultdict[str, list[str]] = defaultdict(list)
    for redirect in before.redirects:
        ended[redirect.merged_into].append(redirect.project_id)
    homes: dict[str, str] = {}
    for goal, parts in _parts(assigned, before, ended).items():
        # So often an id of the same key can have been spent before one that ended here.
        times = 1 + len(ended[goal])
        made_of = {part: {*possible_ids(assigned.clusters[part], times)} for part in sorted(parts)}
        goes_on = assigned.merged.get(goal, goal)
        for one in ended[goal]:
            found = [part for part, ids in made_of.items() if one in ids]
            if found and goes_on not in found:
                homes[one] = found[0]
    return homes


def _parts(
    assigned: Assigned, before: Tables, goals: Collection[str]
) -> defaultdict[str, set[str]]:
    """The projects that mentions of each of the goals speak of now."""
    formerly = {one.mention_id: one.project_id for one in before.mentions} if goals else {}
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for now, one in assigned.clusters.items() if goals else ():
        for mention in one.mentions:
            goal = formerly.get(mention.mention_id)
            if goal in goals:
                parts[str(goal)].add(now)
    return parts
