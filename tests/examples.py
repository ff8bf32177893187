"""Small, complete records for tests, each built from what the test says and plain defaults."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from normalize.records import (
    Document,
    Failure,
    Fetched,
    Kind,
    Mention,
    Reading,
    Reject,
    Repair,
    Source,
    SourceState,
)
from spiders.packing import packed
from spiders.readers import read

NOW = datetime(2026, 11, 20, 3, 0, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 3, 0, 0, tzinfo=UTC)
LIST_URL = "https://example.org/list.md"


def source(source_id: str = "list", **values: Any) -> Source:
    """A source of one README, unless the test says otherwise."""
    given: dict[str, Any] = {
        "path": f"sources/{source_id}.toml",
        "title": source_id,
        "kind": "readme",
        "urls": [LIST_URL],
    }
    return Source(id=source_id, **(given | values))


def document(body: bytes = b"", **values: Any) -> Document:
    """A document of the source ``list`` with this body."""
    given: dict[str, Any] = {
        "source_id": "list",
        "url": LIST_URL,
        "sha256": hashlib.sha256(body).hexdigest(),
        "bytes": len(body),
        "fetched_at": NOW,
        "reader_version": "1",
    }
    return Document(**(given | values))


def mention(mention_id: str = "m1", name: str = "Firefly", **values: Any) -> Mention:
    """A mention of the source ``list``, without links."""
    given: dict[str, Any] = {
        "source_id": "list",
        "document_url": LIST_URL,
        "document_sha256": "0" * 64,
        "section": ["Models"],
        "position": 0,
        "locator": "line=1",
        "name": name,
        "name_raw": name,
        "urls": [],
    }
    return Mention(mention_id=mention_id, **(given | values))


def reject(**values: Any) -> Reject:
    """A reject of the source ``list``."""
    given: dict[str, Any] = {
        "source_id": "list",
        "document_url": LIST_URL,
        "locator": "line=2",
        "stage": "read",
        "reason": "no-name",
        "detail": "only a link",
        "raw": "- <https://example.org>",
    }
    return Reject(**(given | values))


def repair(**values: Any) -> Repair:
    """A repair of a name in the source ``list``."""
    given: dict[str, Any] = {
        "source_id": "list",
        "document_url": LIST_URL,
        "mention_id": "m1",
        "field": "name",
        "rule": "kangxi-radical",
        "before": "⽤",
        "after": "用",
        "confidence": 0.9,
        "locator": "line=1",
    }
    return Repair(**(given | values))


def failure(**values: Any) -> Failure:
    """A document of the source ``list`` that the server did not give."""
    given: dict[str, Any] = {
        "source_id": "list",
        "url": LIST_URL,
        "stage": "fetch",
        "reason": "http-500",
        "detail": "the server answered 500",
    }
    return Failure(**(given | values))


def reading(*mentions: Mention, body: bytes = b"", **values: Any) -> Reading:
    """What reading a document gave, without rejects and repairs unless they are named."""
    given: dict[str, Any] = {"document": document(body), "mentions": list(mentions)}
    return Reading(**(given | values))


def fetched(gives: Reading, body: bytes = b"", key: str = "") -> Fetched:
    """The item of a document that gave this reading."""
    return Fetched(document=gives.document, body=body, packed=packed(gives), key=key)


def state(**values: Any) -> SourceState:
    """The source ``list`` as it stands in a snapshot."""
    given: dict[str, Any] = {
        "source_id": "list",
        "title": "list",
        "url": LIST_URL,
        "kind": "readme",
        "status": "fetched",
        "since_run_id": "20261120T030000Z-0001",
        "mention_count": 1,
    }
    return SourceState(**(given | values))


def read_text(text: str | bytes, kind: Kind = "readme", **values: Any) -> Reading:
    """A document read as the crawl does; the values are the source's, but ``content_type``."""
    body = text.encode() if isinstance(text, str) else text
    about = source(
        kind=kind, **{key: value for key, value in values.items() if key != "content_type"}
    )
    return read(
        document(body, url=about.urls[0], content_type=values.get("content_type")), body, about
    )
