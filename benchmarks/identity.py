"""How often projects are recognised right, on pairs of entries labelled by reading.

``python -m benchmarks.identity`` prints precision and recall over the pairs, the hard ones alone,
B-cubed over their entries, a baseline that goes by exact links, and every pair that is wrong.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from rapidfuzz import fuzz

from benchmarks.entries import labelled, mentions_of
from normalize.fields import map_fields
from normalize.identity import link_key, name_key
from normalize.records import Mention
from normalize.resolve import cluster
from normalize.urls import canonical
from pipelines.translation import names_from_other_sources

PAIRS = Path(__file__).resolve().parent.parent / "tests" / "gold" / "identity.csv"
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"

#: An entry as the labels name it: document, name, first link or ``row=T.R``.
Reference = tuple[str, str, str]
Grouping = Mapping[str, int]


class Pair(msgspec.Struct, frozen=True):
    """Two entries, whether they are one project, and whether that is hard to tell."""

    one: Reference
    other: Reference
    same: bool
    hard: bool
    why: str


class Judged(msgspec.Struct, frozen=True):
    """A pair with the mentions of its entries, and whether they came out as one project."""

    pair: Pair
    mentions: tuple[Mention, Mention]
    joined: bool

    @property
    def right(self) -> bool:
        """Whether it came out as it is labelled."""
        return self.joined == self.pair.same


def pairs() -> list[Pair]:
    """The labelled pairs, in their order."""
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    return [
        Pair(
            (row["document_a"], row["name_a"], row["link_a"]),
            (row["document_b"], row["name_b"], row["link_b"]),
            row["same"] == "yes",
            row["hard"] == "yes",
            row["why"],
        )
        for row in csv.DictReader(line for line in lines if not line.startswith("#"))
    ]


def mentions(shared: Path) -> list[Mention]:
    """The entries of the labelled documents as one run has them, each document a source."""
    found = [
        msgspec.structs.replace(
            map_fields(one),
            source_id=document.name,
            document_url=document.name,
            mention_id=f"{document.name}/{one.mention_id}",
        )
        for document in labelled()
        for one in mentions_of(document, shared)
    ]
    return names_from_other_sources(found, {one.source_id: 50 for one in found}).mentions


def resolved(found: Iterable[Mention]) -> Grouping:
    """The number of the project of each mention, by its id."""
    return {
        one.mention_id: number
        for number, group in enumerate(cluster(found))
        for one in group.mentions
    }


def by_exact_links(found: Iterable[Mention]) -> Grouping:
    """The baseline: one project is what has the same first identifying link, else the same name."""
    numbers: dict[str, int] = {}
    grouping = {}
    for one in found:
        keys = [key for url in one.urls if (key := link_key(url))]
        key = (keys or [name_key(one.name) or one.mention_id])[0]
        grouping[one.mention_id] = numbers.setdefault(key, len(numbers))
    return grouping


def judge(labels: Iterable[Pair], found: Sequence[Mention], grouping: Grouping) -> list[Judged]:
    """Every pair whose entries were read; an entry that stands twice is judged twice."""
    find = _Finding(found)
    return [
        Judged(pair, (one, other), grouping[one.mention_id] == grouping[other.mention_id])
        for pair in labels
        for one in find(pair.one)
        for other in find(pair.other)
    ]


def unread(labels: Iterable[Pair], found: Sequence[Mention]) -> list[Pair]:
    """The pairs of which a reader missed an entry: no matter of identity, but a loss."""
    find = _Finding(found)
    return [pair for pair in labels if not find(pair.one) or not find(pair.other)]


def precision(judged: Iterable[Judged]) -> float:
    """The share of the joined pairs that are the same."""
    return _share([one.pair.same for one in judged if one.joined])


def recall(judged: Iterable[Judged]) -> float:
    """The share of the same pairs that were joined."""
    return _share([one.joined for one in judged if one.pair.same])


def b_cubed(judged: Sequence[Judged], grouping: Grouping) -> float:
    """B-cubed F1 over the entries of the pairs; their true clusters are the chains of "yes".

    Bagga and Baldwin 1998. Only entries that some pair has are counted, in both clusterings.
    """
    truth = _chains(judged)
    members: defaultdict[int, set[str]] = defaultdict(set)
    groups: defaultdict[int, set[str]] = defaultdict(set)
    for one, chain in truth.items():
        members[chain].add(one)
        groups[grouping[one]].add(one)
    sums = [0.0, 0.0]
    for one, chain in truth.items():
        mine, theirs = groups[grouping[one]], members[chain]
        shared = len(mine & theirs)
        sums[0] += shared / len(mine)
        sums[1] += shared / len(theirs)
    found, wanted = (each / len(truth) for each in sums)
    return 2 * found * wanted / (found + wanted)


class _Finding:
    """Finds the mentions that a reference of the labels means."""

    def __init__(self, found: Iterable[Mention]) -> None:
        self._of: defaultdict[str, list[Mention]] = defaultdict(list)
        for one in found:
            self._of[one.source_id].append(one)
        self._known: dict[Reference, list[Mention]] = {}

    def __call__(self, reference: Reference) -> list[Mention]:
        if reference not in self._known:
            self._known[reference] = self._find(*reference)
        return self._known[reference]

    def _find(self, document: str, name: str, link: str) -> list[Mention]:
        listed = self._of[document]
        if link == "row=-":
            return [one for one in listed if one.name_raw == name]
        if link.startswith("row="):
            return [one for one in listed if one.locator == link]
        linked = [one for one in listed if _first(one) == (canonical(link) if link else None)]
        exact = [one for one in linked if name_key(one.name) == name_key(name)]
        # A name that was read a little wrong is still that entry, if its first link is right.
        near = [one for one in linked if link and fuzz.ratio(one.name, name) > _LIKE]
        return exact or near[:1]


_LIKE = 60


def _first(one: Mention) -> object:
    return canonical(one.urls[0]) if one.urls else None


def _chains(judged: Iterable[Judged]) -> dict[str, int]:
    """The true cluster of each entry, as a number."""
    chain: dict[str, int] = {}
    for number, one in enumerate(judged):
        first, second = (mention.mention_id for mention in one.mentions)
        mine = chain.setdefault(first, 2 * number)
        theirs = chain.setdefault(second, 2 * number + 1)
        if one.pair.same and mine != theirs:
            chain.update({entry: mine for entry, number in chain.items() if number == theirs})
    return chain


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right) if right else 1.0


def main() -> None:
    """Print the table and the wrong pairs."""
    if not (SHARED / "seeds").is_dir():
        print("identity: the labelled documents lie beside a developer's checkout, not here")
        return
    labels, found = pairs(), mentions(SHARED)
    ways: dict[str, Callable[[Iterable[Mention]], Grouping]] = {
        "exact links": by_exact_links,
        "resolve": resolved,
    }
    print(f"{'recognising projects':<24}{'pairs: precision / recall':>28}{'hard':>20}{'B³ F1':>8}")
    for title, way in ways.items():
        grouping = way(found)
        judged = judge(labels, found, grouping)
        hard = [one for one in judged if one.pair.hard]
        print(
            f"{title:<24}{precision(judged):>18.4f} /{recall(judged):7.4f}"
            f"{precision(hard):>12.4f} /{recall(hard):7.4f}{b_cubed(judged, grouping):>8.4f}"
        )
    missed = unread(labels, found)
    print(
        f"{len(judged)} judged; an entry of {len(missed)} pairs was not read, {_same(missed)} same"
    )
    for one in judged:
        if not one.right:
            what = "wrongly joined" if one.joined else "not joined"
            print(f"{what} ({one.pair.why}): {_shown(one.mentions[0])} | {_shown(one.mentions[1])}")


def _same(found: Iterable[Pair]) -> int:
    return sum(one.same for one in found)


def _shown(one: Mention) -> str:
    return f"{one.source_id}: {one.name} <{one.urls[0] if one.urls else ''}>"


if __name__ == "__main__":
    main()
