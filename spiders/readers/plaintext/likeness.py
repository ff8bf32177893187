"""How much a stretch of text reads like the name of what the links behind it lead to."""

from __future__ import annotations

import re

from normalize.tables import table
from normalize.text.scripts import HAN
from spiders.readers.line_words import clean_name
from spiders.readers.plaintext.links import squash

#: No name is wider (columns: a Chinese character takes two).
WIDEST_NAME = 170
#: How much text behind a link tells of its entry's name (characters).
AHEAD = 260

#: The words of a name that are long enough to be told apart, of any script.
TOKEN = re.compile(
    rf"[A-Za-z][A-Za-z0-9]{{2,}}|[{HAN}]{{2,}}|[\u3041-\u30ff]{{2,}}|[^\W\d_A-Za-z]{{3,}}"
)
_LOOSE_END = re.compile(r"\b(?:a|an|and|are|at|by|for|from|here|in|is|of|on|or|see|the|to|via)\W*$")
_FULL_STOP = re.compile(r"[。；]\s*$|\s\S*[a-z)]\.\s*$")
_ENDS_SENTENCE = re.compile(r"[。！？；]\s*\S|[a-z)]\.\s+[A-Z]|[?!]\s+[A-Z]")
_IN_SENTENCE = re.compile(f"[{table('list_words')['sentence_characters']}]")
#: Characters that are two columns wide.
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]"
)


def score_name(name: str, hay: str) -> float:
    """How much a stretch reads like the name of what ``hay`` (squashed) is about."""
    stopped = _FULL_STOP.search(name)
    name = clean_name(name)
    squashed = squash(name)
    if not squashed or len(name) > WIDEST_NAME:
        return -9.0
    width = len(name)
    score = likeness(name, squashed, hay)
    if not name.isascii():
        width += len(_WIDE.findall(name))
        if width > WIDEST_NAME:
            return -9.0
        score -= 0.8 * min(3, len(_IN_SENTENCE.findall(name)))
    score -= max(0, width - 60) / 25
    score -= 1.5 * min(2, name.count("，")) + 0.7 * min(2, name.count(", "))
    if _LOOSE_END.search(name) or stopped or "\n" in name:
        score -= 3
    if _ENDS_SENTENCE.search(name):
        score -= 4
    return score


def likeness(name: str, squashed: str, hay: str) -> float:
    """From 0 to 4.8: how much of a name comes back in its links or its description."""
    covered = longest = 0
    for token in TOKEN.findall(name):
        if token.casefold() in hay:
            covered += len(token)
            longest = max(longest, len(token))
    if squashed in hay and len(squashed) >= 2:
        covered = longest = len(squashed)
    return 4 * min(1.0, covered / len(squashed)) + 0.1 * min(longest, 8)
