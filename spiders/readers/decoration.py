"""Decoration around words: emoji, their short codes, and badges such as ``🔥HOT`` or ``🆕``."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from normalize.tables import table

#: Pictures and arrows, with what joins and colours them. Signs that belong to words (™, ♯, ㈱),
#: radicals of Han and the mark of a lost letter are none of them.
_PICTURE = (
    "[\u2190-\u21ff\u2300-\u23ff\u2500-\u266c\u2670-\u27bf\u2900-\u2bff\U0001f000-\U0001faff"
    "\ufe0f\u200d\u20e3\U000e0020-\U000e007f]"
)
#: What stands for an emoji in Markdown; a time of day and an operator's ``::`` do not.
_SHORT_CODE = r":(?=[a-z0-9_+-]*[a-z]|[+-]1)[a-z0-9_+-]{2,40}:(?!:)"
_LEADING_CODE = re.compile(_SHORT_CODE)
_SIGN = re.compile(rf"\s*(?:{_PICTURE}|{_SHORT_CODE})+")
#: No badge and no row of emoji behind a name is longer than this (characters).
_LONGEST_BADGE = 60
#: A word in capitals that is glued to an emoji is a badge up to this length (``⚠️EOL``).
_CAPITALS = 5


def is_decoration(char: str) -> bool:
    """Whether a character in front of a name is none of it."""
    # U+FFFD stands for a letter that was lost: it is part of the name.
    return (
        not char.isalnum()
        and char != "\ufffd"
        and (
            char.isspace()
            or unicodedata.category(char) in ("So", "Sk", "Mn", "Cf")
            or char in "*_•·●►▶"
        )
    )


def decorated(text: str) -> int:
    """How many characters of emoji, signs and short codes a text begins with."""
    start = 0
    while start < len(text) and not text[start].isalnum():
        if is_decoration(text[start]):
            start += 1
        elif text[start] == ":" and (code := short_code_at(text, start)):
            start += code
        else:
            break
    return start


def short_code_at(text: str, position: int) -> int:
    """The length of the short code of an emoji (``:star2:``) at a position; 0 if none is there."""
    match = _LEADING_CODE.match(text, position)
    return match.end() - position if match else 0


def without_badges(text: str) -> str:
    """A name without emoji, short codes and badges behind it: ``"Otter ⚠️EOL"`` → ``"Otter"``."""
    while _ANY_SIGN.search(tail := text[-_LONGEST_BADGE:]):
        begin = _badge_begins(tail)
        if begin == len(tail):
            break
        text = text[: len(text) - len(tail) + begin].rstrip()
    return text


def badge_end(text: str) -> int:
    """Where the emoji, short codes and badges end that a text begins with; 0 without any.

    A sign in front of a number says what is counted: ``⭐ 1.2k``.
    """
    sign = _SIGN.match(text)
    if sign is None or _NUMBER.match(text, sign.end()):
        return 0
    word = _WORD.match(text, sign.end())
    badge = word is not None and _is_badge(word[1] or word[3], word[2] or "")
    return word.end() if word and badge else sign.end()


_NUMBER = re.compile(r"\s*\d")
#: A word glued to an emoji, or one behind it that is all that stands there.
_WORD = re.compile(r"([^\W\d_]{1,16})(?!\w)|(\s+)([^\W\d_]{1,16})(?=\s*(?:[:：|｜,，;；.。–—-]|$))")


_ANY_SIGN = re.compile(rf"{_PICTURE}|:[a-z0-9_+-]+:")


def _badge_begins(tail: str) -> int:
    """Where in the end of a name its last badge begins; its length, if there is none."""
    for pattern in (_AT_THE_END, _IN_BRACKETS):
        match = pattern.search(tail)
        if match is None:
            continue
        if not match["word"] or _is_badge(match["word"], match["space"]):
            return match.start()
    return len(tail)


_TAIL = rf"(?:{_PICTURE}|{_SHORT_CODE})+(?:(?P<space>\s*)(?P<word>[^\W\d_]{{1,16}}))?"
_AT_THE_END = re.compile(rf"(?:(?<=\s)|(?={_PICTURE}+$)){_TAIL}$")
_IN_BRACKETS = re.compile(rf"[(\[（【]\s*{_TAIL}\s*[)\]）】]$")


def _is_badge(word: str, space: str) -> bool:
    """Whether a word behind an emoji, with so much space between, is part of a badge."""
    in_capitals = not space and word.isascii() and word.isupper() and len(word) <= _CAPITALS
    return in_capitals or word.casefold() in _badges()


@cache
def _badges() -> frozenset[str]:
    return frozenset(table("list_words")["badges"])
