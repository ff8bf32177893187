"""How likely characters are, roughly and fast: enough to tell a right reading from a wrong one.

Which character stood in a place is ``language``'s question.
"""

from __future__ import annotations

import math
import unicodedata
from bisect import bisect_right
from functools import cache
from operator import itemgetter

from normalize.tables import table


def likelihood(text: str) -> float:
    """Log probability of the characters of ``text`` above U+007F, whatever its language.

    Includes a price for each change of script between neighbours, which natural text hardly has.
    """
    total, before = 0.0, ""
    for char in text:
        if char < "\x80":
            before = ""
            continue
        log_probability, script = _KNOWN.get(char) or _look_up(char)
        total += log_probability
        if before and script and script != before:
            total -= _CHANGE
        before = script
    return total


def evidence(text: str, language: str) -> float:
    """How much more likely, in nats, a language is to be ``text`` than random double bytes.

    Counts the characters above U+007F, of which drawn boxes say nothing. ``language`` is one of
    the table ``frequent_characters``; natural text has about 2 a character, random pairs of bytes
    less than none.
    """
    known = _ranked(language)
    return sum(
        known.get(char, _UNLISTED) - _RANDOM
        for char in text
        if char >= "\x80" and not "\u2500" <= char <= "\u25ff"
    )


# Zipf's law as the four languages with double-byte encodings follow it in the table's sources.
_OFFSET, _FACTOR, _SHIFT = 0.3, 1.4, 20
_RANDOM = -math.log(6800)  # GB 2312 and JIS X 0208 hold about as many characters
_UNLISTED = -12.0
_CHANGE = 3.0
_NOTHING = -30.0
_LANGUAGES = ("simplified", "traditional", "japanese", "korean")
_KNOWN: dict[str, tuple[float, str]] = {}


def _look_up(char: str) -> tuple[float, str]:
    stretches = table("character_blocks")["stretches"]
    behind = bisect_right(stretches, ord(char), key=itemgetter(0))
    _, log_probability, script = stretches[behind - 1]
    if unicodedata.category(char) == "Cn":
        log_probability = _NOTHING
    for language in _LANGUAGES:
        log_probability = max(log_probability, _ranked(language).get(char, _NOTHING))
    _KNOWN[char] = log_probability, script
    return _KNOWN[char]


@cache
def _ranked(language: str) -> dict[str, float]:
    """Log probability of each frequent character, from its rank."""
    return {
        char: _OFFSET - _FACTOR * math.log(rank + _SHIFT)
        for rank, char in enumerate(table("frequent_characters")[language])
    }
