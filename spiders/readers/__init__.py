"""A reader is a function: a document's bytes and its source in, a :class:`Reading` out.

No network, no clock, nothing written. The crawl, ``probe``, ``trace`` and the tests call
exactly :func:`read`.
"""

from __future__ import annotations

from normalize.records import Document, Reading, Source
from spiders.readers.assemble import assemble
from spiders.readers.opening import open_document

#: Raised whenever the same bytes would be read differently.
READER_VERSION = "3"


def read(document: Document, body: bytes, source: Source) -> Reading:
    """Everything that stands in one document.

    Raises:
        ReadError: the document as a whole cannot be read (empty, not what its kind says …).
    """
    return assemble(document, source, open_document(body, source.kind, document.content_type))
