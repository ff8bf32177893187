"""Counts of stars, which move by themselves: taken out, or at least not compared."""

from __future__ import annotations

import re


def without_counts(text: str) -> str:
    """The text without counts of stars that a sign or brackets of their own set apart.

    ``⭐ 1.2k``, ``[12k stars]``; but "4 stars or more" and "5★" speak of something else.
    """
    return _APART.sub("", text) if _HINT.search(text) else text


def same_but_for_stars(one: str, other: str) -> bool:
    """Whether two texts differ by nothing but counts of stars, wherever these stand."""
    return one == other or _blind(one) == _blind(other)


def length_without(text: str) -> int:
    """How long a text is, counts of stars and white space aside."""
    return len(_blind(text))


_HINT = re.compile(r"[⭐★☆🌟]|[Ss]tar")
_SIGN = r"(?:⭐\ufe0f?|★|☆|🌟|:star2?:)"
_WORD = r"(?:[Gg]it[Hh]ub )?[Ss]tars?\b"
_COUNT = r"\d[\d.,]*\s?[kKmM万]?\+?"
#: One digit in front of a star is a mark out of five.
_MANY = r"(?<![\w.,/~–-])(?:\d[\d.,]*\s?[kKmM万]|\d[\d,]*\d)\+?"
_BARE = rf"(?<!★)(?<!☆)(?<!⭐){_SIGN}\s*{_COUNT}(?![\d.,]*\w)|{_MANY}\s*{_SIGN}(?!\s*{_SIGN})"
_APART = re.compile(
    rf"[\[(（【]\s*(?:{_BARE}|{_MANY}\s*{_WORD}|{_WORD}\s*[:：]?\s*{_COUNT})\s*[\])）】]|{_BARE}"
)
_ANY = re.compile(rf"{_SIGN}\s*{_COUNT}|{_COUNT}\s*(?:{_SIGN}|{_WORD})|{_WORD}\s*[:：]?\s*{_COUNT}")


def _blind(text: str) -> str:
    return "".join((_ANY.sub("⭐", text) if _HINT.search(text) else text).split())
