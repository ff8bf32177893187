"""How likely characters are, roughly and fast: enough to tell a right reading from a wrong one.

Which character stood in a place is ``language``'s question.
"""

from __future__ import annotations

import math
import unicodedata
from bisect import bisect_right
from functools import cache

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
_RARE, _PRIVATE, _NOTHING = -10.0, -16.0, -30.0

# First code points of stretches, the log probability of a character in them, and their script.
_BLOCKS: tuple[tuple[int, float, str], ...] = (
    (0x80, _PRIVATE, ""),
    (0xA0, -8.0, ""),
    (0xC0, -6.0, "latin"),
    (0x180, -8.0, "latin"),
    (0x2B0, _RARE, ""),
    (0x386, -4.5, "greek"),
    (0x3CF, _RARE, "greek"),
    (0x401, -4.5, "cyrillic"),
    (0x460, _RARE, "cyrillic"),
    (0x531, -9.0, "armenian"),
    (0x590, -5.0, "hebrew"),
    (0x600, -5.0, "arabic"),
    (0x700, _RARE, "syriac"),
    (0x900, -9.0, "indic"),
    (0xE00, -9.0, "thai"),
    (0xE80, -10.0, "lao"),
    (0x10A0, -9.0, "georgian"),
    (0x1100, -11.0, "jamo"),
    (0x1200, -10.0, "ethiopic"),
    (0x1400, _RARE, "other"),
    (0x1E00, -6.5, "latin"),
    (0x1F00, -7.0, "greek"),
    (0x2000, -9.0, ""),
    (0x2010, -6.0, ""),
    (0x2028, _RARE, ""),
    (0x2030, -7.0, ""),
    (0x20AC, -7.0, ""),
    (0x20AD, _RARE, ""),
    (0x2122, -7.0, ""),
    (0x2123, _RARE, ""),
    (0x2190, -9.0, ""),
    (0x2500, -6.0, ""),
    (0x2600, -9.0, ""),
    (0x27C0, -13.0, ""),
    (0x2E80, -12.0, "han"),
    (0x3000, -6.0, ""),
    (0x3020, _RARE, ""),
    (0x3041, -5.5, "kana"),
    (0x3100, -11.0, "other"),
    (0x3400, -14.0, "han"),
    (0x4E00, -12.0, "han"),
    (0xA000, -14.0, "other"),
    (0xAC00, -11.0, "hangul"),
    (0xD7A4, _NOTHING, ""),
    (0xE000, _PRIVATE, ""),
    (0xF900, -14.0, "han"),
    (0xFB00, -12.0, "other"),
    (0xFE0F, -6.0, ""),
    (0xFE10, -12.0, ""),
    (0xFF01, -7.0, ""),
    (0xFF61, -9.0, "half-width"),
    (0xFFA0, -12.0, ""),
    (0xFFF0, _NOTHING, ""),
    (0xFFFD, -12.0, ""),
    (0xFFFE, _NOTHING, ""),
    (0x10000, -14.0, "other"),
    (0x1F000, -9.0, ""),
    (0x1FB00, -16.0, ""),
    (0x20000, -14.0, "han"),
    (0x30000, _NOTHING, ""),
)
_LANGUAGES = ("simplified", "traditional", "japanese", "korean")
_STARTS = [start for start, _, _ in _BLOCKS]
_KNOWN: dict[str, tuple[float, str]] = {}


def _look_up(char: str) -> tuple[float, str]:
    _, log_probability, script = _BLOCKS[bisect_right(_STARTS, ord(char)) - 1]
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
