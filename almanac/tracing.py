"""Opens documents again as their run did, to lead from their text to bytes and outcomes."""

from __future__ import annotations

import hashlib
from array import array
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec

from almanac.byte_offsets import ByteOffsets
from almanac.errors import ConfigError
from almanac.kinds import guess_kind
from normalize.records import Document, Kind, Limits, Reading, Region, Source, SourceState, Tables
from normalize.text.decode import mark_length
from output.archive import load
from output.errors import DatasetError
from spiders.bodies import unpacked
from spiders.errors import ReadError
from spiders.readers import READER_VERSION, read_all
from spiders.readers.assemble import assemble
from spiders.readers.opening import Opened, open_document


class Traced:
    """A document, opened and read again exactly as the run did."""

    def __init__(
        self, document: Document, source: Source, body: bytes, together: Reading | None = None
    ) -> None:
        """``together`` is its reading, where it was read together with others of its source."""
        self.document, self.kind, self.body = document, source.kind, body
        self.opened: Opened = open_document(body, source.kind, document.content_type)
        self.reading: Reading = together or assemble(document, source, self.opened)
        self.base = document.url if "://" in document.url else source.homepage

    def bytes_of(self, start: int, end: int) -> tuple[int | None, int | None]:
        """Byte offsets of a stretch of raw text; null where the text is not in the bytes (PDF)."""
        if self._offsets is None:
            return None, None
        return self._offsets.of(start), self._offsets.of(end)

    def regions(self, start: int, end: int) -> list[Region | None]:
        """What covers a stretch, innermost only, in the order of the text; null for layout."""
        owners = self._owners[start : max(end, start + 1)]
        found = dict.fromkeys(owners)
        return [self.reading.regions[owner] if owner >= 0 else None for owner in found]

    @cached_property
    def _owners(self) -> array[int]:
        """For each character of the raw text the index of the smallest region around it, or -1."""
        owners = array("i", [-1]) * len(self.opened.raw)
        indexed = enumerate(self.reading.regions)
        for index, one in sorted(indexed, key=lambda pair: pair[1].start - pair[1].end):
            owners[one.start : one.end] = array("i", [index]) * (one.end - one.start)
        return owners

    @cached_property
    def _offsets(self) -> ByteOffsets | None:
        encoding = self.opened.encoding
        return ByteOffsets(self.body, encoding, mark_length(self.body)) if encoding else None


def reopen(dataset: Path, tables: Tables, document: Document) -> Traced:
    """A document out of the archive, its sha256 checked.

    Raises:
        ArchiveError: the body is missing or is not the one that was read.
        ReadError: it cannot be read any more.
    """
    body = load(dataset, document.archive_ref or "")
    states = {state.source_id: state for state in tables.sources}
    source = _source(states[document.source_id], document)
    siblings = [one for one in tables.documents if one.source_id == document.source_id]
    if source.kind != "plaintext" or len(siblings) < 2:
        return Traced(document, source, body)
    readings = _read_together(dataset, tuple(siblings))
    return Traced(document, source, body, readings.get(document.url))


def open_file(path: Path, kind: Kind | None) -> Traced:
    """A file that nothing was published of; its kind is guessed where none is given.

    Raises:
        ConfigError: it cannot be opened, or is no document of its kind.
    """
    try:
        body = unpacked(path.read_bytes(), [path.name], Limits().bytes)
        document = Document(
            source_id="(file)",
            url=str(path),
            sha256=hashlib.sha256(body).hexdigest(),
            bytes=len(body),
            fetched_at=datetime.fromtimestamp(0, UTC),
            reader_version=READER_VERSION,
        )
        kind = kind or guess_kind(path.name, body)
        source = Source(id="(file)", path="", title=path.name, kind=kind, urls=[str(path)])
        return Traced(document, source, body)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error
    except ReadError as error:
        raise ConfigError(f"{path}: {error}") from error


@lru_cache(maxsize=1)
def _read_together(dataset: Path, documents: tuple[Document, ...]) -> dict[str, Reading]:
    """The readings of a source's plain texts by their URLs: they may be chunks of one text."""
    bodies = []
    for document in documents:
        with suppress(DatasetError):  # says so itself when it is its turn to be opened
            bodies.append((document, load(dataset, document.archive_ref or "")))
    first = documents[0].source_id
    source = Source(id=first, path="", title=first, kind="plaintext", urls=[])
    found = read_all(bodies, source)
    return {one.document.url: one for one in found if isinstance(one, Reading)}


def _source(state: SourceState, document: Document) -> Source:
    return msgspec.convert(
        {
            "id": state.source_id,
            "path": "",
            "title": state.title,
            "kind": state.kind,
            "urls": [document.url],
            "homepage": state.url if "://" in state.url else None,
        },
        Source,
    )
