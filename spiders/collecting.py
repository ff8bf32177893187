"""Documents of one source that must be read together are held until the last of them is here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from normalize.records import Document, Source


class Arrived(msgspec.Struct, frozen=True):
    """A document that is here; ``body`` is null where it is the one that is remembered.

    ``since`` is when a run fetched it that was killed; null where this one did.
    """

    document: Document
    body: bytes | None
    since: float | None = None


def may_be_chunks(source: Source) -> bool:
    """Whether the documents that a source names may be chunks of one text."""
    return source.kind == "plaintext" and len(source.urls) > 1


def together(source: Source, documents: Sequence[Document]) -> list[list[Document]]:
    """The documents of a source in groups that are read together."""
    if not may_be_chunks(source):
        return [[one] for one in documents]
    chunks = [one for one in documents if one.url in source.urls]
    alone = [[one] for one in documents if one.url not in source.urls]
    return [chunks, *alone] if chunks else alone


class Chunks:
    """The documents of one source; each comes, or is known not to."""

    def __init__(self, urls: Iterable[str]) -> None:
        self._awaited = set(urls)
        self._here: list[Arrived] = []

    def came(self, one: Arrived) -> list[Arrived]:
        """Take a document; gives all of them as soon as none lacks any more."""
        self._here.append(one)
        return self._settled(one.document.url)

    def failed(self, url: str) -> list[Arrived]:
        """Expect a document no longer; gives the others if it was the last that lacked."""
        return self._settled(url)

    def _settled(self, url: str) -> list[Arrived]:
        self._awaited.discard(url)
        if self._awaited:
            return []
        here, self._here = self._here, []
        return here
