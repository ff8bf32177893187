"""Which profiles may be one project, those with the strongest evidence first."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set

from normalize.candidates import candidates
from normalize.clustering import Node
from normalize.matching import THRESHOLD, match

#: A link that leads so many entries of different names identifies none without a name.
_MOST_NAMES = 8


#: The score, and the numbers of two nodes, the smaller first.
Edge = tuple[float, tuple[int, int]]


class Edges:
    """The pairs of nodes whose evidence reaches the threshold.

    Args:
        nodes: profiles, the most mentioned first.
        was: for each node the projects that its mentions were of before.
    """

    def __init__(self, nodes: Sequence[Node], was: Sequence[Set[str]]) -> None:
        self._profiles = [node.profile for node in nodes]
        self._was = was
        self._crowded = _crowded(nodes)

    def strongest_first(self) -> tuple[Iterator[Edge], Iterator[Edge]]:
        """The edges between nodes that were of one project before, and the others."""
        # A million mentions have millions of pairs: each is kept as one number of eight bytes.
        within: defaultdict[float, array[int]] = defaultdict(lambda: array("q"))
        across: defaultdict[float, array[int]] = defaultdict(lambda: array("q"))
        count = len(self._profiles)
        for one, other in candidates(self._profiles):
            matched = match(self._profiles[one], self._profiles[other], self._crowded)
            if matched is None or matched.score < THRESHOLD:
                continue
            found = across if self._was[one].isdisjoint(self._was[other]) else within
            found[matched.score].append(one * count + other)
        return _in_order(within, count), _in_order(across, count)

    def evidence(self, one: int, other: int) -> list[str]:
        """What ties two nodes that are a pair of these, and its score, for people to read."""
        matched = match(self._profiles[one], self._profiles[other], self._crowded)
        if matched is None:
            return []
        return [*matched.evidence, f"score={matched.score:g}>={THRESHOLD:g}"]


def _in_order(found: dict[float, array[int]], count: int) -> Iterator[Edge]:
    for score in sorted(found, reverse=True):
        for pair in sorted(found.pop(score)):
            yield score, divmod(pair, count)


def _crowded(nodes: Iterable[Node]) -> frozenset[str]:
    """Links that lead entries of several names in one list, or of many names in all of them."""
    led: defaultdict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.profile.lead is not None:
            led[node.profile.lead].append(node)
    return frozenset(link for link, those in led.items() if _several(those))


def _several(nodes: Sequence[Node]) -> bool:
    called = [_called(node) for node in nodes]
    if len(set(called)) > _MOST_NAMES:
        return True
    first: dict[str, str] = {}
    return any(
        first.setdefault(document, name) != name
        for name, node in zip(called, nodes, strict=True)
        for document in node.documents
    )


def _called(node: Node) -> str:
    one = node.profile
    return one.raw or (one.name.forms[0] if one.named else "")
