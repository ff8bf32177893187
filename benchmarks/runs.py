"""Runs without a crawl, a minute apart, gates off: documents in, the tables of the snapshot out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from normalize.records import Document, Expect, Kind, Reading, Source, Tables
from output.snapshots import newest, next_run_id, prepare
from pipelines.build import build
from pipelines.plan import Plan
from spiders.errors import ReadError
from spiders.readers import READER_VERSION

FIRST = datetime(2026, 1, 1, tzinfo=UTC)

#: What reads the documents of a source, as :func:`almanac.reading.read_all` does.
Read = Callable[[list[tuple[Document, bytes]], Source], list[Reading | ReadError]]


class Documents(msgspec.Struct, frozen=True):
    """The bodies of a source, in the order of its ``urls``, and what kind they are."""

    kind: Kind
    bodies: tuple[bytes, ...]


class Runs:
    """A dataset that takes one run after the other."""

    def __init__(self, dataset: Path, read: Read) -> None:
        self.dataset = dataset
        self._read = read
        self._now = FIRST
        prepare(dataset)

    def run(self, documents: Mapping[str, Documents]) -> Tables:
        """The snapshot that these documents give, by source id; it stands, if nothing is new.

        Raises:
            ReadError: a document cannot be read.
        """
        sources = [_source(source_id, one) for source_id, one in documents.items()]
        readings = [
            reading
            for source in sources
            for reading in self._readings(source, documents[source.id].bodies)
        ]
        plan = Plan(
            run_id=next_run_id(self.dataset, self._now),
            now=self._now,
            sources=sources,
            crawled=[source.id for source in sources],
            code_version="replay",
        )
        self._now += timedelta(minutes=1)
        return build(self.dataset, plan, readings, [], newest(self.dataset)).tables

    def _readings(self, source: Source, bodies: tuple[bytes, ...]) -> list[Reading]:
        """What the crawl would stage of a source."""
        documents = [
            Document(
                source_id=source.id,
                url=url,
                sha256=hashlib.sha256(body).hexdigest(),
                bytes=len(body),
                fetched_at=self._now,
                reader_version=READER_VERSION,
            )
            for url, body in zip(source.urls, bodies, strict=True)
        ]
        staged = []
        for one in self._read(list(zip(documents, bodies, strict=True)), source):
            if isinstance(one, ReadError):
                raise one
            staged.append(one)
        return staged


def _source(source_id: str, documents: Documents) -> Source:
    return Source(
        id=source_id,
        path=f"sources/{source_id}.toml",
        title=source_id,
        kind=documents.kind,
        urls=[
            f"https://example.org/{source_id}/{number}" for number in range(len(documents.bodies))
        ],
        expect=Expect(min_mentions=0),
    )
