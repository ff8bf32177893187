"""How two names relate: the same, nearly so, of one thing that came from the other."""

from __future__ import annotations

from enum import Enum

from rapidfuzz import fuzz

from normalize.names import Name
from normalize.text.translation.sound import reading_of, sounds_like


class Likeness(Enum):
    """How two names relate; what each weighs stands in ``matching``."""

    EQUAL = "name"
    #: the same but for a size, a word such as "base", or the name of an organisation
    RELATED = "related-name"
    #: Chinese and its reading: 轩辕 and XuanYuan
    SOUND = "sound"
    #: what the glossary knows a translated name to stand for
    TRANSLATED = "translated-name"
    #: a letter or two differ, or one sounds like the other
    NEAR = "near-name"
    #: nothing can be told: a Chinese and a Latin name, or one that a machine translated
    UNKNOWN = "unknown-name"
    #: one is the other and a word more, as what is derived is called: Chinese-Vicuna
    DERIVED = "derived-name"
    DIFFERENT = "different-name"


#: Names that are so related are names of different things.
OTHER_THINGS = (Likeness.DERIVED, Likeness.DIFFERENT)


def likeness(one: Name, other: Name) -> Likeness:
    """How two names relate, without regard to their versions and sizes (see :func:`disagree`)."""
    if not set(one.forms).isdisjoint(other.forms):
        return Likeness.EQUAL
    if one.words and other.words:
        return _latin_likeness(one, other)
    if one.han and other.han:
        return _han_likeness(one.han, other.han)
    return _sound(one, other)


def disagree(one: Name, other: Name) -> bool:
    """Whether versions or sizes say that the two are different things.

    ChatGLM2 is not ChatGLM3, and not ChatGLM either: an entry without a version is the first
    one. An entry without a size speaks of all sizes, so only two sizes that differ disagree.
    """
    if one is other:
        return False
    if one.versions != other.versions and not _both_first(one.versions, other.versions):
        return True
    return bool(one.sizes and other.sizes and not one.sizes & other.sizes)


def nearly(one: str, other: str) -> bool:
    """Whether two folded names differ by a few letters only: one in eight or so."""
    return fuzz.ratio(one, other, score_cutoff=_ALIKE) > 0


_ALIKE = 88
_SOUNDS_ALIKE = 0.7


def _both_first(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether neither says more than that it is the first: nothing, 1, 0.1."""
    return all(version in ("1", "0.1", "0") for version in one | other)


def _latin_likeness(one: Name, other: Name) -> Likeness:
    mine, theirs = one.latin, other.latin
    if mine == theirs:
        return Likeness.RELATED
    if one.bare and one.bare == other.bare:
        return Likeness.RELATED
    if min(len(mine), len(theirs)) > 4 and nearly(mine, theirs):
        return Likeness.NEAR
    shorter, longer = (one, other) if len(mine) < len(theirs) else (other, one)
    if set(shorter.words) <= set(longer.words) or shorter.latin in longer.latin:
        # What the shorter lacks in Latin letters, it may say in Chinese ones.
        return Likeness.UNKNOWN if set(shorter.han) - set(longer.han) else Likeness.DERIVED
    return Likeness.DIFFERENT


def _han_likeness(mine: str, theirs: str) -> Likeness:
    if mine == theirs:
        return Likeness.EQUAL
    if reading_of(mine) == reading_of(theirs):
        return Likeness.SOUND
    if mine in theirs or theirs in mine:
        return Likeness.RELATED if min(len(mine), len(theirs)) > 2 else Likeness.UNKNOWN
    return Likeness.DIFFERENT


def _sound(one: Name, other: Name) -> Likeness:
    """A Chinese name and a Latin one: the same where one is how the other is read."""
    han, latin = (one.han, other.latin) if one.han else (other.han, one.latin)
    if not han or len(latin) < 3:
        return Likeness.UNKNOWN
    reading = reading_of(han)
    if reading == latin:
        return Likeness.SOUND
    if len(reading) > 3 and latin.startswith(reading):
        return Likeness.NEAR
    return Likeness.NEAR if sounds_like(han, latin) >= _SOUNDS_ALIKE else Likeness.UNKNOWN
