"""Double-byte encodings: which bytes each character is in the encodings of East Asian languages."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from normalize.text.utf8 import LEAD_OF_FOUR, LEAD_OF_THREE, LEAD_OF_TWO, TAILS

LOST = "\u0100"
"""In a byte view: bytes that could not be read (U+FFFD in the text)."""
EURO = "\u0101"
"""For a moment: the euro sign, both A2E3 and, in Windows' code page 936 and in browsers, 80."""


class DoubleByte(msgspec.Struct, frozen=True):
    """One encoding as a way to read bytes; ``codec`` is Python's name of it."""

    codec: str
    to_bytes: dict[int, str]

    def byte_view(self, text: str) -> tuple[str, list[int]]:
        """See ``text`` as the bytes it was read from, and how many each of its characters was.

        A byte is the character of its number, U+FFFD is ``LOST``, and no other character of the
        view is in U+0080-0101.
        """
        view = text.translate(self.to_bytes)
        known = self.to_bytes
        sizes = [len(known.get(char, "x")) for char in map(ord, text)]
        if EURO in view:
            view = _euros_resolved(text, view, sizes)
        return view, sizes


#: Python's names of the encodings that UTF-8 is taken for, the likeliest first.
CODECS = ("gb18030", "cp932", "cp949", "big5hkscs", "euc_jp")


@cache
def double_byte(codec: str) -> DoubleByte:
    """The encoding that Python calls ``codec``; one of ``CODECS``."""
    to_bytes = dict.fromkeys(range(0x80, 0x102), "\uffff")
    for lead in range(0x80, 0x100):
        _add(to_bytes, codec, bytes([lead]))
        for trail in range(0x40, 0xFF):
            _add(to_bytes, codec, bytes([lead, trail]))
            if codec == "gb18030":  # what GB 18030 changed is still read as before by others
                _add(to_bytes, "gbk", bytes([lead, trail]))
    if codec == "gb18030":
        to_bytes[0x20AC] = EURO
    to_bytes[0xFFFD] = LOST
    return DoubleByte(codec, to_bytes)


def readable(codec: str, leads: range, trails: range) -> set[str]:
    """The characters that two bytes of these ranges are read as."""
    pairs = (bytes([lead, trail]) for lead in leads for trail in trails)
    return {char for pair in pairs if (char := _read(pair, codec))}


_TAIL = f"[{TAILS}{EURO}]"
_TWO_BYTES = re.compile(
    f"(?:(?<={LEAD_OF_THREE}{_TAIL})|(?<={LEAD_OF_TWO})|(?<={LEAD_OF_FOUR}{_TAIL}{_TAIL}))"
    f"{EURO}(?={_TAIL})"
)


def _euros_resolved(text: str, view: str, sizes: list[int]) -> str:
    """Take a euro sign for two bytes where one would make nonsense of UTF-8, and note its size."""
    euros = (place for place, char in enumerate(text) if char == "€")
    two = {match.start() for match in _TWO_BYTES.finditer(view)}
    for euro, match in zip(euros, re.finditer(EURO, view), strict=True):
        sizes[euro] = 2 if match.start() in two else 1
    return re.sub(EURO, lambda euro: "\xa2\xe3" if euro.start() in two else "\x80", view)


def _add(to_bytes: dict[int, str], codec: str, read: bytes) -> None:
    char = _read(read, codec)
    if char and to_bytes.get(ord(char), "\uffff") == "\uffff":
        to_bytes[ord(char)] = read.decode("latin-1")


def _read(read: bytes, codec: str) -> str:
    """The one character above U+007F that ``read`` is, or nothing."""
    try:
        char = read.decode(codec)
    except UnicodeDecodeError:
        return ""
    return char if len(char) == 1 and char >= "\x80" else ""
