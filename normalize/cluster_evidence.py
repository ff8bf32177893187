"""What ties the mentions of a project to it, and the keys that tell it, for people to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from normalize.clustering import Cluster
from normalize.identity import strength
from normalize.profiles import Profile, own_key
from normalize.records import Mention

#: Mentions of one profile.
Group = tuple[Profile, list[Mention]]


def told(
    groups: Sequence[Group],
    ties: Sequence[list[str] | None],
    without: Mapping[int, str],
    said: Mapping[str, Sequence[str]],
) -> Cluster:
    """One project of joined groups, the first of which began it."""
    tied: list[tuple[Mention, list[str]]] = []
    for place, ((profile, members), tie) in enumerate(zip(groups, ties, strict=True)):
        same = _own_evidence(profile, members[0])
        for mention in members:
            evidence = same if mention is not members[0] else _tie(tie, place)
            further = [*said.get(mention.mention_id, ()), without.get(place, "")]
            tied.append((mention, [*evidence, *(one for one in further if one)]))
    tied.sort(key=lambda one: _place(one[0]))
    return Cluster(
        mentions=[mention for mention, _ in tied],
        evidence=[evidence for _, evidence in tied],
        keys=_keys(groups),
    )


def _tie(tie: list[str] | None, place: int) -> list[str]:
    """What ties the first mention of a group: that which began the project is tied to nothing."""
    return ["first"] if place == 0 else tie or []


def _place(one: Mention) -> tuple[str, str, int, str]:
    return one.source_id, one.document_url, one.position, one.mention_id


def _own_evidence(profile: Profile, mention: Mention) -> list[str]:
    """What ties entries that are the same in everything that counts."""
    found = [key for key in (profile.lead, own_key(mention)) if key]
    return found or ["text"]


def _keys(groups: Sequence[Group]) -> list[str]:
    """The keys of a project: what leads its entries, and their names, the strongest first."""
    counted: Counter[str] = Counter()
    leads: set[str] = set()
    for profile, members in groups:
        names = {own_key(one) for one in members}
        own = {*profile.heads, *names} - {""}
        leads |= names | {profile.lead or ""}
        counted.update(dict.fromkeys(own or {_last_resort(members[0])}, len(members)))
    return sorted(
        counted,
        key=lambda key: (key not in leads, strength(key), -counted[key], key),
    )


def _last_resort(mention: Mention) -> str:
    """What an entry without link or name of its own is found again by; it ties no two entries."""
    return f"entry:{mention.source_id}/{mention.name_raw}"
