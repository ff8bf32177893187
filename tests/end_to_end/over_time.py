"""Lists as texts, run after run in this process: the tables, and which project each entry has."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from almanac.reading import read_all
from benchmarks.runs import Documents, Runs
from normalize.records import Document, Reading, Source, Tables
from spiders.errors import ReadError

Texts = dict[str, str]


def runs(folder: Path) -> Runs:
    """A dataset that takes runs; what was read once is not read again."""
    return Runs(folder, read)


def read(documents: Sequence[tuple[Document, bytes]], source: Source) -> list[Reading | ReadError]:
    """What :func:`read_all` gives. Nearly all documents of a run stood in the one before too."""
    key = source.id, tuple(body for _, body in documents)
    if key not in _KNOWN:
        _KNOWN[key] = read_all(documents, source)
    return [
        one if isinstance(one, ReadError) else msgspec.structs.replace(one, document=document)
        for one, (document, _) in zip(_KNOWN[key], documents, strict=True)
    ]


def readmes(texts: Texts) -> dict[str, Documents]:
    """Lists in Markdown, by source id."""
    return {source: Documents("readme", (text.encode(),)) for source, text in texts.items()}


def snapshots(folder: Path, *steps: Texts) -> list[Tables]:
    """The snapshot after each run, where each step names the lists and their whole texts."""
    dataset = runs(folder)
    return [dataset.run(readmes(texts)) for texts in steps]


def projects(tables: Tables) -> dict[tuple[str, str], str]:
    """The project of each entry, by its list and its name."""
    return {(one.source_id, one.name): one.project_id for one in tables.mentions}


_KNOWN: dict[tuple[str, tuple[bytes, ...]], list[Reading | ReadError]] = {}
