"""Page headers, footers and page numbers of a PDF: what its pages repeat in their margins."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import product

from spiders.readers.pdf.stretches import Page
from spiders.readers.pdf.text import Line

_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"\s*[ivxlc]+\s*", re.IGNORECASE)
#: ``7``, ``- 7 -``, ``7/12``, ``Page 7 of 12``, ``第 7 页``.
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.|seite|第)?\s*\d{1,5}\s*(?:页)?(?:\s*(?:/|of|von|共)\s*\d{1,5}\s*(?:页)?)?\W*",
    re.IGNORECASE,
)
_SAME_PLACE = 3.0  # points
#: A line of the margins is repeated on so many pages, as a share: left and right pages differ.
_OFTEN = 0.3
#: What stands in the midst of so many pages is a running side note; less may be chance.
_NEARLY_ALL = 0.8
#: How many lines at the top and at the bottom of a page may be margin.
_DEEPEST = 4
#: A page number stands so many ems from the text.
_APART = 1.5


#: Which pages have the same words at the same place: by their left edge and by their right one.
_Place = tuple[str, float, int, str, int]
_Seen = dict[_Place, set[int]]


def in_margins(page: Page, lines: Sequence[Line]) -> set[int]:
    """The lines, by their index, that are page headers, footers or page numbers.

    Their numbers may differ from page to page, where no link says that they are more.
    """
    pages: dict[int, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if line.cell is None:
            pages[line.page].append(at)
    seen: _Seen = defaultdict(set)
    for number, inside in pages.items():
        for at in inside:
            for place in _places(page, lines[at]):
                seen[place].add(number)
    found: set[int] = set()
    known: dict[_Place, int] = {}
    for inside in pages.values():
        often = {at: _pages_with(seen, _places(page, lines[at]), known) for at in inside}
        found |= {at for at in inside if often[at] >= max(3, _NEARLY_ALL * len(pages))}
        found |= _edges(page, lines, often, max(2, _OFTEN * len(pages)))
    return found


def _edges(page: Page, lines: Sequence[Line], often: dict[int, int], least: float) -> set[int]:
    """Margin lines from the top down and from the bottom up, until the text begins."""
    found: set[int] = set()
    ordered = sorted(often, key=lambda at: -lines[at].box[3])
    for way in (ordered, ordered[::-1]):
        for at, after in zip(way[:_DEEPEST], [*way[1:], None], strict=False):
            if often[at] >= least or _is_number(page, lines, at, after):
                found.add(at)
            elif after is None or not _is_level(lines[at], lines[after]):
                break
    return found


def _is_number(page: Page, lines: Sequence[Line], at: int, after: int | None) -> bool:
    """Whether a line at the edge of a page is nothing but its number, apart from the text."""
    line = lines[at]
    if after is None or not _PAGE_NUMBER.fullmatch(page.text, line.start, line.end):
        return False
    other = lines[after]
    gap = max(line.box[1] - other.box[3], other.box[1] - line.box[3])
    return gap > _APART * line.size


def _is_level(line: Line, other: Line) -> bool:
    return line.box[1] < other.box[3] and other.box[1] < line.box[3]


def _folded(page: Page, line: Line) -> str:
    words = page.text[line.start : line.end]
    if page.links_in(line.start, line.end):
        return words
    return "0" if _ROMAN.fullmatch(words) else _DIGITS.sub("0", words)


def _places(page: Page, line: Line) -> list[_Place]:
    words, down = _folded(page, line), round(line.box[1] / _SAME_PLACE)
    return [
        (words, line.size, down, side, round(line.box[edge] / _SAME_PLACE))
        for side, edge in (("left", 0), ("right", 2))
    ]


def _pages_with(seen: _Seen, places: Sequence[_Place], known: dict[_Place, int]) -> int:
    """How many pages have the same words in the same place; kept in ``known``."""
    if places[0] not in known:
        found: set[int] = set()
        for words, size, down, side, across in places:
            for y, x in product((down - 1, down, down + 1), (across - 1, across, across + 1)):
                found |= seen.get((words, size, y, side, x), set())
        known[places[0]] = len(found)
    return known[places[0]]
