"""Builds a :class:`Cell` out of inline pieces: text without markup, its links, its bold start."""

from __future__ import annotations

import re

from normalize.addresses import trim_in_text
from spiders.readers.blocks import Cell, Link

_SPACE = re.compile(r"\s+")
#: A link written out in running text. It ends at white space, at brackets and quotes that
#: cannot be part of it unescaped, and at the first CJK or full-width character.
BARE_URL = re.compile(r"https?://[!#-&*-;=?-Z\\^_a-z|~\[\]()]+")


class CellBuilder:
    """Collects the pieces of one cell in reading order; white space is folded as HTML does."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._length = 0
        self._links: list[Link] = []
        self._open_link: tuple[int, str, bool] | None = None
        self._bold_from: int | None = None
        self._bold: tuple[int, int] | None = None

    def add(self, text: str) -> None:
        """Append text; runs of white space become one space, none at the start."""
        text = _SPACE.sub(" ", text)
        if text.startswith(" ") and (not self._text or self._text[-1].endswith(" ")):
            text = text[1:]
        if text:
            self._text.append(text)
            self._length += len(text)

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
        """End the bold stretch; only the first one of a cell is kept."""
        if self._bold_from is not None and self._bold is None and self._length > self._bold_from:
            self._bold = (self._bold_from, self._length)
        self._bold_from = None

    def build(self, start: int, end: int) -> Cell:
        """The finished cell, standing at ``[start, end)`` in the document."""
        self.close_link()
        self.close_bold()
        text = "".join(self._text)
        links = sorted([*self._links, *_bare_links(text, self._links)], key=lambda link: link.start)
        return Cell(text=text.rstrip(), links=links, bold=self._bold, start=start, end=end)


def _bare_links(text: str, known: list[Link]) -> list[Link]:
    """Links that stand written out in the text, outside those that are marked up."""
    if "://" not in text:
        return []
    taken = [(link.start, link.end) for link in known]
    return [
        Link(start=match.start(), end=match.start() + len(href), href=href)
        for match in BARE_URL.finditer(text)
        if not any(start <= match.start() < end for start, end in taken)
        and (href := trim_in_text(match.group()))
    ]
