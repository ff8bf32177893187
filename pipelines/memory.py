"""What earlier runs fetched and read, as the spiders ask for it (``spiders/memory.py``)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from normalize.records import Document, Expect, Source
from output.archive import ArchiveError, load
from output.readings import holds
from pipelines.stage import Staged


class Remembered:
    """The archive and the readings of a dataset.

    Args:
        dataset: its folder.
        code: a digest of the code that reads; what other code has read is read again.
        before: the documents of the newest snapshot.
        unfinished: those that a run fetched which did not end.
    """

    def __init__(
        self,
        dataset: Path,
        code: str,
        before: Iterable[Document],
        unfinished: Iterable[Staged] = (),
    ) -> None:
        self._dataset = dataset
        self._code = code
        self._before = {(one.source_id, one.url): one for one in before}
        self._unfinished = {(one.document.source_id, one.document.url): one for one in unfinished}

    def fetched(self, source_id: str, url: str) -> Document | None:
        """A document of the newest snapshot, if its body is archived and sound."""
        return self._at_hand(self._before.get((source_id, url)))

    def resumed(self, source_id: str, url: str) -> tuple[Document, float] | None:
        """A document of a run that did not end, and when it came, if its body is sound."""
        left = self._unfinished.get((source_id, url))
        if left is None or self._at_hand(left.document) is None:
            return None
        return left.document, left.since

    def body(self, document: Document) -> bytes:
        """The archived body of a document. Raises ArchiveError."""
        return load(self._dataset, document.archive_ref or "")

    def key(self, document: Document, together: Sequence[Document], source: Source) -> str:
        """A digest of all that a reading depends on: code, source, and every body it is read with.

        Hexadecimal, 64 digits.
        """
        bodies = sorted((one.url, one.sha256, one.content_type or "") for one in together)
        said = msgspec.json.encode([self._code, _read_by(source), bodies, document.url])
        return hashlib.sha256(said).hexdigest()

    def holds(self, key: str) -> bool:
        """Whether there is a reading by this key."""
        return holds(self._dataset, key)

    def _at_hand(self, document: Document | None) -> Document | None:
        if document is None:
            return None
        try:
            self.body(document)
        except ArchiveError:
            return None
        return document


def _read_by(source: Source) -> Source:
    """A source without what has no say in how its documents are read."""
    return msgspec.structs.replace(source, path="", expect=Expect(), rank=0, disabled=False)
