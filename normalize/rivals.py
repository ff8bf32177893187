"""Which entries cannot be one project because they lead to places that others own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from normalize.claims import Claim
from normalize.profiles import Profile

#: What the entries of a group lead to: keys of links by whose they are.
Leads = dict[Claim, set[str]]


class Rivals:
    """Tells rivals, by all the entries of a run.

    Two leads of one kind and different owners are rivals, unless entries show that they are of
    one thing: one entry has both, or both have a link of the first rank in common. That does not
    depend on what was joined already: what may be one project now may be so in the next run.
    """

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self._heads: defaultdict[str, set[str]] = defaultdict(set)
        self._keys: defaultdict[str, set[str]] = defaultdict(set)
        for one in profiles:
            if one.lead and one.claim and len(one.keys) > 1:
                self._heads[one.lead].update(one.heads)
                self._keys[one.lead].update(one.keys)

    def any(self, ours: Leads, others: Leads) -> bool:
        """Whether some of two groups are rivals."""
        return any(
            self._rival(one, other)
            for mine, leads in ours.items()
            for theirs, further in others.items()
            if mine[0] == theirs[0] and mine[1] != theirs[1]
            for one in leads
            for other in further
        )

    def _rival(self, one: str, other: str) -> bool:
        if other in _of(self._keys, one) or one in _of(self._keys, other):
            return False
        return _of(self._heads, one).isdisjoint(_of(self._heads, other))


def leads_of(one: Profile) -> Leads:
    """What a single entry leads to."""
    return {one.claim: {one.lead}} if one.claim and one.lead else {}


def _of(known: Mapping[str, Set[str]], lead: str) -> Set[str]:
    return known.get(lead, frozenset([lead]))
