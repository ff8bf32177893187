"""Reads the tags of HTML as they are written: where each ends, what it is called and says."""

from __future__ import annotations

import html
import re
from enum import IntEnum

from spiders.readers.html.tags import BLOCKS, DROPPED, ENDS, LEAVES, MARKS, PARTS, RAW

BEGINS_TAG = re.compile(r"[a-zA-Z/!?]")
# A tag with its attributes: ``>`` inside of quotes does not end it, unless they never close.
_TAG = re.compile(r"<[^\s/>]*+(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+(?:>|\Z)")
_END_OF_RAW = {name: re.compile(rf"</{name}\b[^>]*+>?", re.IGNORECASE) for name in RAW}
_COMMENT = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))", re.DOTALL)
_NAME = re.compile(r"/?([a-zA-Z][^\s/>]*)")
_TELLING = re.compile(r"(?:class|id|role|itemprop)\s*=|^[a-z]+-|hidden|none", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")


class Does(IntEnum):
    """What a tag does to the tree."""

    NOTHING = 0
    LEAF = 1
    OPENS_INLINE = 2
    OPENS_BLOCK = 3
    CLOSES = 4


class Tag:
    """A tag as it is written; each spelling of one is read once a document."""

    __slots__ = (
        "_attributes",
        "_written",
        "does",
        "ends",
        "inline",
        "is_end",
        "name",
        "noted",
        "outward",
        "tells",
    )

    def __init__(self, written: str) -> None:
        named = _NAME.match(written)
        self.name = named[1].lower() if named else ""
        self.does = _does(self.name, written)
        self.inline = self.does is Does.OPENS_INLINE
        self.ends = ENDS.get(self.name)
        self.is_end = written.startswith("/")
        self._written = written[named.end() :] if named else ""
        self._attributes: dict[str, str] | None = None
        #: whether it is a link that names its host
        self.outward = self.name == "a" and "//" in written
        #: whether it may tell which part of a page it holds
        self.tells = self.name in PARTS or _TELLING.search(written) is not None
        #: whether anything is to be kept of where it stands
        self.noted = self.tells or self.name in MARKS or self.name in ("a", "p", "table")

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes by their names in lower case; of two of one name, the first."""
        if self._attributes is None:
            self._attributes = {}
            for name, *values in _ATTRIBUTE.findall(self._written):
                self._attributes.setdefault(name.lower(), html.unescape("".join(values)))
        return self._attributes


def read_tag(source: str, begin: int, written: str) -> tuple[Tag, int]:
    """The tag at ``begin``, and where it ends; a comment or a script, behind its own end."""
    tag, end = Tag(written), begin + len(written) + 2
    if source.startswith("<!--", begin):
        found = _COMMENT.match(source, begin)
        return tag, found.end() if found else end
    if written[0] in "/!?" or (found := _TAG.match(source, begin)) is None:
        return tag, end
    if found.end() != end:
        end = found.end()
        if not source.startswith(">", end - 1):  # cut off in the middle of it
            return Tag(""), end
        tag = Tag(source[begin + 1 : end - 1])
    if tag.name in RAW:
        closing = _END_OF_RAW[tag.name].search(source, end)
        end = closing.end() if closing else len(source)
    return tag, end


def _does(name: str, written: str) -> Does:
    if not name or (name in DROPPED and name not in RAW):
        return Does.NOTHING
    if written.startswith("/"):
        return Does.LEAF if name == "br" else Does.CLOSES
    if name in LEAVES or name in RAW:
        return Does.NOTHING if name in DROPPED else Does.LEAF
    return Does.OPENS_BLOCK if name in BLOCKS else Does.OPENS_INLINE
