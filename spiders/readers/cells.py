"""Builds a :class:`Cell` out of inline pieces: text without markup, its links, what is bold."""

from __future__ import annotations

import re
from bisect import bisect_right

from normalize.addresses import trim_in_text
from spiders.readers.blocks import Cell, Link

_SPACE = re.compile(r"\s+")
#: A link written out in running text. It ends at white space, at brackets and quotes that
#: cannot be part of it unescaped, and at the first CJK or full-width character.
ADDRESS_CHARACTER = r"[!#-&*-;=?-Z\\^_a-z|~\[\]()]"
BARE_URL = re.compile(rf"https?://{ADDRESS_CHARACTER}+")
# Of addresses without a scheme only those of hosts that nobody writes without meaning a link.
_ADDRESS = re.compile(
    rf"{BARE_URL.pattern}|(?<![\w./@:-])(?:www\.(?=\w+\.\w)|(?:github\.com|gitee\.com|gitlab\.com"
    rf"|huggingface\.co|arxiv\.org|modelscope\.cn)/(?=\w)){ADDRESS_CHARACTER}+"
)


class CellBuilder:
    """Collects the pieces of one cell in reading order; white space is folded as HTML does."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._length = 0
        self._links: list[Link] = []
        self._breaks: list[tuple[int, int]] = []
        self._open_link: tuple[int, str, bool] | None = None
        self._bold_from: int | None = None
        self._bolds: list[tuple[int, int]] = []

    def add(self, text: str) -> None:
        """Append text; runs of white space become one space, none at the start."""
        # Of white space only a plain space is printable.
        if "  " in text or not text.isprintable():
            text = _SPACE.sub(" ", text)
        if text.startswith(" ") and (not self._text or self._text[-1].endswith(" ")):
            text = text[1:]
        if text:
            self._text.append(text)
            self._length += len(text)

    def add_break(self, source: int) -> None:
        """The end of a line; what follows stands at ``source`` in the document."""
        self.add(" ")
        if self._length and (not self._breaks or self._breaks[-1][0] < self._length):
            self._breaks.append((self._length, source))

    def open_link(self, href: str) -> None:
        """Start a link; one that is still open is closed first."""
        self.close_link()
        self._open_link = (self._length, href, False)

    def close_link(self) -> None:
        """End the open link, if there is one."""
        if self._open_link is None:
            return
        start, href, image = self._open_link
        self._open_link = None
        # Folding leaves a trailing space inside the link; it is not part of its name.
        self._links.append(
            Link(start=start, end=self._length, href=href, badge=image and start == self._length)
        )

    def add_image(self) -> None:
        """An image: a link that holds nothing else is a badge."""
        if self._open_link is not None:
            start, href, _ = self._open_link
            self._open_link = (start, href, True)

    def open_bold(self) -> None:
        """Start a bold stretch."""
        if self._bold_from is None:
            self._bold_from = self._length

    def close_bold(self) -> None:
        """End the bold stretch."""
        if self._bold_from is not None and self._length > self._bold_from:
            self._bolds.append((self._bold_from, self._length))
        self._bold_from = None

    def build(self, start: int, end: int) -> Cell:
        """The finished cell, standing at ``[start, end)`` in the document."""
        self.close_link()
        self.close_bold()
        text = "".join(self._text)
        links = sorted([*self._links, *_bare_links(text, self._links)], key=lambda link: link.start)
        shown = text.rstrip()
        breaks = [one for one in self._breaks if one[0] < len(shown)]
        return Cell(shown, links, start, end, breaks, self._bolds)


def _bare_links(text: str, known: list[Link]) -> list[Link]:
    """Links that stand written out in the text, outside those that are marked up."""
    if "://" not in text and "." not in text:
        return []
    starts = [link.start for link in known]
    found: list[Link] = []
    for match in _ADDRESS.finditer(text):
        before = bisect_right(starts, match.start())
        around = known[before - 1] if before and match.start() < known[before - 1].end else None
        href = trim_in_text(match.group())
        if href and not (around and _leads_there(around, href)):
            target = href if "://" in href else f"https://{href}"
            found.append(Link(start=match.start(), end=match.start() + len(href), href=target))
    return found


def _leads_there(link: Link, shown: str) -> bool:
    """Whether the address that is a link's text is its own, as far as it is shown."""
    return "://" not in link.href or _host(link.href) == _host(shown)


def _host(href: str) -> str:
    return href.split("://", 1)[-1].split("/", 1)[0].removeprefix("www.").lower()


def lines_of(cell: Cell) -> list[Cell]:
    """The lines of a cell, each a cell of its own."""
    starts = [0, *(at for at, _ in cell.breaks)]
    sources = [cell.start, *(source for _, source in cell.breaks)]
    ends, source_ends = [*starts[1:], len(cell.text)], [*sources[1:], cell.end]
    links: list[list[Link]] = [[] for _ in starts]
    for link in cell.links:
        line = bisect_right(starts, link.start) - 1
        links[line].append(_moved(link, starts[line]))
    bolds: list[list[tuple[int, int]]] = [[] for _ in starts]
    for begin, until in cell.bolds:
        line = bisect_right(starts, begin) - 1
        bolds[line].append((begin - starts[line], min(until, ends[line]) - starts[line]))
    return [
        Cell(
            cell.text[start:end].rstrip(),
            links[line],
            source,
            source_end,
            bolds=bolds[line],
        )
        for line, (start, end, source, source_end) in enumerate(
            zip(starts, ends, sources, source_ends, strict=True)
        )
    ]


def _moved(link: Link, start: int) -> Link:
    return Link(link.start - start, link.end - start, link.href, link.badge)
