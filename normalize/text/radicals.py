"""Radicals and compatibility ideographs in the place of ordinary Chinese characters.

The damage: ``⽤⼾`` (U+2F64 U+2F3E) looks like ``用户`` but is found by no search. It comes from
PDF extraction: one glyph serves a character and its radical, and the extractor picked the radical.
Each has one ordinary character: U+2F00-2FD5 and the compatibility ideographs by their NFKC form,
U+2E80-2EFF by Unicode's table of equivalent ideographs. Nothing else is folded: full-width
punctuation and Latin stay.

A text that is *about* radicals stays as it is. There radicals stand alone or in rows; in a damaged
text they stand in words. So a text is damaged if more of its runs of radicals touch an ordinary
Han character than stand free; kana and hangul beside a radical say nothing, because Japanese and
Korean attach particles to a radical that is only named.

Compatibility ideographs stay in Japanese and Korean text. There they were typed: Japanese names
are told apart by them (``神`` of U+FA19), and Korean input methods choose one of U+F900-FA0B by how
it is read. Radicals are no letters in any language and are damage there too.
"""

from __future__ import annotations

import re
import unicodedata

from normalize.text.edits import Edit
from normalize.text.rows import rows
from normalize.text.scripts import HAN

_RADICALS = "\u2e80-\u2ef3\u2f00-\u2fd5"
_COMPATIBILITY = "\uf900-\ufad9\U0002f800-\U0002fa1d"
_HAN = "\u3005-\u3007" + HAN + "\U00020000-\U0002f7ff\U00030000-\U000323af"
_SYLLABLES = "\u3040-\u30ff\uac00-\ud7a3"

_ANY = re.compile(f"[{_RADICALS}{_COMPATIBILITY}]")  # searched for twice as fast as a run
_RUN = re.compile(f"{_ANY.pattern}+")
_IN_WORD = re.compile(f"[{_HAN}]")
_ATTACHED = re.compile(f"[{_SYLLABLES}]")


def find(text: str) -> list[Edit]:
    """Edits from radicals and compatibility ideographs to ordinary characters, one for each.

    Rules ``kangxi-radical`` and ``compatibility-ideograph``.
    """
    if text.isascii() or not _ANY.search(text) or not _is_damaged(text):
        return []
    edits = [
        Edit(position, position + 1, _ORDINARY[char], _rule(char))
        for run in _RUN.finditer(text)
        for position, char in enumerate(run.group(), run.start())
        if char in _ORDINARY
    ]
    if any(edit.rule == _IDEOGRAPH for edit in edits) and _is_japanese_or_korean(text):
        return [edit for edit in edits if edit.rule != _IDEOGRAPH]
    return edits


_IDEOGRAPH = "compatibility-ideograph"
_NATIVE = 0.1  # kana and hangul to a Han character; Chinese that quotes names has fewer


def _is_japanese_or_korean(text: str) -> bool:
    native = len(_ATTACHED.findall(text))
    return native > 0 and native >= _NATIVE * len(_IN_WORD.findall(text))


def _is_damaged(text: str) -> bool:
    in_words = free = 0
    for run in _RUN.finditer(text):
        around = text[max(run.start() - 1, 0) : run.start()] + text[run.end() : run.end() + 1]
        if _IN_WORD.search(around):
            in_words += 1
        elif not _ATTACHED.search(around):
            free += 1
    return in_words > free


def _rule(char: str) -> str:
    return "kangxi-radical" if char <= "\u2fd5" else _IDEOGRAPH


def _ordinary() -> dict[str, str]:
    """Ordinary character of each radical; the 12 unified ideographs in U+FA0E-FA29 have none."""
    ordinary = {radical: ideograph for radical, ideograph, _ in rows("radicals")}
    for block in (range(0x2F00, 0x2FD6), range(0xF900, 0xFADA), range(0x2F800, 0x2FA1E)):
        for char in map(chr, block):
            folded = unicodedata.normalize("NFKC", char)
            if folded != char:
                ordinary[char] = folded
    return ordinary


_ORDINARY = _ordinary()
