"""The lines of a PDF put together into blocks: headings, paragraphs, lists and tables."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from spiders.readers.blocks import Block, Heading, Item, Listing, Paragraph, Skipped
from spiders.readers.pdf_pieces import Page, TextLink
from spiders.readers.pdf_tables import MARK, is_table, read_pdf_table
from spiders.readers.pdf_text import Line

_Parts = Callable[[Line, Line], bool]
_DIGITS = re.compile(r"\d+")
#: Type this much larger than the text's own is a heading's.
_LARGER = 1.12
#: A size that this share of the characters is set in can be the text's own.
_COMMON = 0.05
_INDENT = 6.0  # points
_SAME_PLACE = 3.0  # points
#: Paragraphs stand further apart than their lines, by this share of the size of the type.
_PARAGRAPH_GAP = 0.9
#: A line that ends this much short of its column's width ends its paragraph.
_SHORT = 0.8


def pdf_blocks(text: str, links: Sequence[TextLink], lines: Sequence[Line]) -> Iterator[Block]:
    """The blocks of a PDF in reading order; lines that most pages repeat are skipped."""
    page = Page(text, sorted(links))
    repeated = _repeated(text, lines)
    largest = _text_size(lines) * _LARGER
    levels = sorted({line.size for line in lines if line.size > largest}, reverse=True)
    kept = [line for line in lines if line not in repeated]
    for line in lines:
        if line in repeated:
            yield Skipped("page-header", line.start, line.end)
    for run in _split(kept, lambda one, line: not _is_same(one, line)):
        if run[0].size > largest:
            yield from _headings(page, run, min(6, levels.index(run[0].size) + 1))
        else:
            yield from _text(page, run)


def _repeated(text: str, lines: Sequence[Line]) -> set[Line]:
    """Page headers and footers: the same words, numbers aside, in the same place of most pages."""
    pages = len({line.page for line in lines})
    places: dict[tuple[str, int], set[Line]] = defaultdict(set)
    for line in lines:
        words = _DIGITS.sub("0", text[line.start : line.end])
        places[words, round(line.box[1] / 2)].add(line)
    return {
        line
        for found in places.values()
        if len({line.page for line in found}) >= 2 and len(found) * 2 > pages
        for line in found
    }


def _text_size(lines: Sequence[Line]) -> float:
    """The largest size that running text is set in: common, and line upon line of it."""
    characters: Counter[float] = Counter()
    for line in lines:
        characters[line.size] += line.end - line.start
    followed = Counter(one.size for one, line in pairwise(lines) if _is_same(one, line))
    printed = Counter(line.size for line in lines)
    total = sum(characters.values())
    common = [
        size
        for size, count in characters.items()
        if count >= _COMMON * total and followed[size] * 2 >= printed[size]
    ]
    return max(common or [characters.most_common(1)[0][0] if characters else 0.0])


def _headings(page: Page, lines: list[Line], level: int) -> Iterator[Heading]:
    for block in _split(lines, lambda one, line: _is_far(one, line)):
        cell = page.cell((line.start, line.end) for line in block)
        yield Heading(level, cell, None, cell.start, cell.end)


def _text(page: Page, lines: list[Line]) -> Iterator[Block]:
    if is_table(page, lines):
        yield from read_pdf_table(page, lines)
        return
    items: list[Item] = []
    for column in _split(lines, _is_elsewhere):
        left = min(line.box[0] for line in column)
        right = max(line.box[2] for line in column)

        def parts(one: Line, line: Line, left: float = left, right: float = right) -> bool:
            ended = one.box[2] < left + _SHORT * (right - left)
            moved = abs(one.box[0] - line.box[0]) > _SAME_PLACE
            return ended or moved or _is_far(one, line) or bool(MARK.match(page.text, line.start))

        for block in _split(column, parts):
            cell = page.cell((line.start, line.end) for line in block)
            if _is_item(page, block[0], left):
                items.append(Item(cell, [], cell.start, cell.end))
                continue
            yield from _listing(items)
            items = []
            yield Paragraph(cell, cell.start, cell.end)
    yield from _listing(items)


def _listing(items: list[Item]) -> Iterator[Listing]:
    if items:
        yield Listing(items, items[0].start, items[-1].end)


def _is_item(page: Page, line: Line, left: float) -> bool:
    """A line of a list: marked, indented, or beginning with a link."""
    marked = MARK.match(page.text, line.start, line.end)
    start = marked.end() if marked else line.start
    linked = any(first <= start for first, _, _ in page.links_in(start, start + 1))
    return bool(marked) or linked or line.box[0] > left + _INDENT


def _is_same(one: Line, line: Line) -> bool:
    """Whether two lines are set in one size, as far as fallback fonts allow."""
    return abs(one.size - line.size) <= 0.06 * max(one.size, line.size)


def _is_far(one: Line, line: Line) -> bool:
    return _is_elsewhere(one, line) or one.box[1] - line.box[3] > _PARAGRAPH_GAP * line.size


def _is_elsewhere(one: Line, line: Line) -> bool:
    """Whether a line stands on another page or in another column than the one before."""
    return one.page != line.page or line.box[1] > one.box[3]


def _split(lines: list[Line], parts: _Parts) -> Iterator[list[Line]]:
    block = lines[:1]
    for one, line in pairwise(lines):
        if parts(one, line):
            yield block
            block = []
        block.append(line)
    if block:
        yield block
