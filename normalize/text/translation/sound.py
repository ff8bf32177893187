"""Whether Chinese characters render the sound of a Latin word: 皮提亚 and Pythia."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from normalize.text.rows import rows


@lru_cache(maxsize=1 << 14)
def sounds_like(han: str, latin: str) -> float:
    """How alike the two sound, 0 to 1; from 0.7 on they may be the same name.

    Compared are the consonants in classes (p and b, t and d, l and r …), since those survive a
    transliteration, while vowels are added and changed. A word with less than two consonants
    tells too little and has to be the reading itself (义 and Yi). Readings of the characters:
    ``normalize/data/readings.tsv``.
    """
    reading = reading_of(han)
    word = re.sub(r"[^a-z]", "", latin.casefold())
    if not reading or not word or len(reading) > _LONGEST or len(word) > _LONGEST:
        return 0.0
    if reading == word:
        return 1.0
    ours, theirs = _skeleton(reading, _PINYIN), _skeleton(word, _ENGLISH)
    if min(len(ours), len(theirs)) < 2:
        return 0.0
    return 1 - _distance(ours, theirs) / max(len(ours), len(theirs))


def reading_of(han: str) -> str:
    """How Chinese characters are read, in pinyin without tones and spaces."""
    return "".join(_readings().get(char, "") for char in han)


def consonants(latin: str) -> int:
    """How many consonants a Latin word has to be recognised by."""
    return len(_skeleton(re.sub(r"[^a-z]", "", latin.casefold()), _ENGLISH))


_LONGEST = 60
_PINYIN = [
    ("zh|ch|sh|[jqxzcs]", "S"), ("[bp]", "P"), ("[dt]", "T"), ("[gk]", "K"), ("f", "F"),
    ("w", "W"), ("y", "Y"), ("[lr]", "L"), ("m", "M"), ("ng|n", "N"), ("h", "H"),
]  # fmt: skip
_ENGLISH = [
    ("ph", "F"), ("th", "T"), ("tch|sch|ch|sh|zh|ts|[jsz]|c(?=[eiy])|^x", "S"), ("ck|qu", "K"),
    ("x", "KS"), ("[gkcq]", "K"), ("[bp]", "P"), ("[dt]", "T"), ("[fv]", "F"), ("w", "W"),
    ("y", "Y"), ("[lr]", "L"), ("m", "M"), ("ng|n", "N"), ("h", "H"),
]  # fmt: skip
#: Classes that transliteration mixes up, and those it adds or drops.
_NEAR = frozenset(["ST", "FW", "MN", "HK", "FH", "FP", "KS"])
_WEAK = frozenset("HWY")


@cache
def _readings() -> dict[str, str]:
    return {char: reading for reading, chars in rows("readings") for char in chars}


def _skeleton(word: str, classes: list[tuple[str, str]]) -> str:
    """The classes of a word's consonants; doubled ones count once."""
    pattern = "|".join(f"({one})" for one, _ in classes)
    found = "".join(classes[(match.lastindex or 1) - 1][1] for match in re.finditer(pattern, word))
    return re.sub(r"(.)\1+", r"\1", found)


def _distance(ours: str, theirs: str) -> float:
    """The cost of turning one skeleton into the other."""
    above = [0.0]
    for theirs_one in theirs:
        above.append(above[-1] + _alone(theirs_one))
    for ours_one in ours:
        row = [above[0] + _alone(ours_one)]
        for column, theirs_one in enumerate(theirs):
            row.append(
                min(
                    above[column] + _swap(ours_one, theirs_one),
                    above[column + 1] + _alone(ours_one),
                    row[-1] + _alone(theirs_one),
                )
            )
        above = row
    return above[-1]


def _alone(one: str) -> float:
    return 0.3 if one in _WEAK else 1.0


def _swap(one: str, other: str) -> float:
    if one == other:
        return 0.0
    return 0.4 if "".join(sorted((one, other))) in _NEAR else 1.2
