"""What a server's answer says of a document, and what we ask it next time."""

from __future__ import annotations

import hashlib
from datetime import datetime

import msgspec
from scrapy.http import Response

from normalize.records import Document
from spiders.readers import READER_VERSION

OK, NOT_MODIFIED = 200, 304


def conditions(known: Document) -> dict[str, str]:
    """Headers that ask for a document only if it is no longer the one we know (RFC 9110, 13)."""
    validators = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in validators.items() if value}


def document_of(
    response: Response, body: bytes, source_id: str, url: str, now: datetime
) -> Document:
    """The document that came; ``body`` is unpacked."""
    # Validators belong to the address that gave them: where a redirect led there, tonight's may
    # lead elsewhere, and "not modified" would be said of another document.
    own = not response.meta.get("redirect_urls")
    return Document(
        source_id=source_id,
        url=url,
        sha256=hashlib.sha256(body).hexdigest(),
        etag=_header(response, "ETag") if own else None,
        last_modified=_header(response, "Last-Modified") if own else None,
        http_status=response.status if response.url.startswith("http") else None,
        content_type=_header(response, "Content-Type"),
        bytes=len(body),
        fetched_at=now,
        reader_version=READER_VERSION,
    )


def revalidated(known: Document, response: Response) -> Document:
    """A document that is still the one we know, with the validators that the server has now."""
    return msgspec.structs.replace(
        known,
        etag=_header(response, "ETag") or known.etag,
        last_modified=_header(response, "Last-Modified") or known.last_modified,
        reader_version=READER_VERSION,
    )


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
