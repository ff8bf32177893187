"""Line ends inside sentences of Chinese plain text, which was wrapped at the width of a page.

The damage: a paragraph cut into lines of one width, in the middle of sentences and words. In Latin
text a line end reads as a space; in Chinese it parts what belongs together. The line end is taken
out where a line of the text's usual full width breaks off inside a sentence and the next goes on
with Chinese.

Usual is a width that several lines have and none exceeds by much; entries, headings and table rows
are of all widths. For plain text only: the lines of a PDF have boxes, and its reader joins them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise

from normalize.text.edits import Edit
from normalize.text.scripts import HAN

RULE = "line-break-in-sentence"


def find(text: str) -> list[Edit]:
    """Edits that remove line ends from inside Chinese sentences."""
    if not _BREAK.search(text):
        return []
    lines = [(line.start(), line.end(), line.group()) for line in _LINE.finditer(text)]
    widths = [_width(line) for _, _, line in lines]
    full = _full_width(widths)
    if not full:
        return []
    return [
        Edit(end, following, "", RULE, 0.9)
        for ((_, end, line), width), ((following, _, after), _) in pairwise(
            zip(lines, widths, strict=True)
        )
        if full - _SLACK <= width <= full and _goes_on(line, after, text[end:following])
    ]


_BREAK = re.compile(f"[{HAN}，、]\r?\n[{HAN}]")
_LINE = re.compile("[^\r\n]+")
_BEGINS = re.compile(f"[{HAN}]")
# A number, a chapter, or one of the words of a list: a line of its own.
_MARKER = re.compile(
    "[一二三四五六七八九十]{1,3}[、.．:：]|第.{1,3}[章节節条條]|附[录錄]|[^，。]{1,8}[:：]"
)
_KANA = re.compile("[\u3041-\u30ff]")  # Japanese: particles and names need rules of their own
_ENDS = re.compile(f"[{HAN}，、]\\Z")

_NARROWEST, _WIDEST = 40, 120  # cells; a Han character takes two
_SLACK = 3  # a wide character or a mark that must not begin a line does not fit
_FEWEST = 6  # lines of full width
_SHARE = 0.5  # of the lines with Chinese


def _width(line: str) -> int:
    """Width in cells of a line with Chinese; 0 for others."""
    if not _BEGINS.search(line) or len(line) > _WIDEST:
        return _WIDEST + 1 if len(line) > _WIDEST else 0
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


def _full_width(widths: list[int]) -> int:
    """Find the width that lines were wrapped at; 0 if they were not."""
    counted = Counter(width for width in widths if width)
    widest = max(counted, default=0)
    if not _NARROWEST <= widest <= _WIDEST:
        return 0
    full = sum(counted[width] for width in range(widest - _SLACK, widest + 1))
    return widest if full >= max(_FEWEST, _SHARE * counted.total()) else 0


def _goes_on(line: str, after: str, between: str) -> bool:
    return (
        between in ("\n", "\r\n")
        and bool(_ENDS.search(line))
        and bool(_BEGINS.match(after))
        and not _MARKER.match(after)
        and not _KANA.search(line + after)
    )
