"""Private-use characters that symbol fonts and icon fonts leave in extracted text.

The damage: a bullet that is U+F0B7, a tick that is U+F0FC, a ``β`` that is U+F062: Symbol and
Wingdings put their signs at U+F020-F0FF, and the extractor took the code for the character. Icon
fonts put pictures (a house, the mark of a forge) anywhere in U+E000-F8FF. And GB 18030 once had
some Han characters there.

What a sign means depends on where it stands, because the fonts share codes: at the beginning of
a line it is a bullet of Wingdings, touching a letter or digit it is of Symbol. What has no such
meaning and stands beside white space is a picture, and is removed. What stands inside a word is
left: it may be the only trace of a character.

Healthy uses stay: U+F8FF (the apple that Macs type), text about code points of the area, quoted
characters, and scripts of someone's own, which come in words.
"""

from __future__ import annotations

import re
from collections import Counter

from normalize.tables import table
from normalize.text.edits import Edit


def find(text: str) -> list[Edit]:
    """Edits of rules ``symbol-font``, ``icon-font`` and ``private-use-ideograph``."""
    if not _RUN.search(text) or _ABOUT.search(text):
        return []
    runs = list(_RUN.finditer(text))
    leading = Counter(run.group() for run in runs if _begins_line(text, run.start()))
    bullets = {sign for sign in _BULLET if leading[sign] >= _LIST or sign == _ROUND}
    edits = [edit for run in runs for edit in _edits(text, run, bullets)]
    in_words = sum(len(run.group()) for run in runs if len(run.group()) > _LONGEST)
    return [] if in_words * 2 > sum(len(run.group()) for run in runs) else edits


_RUN = re.compile("[\ue000-\uf8fe]+")
_LIST = 2  # lines that begin with the same sign are a list
_ROUND = "\uf0b7"  # the bullet of word processors, a list of one as well
_LONGEST = 2  # more in a row are words
# A text that names code points of the area has their characters on purpose.
_ABOUT = re.compile(r"(?:U\+|\\u|&#x|0x)(?:e[0-9a-f]|f[0-8])[0-9a-f]{2}\b", re.IGNORECASE)
_QUOTES = re.compile("[\"'`“”‘’«»「」『』()（）]")
_TOUCHING = re.compile(r"[A-Za-z0-9+=<>/^|%\u00b2\u00b3\u0370-\u03ff-]")


def _edits(text: str, run: re.Match[str], bullets: set[str]) -> list[Edit]:
    start, end = run.span()
    before, behind = text[max(start - 1, 0) : start], text[end : end + 1]
    signs = run.group()
    if all(sign in _HAN for sign in signs):
        return [_edit(at, _HAN[sign], "private-use-ideograph", 0.9) for at, sign in _at(run)]
    if len(signs) > _LONGEST or (_QUOTES.match(before) and _QUOTES.match(behind)):
        return []
    leads = _begins_line(text, start)
    if leads and signs in bullets:
        return [_edit(start, _BULLET[signs], "symbol-font", 0.8)]
    touching = _TOUCHING.match(before) or _TOUCHING.match(behind)
    if touching and not leads and all(sign in _SYMBOL for sign in signs):
        return [_edit(at, _SYMBOL[sign], "symbol-font", 0.7) for at, sign in _at(run)]
    if before.strip() and behind.strip():
        return []
    return [Edit(start, end + (behind == " " and not before.strip()), "", "icon-font", 0.7)]


def _at(run: re.Match[str]) -> enumerate[str]:
    return enumerate(run.group(), run.start())


def _edit(at: int, after: str, rule: str, confidence: float) -> Edit:
    return Edit(at, at + 1, after, rule, confidence)


def _begins_line(text: str, start: int) -> bool:
    before = text[max(start - _INDENT, 0) : start].rstrip(" \t\u3000\xa0")
    return before.endswith(("\n", "\r")) or (not before and start < _INDENT)


_INDENT = 60
_BULLET: dict[str, str] = table("private_use")["bullet"]
_SYMBOL: dict[str, str] = table("private_use")["symbol"]
_HAN: dict[str, str] = table("private_use")["han"]
