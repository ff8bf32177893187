"""Finds a page's content where scripts carry it: HTML in a string of embedded JSON."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from spiders.readers.blocks import Link

_SCRIPT = re.compile(
    r"<script\b[^>]{0,500}?\bapplication/(?:ld\+)?json\b[^>]{0,500}>(.*?)(?:</script|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)"', re.DOTALL)
_LINK = re.compile(r"(?:<|\\u003c)a\b[^<>]{0,500}?href=\\?[\"']?https?:", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|u[0-9a-f]{4}|.)", re.IGNORECASE)
#: So many links, and so many times those that a page shows, make a string its content.
_LEAST, _MORE = 3, 2


class Embedded(msgspec.Struct, frozen=True):
    """HTML that stands in a string of JSON, at ``[start, end)`` of the page."""

    html: str
    start: int
    end: int
    #: where escapes end, in the HTML and in the page
    _known: tuple[list[int], list[int]]

    def place(self, offset: int) -> int:
        """Where in the page a character of the HTML stands."""
        decoded, written = self._known
        index = bisect_right(decoded, offset) - 1
        return written[index] + offset - decoded[index]


def embedded(text: str, start: int, end: int, shown: int) -> Embedded | None:
    """The string with most links in ``[start, end)``, if it has far more than are ``shown``."""
    if text.find("json", start, end) < 0:
        return None
    found = max(_strings(text, start, end), key=lambda one: one[0], default=None)
    if found is None or found[0] < max(_LEAST, _MORE * shown + 1):
        return None
    return _decoded(text, found[1], found[2])


def moved(one: Any, place: Callable[[int], int]) -> Any:
    """A block whose offsets are led through ``place``, and those of all that is in it."""
    if isinstance(one, list):
        return [moved(part, place) for part in one]
    if isinstance(one, tuple):  # a break: an offset in the cell's text, one in the document
        return (one[0], place(one[1]))
    if isinstance(one, Link) or not isinstance(one, msgspec.Struct):
        return one
    changed = {
        name: place(value) if name in ("start", "end") else moved(value, place)
        for name in one.__struct_fields__
        if name != "bolds" and (value := getattr(one, name)) is not None  # places in its text
    }
    return msgspec.structs.replace(one, **changed)


def _strings(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The strings of JSON that hold links: how many, and where each stands."""
    for script in _SCRIPT.finditer(text, start, end):
        for string in _STRING.finditer(text, script.start(1), script.end(1)):
            links = len(_LINK.findall(text, string.start(1), string.end(1)))
            if links:
                yield links, string.start(1), string.end(1)


def _decoded(text: str, start: int, end: int) -> Embedded | None:
    try:
        html = json.loads(f'"{text[start:end]}"', strict=False)
    except ValueError:
        return None
    decoded, written = [0], [start]
    shift = start  # what an offset in the HTML lacks to that in the page
    for escape in _ESCAPE.finditer(text, start, end):
        shift += len(escape[0]) - 1
        decoded.append(escape.end() - shift)
        written.append(escape.end())
    return Embedded(html, start, end, (decoded, written))
