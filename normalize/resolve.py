"""Which mentions speak of the same project.

The rule. A project is what a maintainer would call one project:

- Releases with a name or number of their own (ChatGLM, ChatGLM2) are different projects. An entry
  without a version speaks of the first one.
- Sizes and checkpoints of one release are one project where an entry lists them together, and
  two where a list lists them apart. An entry without a size equals one with a size only if its
  links name just that one.
- What one list lists apart is apart, unless name and link are the very same. Where twenty lists
  and more have each of two things, one in twenty may have both: people repeat themselves.
- A shared link is evidence, not proof: it weighs by its place in both entries, and hardly where
  one list has several things under it. A model and its data set, framework or method differ by
  name, and so do fine-tunes and ports from what they come from: a name that is another's with a
  word more speaks against.
- Equal names that lead to places of one kind and different owners (accounts, papers, sites that
  bear the name) are different things, whatever a third that has the name too, unless entries have
  both links; a repository and a paper or a page are no rivals. What any page may be called
  ("Tutorial") is no name.
- Pages of organisations, issues and wiki pages identify nothing.

What people decided stands above all of it. The evidence adds up (``normalize.matching``); two
entries are one project where it reaches the threshold and nothing above forbids it. Entries that
stay remain one project while nothing forbids it: what others add or take away parts nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from normalize.cluster_evidence import Group, told
from normalize.clustering import Cluster, Joining, Node
from normalize.decisions import Decision
from normalize.edges import Edge, Edges
from normalize.obeying import obeyed
from normalize.profiles import Profile, profiles
from normalize.project_ids import Assigned, assign
from normalize.records import Mention

__all__ = ["WITHOUT", "Assigned", "Cluster", "assign", "cluster"]

#: Evidence of a mention: a project is parted like this where no decision joins it.
WITHOUT = "without-decisions:"

_NOTHING: Mapping[str, str] = MappingProxyType({})


def cluster(
    mentions: Iterable[Mention],
    decisions: Iterable[Decision] = (),
    before: Mapping[str, str] = _NOTHING,
) -> list[Cluster]:
    """Group mentions into projects; about linear in their number. Their order does not matter.

    Things of the ``decisions`` are ids of mentions; ``same`` and ``different`` are obeyed, and
    told as evidence like ``rename``. What was one project ``before``, by mention, is so now,
    unless something forbids it.

    What lists tell is found first, and decisions join what is left: without them everything is as
    if they had never been. So mentions of a project that decisions joined have ``WITHOUT`` in
    their evidence, with the first of those that are one project without them.
    """
    decided = list(decisions)
    groups = _groups(mentions, frozenset(_parting(decided)))
    nodes = _nodes(groups)
    number_of = {one.decided: number for number, (one, _) in enumerate(groups) if one.decided}
    orders = obeyed(decided, number_of)
    joining = Joining(nodes, orders.apart)
    was = _projects_before(groups, before)
    edges = Edges(nodes, was)
    within, across = edges.strongest_first()
    best: dict[int, Edge] = {}
    _join(within, joining, best)
    kept = _keep(was, joining)
    _join(across, joining, best)
    ties = {number: ["one-before"] for number in kept}
    ties |= {number: edges.evidence(*pair) for number, (_, pair) in best.items()}
    alone = [joining.root(number) for number in range(len(nodes))] if orders.same else []
    for pair in orders.same:
        joining.decide(*pair)
    return [
        told(
            [groups[number] for number in members],
            [ties.get(number) for number in members],
            _without(members, groups, alone),
            orders.said,
        )
        for members in _joined(joining, len(nodes))
    ]


def _parting(decisions: Iterable[Decision]) -> Iterator[str]:
    """The mentions that decisions on identity name: each is joined on its own."""
    for one in decisions:
        if one.kind != "rename":
            yield from one.things


def _groups(mentions: Iterable[Mention], things: frozenset[str]) -> list[Group]:
    """Mentions of equal profiles together, in an order that is made of their content alone."""
    ordered = sorted(mentions, key=_content)
    found: defaultdict[Profile, list[Mention]] = defaultdict(list)
    alone: list[Group] = []
    for profile, mention in zip(profiles(ordered, things), ordered, strict=True):
        if profile.keys or profile.named or profile.pages:
            found[profile].append(mention)
        else:
            alone.append((profile, [mention]))
    return sorted(
        [*found.items(), *alone], key=lambda group: (-len(group[1]), _content(group[1][0]))
    )


def _content(one: Mention) -> tuple[str, ...]:
    return one.mention_id, one.source_id, one.document_url, one.locator


def _nodes(groups: Iterable[Group]) -> list[Node]:
    known: dict[frozenset[str], frozenset[str]] = {}
    found = []
    for profile, members in groups:
        documents = frozenset(one.document_url for one in members)
        # Most stand in one list only: a set for each list is enough.
        found.append(Node(profile, known.setdefault(documents, documents)))
    return found


def _projects_before(groups: Iterable[Group], before: Mapping[str, str]) -> list[frozenset[str]]:
    known: dict[frozenset[str], frozenset[str]] = {}
    found = []
    for _, members in groups:
        ids = frozenset(before[one.mention_id] for one in members if one.mention_id in before)
        found.append(known.setdefault(ids, ids))
    return found


def _join(edges: Iterable[Edge], joining: Joining, best: dict[int, Edge]) -> None:
    """Join as far as nothing forbids it; of each node the ``best`` edge is what it is tied by.

    That of all, not that which came first: the same documents again give the same rows.
    """
    for score, pair in edges:
        if joining.join(*pair):
            for number in pair:
                known = best.get(number)
                if known is None or (-score, pair) < (-known[0], known[1]):
                    best[number] = score, pair


def _keep(was: Sequence[frozenset[str]], joining: Joining) -> set[int]:
    """Join what was one project before, whatever ties it now; the nodes that nothing else did."""
    members: defaultdict[str, list[int]] = defaultdict(list)
    for number, projects in enumerate(was):
        for project in projects:
            members[project].append(number)
    kept: set[int] = set()
    for project in sorted(members):
        first, *others = members[project]
        for number in others:
            if joining.root(first) != joining.root(number) and joining.join(first, number):
                kept.update((first, number))
    return kept


def _joined(joining: Joining, count: int) -> Iterable[list[int]]:
    """The nodes that were joined, the most mentioned first in each group."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number in range(count):
        found[joining.root(number)].append(number)
    return found.values()


def _without(
    members: Sequence[int], groups: Sequence[Group], alone: Sequence[int]
) -> dict[int, str]:
    """For each place in a group that decisions joined, what is told of it without them."""
    if len({alone[number] for number in members} if alone else ()) < 2:
        return {}
    first: dict[int, str] = {}
    for number in members:
        own = min(mention.mention_id for mention in groups[number][1])
        first[alone[number]] = min(own, first.get(alone[number], own))
    return {place: WITHOUT + first[alone[number]] for place, number in enumerate(members)}
