"""Who says what of a project: sources that speak for themselves, and values weighed by them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from normalize.groups import groups
from normalize.records import Mention
from normalize.texts import copies

V = TypeVar("V", bound=Hashable)

#: So many descriptions of one source are compared with those of the others.
_DESCRIPTIONS = 4
#: Below every rank that a source file can state.
_LOWEST = -(2**63)


def copied(mentions: Sequence[Mention]) -> list[list[str]]:
    """The groups of mentions of a project, by id, that share a text across sources.

    Who copied from whom is not known. A text that one source repeats is nobody's copy. Of a
    source that describes one project many times only the longest descriptions are compared.
    """
    by_source: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.description:
            by_source[mention.source_id].append(mention)
    if len(by_source) < 2:
        return []
    told = [
        mention
        for own in by_source.values()
        for mention in sorted(own, key=lambda one: (-len(one.description or ""), one.mention_id))[
            :_DESCRIPTIONS
        ]
    ]
    found = []
    for group in copies([mention.description or "" for mention in told]):
        if len({told[number].source_id for number in group}) > 1:
            found.append([told[number].mention_id for number in group])
    return found


class Voices(msgspec.Struct, frozen=True):
    """The mentions of a project, the most trustworthy first, and what each is worth.

    ``voice`` has a number for each source; sources of which one copied from the other share
    it. ``said_before`` are the mentions of the project in the previous snapshot.
    """

    mentions: list[Mention]
    ranks: Mapping[str, int]
    voice: dict[str, int]
    said_before: Sequence[Mention] = ()

    def joined(self, values: Callable[[Mention], Iterable[V]]) -> list[V]:
        """Every value that is claimed: those of most voices first, then in the order of trust."""
        voices: defaultdict[V, set[int]] = defaultdict(set)
        for mention in self.mentions:
            for value in values(mention):
                voices[value].add(self.voice[mention.source_id])
        return sorted(voices, key=lambda value: -len(voices[value]))

    def agreed(
        self,
        value: Callable[[Mention], V | None],
        stood: V | None = None,
        supports: Callable[[V, V], bool] | None = None,
    ) -> V | None:
        """The value that wins; null where nobody claims one.

        That of most voices; among equals that of the source with the highest rank; then one that
        its source did not claim in the previous snapshot; then the one that ``stood`` there; then
        the first in the order of trust. ``supports(one, other)`` says whether who claims ``one``
        agrees with ``other`` too; without it only equals agree.
        """
        claims = self._claims(value)
        if len({found for _, _, found in claims}) < 2:
            return claims[0][2] if claims else None
        backers = _backers(claims, supports)
        known = {(mention.source_id, value(mention)) for mention in self.said_before}
        ranks: defaultdict[V, int] = defaultdict(lambda: _LOWEST)
        newer: set[V] = set()
        for source_id, _, found in claims:
            ranks[found] = max(ranks[found], self.ranks[source_id])
            if known and (source_id, found) not in known:
                newer.add(found)
        # The first of the best: ties are in the order of trust.
        return min(
            backers,
            key=lambda one: (-len(backers[one]), -ranks[one], one not in newer, one != stood),
        )

    def disagree(
        self,
        value: Callable[[Mention], V | None],
        won: V | None,
        supports: Callable[[V, V], bool],
    ) -> bool:
        """Whether a voice claims something, and nothing that agrees with the value that ``won``."""
        claimed: defaultdict[int, set[V]] = defaultdict(set)
        for _, voice, found in self._claims(value):
            claimed[voice].add(found)
        return won is not None and not all(
            any(supports(one, won) or supports(won, one) for one in said)
            for said in claimed.values()
        )

    def among(self, mentions: list[Mention]) -> Voices:
        """The same voices, heard in these mentions only."""
        return msgspec.structs.replace(self, mentions=mentions)

    def _claims(self, value: Callable[[Mention], V | None]) -> list[tuple[str, int, V]]:
        """Source, voice and value of every mention that claims one."""
        return [
            (mention.source_id, self.voice[mention.source_id], found)
            for mention in self.mentions
            if (found := value(mention)) is not None
        ]


def listen(
    mentions: Iterable[Mention],
    ranks: Mapping[str, int],
    copies_told: Iterable[Sequence[str]],
    said_before: Sequence[Mention] = (),
) -> Voices:
    """The voices in the mentions of a project, in whatever order these come.

    Words of people are trusted before those of a machine translation, then sources of a higher
    rank; what remains is decided by what an edit elsewhere in a list does not change: source,
    number of links, id. ``copies_told`` is what ``copied`` tells of the mentions.
    """
    ordered = sorted(
        mentions,
        key=lambda one: (
            one.machine_translated,
            -ranks[one.source_id],
            one.source_id,
            -len(one.urls),
            one.mention_id,
        ),
    )
    sources = sorted({mention.source_id for mention in ordered})
    number = {source_id: place for place, source_id in enumerate(sources)}
    source_of = {mention.mention_id: mention.source_id for mention in ordered}
    pairs = (
        (number[source_of[group[0]]], number[source_of[other]])
        for group in copies_told
        for other in group[1:]
    )
    voice = {
        sources[place]: one
        for one, members in enumerate(groups(len(sources), pairs))
        for place in members
    }
    return Voices(ordered, ranks, voice, said_before)


def _backers(
    claims: Iterable[tuple[str, int, V]], supports: Callable[[V, V], bool] | None
) -> dict[V, set[int]]:
    """The voices for each value, in the order in which the values are claimed."""
    own: dict[V, set[int]] = {}
    for _, voice, found in claims:
        own.setdefault(found, set()).add(voice)
    if supports is None or len(own) < 2:
        return own
    return {
        one: set().union(*(voices for other, voices in own.items() if supports(other, one)))
        for one in own
    }
