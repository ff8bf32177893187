"""Single-byte code pages: which character each byte above 7F becomes when read through them."""

from __future__ import annotations

import re

import msgspec

_HIGH_BYTES = bytes(range(0x80, 0x100))
_TWO, _THREE, _FOUR = (0xC2, 0xDF), (0xE0, 0xEF), (0xF0, 0xF4)  # lead bytes of UTF-8
_CONTINUATION = (0x80, 0xBF)


class CodePage(msgspec.Struct, frozen=True):
    """One code page, and how to see a text through it.

    In a *byte view* of a text each character of the page is the character whose number is its
    byte (positions are kept), and no other character is in U+0080-00FF.
    """

    name: str
    suspect: re.Pattern[str]
    """Finds the beginning of what could be a UTF-8 sequence read through this page."""
    undefined: frozenset[int]
    """Bytes 80-BF that mean nothing or nothing visible here, and are easily lost."""
    to_bytes: dict[int, str]

    @property
    def western(self) -> bool:
        """Whether it is one of the pages through which most damage comes."""
        return self.name in ("windows-1252", "windows-1254", "latin-1")

    def byte_view(self, text: str) -> str:
        """``text`` with every character of the page replaced by its byte's number."""
        return text.translate(self.to_bytes)


def _code_page(name: str) -> CodePage:
    chars = "".join(_read(byte, name) for byte in _HIGH_BYTES)
    to_bytes = dict.fromkeys(range(0x80, 0x100), "\uffff")
    pairs = list(zip(_HIGH_BYTES, chars, strict=True))
    # Where a byte without a meaning is read as a character that has one, the latter is meant.
    to_bytes |= {ord(char): chr(byte) for byte, char in pairs if byte == ord(char)}
    to_bytes |= {ord(char): chr(byte) for byte, char in pairs if byte != ord(char)}
    undefined = {
        byte
        for byte, char in zip(_HIGH_BYTES[:0x40], chars, strict=False)
        if "\x80" <= char <= "\x9f" or char == "\xad"
    }
    two, three, four, next_ = (
        "[" + re.escape(chars[first - 0x80 : last - 0x7F]) + "]"
        for first, last in (_TWO, _THREE, _FOUR, _CONTINUATION)
    )
    suspect = re.compile(f"{three}{next_}{next_}|{two}{next_}|{four}{next_}{{3}}")
    return CodePage(name, suspect, frozenset(undefined), to_bytes)


def _read(byte: int, page: str) -> str:
    """The character of a byte; without a meaning the one of its own number, as in browsers."""
    try:
        return bytes([byte]).decode(page)
    except UnicodeDecodeError:
        return chr(byte)


# In the order in which they are preferred when they explain a text equally well.
CODE_PAGES = tuple(
    _code_page(name)
    for name in (
        "windows-1252",
        "latin-1",
        "windows-1250",
        "windows-1251",
        "windows-1253",
        "windows-1254",
        "windows-1255",
        "windows-1256",
        "windows-1257",
        "windows-1258",
        "iso-8859-2",
        "iso-8859-15",
        "iso-8859-3",
        "iso-8859-4",
        "iso-8859-5",
        "iso-8859-7",
        "iso-8859-8",
        "iso-8859-9",
        "iso-8859-10",
        "iso-8859-11",
        "iso-8859-13",
        "iso-8859-14",
        "iso-8859-16",
        "mac-roman",
        "cp437",
        "cp850",
    )
)

# One letter of each class in a row is all that the quick search looks for.
_LEADS, _NEXTS = (
    "".join(
        {
            chr(char)
            for page in CODE_PAGES
            for char, byte in page.to_bytes.items()
            if first <= ord(byte) <= last
        }
    )
    for first, last in ((_TWO[0], _FOUR[1]), _CONTINUATION)
)
_SUSPECT = re.compile(f"[{re.escape(_LEADS)}][{re.escape(_NEXTS)}]")
_CLUSTER = re.compile(f"[{re.escape(_LEADS + _NEXTS)}]{{2,}}")


def suspicious_clusters(text: str) -> str:
    """All that could be UTF-8 read through any of the pages, one stretch per line.

    Empty for most healthy text, after one quick search.
    """
    return "\n".join(_CLUSTER.findall(text)) if _SUSPECT.search(text) else ""
