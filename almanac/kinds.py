"""Guesses of which kind a document is, by what stands in it and how its name ends."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from normalize.records import Kind

_KIND_OF_ENDING: dict[str, Kind] = {
    ".md": "readme",
    ".markdown": "readme",
    ".pdf": "pdf",
    ".txt": "plaintext",
    ".html": "webpage",
    ".htm": "webpage",
}
_KIND_OF_TYPE: dict[str, Kind] = {
    "text/markdown": "readme",
    "application/pdf": "pdf",
    "text/html": "webpage",
    "application/xhtml+xml": "webpage",
}
#: Bytes of a document that are looked at.
_SAMPLE = 200_000
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_MARKUP = re.compile(rb"</(?:p|div|li|ul|td|tr|a|span|font|h[1-6])>", re.IGNORECASE)
_MARKDOWN = re.compile(rb"^#{1,6} |^\|.*\|[ \t]*\r?$|\]\([^)\s]", re.MULTILINE)
#: So many marks are no accident of plain text.
_ENOUGH = 3


def guess_kind(document: str, body: bytes = b"", content_type: str | None = None) -> Kind:
    """What a document is. ``document`` is its URL or path, ``body`` what was fetched, if it was.

    What stands in it decides, save between Markdown and the HTML that Markdown may hold: there
    the ending of the name does, and what the server calls it. A page, where nothing tells.
    """
    body = body[:_SAMPLE]
    if body.startswith(b"%PDF-"):
        return "pdf"
    if _PAGE.match(body):
        return "webpage"
    named = _by_name(document)
    if named in ("readme", "pdf", "webpage") or not body.strip():
        return named or _by_type(content_type) or "webpage"
    return _by_type(content_type) or _by_marks(body)


def _by_name(document: str) -> Kind | None:
    path = urlsplit(document).path.lower().removesuffix(".gz")
    return _KIND_OF_ENDING.get(path[path.rfind(".") :]) if "." in path else None


def _by_type(content_type: str | None) -> Kind | None:
    return _KIND_OF_TYPE.get((content_type or "").split(";")[0].strip().lower())


def _by_marks(body: bytes) -> Kind:
    tags, marks = len(_MARKUP.findall(body)), len(_MARKDOWN.findall(body))
    if tags >= _ENOUGH and tags > marks:
        return "webpage"
    return "readme" if marks >= _ENOUGH else "plaintext"
