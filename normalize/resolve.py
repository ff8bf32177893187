"""Which mentions speak of the same project: by canonical link, else by exact name.

The rule, in order, for each mention, those with an identifying link first:

1. It joins the project that shares its *primary* link (its strongest identity key), unless
   its own list gives that project another name: what a list lists apart, is apart.
2. Else it joins the project of exactly its name, unless both have a primary link of one kind
   (two repositories) and the two differ.
3. Else it starts a project.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from normalize.identity import keys, link_key, project_id
from normalize.records import Mention

#: A link or a name that so many projects share identifies none of them.
_MOST_SHARING = 50


class Cluster(msgspec.Struct):
    """Mentions of one project, the evidence that tied each to it, and the keys that tell it."""

    mentions: list[Mention]
    evidence: list[str]
    keys: list[str]


class Assigned(msgspec.Struct, frozen=True):
    """Clusters with their ids; ``merged`` maps ids that ended to those that took them in."""

    clusters: dict[str, Cluster]
    merged: dict[str, str]


def cluster(mentions: Iterable[Mention]) -> list[Cluster]:
    """Group mentions into projects; linear in their number. Their order breaks ties."""
    index = _Index()
    # Names tie only after links have: else the order of the lists would decide what is one.
    for mention in sorted(mentions, key=lambda one: not any(map(link_key, one.urls))):
        index.add(mention)
    return index.clusters


class _Index:
    def __init__(self) -> None:
        self.clusters: list[Cluster] = []
        self._by_link: defaultdict[str, list[int]] = defaultdict(list)
        self._by_link_and_name: dict[tuple[str, str], int] = {}
        self._by_name: defaultdict[str, list[int]] = defaultdict(list)
        self._primary: list[dict[str, str]] = []
        self._listed_as: list[dict[str, set[str]]] = []

    def add(self, mention: Mention) -> None:
        own = keys(mention)
        name = next((key for key in own if key.startswith("name:")), None)
        primary = own[0] if own and own[0] != name else None
        number, evidence = self._find(mention, primary, name)
        if number is None:
            number = len(self.clusters)
            self.clusters.append(Cluster([], [], []))
            self._primary.append({})
            self._listed_as.append(defaultdict(set))
        target = self.clusters[number]
        target.mentions.append(mention)
        target.evidence.append(evidence)
        telling = [key for key in (primary, name) if key] or [_last_resort(mention)]
        target.keys += [key for key in telling if key not in target.keys]
        self._listed_as[number][mention.document_url].add(name or mention.name)
        if primary:
            self._primary[number].setdefault(_kind(primary), primary)
            _remember(self._by_link[primary], number)
            self._by_link_and_name.setdefault((primary, name or mention.name), number)
        if name:
            _remember(self._by_name[name], number)

    def _find(
        self, mention: Mention, primary: str | None, name: str | None
    ) -> tuple[int | None, str]:
        # Of those that share the link, one that has the name too comes first.
        if primary:
            both = self._by_link_and_name.get((primary, name or mention.name))
            if both is not None:
                return both, primary
        for number in self._by_link[primary] if primary else ():
            if not self._listed_as[number].get(mention.document_url):
                return number, primary or ""
        for number in self._by_name[name] if name else ():
            other = self._primary[number].get(_kind(primary)) if primary else None
            if other is None or other == primary:
                return number, name or ""
        return None, "first"


def _last_resort(mention: Mention) -> str:
    """What an entry without link or name of its own is found again by; it ties no two entries."""
    return f"entry:{mention.source_id}/{mention.name_raw}"


def _remember(numbers: list[int], number: int) -> None:
    if len(numbers) < _MOST_SHARING and number not in numbers:
        numbers.append(number)


def _kind(key: str) -> str:
    return key.split(":", 1)[0]


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
    claims = sorted(
        (-mentions, -shared, known, number)
        for number, one in enumerate(clusters)
        for known, (mentions, shared) in _claims(
            one, projects_by_mention, by_key, keys_by_project
        ).items()
    )
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for _, _, known, number in claims:
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
        for mentions, _, known, number in reversed(claims)
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
) -> dict[str, tuple[int, int]]:
    """For each earlier project: how many of its mentions and of its keys the cluster has."""
    mentions = Counter(
        projects_by_mention[mention.mention_id]
        for mention in one.mentions
        if mention.mention_id in projects_by_mention
    )
    shared = Counter(known for key in one.keys for known in by_key.get(key, ()))
    return {
        known: (mentions[known], shared[known])
        for known in mentions.keys() | shared.keys()
        if mentions[known] or not _differ(one.keys, keys_by_project.get(known, ()))
    }


def _differ(own: Collection[str], other: Collection[str]) -> bool:
    """Whether two sets of keys name different things: each a link of one kind, none in common."""
    ours = {key for key in own if _kind(key) not in ("name", "entry")}
    kinds = {_kind(key) for key in ours}
    theirs = {key for key in other if _kind(key) in kinds}
    return bool(theirs) and not ours & theirs


def _new_id(one: Cluster, taken: set[str]) -> str:
    """An id made from the first key seen; from a mention's own id where that is taken."""
    for key in [*one.keys, *(mention.mention_id for mention in one.mentions)]:
        if (made := project_id(key)) not in taken:
            return made
    raise AssertionError("two projects share every mention")
