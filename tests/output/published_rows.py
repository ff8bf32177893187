"""Rows for the tests of this room: small, complete, every table filled."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import normalize
from normalize.records import (
    Change,
    Document,
    Field,
    Link,
    Mention,
    Project,
    Redirect,
    Reject,
    Repair,
    SourceState,
    Tables,
)

NOW = datetime(2026, 11, 20, 3, 0, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 3, 0, 0, tzinfo=UTC)
ABOUT = {"code_version": "0.1.0", "sources": {"one": {"mentions": 2}}}
PYTHON = sys.executable
ROOT = str(Path(normalize.__file__).parents[1])


def project(project_id: str = "p1", **values: Any) -> Project:
    given: dict[str, Any] = {
        "name": "萤火 Firefly",
        "aliases": ["Firefly"],
        "urls": [Link(kind="github", url="https://github.com/yangjianxin1/Firefly")],
        "parameter_counts": [7_000_000_000],
        "first_seen": NOW,
        "last_seen": NOW,
        "last_changed": NOW,
    }
    return Project(project_id=project_id, **(given | values))


def mention(mention_id: str = "m1", **values: Any) -> Mention:
    given: dict[str, Any] = {
        "project_id": "p1",
        "source_id": "one",
        "document_url": "https://example.org/list.md",
        "document_sha256": "0" * 64,
        "section": ["模型", "7B"],
        "position": 0,
        "locator": "line=12",
        "name": "Firefly",
        "name_raw": "**Firefly**",
        "urls": ["https://github.com/yangjianxin1/Firefly"],
        "fields": [Field(label="Licence", value="Apache 2.0"), Field(label="大小", value="7B")],
    }
    return Mention(mention_id=mention_id, **(given | values))


def repair(**values: Any) -> Repair:
    given: dict[str, Any] = {
        "source_id": "one",
        "document_url": "https://example.org/list.md",
        "mention_id": "m1",
        "field": "name",
        "rule": "kangxi-radical",
        "before": "⽤",
        "after": "用",
        "confidence": 0.9,
        "locator": "line=12",
    }
    return Repair(**(given | values))


def document(**values: Any) -> Document:
    given: dict[str, Any] = {
        "source_id": "one",
        "url": "https://example.org/list.md",
        "sha256": "0" * 64,
        "http_status": 200,
        "bytes": 1234,
        "fetched_at": NOW,
        "reader_version": "1",
    }
    return Document(**(given | values))


def source(**values: Any) -> SourceState:
    given: dict[str, Any] = {
        "source_id": "one",
        "title": "One list",
        "url": "https://example.org/list.md",
        "kind": "readme",
        "status": "fetched",
        "since_run_id": "20261120T030000Z-0001",
        "mention_count": 2,
        "previous_mention_count": 0,
    }
    return SourceState(**(given | values))


def redirect(**values: Any) -> Redirect:
    given: dict[str, Any] = {
        "project_id": "p0",
        "merged_into": "p1",
        "since_run_id": "20261120T030000Z-0001",
        "reason": "same link",
    }
    return Redirect(**(given | values))


def tables(**values: Any) -> Tables:
    given: dict[str, Any] = {
        "projects": [project("p1"), project("p2", name="Baichuan", description="一个模型")],
        "mentions": [mention("m1"), mention("m2", project_id="p2", fields=[], urls=[])],
        "changes": [Change(change="added", project_id="p1", name="萤火 Firefly")],
        "repairs": [repair(), repair(mention_id=None, confidence=1 / 3)],
        "rejects": [
            Reject(
                source_id="one",
                document_url="https://example.org/list.md",
                locator="line=3",
                stage="read",
                reason="no-name",
                detail="only a link",
                raw="<https://example.org>",
            )
        ],
        "redirects": [redirect()],
        "documents": [document()],
        "sources": [source()],
    }
    return Tables(**(given | values))
