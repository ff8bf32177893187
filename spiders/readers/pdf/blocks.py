"""The lines of a PDF put together into blocks: headings, paragraphs, lists and tables."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from spiders.readers.blocks import BOLD, Block, Heading, Skipped
from spiders.readers.pdf.contents import with_contents
from spiders.readers.pdf.flow import Flow
from spiders.readers.pdf.margins import in_margins
from spiders.readers.pdf.ruled import read_ruled
from spiders.readers.pdf.stretches import Page, Stretch, TextLink
from spiders.readers.pdf.tables import MARK, find_tables, read_pdf_table
from spiders.readers.pdf.text import Line

#: Type this much larger than the text's own is a heading's.
_LARGER = 1.12
#: A size that this share of the characters is set in can be the text's own.
_COMMON = 0.05
#: A bold line of its own is a heading, unless it is longer than this.
_LONGEST_BOLD = 90
_MOST_BOLD_LINES = 2
_LEADING = 2.2  # ems from a line of text to the next, at most


def pdf_blocks(text: str, links: Sequence[TextLink], lines: Sequence[Line]) -> Iterator[Block]:
    """The blocks of a PDF in reading order; margins and sidebars are skipped."""
    page = Page(text, sorted(links))
    margins = in_margins(page, lines)
    for at in sorted(margins):
        yield Skipped("page-header", lines[at].start, lines[at].end)
    body = [line for at, line in enumerate(lines) if at not in margins]
    for _, run in groupby(body, key=lambda line: line.aside):
        inside = list(run)
        if inside[0].aside:
            yield Skipped("sidebar", inside[0].start, inside[-1].end)
    reader = _Reader(page, [line for line in body if not line.aside])
    yield from with_contents(reader.blocks(), reader.page_of)


class _Reader:
    """Reads the lines of the text itself."""

    def __init__(self, page: Page, lines: list[Line]) -> None:
        self._page = page
        self._lines = lines
        self._starts = [line.start for line in lines]
        loose = [line for line in lines if line.cell is None]
        self._flow = Flow(page, loose)
        # Tables may be set larger than the text; without text they are all there is.
        self._largest = (_text_size(loose) or _usual(loose, lines)) * _LARGER
        sizes = {line.size for line in loose if line.size > self._largest}
        self._levels = sorted(sizes, reverse=True)

    def page_of(self, offset: int) -> int:
        """The page, from 1, that an offset in the text stands on."""
        return self._lines[max(0, bisect_right(self._starts, offset) - 1)].page

    def blocks(self) -> Iterator[Block]:
        """The blocks of the text in reading order."""
        for is_ruled, run in groupby(self._lines, key=lambda line: line.cell is not None):
            if is_ruled:
                yield from read_ruled(self._page, list(run))
            else:
                yield from self._loose(list(run))

    def _loose(self, lines: list[Line]) -> Iterator[Block]:
        start = 0
        for first, last in find_tables(self._page, lines):
            yield from self._running(lines[start:first])
            yield from read_pdf_table(self._page, lines[first:last])
            start = last
        yield from self._running(lines[start:])

    def _running(self, lines: list[Line]) -> Iterator[Block]:
        """Headings and the text between them."""
        for is_large, run in groupby(lines, key=lambda line: line.size > self._largest):
            if is_large:
                yield from self._headings(list(run))
            else:
                yield from self._text(list(run))

    def _headings(self, lines: list[Line]) -> Iterator[Heading]:
        for block in _split_headings(self._flow, lines):
            level = self._levels.index(block[0].size) + 1
            yield self._heading(block, min(6, level))

    def _text(self, lines: list[Line]) -> Iterator[Block]:
        """Text of the text's own size: bold lines of their own are headings there."""
        waiting: list[Line] = []
        for paragraph in self._flow.paragraphs(lines):
            if self._is_bold_title(paragraph):
                yield from self._flow.blocks(waiting)
                waiting = []
                yield self._heading(paragraph, BOLD if self._levels else 1)
            else:
                waiting += paragraph
        yield from self._flow.blocks(waiting)

    def _heading(self, lines: list[Line], level: int) -> Heading:
        cell = self._page.cell(Stretch(line.start, line.end) for line in lines)
        return Heading(level, cell, None, cell.start, cell.end)

    def _is_bold_title(self, lines: list[Line]) -> bool:
        first = lines[0]
        text = self._page.text[first.start : lines[-1].end]
        return (
            all(line.bold >= line.end - line.start for line in lines)
            and len(lines) <= _MOST_BOLD_LINES
            and len(text) <= _LONGEST_BOLD
            and not first.marked
            and not text.rstrip().endswith((".", "。", ",", "，", ";", "；"))
            and (not MARK.match(text) or text[:1].isdigit())
        )


def _split_headings(flow: Flow, lines: list[Line]) -> Iterator[list[Line]]:
    """A heading goes on in the next line if that has its size and stands right below."""
    block = lines[:1]
    for one, line in pairwise(lines):
        if abs(one.size - line.size) > 0.06 * one.size or flow.parts(one, line):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _usual(loose: Sequence[Line], lines: Sequence[Line]) -> float:
    """The size of most characters outside of tables, unless these are but a few headings."""
    outside, total = _characters(loose), _characters(lines)
    common = [size for size in outside if outside[size] >= _COMMON * total.total()]
    return max(common or total or [0.0], key=lambda size: (outside[size], total[size]))


def _characters(lines: Sequence[Line]) -> Counter[float]:
    """How many characters are set in each size."""
    characters: Counter[float] = Counter()
    for line in lines:
        characters[line.size] += line.end - line.start
    return characters


def _is_next(one: Line, line: Line) -> bool:
    """Whether a line stands right below another that has its size."""
    down = one.box[3] - line.box[3]
    return (
        one.page == line.page
        and abs(one.size - line.size) <= 0.06 * one.size
        and 0 < down <= _LEADING * one.size
    )


def _text_size(lines: Sequence[Line]) -> float:
    """The largest size that running text is set in: common, and line upon line of it; else 0."""
    characters = _characters(lines)
    followed = Counter(one.size for one, line in pairwise(lines) if _is_next(one, line))
    printed = Counter(line.size for line in lines)
    total = sum(characters.values())
    common = [
        size
        for size, count in characters.items()
        if count >= _COMMON * total and followed[size] * 2 >= printed[size]
    ]
    return max(common, default=0.0)
