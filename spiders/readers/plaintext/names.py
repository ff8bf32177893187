"""The names that may stand in front of a link, in glued text or on lines, each with its score."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from normalize.fields.columns import is_header
from normalize.tables import table
from spiders.readers.line_words import clean_name
from spiders.readers.plaintext.borders import LINE, Border, borders
from spiders.readers.plaintext.likeness import AHEAD, TOKEN, WIDEST_NAME, likeness, score_name
from spiders.readers.plaintext.links import squash, words_of
from spiders.readers.plaintext.regions import Heading
from spiders.readers.plaintext.words import any_of

#: How far in front of a link its name is looked for on lines above (characters, lines).
BEHIND, LINES = 1200, 8
#: A new entry costs this much: nothing below it reads like a name. Weights are set by hand.
NEW_ENTRY = 1.5
#: What a heading counts as the name of what stands below it; most are titles of sections.
HEADING = 2.0
#: Of lines: a bullet or number, an empty line above; per line between a name and its link.
MARK, APART, DISTANCE = 0.5, 1.0, -0.3
#: No more candidates than these are kept for one link.
MOST_NAMES = 8

_LEAD_INS = frozenset(table("list_words")["lead_ins"])
_ASIDES = any_of(table("list_words")["sidebars"])
_DECORATION = re.compile(r"\s*[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f]+[!！\s]*$")
_MARK = re.compile(
    r"[ \t]*(?:(?:[*\-•·+>▪◦‣–]|\(?\d{1,3}[.)、．]|\[\d{1,3}\]|\.\. _)[ \t]*)+(?=\S)"
    r"|[ \t]*(?:\d{1,3}\t)"
)
_SEPARATOR = re.compile(
    r"\s*[:：|｜]\s|\s*[：｜]|\s+[-–—~]+\s+|\s*[–—]+\s*|\s*[,，;；。]\s*|\.\s+|:$"
)
_COMMA = re.compile(r"\s+[，,]")
_SIDEBAR = re.compile(rf"(?:{_ASIDES})\s*$", re.I)
_FIELDS = re.compile(r"\t+|\s{3,}|\s+\|\s+")


class Name(msgspec.Struct, frozen=True):
    """A name's place ``[start, end)`` and how much speaks for it, likeness to its link included.

    ``entry`` is where its entry starts (the bullet in front of it); ``marked``: there is one.
    ``indent`` is the width of its line's indentation, null where it begins no line.
    """

    start: int
    end: int
    entry: int
    score: float
    chapter: tuple[int, int] | None = None
    marked: bool = False
    apart: bool = False
    indent: int | None = None
    words: tuple[str, ...] = ()


def glued_names(text: str, low: int, high: int, touching: frozenset[int]) -> list[Name]:
    """Names that end at ``high``, where a link is glued to them, and start at or after ``low``.

    ``touching`` are the ends that the link before may have.
    """
    hay = squash(text[high : high + AHEAD])
    end = high
    for aside in (_SIDEBAR, _DECORATION):
        found = aside.search(text, max(low, end - 24), end)
        end = found.start() if found and found.start() > low else end
    starts = borders(text, low, end, high, touching)
    names = [_glued_name(text, border, end, hay) for border in starts]
    return _best(text, [name for name in names if name])


def _glued_name(text: str, border: Border, end: int, hay: str) -> Name | None:
    name = text[border.start : end]
    score = score_name(name, hay)
    if cut := _COMMA.search(name, 1):  # the rest of a line of the page's side is between
        shorter = score_name(name[: cut.start()], hay)
        if shorter > score:
            score, end = shorter, border.start + cut.start()
    begins_line = border.prior == LINE
    marked = _MARK.match(text, border.start, end) if begins_line else None
    begin = marked.end() if marked else border.start
    entry = border.chapter[0] if border.chapter else border.start
    if begin >= end:
        return None
    return Name(begin, end, entry, border.prior + score, border.chapter, bool(marked))


def line_names(text: str, low: int, high: int, link: int) -> list[Name]:
    """Names that lines in front of a link begin with; the link starts at ``link``.

    ``high`` is where the text in front of it ends: a line above, where it has a label of its own.
    """
    hay = squash(text[link : link + AHEAD])
    names = []
    for distance, (line, bottom) in enumerate(_lines_above(text, low, high, link)):
        named = _line_name(text, line, bottom, hay)
        if named is None:
            continue
        above = "\n" in text[bottom:link] and named.end < bottom
        # "License: MIT" tells of the entry above.
        if not (above and is_header(text[named.start : named.end])):
            score = named.score + DISTANCE * distance
            names.append(msgspec.structs.replace(named, score=score))
    return _best(text, names)


def _lines_above(text: str, low: int, high: int, link: int) -> Iterator[tuple[int, int]]:
    """Where lines begin and end in front of a link, the last one first."""
    bottom = high
    for _ in range(LINES):
        line = text.rfind("\n", max(low - 1, link - BEHIND, 0), bottom) + 1
        if not line:
            line = low
            if low and text[low - 1] != "\n":
                return
        if line < low:
            return
        yield line, bottom
        if line <= low or line < 1:
            return
        bottom = line - 1


def _line_name(text: str, line: int, bottom: int, hay: str) -> Name | None:
    mark = _MARK.match(text, line, bottom)
    start = mark.end() if mark else line
    whole = text[start:bottom]
    indent = len(whole) - len(whole.lstrip()) if not mark else len(mark[0]) - len(mark[0].lstrip())
    lead = clean_name(_SEPARATOR.split(_field(whole[: 3 * WIDEST_NAME]), maxsplit=1)[0])
    squashed = squash(lead)
    if not squashed or lead.casefold() in _LEAD_INS:
        return None
    score = score_name(lead, hay)
    if not mark and likeness(lead, squashed, hay) < 2:
        # Without a mark in front, a line may as well be the text of the entry above.
        score = min(score, score_name(whole, hay))
    before = text[max(0, line - 4) : line]
    apart = (
        not line or (not before.strip("\r\n") and before.count("\n") > 1) or before[-2:] == "\n\n"
    )
    begin = start + max(0, whole.find(lead))
    score += LINE + (MARK if mark else 0.0) + (APART if apart else 0.0)
    return Name(begin, begin + len(lead), line, score, None, bool(mark), apart, indent)


def titled(text: str, heading: Heading, link: int) -> Name | None:
    """The name that a heading may be of what the link below it leads to."""
    title = Heading.title(text[heading.start : heading.end])
    begin = text.find(title, heading.start, heading.end)
    score = HEADING + score_name(title, squash(text[link : link + AHEAD]))
    if begin < 0 or score <= 0:
        return None
    words = tuple(words_of(title))
    end = begin + len(title)
    return Name(begin, end, heading.start, score, None, False, True, 0, words)


def _field(line: str) -> str:
    """The first field of a line of a table that holds a letter."""
    for field in _FIELDS.split(line.strip()):
        if TOKEN.search(field) or re.search(r"[^\W\d_]", field):
            return field
    return line


def _best(text: str, names: list[Name]) -> list[Name]:
    names = sorted((name for name in names if name.score > 0.0), key=lambda name: -name.score)
    return [
        msgspec.structs.replace(name, words=tuple(words_of(text[name.start : name.end])))
        for name in names[:MOST_NAMES]
    ]
