"""What a plain text has besides its entries: headings, and the foot of the page it came from."""

from __future__ import annotations

import re

import msgspec

from normalize.tables import table
from spiders.readers.line_words import clean_name
from spiders.readers.plaintext.words import CHAPTERS

#: The foot of a page is looked for in so much text behind the last link (characters).
FOOT = 3000
#: No title is longer (characters).
LONGEST_TITLE = 60

_HEADING = re.compile(
    r"^(?:[#=]{1,6}[ \t]+(?P<marked>[^\n]{1,80}?)[ \t]*[#=]*"
    r"|(?P<underlined>[^\n]{1,80})\n[=\-~^*+\"']{3,})[ \t]*$\s*",
    re.M,
)
_LINK = re.compile(r"://|www\.")
_NUMBER = re.compile(
    r"^\s*(?:\d{1,2}[.、．)]?|[IVX]{1,4}\.|[一二三四五六七八九十]{1,3}、|第.{1,3}[章节])\s*"
)
_ENDS = re.compile(r"[.。,，;；!！?？]$")
_CHAPTER = re.compile(rf"(?:{CHAPTERS})s?[:：]?$", re.I)
_FOOTERS = re.compile("|".join(f"(?:{one})" for one in table("list_words")["footers"]), re.I)
_CLAUSE = re.compile(r"[。！？!?…]+|\n|(?<=[^\W\d_])\.(?=\S)|\. ")
_AFTER_LINK = re.compile(r"[ \t]*(?:[>)\]`_]*[ \t]*[-–—:：|]+[ \t]+|[ \t]*\t|[>)\]]*[ \t]+)(?=\S)")
_NAME_END = re.compile(r"\s*[:：|｜\t]\s*|\s+[-–—~]+\s+|[,，;；。]|\.\s|\n|$")


class Heading(msgspec.Struct, frozen=True):
    """A line that a mark or a rule below it makes a heading: ``[start, end)``, rule included."""

    start: int
    end: int

    @staticmethod
    def title(text: str) -> str:
        """What a heading says, without number, marks and rule."""
        first = text.strip("#=-~^*+\"' \t\r\n").split("\n")[0].strip("#=-~^*+ \t\r:：")
        return _NUMBER.sub("", first) or first


def marked_headings(text: str) -> list[Heading]:
    """The headings of a text that are marked as such, but for those that hold a link."""
    return [
        Heading(found.start(), found.end())
        for found in _HEADING.finditer(text)
        if not _LINK.search(found[0]) and re.search(r"\w", found["marked"] or found["underlined"])
    ]


def title_above(text: str, low: int, entry: int, marked: bool) -> tuple[int, int] | None:
    """The title that stands on a line of its own right above an entry; null where none does.

    ``marked``: the entry has a bullet or a number. A short line that no sentence ends is a title
    where it is numbered, ends with a colon, is called like a chapter, or a bulleted list follows.
    """
    above = text[max(low, entry - 200) : entry].rstrip()
    if entry == 0 or text[entry - 1] != "\n" or not above:
        return None
    end = max(low, entry - 200) + len(above)
    start = text.rfind("\n", low, end) + 1
    if not start and low:
        return None
    line = text[start:end]
    before = text[max(low, start - 200) : start]
    apart = start == 0 or not before.strip() or before.rstrip(" \t\r").endswith(("\n\n", "\n\r\n"))
    if not line.strip() or len(line) > LONGEST_TITLE or _ENDS.search(line) or _LINK.search(line):
        return None
    numbered = bool(_NUMBER.match(line)) and apart
    told = (
        numbered or line.endswith((":", "：")) or _CHAPTER.search(line) or line.isupper() or marked
    )
    return (start, entry) if apart and told else None


def name_behind(text: str, start: int, link: int, end: int) -> tuple[int, int] | None:
    """The name behind a link that begins its line (``url - Name: text``); null: none is."""
    if text[start:link].strip(" \t*-•·+>.0123456789)(<[`"):
        return None
    gap = _AFTER_LINK.match(text, end)
    if not gap:
        return None
    stop = _NAME_END.search(text, gap.end(), min(gap.end() + 400, len(text)))
    raw = text[gap.end() : stop.start() if stop else len(text)]
    name = clean_name(raw)
    if not name or len(name) > LONGEST_TITLE or not re.search(r"\w", name):
        return None
    if not (re.search(r"[A-Z0-9]|[^\x00-\x7f]", name) and len(name.split()) < 7):
        return None
    place = gap.end() + raw.find(name)
    return place, place + len(name)


def footer(text: str, low: int) -> int | None:
    """Where the foot of a page begins behind the last link; null where there is none.

    It takes two signs of different kinds; it begins with the sentence of the first.
    """
    low = max(low, len(text) - FOOT)
    signs = list(_FOOTERS.finditer(text, low))
    if len({sign[0].casefold() for sign in signs}) < 2:
        return None
    borders = [border.end() for border in _CLAUSE.finditer(text, low, signs[0].start())]
    return borders[-1] if borders else signs[0].start()
