"""How much of a text is wrong: an exact alignment of the original with what was made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile


def wrong_lines(original: Sequence[str], made: Sequence[str]) -> int:
    """Sum of ``wrong`` over lines; where lines were joined or cut, over the stretches between."""
    if len(original) == len(made):
        return sum(wrong(line, other) for line, other in zip(original, made, strict=True))
    stretches = SequenceMatcher(None, original, made, autojunk=False).get_opcodes()
    return sum(
        wrong("\n".join(original[start:end]), "\n".join(made[other_start:other_end]))
        for kind, start, end, other_start, other_end in stretches
        if kind != "equal"
    )


def wrong(original: str, made: str) -> int:
    """How many characters beyond ASCII of the original do not stand at their place.

    The texts are aligned so that as many characters as possible are equal. What lies between two
    equal characters is one gap: it counts the original's characters beyond ASCII that are in it,
    or, where there are none and plain text was changed, its length. In all no more is wrong than
    there are such characters, if there are any.
    """
    if original == made:
        return 0
    counted = sum(
        _beyond_ascii(missing) or max(len(missing), len(added))
        for missing, added in _gaps(*_without_common_ends(original, made))
    )
    return min(counted, _beyond_ascii(original) or counted)


def _without_common_ends(left: str, right: str) -> tuple[str, str]:
    start = _common(left, right)
    left, right = left[start:], right[start:]
    end = _common(left[::-1], right[::-1])
    return left[: len(left) - end], right[: len(right) - end]


def _common(left: str, right: str) -> int:
    return sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False))
    )


def _gaps(original: str, made: str) -> Iterator[tuple[str, str]]:
    start = other_start = 0
    for place, other in [*_equal_characters(original, made), (len(original), len(made))]:
        if place > start or other > other_start:
            yield original[start:place], made[other_start:other]
        start, other_start = place + 1, other + 1


def _equal_characters(left: str, right: str) -> list[tuple[int, int]]:
    """Places of a longest common subsequence, in order.

    Bits of one whole number stand for the places in ``left`` (Hyyrö 2004, "Bit-parallel LCS-length
    computation revisited"), one number is kept for each character of ``right``, and the way back
    through them is walked.
    """
    if set(left).isdisjoint(right):
        return []
    places: dict[str, int] = {}
    for place, char in enumerate(left):
        places[char] = places.get(char, 0) | 1 << place
    everything = (1 << len(left)) - 1
    column, columns = everything, [everything]
    for char in right:
        matches = column & places.get(char, 0)
        column = ((column + matches) | (column - matches)) & everything
        columns.append(column)
    return _way_back(left, right, columns)


def _way_back(left: str, right: str, columns: list[int]) -> list[tuple[int, int]]:
    found = []
    place, other = len(left), len(right)
    while place and other:
        if columns[other] >> (place - 1) & 1:  # without this character it is as long
            place -= 1
        elif not columns[other - 1] >> (place - 1) & 1:  # as long without the other
            other -= 1
        else:
            place, other = place - 1, other - 1
            found.append((place, other))
    return found[::-1]


def _beyond_ascii(text: str) -> int:
    return sum(char > "\x7f" for char in text)
