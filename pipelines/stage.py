"""Stages what a crawl read to disk, document by document, for :func:`pipelines.build.build`.

A reading goes where later runs find it again; what is staged is the document and its key, a line
each in a file that only grows.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from normalize.records import Document, Failure, Fetched, Item, Reading
from output.errors import DatasetError
from output.readings import load, store

FOLDER = ".staging"
_DOCUMENTS = "documents.jsonl"
_FAILURES = "failures.jsonl"


class Staged(msgspec.Struct, frozen=True):
    """A document that is here, what its reading is remembered by, and when it came.

    ``since`` is in seconds of the machine's clock.
    """

    document: Document
    key: str
    since: float


_Line = TypeVar("_Line", Staged, Failure)


def stage(dataset: Path, run_id: str, item: Item) -> None:
    """Write down a document, or its failure.

    Raises:
        DatasetError: the disk refuses.
    """
    folder = dataset / FOLDER / run_id
    if isinstance(item, Failure):
        _add(folder / _FAILURES, item)
        return
    if isinstance(item, Fetched):
        store(dataset, item.key, item.packed)
    # What a killed run fetched grows old from then on, however often it is taken up again.
    since = time.time() if item.since is None else item.since
    _add(folder / _DOCUMENTS, Staged(item.document, item.key, since))


def place_of(item: Item) -> tuple[str, str]:
    """The source and the URL that an item is of."""
    if isinstance(item, Failure):
        return item.source_id, item.url
    return item.document.source_id, item.document.url


def staged(dataset: Path, run_id: str) -> tuple[list[Staged], list[Failure]]:
    """Everything that the crawl of a run staged, in an order that is not that of fetching."""
    folder = dataset / FOLDER / run_id
    failures = {place_of(one): one for one in _lines(folder / _FAILURES, Failure)}
    return list(documents_in(folder)), [failures[place] for place in sorted(failures)]


def documents_in(folder: Path) -> list[Staged]:
    """The documents that are staged in a folder; of one that came twice the later.

    What other code wrote, or what a kill or a power cut tore, is passed over: it is fetched anew,
    or missed by the gates of its source.
    """
    lines = _lines(folder / _DOCUMENTS, Staged)
    newest = {(one.document.source_id, one.document.url): one for one in lines}
    return [newest[place] for place in sorted(newest)]


def _add(path: Path, one: Staged | Failure) -> None:
    try:
        with path.open("ab") as file:
            # The end of line comes first: a line that a full disk tore spoils no other.
            file.write(b"\n" + msgspec.json.encode(one))
    except OSError as error:
        raise DatasetError(f"{path}: {error.strerror}") from error


def _lines(path: Path, kind: type[_Line]) -> Iterator[_Line]:
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError:
        return
    for line in lines:
        try:
            yield msgspec.json.decode(line, type=kind)
        except msgspec.MsgspecError:
            continue


def readings(dataset: Path, documents: Sequence[Staged]) -> tuple[list[Reading], list[Failure]]:
    """What the documents gave, and a failure for each of which the reading is gone again."""
    found: list[Reading] = []
    lost: list[Failure] = []
    for one in documents:
        if reading := load(dataset, one.key):
            found.append(msgspec.structs.replace(reading, document=one.document))
        else:
            lost.append(_gone(one.document))
    return found, lost


def _gone(document: Document) -> Failure:
    return Failure(
        source_id=document.source_id,
        url=document.url,
        stage="read",
        reason="reading-lost",
        detail="its remembered reading was damaged; the next run reads it again",
    )


def begin(dataset: Path, run_id: str) -> None:
    """Make a folder for what this run stages; those of runs that were killed stay beside it.

    Raises:
        DatasetError: something else lies where it belongs.
    """
    folder = dataset / FOLDER / run_id
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    except OSError as error:
        raise DatasetError(f"{folder}: {error.strerror}; move {dataset / FOLDER} away") from error


def clear(dataset: Path) -> None:
    """Remove all that was staged: it has been built."""
    shutil.rmtree(dataset / FOLDER, ignore_errors=True)
