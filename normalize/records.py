"""The records that travel between the rooms: types only, no logic.

The published ones mirror ``docs/contract.md``; a test compares them with ``output/schemas.py``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

Kind = Literal["readme", "webpage", "pdf", "plaintext"]
SourceStatus = Literal["fetched", "unchanged", "failed", "held", "retired"]
#: Of a source that kept its last good entries, though it was looked at.
TROUBLED: tuple[SourceStatus, ...] = ("failed", "held")
Outcome = Literal["mention", "reject", "ignored"]
ChangeKind = Literal["added", "updated", "removed", "restored", "merged", "split"]


class Record(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True, gc=False):
    """Base of every record: immutable, keyword-only, unknown fields refused on decoding.

    None can lead back to itself: Python's search for cycles need not look at them (``gc``).
    """


# --- what a maintainer writes: sources/<id>.toml ---------------------------------------


Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Words = Annotated[str, msgspec.Meta(min_length=1)]


class Filled(Record, kw_only=True, frozen=True):
    """Least shares of a source's mentions in which a field says something."""

    section: Share | None = None
    urls: Share | None = None
    description: Share | None = None
    organization: Share | None = None
    license: Share | None = None
    license_spdx: Share | None = None
    languages: Share | None = None
    base_models: Share | None = None
    parameter_counts: Share | None = None
    released_on: Share | None = None


class Expect(Record, kw_only=True, frozen=True):
    """Gates of a source; outside these it is held at its last good state."""

    min_mentions: Annotated[int, msgspec.Meta(ge=0)] = 1
    max_drop: Share | None = None
    max_rejects: Share | None = None
    filled: Filled = Filled()


class Limits(Record, kw_only=True, frozen=True):
    """What reading one document may cost, and how many a source may lead to by ``follow``."""

    bytes: Annotated[int, msgspec.Meta(gt=0)] = 20_000_000
    seconds: Annotated[float, msgspec.Meta(gt=0)] = 60
    memory_mb: Annotated[int, msgspec.Meta(gt=0)] = 1024
    documents: Annotated[int, msgspec.Meta(gt=0)] = 200


class Source(Record, kw_only=True, frozen=True):
    """One published list that we follow. ``urls`` are as the source file writes them."""

    id: str
    path: str
    title: Words
    kind: Kind
    urls: list[str]
    homepage: str | None = None
    publisher: str | None = None
    license: str | None = None
    attribution: str | None = None
    publish_text: bool = True
    language: str | None = None
    follow: list[str] = []
    rank: int = 50
    allow_private: bool = False
    disabled: bool = False
    expect: Expect = Expect()
    limits: Limits = Limits()


# --- what reading a document gives ------------------------------------------------------


class Link(Record, kw_only=True, frozen=True):
    """A canonical link and what it leads to (github, huggingface, arxiv, homepage …)."""

    kind: str
    url: str


class Field(Record, kw_only=True, frozen=True):
    """A column or label of an entry that has no column of its own in the dataset."""

    label: str
    value: str


class Mention(Record, kw_only=True, frozen=True):
    """One entry of a list as it stands in a document."""

    mention_id: str
    project_id: str = ""
    source_id: str
    document_url: str
    document_sha256: str
    section: list[str]
    position: int
    locator: str
    name: str
    name_raw: str
    urls: list[str]
    description: str | None = None
    description_raw: str | None = None
    organization: str | None = None
    license: str | None = None
    license_spdx: list[str] = []
    languages: list[str] = []
    base_models: list[str] = []
    parameter_counts: list[int] = []
    released_on: str | None = None
    fields: list[Field] = []
    machine_translated: bool = False
    matched_by: list[str] = []
    flags: list[str] = []


class Repair(Record, kw_only=True, frozen=True):
    """A change made to text because it was damaged; ``mention_id`` is null outside entries."""

    source_id: str
    document_url: str
    mention_id: str | None
    field: str
    rule: str
    before: str
    after: str
    confidence: float
    evidence: str | None = None
    locator: str


class Reject(Record, kw_only=True, frozen=True):
    """Something that looked like an entry and could not become a mention."""

    source_id: str
    document_url: str
    locator: str
    stage: str
    reason: str
    detail: str
    raw: str


class Document(Record, kw_only=True, frozen=True):
    """One fetched body of a source. ``fetched_at`` is when this very body was first fetched."""

    source_id: str
    url: str
    sha256: str
    etag: str | None = None
    last_modified: str | None = None
    http_status: int | None = None
    content_type: str | None = None
    bytes: int
    fetched_at: datetime
    reader_version: str
    archive_ref: str | None = None


