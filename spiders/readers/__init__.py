"""A reader is a function: a document's bytes and its source in, a :class:`Reading` out.

No network, no clock, nothing written. The crawl, ``probe``, ``trace`` and the tests call
exactly :func:`read_all`, or :func:`read` for one document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from normalize.records import Document, Reading, Source
from spiders.errors import ReadError
from spiders.readers.assemble import assemble
from spiders.readers.opening import decoded_text, open_document, open_text
from spiders.readers.plaintext.chunk_readings import missing_chunk, split_reading
from spiders.readers.plaintext.chunks import Stitched, stitch

#: Raised whenever the same bytes would be read differently.
READER_VERSION = "5"


def read(document: Document, body: bytes, source: Source) -> Reading:
    """Everything that stands in one document.

    Raises:
        ReadError: the document as a whole cannot be read (empty, not what its kind says …).
    """
    return assemble(document, source, open_document(body, source.kind, document.content_type))


def read_all(
    documents: Sequence[tuple[Document, bytes]], source: Source
) -> list[Reading | ReadError]:
    """What each of a source's documents gives, in their order: a reading, or why there is none.

    Plain texts that overlap are chunks of one text: that is read once, and each entry belongs to
    the chunk that it starts in. Where some overlap and others do not, a chunk is missing, and a
    reject says where. Neither depends on the order of the documents.
    """
    if source.kind != "plaintext" or len(documents) < 2:
        return [_read_alone(document, body, source) for document, body in documents]
    found: list[Reading | ReadError] = []
    texts: dict[int, str] = {}
    for index, (document, body) in enumerate(documents):
        try:
            texts[index] = decoded_text(body, source.kind, document.content_type)
        except ReadError as error:
            found.append(error)
        else:
            found.append(Reading(document=document, mentions=[]))
    readable = list(texts)
    chunks = [documents[index][0] for index in readable]
    stitched = stitch(list(texts.values()), [document.url for document in chunks])
    if len(stitched) == len(chunks):  # none overlaps with another
        return [_read_alone(document, body, source) for document, body in documents]
    for at, reading in _read_chunks(stitched, chunks, list(texts.values()), source).items():
        found[readable[at]] = reading
    return found


def _read_alone(document: Document, body: bytes, source: Source) -> Reading | ReadError:
    try:
        return read(document, body, source)
    except ReadError as error:
        return error


def _read_chunks(
    stitched: list[Stitched], documents: list[Document], texts: list[str], source: Source
) -> dict[int, Reading]:
    """A reading for each chunk, by its index; positions and ids count through all of them."""
    found: dict[int, Reading] = {}
    ids: Counter[str] = Counter()
    position = 0
    for place, one in enumerate(stitched):
        first = documents[one.pieces[0].chunk]
        reading = assemble(first, source, open_text(one.text, source.kind, None), ids)
        mentions = [
            msgspec.structs.replace(mention, position=mention.position + position)
            for mention in reading.mentions
        ]
        position += len(mentions)
        reading = msgspec.structs.replace(reading, mentions=mentions)
        found |= split_reading(reading, one, documents, texts)
        if place + 1 < len(stitched):
            end = one.last.chunk
            after = documents[stitched[place + 1].pieces[0].chunk]
            reject = missing_chunk(documents[end], texts[end], after)
            rejects = [*found[end].rejects, reject]
            found[end] = msgspec.structs.replace(found[end], rejects=rejects)
    return found
