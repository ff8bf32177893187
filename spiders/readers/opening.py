"""Opens a document: bytes to decoded text, restored text and what stands in it, per kind."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

import msgspec

from normalize.records import Kind
from normalize.text import Restored, restore
from normalize.text.decode import decode, html_charset, mark_length
from normalize.text.translation import is_machine_translated, reads_translated
from spiders.errors import ReadError
from spiders.readers.blocks import Block
from spiders.readers.contents import Contents
from spiders.readers.entries import read_entries
from spiders.readers.html.own_pages import with_own_pages
from spiders.readers.html.page import html_blocks
from spiders.readers.lines import Lines
from spiders.readers.markdown.page import markdown_blocks
from spiders.readers.pdf.document import extract_pdf, in_restored, read_pdf
from spiders.readers.plaintext.document import read_plaintext
from spiders.readers.untranslate import untranslate

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_HTML_TAG = re.compile(
    r"<(?:html|body|article|main|div|p|table|ul|ol|h[1-6]|a|li)\b", re.IGNORECASE
)
#: Of text only line ends, tabs, form feeds and the escapes of ISO 2022 are usual.
_CONTROLS = bytes([*range(1, 9), 11, *range(14, 27), *range(28, 32)])
_SAMPLE = 100_000
_BINARY = {
    b"%PDF-": "a PDF",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"PK\x03\x04": "a ZIP archive",
    b"\x1f\x8b": "gzip data",
}


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A document before and after restoration, and what a reader found in it.

    ``raw`` is the decoded text as fetched; all offsets in ``contents`` are in
    ``restored.text``. ``locate`` gives the locator of a stretch of ``raw``.
    """

    raw: str
    restored: Restored
    contents: Contents
    locate: Callable[[int, int], str]
    #: what the bytes were decoded with; null where the text is not in the bytes (PDF)
    encoding: str | None = None
    machine_translated: bool = False
    #: links that are not in the text but laid over it (PDF): offset in ``restored.text``, URI
    annotated: list[tuple[int, str]] = []


def open_document(body: bytes, kind: Kind, content_type: str | None = None) -> Opened:
    """Decode, restore and read a body as its source's kind says.

    Raises:
        ReadError: ``empty``, or one that is not what its kind says.
    """
    _refuse_empty(body)
    if kind == "pdf":
        return _open_pdf(body)
    text, encoding = _text(body, kind, content_type)
    return open_text(text, kind, encoding)


def open_text(text: str, kind: Kind, encoding: str | None) -> Opened:
    """Restore and read a decoded text of any kind but PDF."""
    restored = restore(text, kind)
    # Only a page has the translator's markup; its words may have been saved as anything.
    translated = (kind == "webpage" and is_machine_translated(text)) or reads_translated(
        restored.text
    )
    if kind == "plaintext":
        contents = read_plaintext(restored.text)
    else:
        blocks = _blocks(restored.text, kind)
        if translated:
            blocks, restored = untranslate(blocks, restored)
        contents = read_entries(blocks)
    locate = _characters if kind != "readme" else Lines(text).locate
    return Opened(
        raw=text,
        restored=restored,
        contents=contents,
        locate=locate,
        encoding=encoding,
        machine_translated=translated,
    )


def decoded_text(body: bytes, kind: Kind, content_type: str | None = None) -> str:
    """The text of a body before restoration, which regions are offsets in: ``Opened.raw``.

    Raises:
        ReadError: as :func:`open_document` does.
    """
    _refuse_empty(body)
    return extract_pdf(body).text if kind == "pdf" else _text(body, kind, content_type)[0]


def _refuse_empty(body: bytes) -> None:
    if not body.strip():
        raise ReadError("empty", "the document has no content")


def _blocks(text: str, kind: Kind) -> list[Block]:
    if kind == "readme":
        return markdown_blocks(text)
    return with_own_pages(html_blocks(text))


def _open_pdf(body: bytes) -> Opened:
    found = extract_pdf(body)
    restored = restore(found.text, "pdf")
    links, lines = in_restored(found, restored.alignment)
    contents = read_pdf(restored.text, links, lines)
    return Opened(
        raw=found.text,
        restored=restored,
        contents=contents,
        locate=found.locator,
        annotated=[(start, uri) for start, _, uri in links],
    )


def _text(body: bytes, kind: Kind, content_type: str | None) -> tuple[str, str]:
    """The decoded text of a document that should be text, and its encoding.

    Raises:
        ReadError: ``not-text``, ``not-html``, ``not-readme`` or ``not-plaintext``.
    """
    for magic, what in _BINARY.items():
        if body.startswith(magic):
            raise ReadError("not-text", f"its kind says {kind}, but the document is {what}")
    declared = _CHARSET.search(content_type or "")
    charset = declared[1] if declared else None
    if kind == "webpage":
        charset = html_charset(body, charset)
        body = _marked(body, charset)
    if _is_binary(body):
        raise ReadError("not-text", f"its kind says {kind}, but the document is binary data")
    text, encoding = decode(body, charset)
    if kind == "webpage" and not _HTML_TAG.search(text):
        raise ReadError("not-html", "its kind says webpage, but there is no HTML in the document")
    if kind != "webpage" and _HTML_START.match(text):
        raise ReadError(f"not-{kind}", f"its kind says {kind}, but the document is an HTML page")
    return text, encoding


def _marked(body: bytes, charset: str | None) -> bytes:
    """A page in UTF-16 with its byte order mark: without, its ASCII would pass for UTF-8."""
    mark = _MARKS_OF_UTF_16.get(charset or "")
    return mark + body if mark and not mark_length(body) and b"\0" in body else body


_MARKS_OF_UTF_16 = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


def _is_binary(body: bytes) -> bool:
    """Whether control characters stand in it that no text is full of; UTF-16 says what it is."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff", codecs.BOM_UTF32_BE)):
        return False
    sample = body[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return body.count(b"\0") > len(body) // 100 or controls > 8 + len(sample) // 20


def _characters(start: int, end: int) -> str:
    return f"char={start}-{end}"
