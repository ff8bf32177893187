"""How likely a character is after others: the language model that lost bytes are restored by.

A model of n-grams of characters with back-off, in natural logarithms, as frozen counts in
``normalize/data/characters.txt`` (its header tells origin, licence and how to make it again). The
file is read when the first question comes. Characters that say little about their neighbours are
one *symbol*: all Latin letters of ASCII, all digits, line ends.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources

LETTER, DIGIT, LINE_END = "ᴬ", "⁰", "⏎"
BESIDES = {" ": "␣", "\t": "␣", "\u3000": "␣", "\n": LINE_END, "\r": LINE_END}
"""Symbols of white space; a space in the file would be no sight for anybody."""

LEVELS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
"""How likely, from 0 downwards; ASCII letters and digits are no symbols, so a row can hold both."""
LEVEL_STEP = 0.25

CONTEXT = 3
"""How many symbols before another one bear on it."""

UNKNOWN = -17.0
"""Of a character that the model has never seen."""

SYMBOLS = str.maketrans(
    dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", LETTER)
    | dict.fromkeys("0123456789", DIGIT)
    | BESIDES
)
"""For ``str.translate``: text to symbols, one for each character."""


def score(symbol: str, before: str) -> float:
    """Natural logarithm of the probability of ``symbol`` after at most ``CONTEXT`` others.

    Of the contexts in which it was seen the longest counts; each that had to go has its price.
    """
    rows = _rows()
    total = 0.0
    for shorter in range(len(before) + 1):
        context = before[shorter:]
        row = rows.get(context)
        if row is None:
            if context not in rows.written:
                continue  # here and not in __missing__: it is asked most often
            row = rows[context]
        likelihood = row.get(symbol)
        if likelihood is not None:
            return total + likelihood
        total += row[LEAVING]
    return total + UNKNOWN


def text_score(text: str) -> float:
    """Natural logarithm of the probability of a text."""
    symbols = text.translate(SYMBOLS)
    return sum(
        score(symbol, symbols[max(at - CONTEXT, 0) : at]) for at, symbol in enumerate(symbols)
    )


def pair_scores(symbols: Sequence[str], before: str, after: str) -> list[float]:
    """How likely each symbol is between two others, roughly: by its pairs with them."""
    rows = _rows()
    single, row = rows[""], rows[before]
    leaving = row[LEAVING]
    scores = []
    for symbol in symbols:
        likelihood = row.get(symbol)
        if likelihood is None:
            likelihood = leaving + single.get(symbol, UNKNOWN)
        if after:
            own = rows[symbol]
            onward = own.get(after)
            likelihood += own[LEAVING] + single.get(after, UNKNOWN) if onward is None else onward
        scores.append(likelihood)
    return scores


SCRIPTS = ("Hans", "Hant", "Jpan")
"""How Han characters are written: simplified, traditional, Japanese (ISO 15924)."""


def script_of(symbols: str) -> str | None:
    """In which of ``SCRIPTS`` a text is written, ``None`` if little speaks for any of them."""
    seen = Counter(symbols)
    strange = sorted((_strangeness(seen, script), script) for script in SCRIPTS)
    return strange[0][1] if strange[1][0] - strange[0][0] > _CLEARLY else None


def script_score(symbol: str, script: str | None) -> float:
    """How much less likely a symbol is in one script than in all texts: at most 0."""
    return _rows()[script].get(symbol, 0.0) if script else 0.0


def vocabulary() -> str:
    """Every character that the model has seen, the most frequent first."""
    return re.sub(_NO_CHARACTERS, "", _rows().written[""])


# Levels, the stand-ins of many, signs that show control characters, and what nobody sees.
_NO_CHARACTERS = (
    f"[A-Za-z0-9{LETTER}{DIGIT}{LINE_END}␣"
    "\u2400-\u243f\u200b-\u200c\u200e-\u200f\u2028-\u202f\u2060-\u206f]"
)
_CLEARLY = 6.0  # natural logarithm of odds


def _strangeness(seen: Counter[str], script: str) -> float:
    return -sum(number * script_score(symbol, script) for symbol, number in seen.items())


LEAVING = ""
"""In a row, stands for all symbols that it does not have."""


class _Rows(dict[str, dict[str, float]]):
    """What is likely after a context; a row is read when it is asked for."""

    def __init__(self, text: str) -> None:
        lines = text[text.index("\n\n") + 2 :].rstrip("\n").split("\n")
        self.written = {
            context: row for context, _, row in (line.partition("\t") for line in lines)
        }

    def __missing__(self, context: str) -> dict[str, float]:
        written = self.written.get(context)
        if written is None:
            return _NOTHING_SEEN  # and not kept: there is no end of them
        row = {
            symbol: _LIKELIHOOD[level]
            for level, symbols in _GROUP.findall(written, 1)
            for symbol in symbols
        }
        row[LEAVING] = _LIKELIHOOD[written[0]]
        self[context] = row
        return row


_NOTHING_SEEN = {LEAVING: 0.0}
_GROUP = re.compile("([A-Za-z0-9])([^A-Za-z0-9]+)")
_LIKELIHOOD = {level: -LEVEL_STEP * number for number, level in enumerate(LEVELS)}


@cache
def _rows() -> _Rows:
    return _Rows((resources.files("normalize") / "data" / "characters.txt").read_text("utf-8"))
