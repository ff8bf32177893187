"""What a document calls itself: its ``<title>``, else its first heading, else its name."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from almanac.printing import plain, shortened
from normalize.records import Kind, Reading
from normalize.text import restore

_TITLE = re.compile(r"<title\b[^>]*>(.*?)</title", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_PICTURE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?")
_LINK = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_UNDERLINE = re.compile(r"\n\s*(?:=+|-+)\s*$")
_MARKS = re.compile(r"^[\s#]+|[\s#]+$|[*`]{1,3}|\b_{1,3}\b|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)")
_LONGEST = 120


def title_of(text: str, kind: Kind, reading: Reading) -> str:
    """The title of a document in one line, never empty.

    ``text`` is its decoded text, which the regions of its reading are offsets in.
    """
    for raw in _candidates(text, kind, reading):
        title = shortened(plain(restore(_bare(raw, kind), kind).text).plain, _LONGEST)
        if any(char.isalnum() for char in title):
            return title
    return _name(reading.document.url)


def _candidates(text: str, kind: Kind, reading: Reading) -> Iterator[str]:
    if kind == "webpage" and (found := _TITLE.search(text)):
        yield found[1]
    for region in reading.regions:
        if region.outcome == "ignored" and region.detail == "heading":
            yield text[region.start : region.end]
    if kind in ("plaintext", "pdf"):
        yield text.lstrip()[:1000].split("\n", 1)[0]


def _bare(raw: str, kind: Kind) -> str:
    """A heading without Markdown marks, tags, pictures and entities."""
    bare = html.unescape(_TAG.sub("", raw)) if kind in ("webpage", "readme") else raw
    if kind == "readme":
        bare = _LINK.sub(r"\1", _PICTURE.sub("", _UNDERLINE.sub("", bare)))
        bare = _MARKS.sub("", bare)
    return bare.strip()


def _name(url: str) -> str:
    parts = urlsplit(url)
    path = PurePosixPath(unquote(parts.path))
    return path.name.removesuffix(".gz").rsplit(".", 1)[0] or parts.netloc or "A list"
