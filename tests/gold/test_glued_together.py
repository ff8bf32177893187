"""The chunks of the real print-out, read together: whole entries against labels made by hand."""

from __future__ import annotations

import hashlib

import pytest
from conftest import SHARED, needs_shared
from examples import NOW

from benchmarks.entries import LABELS, entries_of, labelled_entries, score
from normalize.records import Document, Reading, Source
from spiders.readers import read_all

CHUNKS = ["000_9a83b303410dbef4.txt", "001_f7281ebf83a86e02.txt", "003_213eea4db7807a13.txt"]


@needs_shared
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_entries_of_chunks_have_exactly_their_name_and_their_links(order: tuple[int, ...]) -> None:
    documents = []
    for name in (CHUNKS[at] for at in order):
        body = (SHARED / "seeds" / name).read_bytes()
        documents.append(
            (
                Document(
                    source_id="chunks",
                    url=name,
                    sha256=hashlib.sha256(body).hexdigest(),
                    bytes=len(body),
                    fetched_at=NOW,
                    reader_version="1",
                ),
                body,
            )
        )
    source = Source(id="chunks", path="x.toml", title="x", kind="plaintext", urls=CHUNKS)
    readings = [one for one in read_all(documents, source) if isinstance(one, Reading)]
    mentions = [mention for reading in readings for mention in reading.mentions]
    found = score(entries_of(mentions), labelled_entries(LABELS / "glued.tsv")).entries
    assert min(found.precision, found.recall) >= 0.97
