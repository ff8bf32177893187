"""Puts texts together again that were cut into overlapping chunks, in whatever order they come."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

#: Chunks overlap by at least so many characters; no shorter stretch is sure not to be chance.
LEAST_OVERLAP = 40
#: A stretch of fewer different characters (a rule, spaces) is no sign of an overlap.
LEAST_VARIETY = 10
#: So many places are compared for one chunk: text that repeats itself more often tells nothing.
MOST_PLACES = 1_000

#: What decoding makes of a character that the border of a chunk cut in two.
_CUT = "\ufffd"
_DIGITS = re.compile(r"(\d+)")


class Piece(msgspec.Struct, frozen=True):
    """What one chunk brings to a text: ``[start, end)`` of it.

    ``chunk`` is its index among those given; its own text begins at ``skipped``, for what stands
    before that the chunk before it has already. A chunk that lies within another brings nothing.
    """

    chunk: int
    start: int
    end: int
    skipped: int

    def place(self, offset: int) -> int:
        """An offset of the text as one of the chunk, at its own border where it is beyond."""
        return min(max(offset, self.start), self.end) - self.start + self.skipped


class Stitched(msgspec.Struct, frozen=True):
    """A text and the pieces that it is made of, in its order."""

    text: str
    pieces: list[Piece]

    @property
    def last(self) -> Piece:
        """The piece that the text ends with."""
        return max(self.pieces, key=lambda piece: (piece.end, -piece.start))


def stitch(texts: Sequence[str], names: Sequence[str]) -> list[Stitched]:
    """Put together the texts that overlap; each that overlaps with none stays alone.

    ``names`` are those of the chunks. Where several texts come of it they are ordered by them,
    numbers by value: nothing in the texts tells which is first. Linear in the length of all.
    """
    order = sorted(range(len(texts)), key=lambda index: (texts[index], _natural(names[index])))
    ranked = [_Bare(texts[index]) for index in order]
    inside, overlaps = _overlaps(ranked)
    following = _chains(overlaps, inside)
    firsts = [at for at in range(len(ranked)) if at not in inside and at not in following.values()]
    stitched = []
    for first in firsts:
        chain = [first]
        while chain[-1] in following:
            chain.append(following[chain[-1]])
        held = [at for at, holder in inside.items() if _outermost(holder, inside) in chain]
        stitched.append(_joined(ranked, chain, held, overlaps, order))
    return sorted(
        stitched, key=lambda one: min(_natural(names[piece.chunk]) for piece in one.pieces)
    )


class _Bare(msgspec.Struct):
    """A chunk without the halves of characters at its borders; ``lead`` were at its beginning."""

    whole: str
    text: str = ""
    lead: int = 0

    def __post_init__(self) -> None:
        stripped = self.whole.lstrip(_CUT)
        self.lead = len(self.whole) - len(stripped)
        self.text = stripped.rstrip(_CUT)


def _overlaps(chunks: list[_Bare]) -> tuple[dict[int, int], dict[tuple[int, int], int]]:
    """Which chunks lie within which, and by how much the end of one is the beginning of another."""
    begins: dict[str, list[int]] = {}
    for at, chunk in enumerate(chunks):
        if (
            len(key := chunk.text[:LEAST_OVERLAP]) == LEAST_OVERLAP
            and len(set(key)) >= LEAST_VARIETY
        ):
            begins.setdefault(key, []).append(at)
    inside: dict[int, int] = {}
    overlaps: dict[tuple[int, int], int] = {}
    tried: Counter[int] = Counter()
    for at, chunk in enumerate(chunks):
        text = chunk.text
        for start in range(len(text) - LEAST_OVERLAP + 1):
            for other in begins.get(text[start : start + LEAST_OVERLAP], ()):
                if other == at or (at, other) in overlaps or tried[other] >= MOST_PLACES:
                    continue
                tried[other] += 1
                _compare(chunks, at, other, start, inside, overlaps)
    return inside, overlaps


def _compare(
    chunks: list[_Bare], at: int, other: int, start: int,
    inside: dict[int, int], overlaps: dict[tuple[int, int], int],
) -> None:  # fmt: skip
    text, candidate = chunks[at].text, chunks[other].text
    length = len(text) - start
    if length >= len(candidate):
        # Of two that are the same, one is kept.
        same = len(text) == len(candidate)
        if text.startswith(candidate, start) and not (same and other < at):
            inside.setdefault(other, at)
    elif start and candidate.startswith(text[start:]):
        overlaps[at, other] = length


def _chains(overlaps: dict[tuple[int, int], int], inside: dict[int, int]) -> dict[int, int]:
    """What follows which: the longest overlaps first, each chunk in one place, never in a ring."""
    following: dict[int, int] = {}
    taken: set[int] = set()
    for (first, second), _ in sorted(overlaps.items(), key=lambda one: (-one[1], one[0])):
        if first in inside or second in inside or first in following or second in taken:
            continue
        last = second
        while last in following:
            last = following[last]
        if last != first:
            following[first] = second
            taken.add(second)
    return following


def _outermost(at: int, inside: dict[int, int]) -> int:
    while at in inside:
        at = inside[at]
    return at


def _joined(
    chunks: list[_Bare], chain: list[int], held: list[int],
    overlaps: dict[tuple[int, int], int], order: list[int],
) -> Stitched:  # fmt: skip
    parts: list[str] = []
    pieces: list[Piece] = []
    length = 0
    for place, at in enumerate(chain):
        chunk = chunks[at]
        known = overlaps[chain[place - 1], at] if place else 0
        # Alone, a text stays as it is: half a character is damage that restoration mends.
        alone = len(chain) == 1
        text = chunk.whole if alone else chunk.text[known:]
        skipped = 0 if alone or not place else chunk.lead + known
        if place == 0 and not alone:
            text, skipped = "\ufffd" * chunk.lead + text, 0
        if place == len(chain) - 1 and not alone:
            text += chunk.whole[chunk.lead + len(chunk.text) :]
        parts.append(text)
        pieces.append(Piece(order[at], length, length + len(text), skipped))
        length += len(text)
    for at in held:
        pieces.append(Piece(order[at], length, length, len(chunks[at].whole)))
    return Stitched("".join(parts), pieces)


def _natural(name: str) -> list[tuple[int, int, str]]:
    """A name as people sort it: ``part2`` before ``part10``."""
    return [
        (0, int(part), "") if part.isdecimal() and part.isascii() else (1, 0, part)
        for part in _DIGITS.split(name)
    ]
