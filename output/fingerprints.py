"""Did a run find anything new? One hash over what a reader of the dataset would notice."""

import hashlib
from collections.abc import Sequence
from operator import attrgetter

import msgspec

from normalize.records import Record, Tables
from output.columns import to_arrow, to_records
from output.schemas import SCHEMAS

LEFT_OUT: dict[str, frozenset[str]] = {
    # When we looked, and what we saw it with.
    "projects": frozenset({"first_seen", "last_seen", "last_changed"}),
    # How the server answered: a new validator or a 304 around the same body is no news.
    "documents": frozenset({"fetched_at", "etag", "last_modified", "http_status"}),
    # How the last runs went: that stands in runs/, and "fetched" turns into "unchanged".
    "sources": frozenset({"status", "since_run_id", "previous_mention_count", "error"}),
    # The run that merged them, not the fact that they are merged.
    "redirects": frozenset({"since_run_id"}),
}
"""Columns that may differ between two runs that found the same, by table."""

_TABLES = [name for name in SCHEMAS if name != "changes"]  # changes compare, they are no content


def fingerprint(tables: Tables) -> str:
    """Hex SHA-256 over the content of all tables, whatever their files or order of rows.

    Two runs that found the same have the same fingerprint, on different days and into different
    folders. Left out: the columns in ``LEFT_OUT``, and the table ``changes``. Values count as
    they are published (a confidence as its float32), so tables read back from a snapshot have
    the fingerprint of the tables that were written. Raises TableError.
    """
    whole = hashlib.sha256()
    for name in _TABLES:
        columns = [c for c in SCHEMAS[name].names if c not in LEFT_OUT.get(name, frozenset())]
        whole.update(msgspec.json.encode([name, columns]))
        for row in sorted(_row_hashes(name, columns, getattr(tables, name))):
            whole.update(row)
    return whole.hexdigest()


def _row_hashes(name: str, columns: list[str], rows: Sequence[Record]) -> list[bytes]:
    published = to_records(name, to_arrow(name, rows))
    values = attrgetter(*columns)
    encoder = msgspec.json.Encoder()
    return [hashlib.sha256(encoder.encode(values(row))).digest() for row in published]
