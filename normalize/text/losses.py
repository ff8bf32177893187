"""How a code page lost bytes of UTF-8, and which characters may have stood where some are missing.

The damage: of ``名`` (E5 90 8D) only ``å`` is left, because Windows-1252 has no character for 90
and 8D and they were dropped; or ``å��``, ``å??``, because they were replaced. A no-break space (A0)
became a space, a soft hyphen (AD) disappeared, as both do when text is tidied.

How it happened is told by the text itself: a byte that many sequences ought to have and none has
was lost, and what stands in its place is its mark.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from normalize.text.language import vocabulary
from normalize.text.lattice import Place
from normalize.text.utf8 import LEAD_OF_FOUR, LEAD_OF_THREE, LEAD_OF_TWO, TAIL, TAILS, encoded


class Loss(NamedTuple):
    """The bytes that were lost, what stands for each (or nothing), and if A0 may be a space."""

    lost: frozenset[str]
    mark: str
    spaced: bool


NO_BREAK_SPACE = "\xa0"


def loss_in(view: str, undefined: frozenset[int]) -> Loss:
    """Infer how bytes were lost in a damaged text, of which ``view`` is the byte view.

    A byte is lost if none of the text's characters stands for it, although it is ``undefined`` in
    the page, or one of the pages that it may have been, or the text is long enough for several.
    """
    seen = Counter(re.findall(TAIL, view))
    expected = sum(seen.values()) / 64 >= _EXPECTED
    lost = {
        chr(byte)
        for byte in range(0x80, 0xC0)
        if chr(byte) not in seen and (expected or byte in undefined)
    }
    spaced = NO_BREAK_SPACE not in seen and bool(_SPACED.search(view))
    if spaced:
        lost.add(NO_BREAK_SPACE)  # at the end of a line it is gone
    return Loss(frozenset(lost), _mark(view), spaced)


def lost_sequences(loss: Loss) -> str:
    """Give a pattern that finds sequences with bytes missing, in the byte view of a text."""
    left = TAILS + re.escape(loss.mark) + (" " if loss.spaced else "")
    two, three, four = (f"[{left}]{{0,{number}}}" for number in (1, 2, 3))
    return f"(?:{LEAD_OF_THREE}{three}|{LEAD_OF_FOUR}{four}|{LEAD_OF_TWO}{two})(?!{TAIL})"


@lru_cache(maxsize=100_000)
def alternatives(sequence: str, loss: Loss) -> Place:
    """Give what may have stood where ``sequence``, of a byte view, is left: the likeliest first.

    Spaces at its end may be its own or the text's.
    """
    found = list(_candidates(loss).get(sequence, ()))
    bare = sequence
    while loss.spaced and bare.endswith(" "):
        bare = bare[:-1]
        spaces = sequence[len(bare) :]
        found += [char + spaces for char in _candidates(loss).get(bare, ())]
    return tuple(found[:_MOST])


_BRACKETS = ("「」", "『』", "【】", "《》", "〈〉", "〔〕", "（）")
PAIRS = {two[at]: two[1 - at] for two in _BRACKETS for at in (0, 1)}
"""Brackets, each with its other half."""


def has_partner(bracket: str, view: str, start: int, end: int, loss: Loss) -> bool:
    """Whether the other half of a bracket at ``[start, end)`` is near, or lost bytes itself."""
    partner = encoded(PAIRS[bracket])
    if not loss.lost.isdisjoint(partner):
        return True
    is_opening = bracket < PAIRS[bracket]
    return partner in (
        view[end : end + _REACH] if is_opening else view[max(start - _REACH, 0) : start]
    )


_REACH = 600  # bytes between the two halves
_EXPECTED = 8  # of each byte; how often one is used varies by a factor of five
_MOST = 60  # alternatives; the others are rarer than any text of a list would need
_SPACED = re.compile(f"{LEAD_OF_THREE}(?:{TAIL} | {TAIL})(?!{TAIL})|{LEAD_OF_TWO} ")
_MARKS = "?\ufffd"


def _mark(view: str) -> str:
    """Find what stands for lost bytes: the sign in most sequences that lack one byte.

    A sign after a lead alone may be its own: ``é?``.
    """
    of_three = re.findall(f"{LEAD_OF_THREE}(?:{TAIL}(?!{TAIL})(.?)|([^{TAILS}]){TAIL})", view)
    of_two = re.findall(f"{LEAD_OF_TWO}(?!{TAIL})(.?)", view)
    signs = Counter(after or inside for after, inside in of_three)
    for incomplete in (signs, Counter(of_two)):
        for mark in _MARKS:
            if incomplete[mark] > 1 and incomplete[mark] * 2 > incomplete.total():
                return mark
    return ""


@lru_cache(maxsize=32)
def _candidates(loss: Loss) -> dict[str, list[str]]:
    """Characters by what would be left of them, the most frequent first."""
    left_of: dict[str, list[str]] = {}
    for char in vocabulary():
        whole = encoded(char)
        if loss.lost.isdisjoint(whole):
            continue
        for left in map("".join, product(*(_remains(byte, loss) for byte in whole))):
            left_of.setdefault(left, []).append(char)
    return left_of


def _remains(byte: str, loss: Loss) -> tuple[str, ...]:
    if byte not in loss.lost:
        return (byte,)
    if byte == NO_BREAK_SPACE and loss.spaced:
        return (" ", loss.mark)
    return (loss.mark,)
