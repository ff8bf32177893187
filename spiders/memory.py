"""What a crawl remembers of earlier ones: validators, bodies and readings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from normalize.records import Document, Source


class Memory(Protocol):
    """Answers from what earlier runs fetched and read."""

    def fetched(self, source_id: str, url: str) -> Document | None:
        """A document as it was fetched last, if its body is at hand: it may be asked for anew."""

    def resumed(self, source_id: str, url: str) -> tuple[Document, float] | None:
        """A document that a run fetched which then was killed, and when: it is not asked for."""

    def body(self, document: Document) -> bytes:
        """The body of such a document."""

    def key(self, document: Document, together: Sequence[Document], source: Source) -> str:
        """What the reading of a document is remembered by that is read with others; or nothing."""

    def holds(self, key: str) -> bool:
        """Whether there is a reading by this key."""


class Forgetful:
    """Remembers nothing: each document is fetched and read."""

    def fetched(self, source_id: str, url: str) -> Document | None:
        """Nothing was."""
        return None

    def resumed(self, source_id: str, url: str) -> tuple[Document, float] | None:
        """Nothing was."""
        return None

    def body(self, document: Document) -> bytes:
        """There is none: nobody can ask, since no document is known."""
        raise LookupError(document.url)

    def key(self, document: Document, together: Sequence[Document], source: Source) -> str:
        """There is none."""
        return ""

    def holds(self, key: str) -> bool:
        """Nothing is held."""
        return False
