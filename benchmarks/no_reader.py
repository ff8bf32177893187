"""A reader that does nothing, for the readers' processes: what is left is the cost of the rest."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.records import Document, Reading, Source


def read_all(documents: Sequence[tuple[Document, bytes]], source: Source) -> list[Reading]:
    """A reading without entries for each document."""
    return [Reading(document=document, mentions=[]) for document, _ in documents]
