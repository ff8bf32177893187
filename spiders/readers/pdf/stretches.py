"""Stretches of a PDF's lines put together into the cells that blocks are made of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import msgspec

from normalize.addresses import trim_in_text
from spiders.readers.blocks import Cell, Link
from spiders.readers.cells import ADDRESS_CHARACTER, BARE_URL

TextLink = tuple[int, int, str]
_HYPHENATED = re.compile(r"[^\W_]-\Z")
_ADDRESS_END = re.compile(rf"(?:https?://|www\.){ADDRESS_CHARACTER}*\Z")
_ADDRESS_START = re.compile(rf"{ADDRESS_CHARACTER}+")
_CONNECTORS = "/-_=?&%#.~+"
_HAN = ("\u2e80", "\uffef")


#: Ems that a full line of running text may lack to the right edge of its column.
FULL = 0.8


class Stretch(msgspec.Struct, frozen=True):
    """A part of a line; ``full`` says that it reaches the right edge of its column."""

    start: int
    end: int
    full: bool = False


class Page(msgspec.Struct, frozen=True):
    """What blocks are cut from: a text and its links ``(start, end, uri)`` in order."""

    text: str
    links: Sequence[TextLink]

    def links_in(self, start: int, end: int) -> list[TextLink]:
        """The links that touch a stretch."""
        at = bisect_left(self.links, (start, start, ""))
        while at and self.links[at - 1][1] > start:
            at -= 1
        found = []
        while at < len(self.links) and self.links[at][0] < end:
            found.append(self.links[at])
            at += 1
        return found

    def cell(self, stretches: Iterable[Stretch], bold: int = 0) -> Cell:
        """One cell made of stretches of the text; the first ``bold`` characters are bold.

        Chinese goes on over a line's end unspaced, and so does an address that was too long.
        Addresses written out are links, where no annotation says where they lead.
        """
        text = ""
        links: list[Link] = []
        spans = list(stretches)
        before: Stretch | None = None
        for span in spans:
            said = self.text[span.start : span.end].strip("\n")
            if before is None or span.start > before.end:
                # Else a hyphen between them was taken out, with the line's end.
                text += _joint(text, said, full=before is not None and before.full)
            self._link(links, span, len(text))
            before = span
            text += said
        links += _written_out(text, links)
        links.sort(key=lambda link: link.start)
        first, last = min(span.start for span in spans), max(span.end for span in spans)
        bolds = [(0, min(bold, len(text)))] if bold else []
        return Cell(text, links, first, last, bolds=bolds)

    def _link(self, links: list[Link], span: Stretch, offset: int) -> None:
        for first, last, uri in self.links_in(span.start, span.end):
            begin = offset + max(0, first - span.start)
            stop = offset + min(span.end, last) - span.start
            if links and links[-1].href == uri and begin - links[-1].end <= 1:
                links[-1] = Link(links[-1].start, stop, uri)
            else:
                links.append(Link(begin, stop, uri))


def _joint(before: str, after: str, *, full: bool) -> str:
    """What stands between the end of a line and the beginning of the next."""
    if not before or not after:
        return ""
    if _HYPHENATED.search(before) and not after[0].isspace():
        return ""
    if full and _goes_on(before, after):
        return ""
    both_han = all(_HAN[0] <= char <= _HAN[1] for char in (before[-1], after[0]))
    return "" if both_han else " "


def _goes_on(before: str, after: str) -> bool:
    """Whether an address at the end of a full line goes on in the next."""
    address, rest = _ADDRESS_END.search(before), _ADDRESS_START.match(after)
    if not address or not rest or after.startswith(("http://", "https://")):
        return False
    # A word that begins like a sentence, after an address that is complete, is the next word.
    is_word = rest[0].isalpha() and rest[0][0].isupper() and before[-1] not in _CONNECTORS
    return not is_word and before[-1] not in ",;)"


def _written_out(text: str, links: Sequence[Link]) -> list[Link]:
    if "://" not in text:
        return []
    return [
        Link(found.start(), found.start() + len(href), href)
        for found in BARE_URL.finditer(text)
        if not any(link.start < found.end() and found.start() < link.end for link in links)
        and (href := trim_in_text(found[0]))
    ]
