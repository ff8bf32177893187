"""Documents of one source that must be read together are held until the last of them is here."""

from __future__ import annotations

from collections.abc import Iterable

from normalize.records import Document, Source


def may_be_chunks(source: Source) -> bool:
    """Whether the documents that a source names may be chunks of one text."""
    return source.kind == "plaintext" and len(source.urls) > 1


class Chunks:
    """The documents of one source; each comes, or is known not to."""

    def __init__(self, urls: Iterable[str]) -> None:
        self._awaited = set(urls)
        self._here: list[tuple[Document, bytes]] = []

    def came(self, document: Document, body: bytes) -> list[tuple[Document, bytes]]:
        """Take a document; gives all of them as soon as none lacks any more."""
        self._here.append((document, body))
        return self._settled(document.url)

    def failed(self, url: str) -> list[tuple[Document, bytes]]:
        """Expect a document no longer; gives the others if it was the last that lacked."""
        return self._settled(url)

    def _settled(self, url: str) -> list[tuple[Document, bytes]]:
        self._awaited.discard(url)
        if self._awaited:
            return []
        here, self._here = self._here, []
        return here
