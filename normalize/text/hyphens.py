"""Words cut by a hyphen at the end of a line.

The damage: ``under-`` at the end of one line and ``standing`` at the beginning of the next. The
type was set justified, and the extracted text kept the hyphen (``-``, U+2010, or the soft hyphen
U+00AD) and the line's end. Both are taken out where the two halves are one word: one that English
has and uses, or one that the text itself has elsewhere, in any language.

``state-of-`` before ``the-art`` keeps everything, as do ``short-`` before ``and long-term``, the
options of commands, addresses and file names: there the hyphen is the author's.
"""

from __future__ import annotations

import re

from normalize.text.edits import Edit
from normalize.text.english import English, english

RULE = "line-end-hyphen"
_CONFIDENCE = 0.95


def find(text: str) -> list[Edit]:
    """Edits that join the halves, rule ``line-end-hyphen``; the line's end goes with the hyphen."""
    breaks = list(_BREAK.finditer(text)) if _SUSPECT.search(text) else []
    if not breaks:
        return []
    words = english()
    wanted = {_joined(found) for found in breaks} | {_hyphenated(found) for found in breaks}
    present = wanted.intersection(_WORD.findall(text.lower()))
    return [
        Edit(found.start("cut"), found.end("cut"), "", RULE, confidence)
        for found in breaks
        if (confidence := _confidence(found, present, words))
    ]


_SUSPECT = re.compile(r"[-\u2010\u00ad]\r?\n")
# Of scripts that hyphenate.
_LETTER = r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0370-\u1fff]"
_BREAK = re.compile(
    rf"(?<![^\s(\[\"'“‘—\u2e80-\uffff])(?P<first>{_LETTER}{{2,40}})"
    rf"(?P<cut>(?P<hyphen>[-\u2010\u00ad])\r?\n[ \t]{{0,40}})(?P<second>{_LETTER}{{2,40}})"
    r"(?![\w@/(\\=-]|[.:]\w)"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_COMMON = 7  # level


def _joined(found: re.Match[str]) -> str:
    return (found["first"] + found["second"]).lower()


def _hyphenated(found: re.Match[str]) -> str:
    return f"{found['first']}-{found['second']}".lower()


def _confidence(found: re.Match[str], present: set[str], words: English) -> float:
    """How sure it is that the halves are one word; 0 where they are not."""
    if not found["second"].islower():
        return 0.0
    if found["hyphen"] == "\u00ad":
        return 1.0
    joined = _joined(found)
    if joined in present:
        return _CONFIDENCE
    if joined not in words or _hyphenated(found) in present:
        return 0.0
    halves_are_words = found["first"].lower() in words and found["second"] in words
    return _CONFIDENCE if not halves_are_words or words.level(joined) >= _COMMON else 0.0
