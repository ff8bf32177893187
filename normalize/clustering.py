"""Joins profiles into projects, the best evidence first, as far as nothing speaks against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

import msgspec

from normalize.matching import contradict
from normalize.naming import Likeness, Name, likeness
from normalize.profiles import Profile
from normalize.records import Mention


class Cluster(msgspec.Struct):
    """Mentions of one project, the evidence that tied each to it, and the keys that tell it."""

    mentions: list[Mention]
    evidence: list[list[str]]
    keys: list[str]


class Node(msgspec.Struct, frozen=True, gc=False):
    """A profile and the documents that its mentions stand in."""

    profile: Profile
    documents: frozenset[str]


class Joining:
    """Groups of nodes that grow together; ``root`` tells the group of a node."""

    def __init__(self, nodes: Sequence[Node], apart: Mapping[int, set[int]]) -> None:
        self._nodes = nodes
        self._apart = apart
        self._parent = list(range(len(nodes)))
        self._members = [[number] for number in range(len(nodes))]
        self._grown: dict[int, dict[str, list[int]]] = {}

    def root(self, number: int) -> int:
        """The number that stands for the group of a node."""
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, one: int, other: int) -> bool:
        """Join the groups of two nodes, unless something forbids it; whether they are one now."""
        mine, theirs = self.root(one), self.root(other)
        if mine != theirs and self._may(mine, theirs):
            self._unite(mine, theirs)
        return self.root(one) == self.root(other)

    def decide(self, one: int, other: int) -> None:
        """Join the groups of two nodes because people say so; only people can forbid it."""
        mine, theirs = self.root(one), self.root(other)
        if mine != theirs and not self._forbidden(mine, theirs):
            self._unite(mine, theirs)

    def _unite(self, mine: int, theirs: int) -> None:
        if len(self._members[mine]) < len(self._members[theirs]):
            mine, theirs = theirs, mine
        self._parent[theirs] = mine
        self._members[mine] += self._members[theirs]
        listed = self._grown[mine] = self._listed(mine)
        for document, numbers in self._listed(theirs).items():
            listed.setdefault(document, []).extend(numbers)
        self._members[theirs] = []
        self._grown.pop(theirs, None)

    def _listed(self, root: int) -> dict[str, list[int]]:
        """The members of a group by document."""
        grown = self._grown.get(root)
        if grown is None:
            return {document: [root] for document in self._nodes[root].documents}
        return grown

    def _may(self, mine: int, theirs: int) -> bool:
        return (
            not self._forbidden(mine, theirs)
            and not self._listed_apart(mine, theirs)
            and not self._contradicted(mine, theirs)
        )

    def _forbidden(self, mine: int, theirs: int) -> bool:
        if not self._apart:
            return False
        others = set(self._members[theirs])
        return any(others & self._apart.get(one, set()) for one in self._members[mine])

    def _listed_apart(self, mine: int, theirs: int) -> bool:
        """Whether lists that have both have them as different entries; of many lists several."""
        ours, others = self._listed(mine), self._listed(theirs)
        slips = min(len(ours), len(others)) // _LISTS
        apart = (
            document
            for document in ours.keys() & others.keys()
            if self._are_two(ours[document], others[document])
        )
        return next(islice(apart, slips, None), None) is not None

    def _are_two(self, ours: Iterable[int], others: Sequence[int]) -> bool:
        return any(
            not _same_entry(self._nodes[one].profile, self._nodes[other].profile)
            for one in ours
            for other in others
        )

    def _contradicted(self, mine: int, theirs: int) -> bool:
        ours, others = self._named(mine), self._named(theirs)
        return any(
            contradict(one, other) or _strangers(one, other) for one in ours for other in others
        )

    def _named(self, root: int) -> Iterable[Profile]:
        """The profiles of a group, of each name one."""
        found: dict[Name, Profile] = {}
        for number in self._members[root][:_MOST_ASKED]:
            one = self._nodes[number].profile
            if one.named:
                found.setdefault(one.name, one)
        return found.values()


#: Members of a group that are asked whether something contradicts them.
_MOST_ASKED = 12
#: Of so many lists one may have a thing twice, in two spellings.
_LISTS = 20


def pairs_apart(
    decisions: Iterable[Sequence[str]], nodes_of: Mapping[str, int]
) -> dict[int, set[int]]:
    """Nodes that people say are different, each with the others."""
    apart: defaultdict[int, set[int]] = defaultdict(set)
    for things in decisions:
        numbers = [nodes_of[thing] for thing in things if thing in nodes_of]
        for one in numbers:
            for other in numbers:
                if one != other:
                    apart[one].add(other)
                    apart[other].add(one)
    return dict(apart)


def _strangers(one: Profile, other: Profile) -> bool:
    """Whether names and links of two entries have nothing in common: a third only links them."""
    return not one.keys & other.keys and likeness(one.name, other.name) is Likeness.DIFFERENT


def _same_entry(one: Profile, other: Profile) -> bool:
    """Whether two entries of one list are one thing: the very same name, and no other link."""
    if one.raw != other.raw or not _same_name(one, other):
        return False
    if not one.first_url or not other.first_url:
        return True
    return (
        one.first_url == other.first_url
        or one.first_url in other.urls
        or other.first_url in one.urls
    )


def _same_name(one: Profile, other: Profile) -> bool:
    if not one.named or not other.named:
        return one.raw != "" and one.raw == other.raw
    mine, theirs = one.name.forms[0], other.name.forms[0]
    return mine == theirs or (
        one.name.latin == other.name.latin and likeness(one.name, other.name) is Likeness.EQUAL
    )
