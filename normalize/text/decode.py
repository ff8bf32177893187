"""Bytes to text: byte order mark, declaration, UTF-8 by its shape, and a sniff, in this order."""

from __future__ import annotations

import codecs
import re

from w3lib.encoding import html_body_declared_encoding

from normalize.text.language import text_score
from normalize.text.likelihood import likelihood


def decode(body: bytes, declared: str | None) -> tuple[str, str]:
    """Give the text of ``body`` and the encoding used, as Python names it (``gb18030`` …).

    ``declared`` is what an HTTP header or the document itself says. It is overruled where the
    bytes are UTF-8 by their shape, cannot be what is declared, or read far more like a language
    in another encoding of double bytes. Never raises: bytes that no encoding explains become
    U+FFFD, and a few of them do not make UTF-8 another encoding. A byte order mark is not part of
    the text.
    """
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace"), encoding
    known = _known(declared)
    as_utf8 = _strictly(body, "utf-8")
    if as_utf8 is not None and (known == "utf-8" or not (known and _may_be(known, body))):
        return as_utf8, "utf-8"
    text = _strictly(body, known) if known else None
    if known and text is not None:
        encoding = known if body.isascii() or not _HIGH.search(body) else _overruled(body, known)
        return (text, known) if encoding == known else (body.decode(encoding, "replace"), encoding)
    encoding = _sniff(body, known)
    return body.decode(encoding, "replace"), encoding


def mark_length(body: bytes) -> int:
    """How many bytes of byte order mark stand before the text."""
    return next((len(mark) for mark, _ in _MARKS if body.startswith(mark)), 0)


def html_charset(body: bytes, header: str | None = None) -> str | None:
    """Find the encoding that a page declares in its header, in ``<meta>`` or an XML declaration.

    What names no encoding that is known declares nothing; ``None`` if nothing does. Looks at the
    first 4096 bytes. In UTF-16 without a mark, the first tag tells. Named as Python does.
    """
    if sixteen := _SIXTEEN_BITS.match(body):
        return "utf-16-le" if sixteen[1] else "utf-16-be"
    return _known(header) or _known(html_body_declared_encoding(body[:4096]))


_SIXTEEN_BITS = re.compile(rb"(?:\s\0)*(<\0)(?!\0)|(?:\0\s)*\0<")

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
_DOUBLE = ("gb18030", "big5hkscs", "cp932", "cp949", "euc_jp")
_SINGLE = (
    *("cp1252", "cp1251", "cp1250", "iso8859-2", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("cp1258", "cp874", "koi8-r", "cp866", "iso8859-5"),
)
_SAMPLES, _SAMPLE = 4, 8000  # bytes of each; enough to tell the encodings apart
_FAR_MORE = 12.0  # nats
_MORE = 0.3  # nats a byte above 7F
_MANY = 6  # bytes above 7F, fewer than which overrule nothing
_HIGH = re.compile(rb"[\x80-\xff]")


def _known(label: str | None) -> str | None:
    """Python's name of a declared encoding, or ``None`` if it is none of the web."""
    try:
        name = codecs.lookup((label or "").strip(" \t\r\n\"'")).name
    except (LookupError, ValueError):
        return None
    name = _SUPERSETS.get(name, name)
    return name if _WEB.fullmatch(name) else None


def _may_be(encoding: str, body: bytes) -> bool:
    """Whether bytes that are valid UTF-8 may yet be ``encoding``.

    Seven bits may be anything. Few double bytes have the shape of UTF-8 by chance, and are told
    from it by how likely the characters are.
    """
    if encoding.startswith("utf-16"):
        return False
    if encoding == "utf-8" or body.isascii():
        return True
    if encoding not in _DOUBLE or len(body) > _SAMPLE or len(_HIGH.findall(body)) > _MANY:
        return False
    return _strictly(body, encoding) is not None and (
        likelihood(body.decode(encoding)) > likelihood(body.decode("utf-8"))
    )


def _strictly(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except UnicodeError:
        return None


def _overruled(body: bytes, declared: str) -> str:
    """Give the encoding that explains ``body`` far better, or what is declared."""
    sample = _sample(body)
    high = len(_HIGH.findall(sample))
    if high < _MANY or declared not in (*_DOUBLE, *_MISTAKEN):
        return declared
    if _is_broken_utf8(sample):
        return "utf-8"
    best = max((*_DOUBLE, *_SINGLE), key=lambda encoding: _score(sample, encoding))
    gain = _score(sample, best) - _score(sample, declared)
    return best if gain > max(_FAR_MORE, _MORE * high) else declared


# Declared by default, whatever the bytes are.
_MISTAKEN = ("cp1252", "cp1251", "cp1250", "cp1254", "iso8859-2", "iso8859-15", "mac-roman")


def _sniff(body: bytes, declared: str | None) -> str:
    """Choose the encoding whose reading is most like a language, or UTF-8 with broken bytes."""
    sample = _sample(body)
    if _is_broken_utf8(sample):
        return "utf-8"
    candidates = [*_DOUBLE, *_SINGLE]
    if declared and declared not in candidates and not declared.startswith(("utf", "iso2022")):
        candidates.append(declared)
    return max(candidates, key=lambda encoding: _score(sample, encoding))


def _is_broken_utf8(sample: bytes) -> bool:
    """Whether most bytes above 7F are in sequences of UTF-8: no other encoding keeps its shape."""
    read = sample.decode("utf-8", "replace")
    broken = read.count("\ufffd")
    whole = sum(len(char.encode()) for char in read if char >= "\x80" and char != "\ufffd")
    return whole > 4 * broken or not _HIGH.search(sample)


def _sample(body: bytes) -> bytes:
    """Take a few stretches with bytes above 7F from all over ``body``, cut at lines or spaces."""
    first = _HIGH.search(body)
    if not first or len(body) - first.start() <= _SAMPLES * _SAMPLE:
        return body[first.start() :] if first else b""
    step = (len(body) - first.start()) // _SAMPLES
    stretches = []
    for start in range(first.start(), len(body) - _SAMPLE, step):
        high = _HIGH.search(body, start)
        begun = high.start() if high else start
        stretch = body[begun : begun + _SAMPLE]
        if begun == start > first.start():  # perhaps within a character
            stretch = re.split(rb"[ \t\r\n]", stretch, maxsplit=1)[-1]
        stretches.append(stretch)
    return b"\n".join(stretches)


_BROKEN = -25.0  # nats
_USUAL = 4.0  # nats that the commonest of them has beforehand
_READ = 3_000  # bytes of a sample; the language model is no fast one


def _score(sample: bytes, encoding: str) -> float:
    """How likely a reading is, in nats; comparable between encodings."""
    read = sample[:_READ].decode(encoding, "replace")
    usual = _USUAL if encoding == "cp1252" else 0.0
    return text_score(read) + read.count("\ufffd") * _BROKEN + usual
