"""The Arrow schema of every published table, written by hand after ``docs/contract.md``."""

import pyarrow as pa

from normalize.records import (
    Change,
    Document,
    Mention,
    Project,
    Record,
    Redirect,
    Reject,
    Repair,
    SourceState,
)

SCHEMA_VERSION = "1.0.0"
"""Semantic: a new nullable column is minor; anything that can break a reader is major."""

RECORDS: dict[str, type[Record]] = {
    "projects": Project,
    "mentions": Mention,
    "changes": Change,
    "repairs": Repair,
    "rejects": Reject,
    "redirects": Redirect,
    "documents": Document,
    "sources": SourceState,
}


def _one(name: str, kind: pa.DataType) -> pa.Field:
    return pa.field(name, kind, nullable=False)


def _maybe(name: str, kind: pa.DataType) -> pa.Field:
    return pa.field(name, kind, nullable=True)


def _many(name: str, kind: pa.DataType) -> pa.Field:
    # Parquet's own name for what a list holds is "element": with it, the schema
    # survives the file without Arrow's copy of the schema in the metadata.
    return _one(name, pa.list_(_one("element", kind)))


_TEXT = pa.string()
_TIME = pa.timestamp("us", tz="UTC")
_LINK = pa.struct([_one("kind", _TEXT), _one("url", _TEXT)])
_FIELD = pa.struct([_one("label", _TEXT), _one("value", _TEXT)])

SCHEMAS: dict[str, pa.Schema] = {
    "projects": pa.schema(
        [
            _one("project_id", _TEXT),
            _one("status", _TEXT),
            _one("name", _TEXT),
            _many("aliases", _TEXT),
            _one("kind", _TEXT),
            _many("topics", _TEXT),
            _many("organizations", _TEXT),
            _maybe("description", _TEXT),
            _maybe("description_language", _TEXT),
            _maybe("description_source_id", _TEXT),
            _one("machine_translated", pa.bool_()),
            _many("licenses", _TEXT),
            _many("languages", _TEXT),
            _many("base_models", _TEXT),
            _many("parameter_counts", pa.int64()),
            _maybe("released_on", _TEXT),
            _maybe("github", _TEXT),
            _maybe("huggingface", _TEXT),
            _maybe("arxiv", _TEXT),
            _many("urls", _LINK),
            _many("identity_keys", _TEXT),
            _one("first_seen", _TIME),
            _one("last_seen", _TIME),
            _one("last_changed", _TIME),
            _many("source_ids", _TEXT),
            _one("mention_count", pa.int32()),
            _many("flags", _TEXT),
        ]
    ),
    "mentions": pa.schema(
        [
            _one("mention_id", _TEXT),
            _one("project_id", _TEXT),
            _one("source_id", _TEXT),
            _one("document_url", _TEXT),
            _one("document_sha256", _TEXT),
            _many("section", _TEXT),
            _one("position", pa.int32()),
            _one("locator", _TEXT),
            _one("name", _TEXT),
            _one("name_raw", _TEXT),
            _many("urls", _TEXT),
            _maybe("description", _TEXT),
            _maybe("description_raw", _TEXT),
            _maybe("organization", _TEXT),
            _maybe("license", _TEXT),
            _many("license_spdx", _TEXT),
            _many("languages", _TEXT),
            _many("base_models", _TEXT),
            _many("parameter_counts", pa.int64()),
            _maybe("released_on", _TEXT),
            _many("fields", _FIELD),
            _one("machine_translated", pa.bool_()),
            _many("matched_by", _TEXT),
            _many("flags", _TEXT),
        ]
    ),
    "changes": pa.schema(
        [
            _one("change", _TEXT),
            _one("project_id", _TEXT),
            _one("name", _TEXT),
            _maybe("field", _TEXT),
            _maybe("before", _TEXT),
            _maybe("after", _TEXT),
        ]
    ),
    "repairs": pa.schema(
        [
            _one("source_id", _TEXT),
            _one("document_url", _TEXT),
            _maybe("mention_id", _TEXT),
            _one("field", _TEXT),
            _one("rule", _TEXT),
            _one("before", _TEXT),
            _one("after", _TEXT),
            _one("confidence", pa.float32()),
            _maybe("evidence", _TEXT),
            _one("locator", _TEXT),
        ]
    ),
    "rejects": pa.schema(
        [
            _one("source_id", _TEXT),
            _one("document_url", _TEXT),
            _one("locator", _TEXT),
            _one("stage", _TEXT),
            _one("reason", _TEXT),
            _one("detail", _TEXT),
            _one("raw", _TEXT),
        ]
    ),
    "redirects": pa.schema(
        [
            _one("project_id", _TEXT),
            _one("merged_into", _TEXT),
            _one("since_run_id", _TEXT),
            _one("reason", _TEXT),
        ]
    ),
    "documents": pa.schema(
        [
            _one("source_id", _TEXT),
            _one("url", _TEXT),
            _one("sha256", _TEXT),
            _maybe("etag", _TEXT),
            _maybe("last_modified", _TEXT),
            _maybe("http_status", pa.int32()),
            _maybe("content_type", _TEXT),
            _one("bytes", pa.int64()),
            _one("fetched_at", _TIME),
            _one("reader_version", _TEXT),
            _maybe("archive_ref", _TEXT),
        ]
    ),
    "sources": pa.schema(
        [
            _one("source_id", _TEXT),
            _one("title", _TEXT),
            _one("url", _TEXT),
            _one("kind", _TEXT),
            _maybe("publisher", _TEXT),
            _maybe("license", _TEXT),
            _maybe("attribution", _TEXT),
            _one("status", _TEXT),
            _one("since_run_id", _TEXT),
            _one("mention_count", pa.int32()),
            _one("previous_mention_count", pa.int32()),
            _one("reject_count", pa.int32()),
            _one("repair_count", pa.int32()),
            _maybe("error", _TEXT),
        ]
    ),
}