class Region(Record, kw_only=True, frozen=True):
    """What became of a stretch of a document: ``[start, end)`` in its decoded text.

    ``detail`` is the mention's id, the reject's reason or why it was ignored; ``links`` and
    ``rows`` are those counted in it, and in no smaller region inside.
    """

    start: int
    end: int
    outcome: Outcome
    detail: str
    locator: str
    links: int = 0
    rows: int = 0


class Count(Record, kw_only=True, frozen=True):
    """How many of the links (or table rows) counted in a body ended up where."""

    total: int = 0
    mention: int = 0
    reject: int = 0
    ignored: int = 0


class Coverage(Record, kw_only=True, frozen=True):
    """An independent count of a body's links and table rows, and what became of each."""

    links: Count = Count()
    rows: Count = Count()


class Reading(Record, kw_only=True, frozen=True):
    """Everything that one document gave."""

    document: Document
    mentions: list[Mention]
    rejects: list[Reject] = []
    repairs: list[Repair] = []
    regions: list[Region] = []


class Packed(Record, kw_only=True, frozen=True):
    """A :class:`Reading` as MessagePack, as it travels and is kept, and how much is in it."""

    reading: bytes
    entries: int
    repairs: int
    rejects: int


class Fetched(Record, kw_only=True, frozen=True):
    """A document with its body and its reading: the item that goes through the pipelines.

    ``key`` is what its reading is remembered by; empty where nothing is remembered. ``since`` is
    when a run fetched it that was killed, in seconds of the machine's clock.
    """

    document: Document
    body: bytes
    packed: Packed
    key: str = ""
    since: float | None = None


class Recalled(Record, kw_only=True, frozen=True):
    """A document that was read before, by the same code: its reading is remembered by ``key``.

    ``body`` is null where the server sent none, because it is the one that we have; ``since`` as
    in :class:`Fetched`.
    """

    document: Document
    body: bytes | None
    key: str
    since: float | None = None


class Failure(Record, kw_only=True, frozen=True):
    """A document that could not be fetched or read, and why."""

    source_id: str
    url: str
    stage: Literal["fetch", "read"]
    reason: str
    detail: str


#: What a crawl gives for each document.
Item = Fetched | Recalled | Failure


# --- what a run publishes besides -------------------------------------------------------


class Project(Record, kw_only=True, frozen=True):
    """One row per real thing: a model, dataset, tool, benchmark, method …."""

    project_id: str
    status: Literal["active", "removed"] = "active"
    name: str
    aliases: list[str] = []
    kind: str = "other"
    topics: list[str] = []
    organizations: list[str] = []
    description: str | None = None
    description_language: str | None = None
    description_source_id: str | None = None
    machine_translated: bool = False
    licenses: list[str] = []
    languages: list[str] = []
    base_models: list[str] = []
    parameter_counts: list[int] = []
    released_on: str | None = None
    github: str | None = None
    huggingface: str | None = None
    arxiv: str | None = None
    urls: list[Link] = []
    identity_keys: list[str] = []
    first_seen: datetime
    last_seen: datetime
    last_changed: datetime
    source_ids: list[str] = []
    mention_count: int = 0
    flags: list[str] = []


class Change(Record, kw_only=True, frozen=True):
    """What differs from the previous snapshot; ``before`` and ``after`` are JSON."""

    change: ChangeKind
    project_id: str
    name: str
    field: str | None = None
    before: str | None = None
    after: str | None = None


class Redirect(Record, kw_only=True, frozen=True):
    """Where a project went that was merged into another."""

    project_id: str
    merged_into: str
    since_run_id: str
    reason: str


class SourceState(Record, kw_only=True, frozen=True):
    """A source as it stands in a snapshot: its last run, its counts, its words' licence."""

    source_id: str
    title: str
    url: str
    kind: str
    publisher: str | None = None
    license: str | None = None
    attribution: str | None = None
    status: SourceStatus
    since_run_id: str
    mention_count: int = 0
    previous_mention_count: int = 0
    reject_count: int = 0
    repair_count: int = 0
    error: str | None = None


class Tables(Record, kw_only=True, frozen=True):
    """All tables of one snapshot, rows in their published order."""

    projects: list[Project] = []
    mentions: list[Mention] = []
    changes: list[Change] = []
    repairs: list[Repair] = []
    rejects: list[Reject] = []
    redirects: list[Redirect] = []
    documents: list[Document] = []
    sources: list[SourceState] = []
