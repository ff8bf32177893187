"""What extracting text from a PDF leaves: ligatures, soft hyphens, invisible characters.

The damage: ``ﬁne‐tuned`` with the glyph ``ﬁ`` instead of the letters, words cut by U+00AD, U+200B
or U+FEFF between characters, form feeds and other control characters, and ``(cid:12)`` for a glyph
whose character the extractor did not know. Glyphs are turned into letters, marks are removed;
form feeds and vertical tabs, which separate lines, become line ends. Spaces are left as they are.
"""

from __future__ import annotations

import re

from normalize.text.edits import Edit
from normalize.text.scripts import BREAKABLE, HAN

_LIGATURES = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
_LINE_ENDS = "\v\f\x85"

# Joiners shape the letters of Arabic, Indic and other scripts, and hold emoji together: they are
# damage only between characters that never join.
_UNJOINED = rf"\s\x21-\x7eÀ-ɏ\u2010-\u2027\u3000-\u30ff{HAN}\uff01-\uff5e"

_DAMAGE = re.compile(
    rf"""
      (?P<ligature>[{"".join(_LIGATURES)}])
    | (?P<soft_hyphen>\xad+)
    | (?P<zero_width>\ufeff+ | \u2060+
        | (?<![\u200b{BREAKABLE}])\u200b++ | (?<=[{BREAKABLE}])\u200b++(?![{BREAKABLE}])
        | (?:(?<=[{_UNJOINED}])|(?<!.))[\u200c\u200d]++(?=[{_UNJOINED}]|\Z))
    | (?P<control_character>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+)
    """,
    re.VERBOSE | re.DOTALL,
)

_CID_MARK = re.compile(r"\(cid:[0-9]{1,5}\)")

# One character class is searched much faster than the alternatives above.
_SUSPECT = re.compile(
    rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200d\u2060\ufeff{''.join(_LIGATURES)}]"
)


def find(text: str) -> list[Edit]:
    """Edits that remove what extraction left.

    Rules ``ligature``, ``soft-hyphen``, ``zero-width``, ``control-character``, ``cid-mark``.
    """
    edits: list[Edit] = []
    done = 0
    for suspect in _SUSPECT.finditer(text):
        if suspect.start() >= done and (damage := _DAMAGE.match(text, suspect.start())):
            edits.append(_edit(text, damage))
            done = damage.end()
    if "(cid:" in text:
        marks = _CID_MARK.finditer(text)
        edits += (Edit(mark.start(), mark.end(), "", "cid-mark") for mark in marks)
        edits.sort()
    return edits


def _edit(text: str, match: re.Match[str]) -> Edit:
    rule = str(match.lastgroup).replace("_", "-")
    after = ""
    if rule == "ligature":
        after = _LIGATURES[match.group()]
    elif rule == "control-character":
        after = _line_end(text, match)
    return Edit(match.start(), match.end(), after, rule)


def _line_end(text: str, match: re.Match[str]) -> str:
    """Keep a line end for a run that held one, unless the line ends there anyway."""
    if not any(mark in match.group() for mark in _LINE_ENDS):
        return ""
    around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
    at_edge = match.start() == 0 or match.end() == len(text)
    return "" if at_edge or "\n" in around or "\r" in around else "\n"
