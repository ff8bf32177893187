"""Sequences of UTF-8 in a text that was read through a code page, and what makes them evident.

Evidence is a run of sequences that no healthy text has: four characters of three or four bytes in a
row, or letters and signs in an order that ftfy's ``badness`` knows as unlikely.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ftfy.badness import badness

from normalize.text.codepages import CodePage
from normalize.text.losses import Loss, lost_sequences
from normalize.text.utf8 import CHARACTER, LONG, decoded


class ByteSequence(NamedTuple):
    """Bytes in a text as a page sees it: ``after`` is what they stand for.

    ``None``: bytes are missing (``lost``), or it is no sequence at all.
    """

    start: int
    end: int
    after: str | None
    evident: bool
    lost: bool


class Part(NamedTuple):
    """The sequences of a text or line, and whether it is damaged throughout."""

    sequences: list[ByteSequence]
    throughout: bool


RUN = re.compile(f"{CHARACTER}+")
_FOUR_IN_A_ROW = re.compile(f"{LONG}{{4}}")
# What short runs may stand for: the letters and signs of many texts, none of few languages.
COMMON = re.compile(
    "[\u00a0-\u017f\u1e00-\u1eff\u0386-\u03ce\u0401-\u045f\u05d0-\u05ea\u060c-\u06f9\u2010-\u2026\u2030-\u203a"
    "\u20ac\u2122\u2190-\u22ff\u2500-\u27bf\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uffe5"
    "\ufe0f\u200b-\u200d\U0001f000-\U0001faff]+"
)
_LETTERS = re.compile("[^\\W\\d_ªºµ]+")
_SHORT = 2  # characters
_RARE = 4  # characters, of which none may be rare
# Where each run alone could be a word, as of Cyrillic letters, all of them together are proof.
ALL = 0.9
_MANY, _DIFFERENT = 12, 4  # characters


def sequences_in(text: str, view: str, page: CodePage, loss: Loss) -> Iterator[ByteSequence]:
    """Everything in ``text`` that is a byte to the page, in order."""
    pattern = re.compile(
        f"(?P<run>{RUN.pattern})|(?P<lost>{lost_sequences(loss)})|(?P<stray>[\x80-\xff])"
    )
    for match in pattern.finditer(view):
        if match.lastgroup == "run":
            yield from _run_sequences(text, match, page)
        else:
            yield ByteSequence(match.start(), match.end(), None, False, match.lastgroup == "lost")


def _run_sequences(text: str, run: re.Match[str], page: CodePage) -> Iterator[ByteSequence]:
    """One run as it is, or, if part of it stands for no character, each of its parts."""
    decoded = decoded_run(run)
    if all(map(_is_character, decoded)):
        evident = is_evident(text, run, page)
        yield ByteSequence(run.start(), run.end(), decoded, evident, False)
        return
    start = run.start()
    for char in decoded:
        end = start + len(char.encode())
        yield ByteSequence(start, end, char if _is_character(char) else None, False, False)
        start = end


def is_evident(text: str, run: re.Match[str], page: CodePage) -> bool:
    """Whether no healthy text has this run; ``run`` is one of the byte view of ``text``."""
    decoded = decoded_run(run)
    if not all(map(_is_character, decoded)):
        return False
    if _FOUR_IN_A_ROW.search(run.group()):
        return True
    if len(decoded) <= _SHORT and "\xc2" <= run.string[run.start() - 1 : run.start()] <= "\xf4":
        return False  # after a lead that lacks its tail nothing is certain
    damaged = text[run.start() : run.end()]
    if len(decoded) <= _SHORT and not _may_be_short(damaged, decoded, page):
        return False
    if len(decoded) <= _RARE and not COMMON.fullmatch(decoded):
        return False
    unlikely = badness(damaged)
    return unlikely > 0 and badness(decoded) < unlikely


def _may_be_short(damaged: str, decoded: str, page: CodePage) -> bool:
    """Whether one or two characters are no part of a list of letters, as alphabets are."""
    if page.western:
        return True
    return not _LETTERS.fullmatch(damaged) and (len(decoded) > 1 or decoded > "\u07ff")


def is_in_word(text: str, start: int, end: int) -> bool:
    """Whether letters of ASCII stand right before and right after a stretch."""
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    return (before + after).isascii() and before.isalpha() and after.isalpha()


def cover(runs: Sequence[re.Match[str]], characters: int) -> bool:
    """Whether so much of a text is in sequences that it can be no accident."""
    covered = sum(run.end() - run.start() for run in runs)
    return covered >= ALL * characters and are_many("".join(map(decoded_run, runs)))


def are_many(decoded: str) -> bool:
    """Whether characters are enough, and different enough, to be no accident."""
    return len(decoded) >= _MANY and len(set(decoded)) >= _DIFFERENT


def decoded_run(run: re.Match[str]) -> str:
    """Give the characters of a run that ``RUN`` found in a byte view."""
    return decoded(run.group())


def _is_character(char: str) -> bool:
    return unicodedata.category(char) not in ("Cn", "Co", "Cs")
