"""Bytes to text: byte order mark, declaration, UTF-8 by its shape, and a sniff, in this order."""

from __future__ import annotations

import codecs
import re
from functools import cache

from w3lib.encoding import html_body_declared_encoding

from normalize.tables import table


def decode(body: bytes, declared: str | None) -> tuple[str, str]:
    """Give the text of ``body`` and the encoding used, as Python names it (``gb18030`` …).

    ``declared`` is what an HTTP header or the document itself says; it is overruled where the
    bytes cannot be that, or are UTF-8 by their shape. Never raises: bytes that no encoding
    explains become U+FFFD. A byte order mark is not part of the text.
    """
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace"), encoding
    known = _known(declared)
    is_utf8, is_seven_bit = _strictly(body, "utf-8") is not None, body.isascii()
    if known and (_may_be(known, is_seven_bit) or not is_utf8):
        text = _strictly(body, known)
        if text is not None:
            return text, known
    encoding = "utf-8" if is_utf8 else _sniff(body)
    return body.decode(encoding, "replace"), encoding


def mark_length(body: bytes) -> int:
    """How many bytes of byte order mark stand before the text."""
    return next((len(mark) for mark, _ in _MARKS if body.startswith(mark)), 0)


def html_charset(body: bytes) -> str | None:
    """Find the encoding that a page declares in ``<meta>`` or an XML declaration.

    Looks at the first 4096 bytes; named as Python does, ``None`` if they name none that is known.
    """
    return _known(html_body_declared_encoding(body[:4096]))


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# The encodings of the web (WHATWG Encoding Standard); Python's other codecs are no text encodings,
# or let a declaration do more than name a character set.
_WEB = re.compile(
    r"utf-8|utf-16(-[lb]e)?|cp866|cp874|cp932|cp949|cp125[0-8]|iso8859-\d+|koi8-[ru]|mac-(roman|cyrillic)"
    r"|gbk|gb18030|big5|big5hkscs|euc_jp|iso2022_jp|shift_jis|euc_kr"
)
# What the standard reads instead of what is declared: each is a superset of the other.
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_SNIFFED = ("gb18030", "big5hkscs", "cp932", "cp949", "cp1252")
_SAMPLE = 50_000  # bytes; enough to tell the encodings apart


def _known(label: str | None) -> str | None:
    """Python's name of a declared encoding, or ``None`` if it is none of the web."""
    try:
        name = codecs.lookup((label or "").strip(" \t\r\n\"'")).name
    except (LookupError, ValueError):
        return None
    name = _SUPERSETS.get(name, name)
    return name if _WEB.fullmatch(name) else None


def _may_be(encoding: str, is_seven_bit: bool) -> bool:
    """Whether bytes that are valid UTF-8 may yet be ``encoding``."""
    if encoding.startswith("utf-16"):
        return False
    return is_seven_bit or encoding == "utf-8"


def _strictly(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except UnicodeError:
        return None


def _sniff(body: bytes) -> str:
    """Choose the encoding whose reading looks most like a language, or UTF-8 with broken bytes."""
    high = re.search(rb"[\x80-\xff]", body)
    start = max(high.start() - 100, 0) if high else 0
    sample = body[start : start + _SAMPLE]
    return max(("utf-8", *_SNIFFED), key=lambda encoding: _likeness(sample, encoding))


def _likeness(sample: bytes, encoding: str) -> float:
    """Score a reading: its share of characters common in the language of the encoding.

    Broken ones count against it. All that are not broken count for UTF-8, because no other
    encoding keeps its shape.
    """
    high = re.findall(r"[^\x00-\x7f]", sample.decode(encoding, "replace"))
    common = len(high) if encoding == "utf-8" else sum(char in _common(encoding) for char in high)
    broken = high.count("\ufffd")
    if encoding == "utf-8":
        common -= broken
    return (common - 4 * broken) / max(len(high), 1)


@cache
def _common(encoding: str) -> frozenset[str]:
    return frozenset(table("frequent_characters")[encoding])
