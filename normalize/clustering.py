"""Joins profiles into projects, the best evidence first, as far as nothing speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

import msgspec

from normalize.groups import Groups
from normalize.matching import contradict
from normalize.name_likeness import Likeness, likeness
from normalize.names import Name
from normalize.profiles import Profile
from normalize.records import Mention
from normalize.rivals import Leads, Rivals, leads_of


class Cluster(msgspec.Struct):
    """Mentions of one project, the evidence that tied each to it, and the keys that tell it."""

    mentions: list[Mention]
    evidence: list[list[str]]
    keys: list[str]


class Node(msgspec.Struct, frozen=True, gc=False):
    """A profile and the documents that its mentions stand in."""

    profile: Profile
    documents: frozenset[str]


class _Held(msgspec.Struct, frozen=True):
    """What a group holds: members by document, and what they lead to."""

    listed: dict[str, list[int]]
    leads: Leads


class Joining:
    """Groups of nodes that grow together; ``root`` tells the group of a node."""

    def __init__(self, nodes: Sequence[Node], apart: Mapping[int, set[int]]) -> None:
        self._nodes = nodes
        self._apart = apart
        self._rivals = Rivals(node.profile for node in nodes)
        self._groups: Groups[int] = Groups()
        self._grown: dict[int, _Held] = {}

    def root(self, number: int) -> int:
        """The number that stands for the group of a node."""
        return self._groups.root(number)

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
        united = self._groups.unite(mine, theirs)
        if united is None:
            return
        stays, goes = united
        held, further = self._held(stays), self._held(goes)
        for document, numbers in further.listed.items():
            held.listed.setdefault(document, []).extend(numbers)
        for claim, leads in further.leads.items():
            held.leads.setdefault(claim, set()).update(leads)
        self._grown[stays] = held
        self._grown.pop(goes, None)

    def _held(self, root: int) -> _Held:
        grown = self._grown.get(root)
        if grown is not None:
            return grown
        node = self._nodes[root]
        return _Held({document: [root] for document in node.documents}, leads_of(node.profile))

    def _may(self, mine: int, theirs: int) -> bool:
        ours, others = self._held(mine), self._held(theirs)
        return (
            not self._forbidden(mine, theirs)
            and not self._rivals.any(ours.leads, others.leads)
            and not self._listed_apart(ours.listed, others.listed)
            and not self._contradicted(mine, theirs)
        )

    def _forbidden(self, mine: int, theirs: int) -> bool:
        if not self._apart:
            return False
        others = set(self._groups.members(theirs))
        return any(others & self._apart.get(one, set()) for one in self._groups.members(mine))

    def _listed_apart(
        self, ours: Mapping[str, Sequence[int]], others: Mapping[str, Sequence[int]]
    ) -> bool:
        """Whether lists that have both have them as different entries; of many lists several."""
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
        for number in self._groups.members(root)[:_MOST_ASKED]:
            one = self._nodes[number].profile
            if one.named:
                found.setdefault(one.name, one)
        return found.values()


#: Members of a group that are asked whether something contradicts them.
_MOST_ASKED = 12
#: Of so many lists one may have a thing twice, in two spellings.
_LISTS = 20


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
        return one.raw == other.raw and (one.raw != "" or one.name == other.name)
    mine, theirs = one.name.forms[0], other.name.forms[0]
    return mine == theirs or (
        one.name.latin == other.name.latin and likeness(one.name, other.name) is Likeness.EQUAL
    )
