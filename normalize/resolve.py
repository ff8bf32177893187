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
- Pages of organisations, issues and wiki pages identify nothing.

What people decided comes before all of it. The evidence adds up (``normalize.matching``); two
entries are one project where it reaches the threshold and nothing above forbids it. Entries that
stay remain one project while nothing forbids it: what others add or take away parts nobody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from normalize.clustering import Cluster, Joining, Node, pairs_apart
from normalize.decisions import Decision
from normalize.edges import Edge, Edges
from normalize.profiles import Profile, own_key, profiles
from normalize.project_ids import Assigned, assign
from normalize.records import Mention

__all__ = ["Assigned", "Cluster", "assign", "cluster"]

_NOTHING: Mapping[str, str] = MappingProxyType({})


def cluster(
    mentions: Iterable[Mention],
    decisions: Iterable[Decision] = (),
    before: Mapping[str, str] = _NOTHING,
) -> list[Cluster]:
    """Group mentions into projects; about linear in their number. Their order does not matter.

    Things of the ``decisions`` are ids of mentions; ``same`` and ``different`` are obeyed. What
    was one project ``before``, by mention, is so now, unless something forbids it.
    """
    decided = [one for one in decisions if one.kind != "rename"]
    things = frozenset(thing for one in decided for thing in one.things)
    groups = _groups(mentions, things)
    nodes = _nodes(groups)
    number_of = {one.decided: number for number, (one, _) in enumerate(groups) if one.decided}
    apart = pairs_apart((one.things for one in decided if one.kind == "different"), number_of)
    joining = Joining(nodes, apart)
    ties: dict[int, list[str]] = {}
    for one in decided:
        if one.kind == "same":
            _decide(one, joining, number_of, ties)
    was = _projects_before(groups, before)
    edges = Edges(nodes, was)
    within, across = edges.strongest_first()
    best: dict[int, Edge] = {}
    _join(within, joining, best)
    kept = _keep(was, joining)
    _join(across, joining, best)
    for number in kept | best.keys():
        if number not in ties:
            ties[number] = edges.evidence(*best[number][1]) if number in best else ["one-before"]
    return _clusters(groups, joining, ties)


Group = tuple[Profile, list[Mention]]


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


def _decide(
    one: Decision, joining: Joining, number_of: Mapping[str, int], ties: dict[int, list[str]]
) -> None:
    numbers = [number_of[thing] for thing in one.things if thing in number_of]
    for number in numbers[1:]:
        joining.decide(numbers[0], number)
    for number in numbers:
        ties.setdefault(number, [f"decision:{one.place or one.kind}"])


def _clusters(
    groups: Sequence[Group], joining: Joining, ties: Mapping[int, list[str]]
) -> list[Cluster]:
    """The groups that were joined, the largest first; of each the first mention began it."""
    joined: defaultdict[int, list[int]] = defaultdict(list)
    for number in range(len(groups)):
        joined[joining.root(number)].append(number)
    return [
        _cluster([groups[number] for number in members], [ties.get(number) for number in members])
        for members in joined.values()
    ]


def _cluster(groups: Sequence[Group], ties: Sequence[list[str] | None]) -> Cluster:
    tied: list[tuple[Mention, list[str]]] = []
    for (profile, members), tie in zip(groups, ties, strict=True):
        tied.append((members[0], tie if tie and tied else ["first"]))
        same = _own_evidence(profile, members[0])
        tied += [(mention, same) for mention in members[1:]]
    tied.sort(key=lambda one: _place(one[0]))
    return Cluster(
        mentions=[mention for mention, _ in tied],
        evidence=[evidence for _, evidence in tied],
        keys=_keys(groups),
    )


def _place(one: Mention) -> tuple[str, str, int, str]:
    return one.source_id, one.document_url, one.position, one.mention_id


def _own_evidence(profile: Profile, mention: Mention) -> list[str]:
    """What ties entries that are the same in everything that counts."""
    found = [key for key in (profile.lead, own_key(mention)) if key]
    return found or ["text"]


_STRENGTH = ("github", "huggingface", "modelscope", "arxiv", "url", "name", "entry")


def _keys(groups: Sequence[Group]) -> list[str]:
    """The keys of a project: what leads its entries, and their names, the strongest first."""
    counted: Counter[str] = Counter()
    leads: set[str] = set()
    for profile, members in groups:
        names = {own_key(one) for one in members}
        told = {*profile.heads, *names} - {""}
        leads |= names | {profile.lead or ""}
        counted.update(dict.fromkeys(told or {_last_resort(members[0])}, len(members)))
    return sorted(
        counted,
        key=lambda key: (key not in leads, _STRENGTH.index(_kind(key)), -counted[key], key),
    )


def _kind(key: str) -> str:
    return key.split(":", 1)[0]


def _last_resort(mention: Mention) -> str:
    """What an entry without link or name of its own is found again by; it ties no two entries."""
    return f"entry:{mention.source_id}/{mention.name_raw}"
