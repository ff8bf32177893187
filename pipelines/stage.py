"""Stages what a crawl read to disk, document by document, for :func:`pipelines.build.build`.

A reading goes where later runs find it again; what is staged is the document and its key.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from normalize.records import Document, Failure, Fetched, Item, Reading, Recalled
from output.errors import DatasetError
from output.files import write_cached
from output.readings import load, store

FOLDER = ".staging"
_DOCUMENT = ".document.json"
_FAILURE = ".failure.json"


class Staged(msgspec.Struct, frozen=True):
    """A document that is here, and what its reading is remembered by."""

    document: Document
    key: str


class Stage:
    """Writes one file per document; off where nothing will be built (``scrapy crawl``)."""

    def __init__(self, dataset: Path, run_id: str) -> None:
        self.dataset = dataset
        self.run_id = run_id

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Stage:
        """Called by Scrapy."""
        if not (dataset := crawler.settings.get("DATASET")):
            raise NotConfigured
        return cls(Path(dataset), crawler.settings["RUN_ID"])

    def process_item(self, item: Item) -> Item:
        """Stage a document or its failure."""
        stage(self.dataset, self.run_id, item)
        return item


def stage(dataset: Path, run_id: str, item: Item) -> None:
    """Write a document, or its failure, under a name of its own.

    Raises:
        DatasetError: the disk refuses.
    """
    path = dataset / FOLDER / run_id / _name(*place_of(item))
    if isinstance(item, Failure):
        _write(path.with_suffix(_FAILURE), item)
        return
    if isinstance(item, Fetched):
        store(dataset, item.key, item.reading)
    _write(path.with_suffix(_DOCUMENT), _staged(item))
    if item.since is not None:
        # What a killed run fetched grows old from then on, however often it is taken up again.
        os.utime(path.with_suffix(_DOCUMENT), (item.since, item.since))


def _staged(item: Fetched | Recalled) -> Staged:
    document = item.reading.document if isinstance(item, Fetched) else item.document
    return Staged(document, item.key)


def place_of(item: Item) -> tuple[str, str]:
    """The source and the URL that an item is of."""
    if isinstance(item, Failure):
        return item.source_id, item.url
    document = item.reading.document if isinstance(item, Fetched) else item.document
    return document.source_id, document.url


def _write(path: Path, one: Staged | Failure) -> None:
    try:
        write_cached(path, msgspec.json.encode(one))
    except OSError as error:
        raise DatasetError(f"{path}: {error.strerror}") from error


def _name(source_id: str, url: str) -> str:
    # Ids and URLs come from outside: as digests they cannot name a path.
    return "-".join(hashlib.sha256(part.encode()).hexdigest()[:32] for part in (source_id, url))


def staged(dataset: Path, run_id: str) -> tuple[list[Staged], list[Failure]]:
    """Everything that the crawl of a run staged, in no particular order."""
    folder = dataset / FOLDER / run_id
    documents = [one for _, one in documents_in(folder)]
    failures = [
        msgspec.json.decode(path.read_bytes(), type=Failure)
        for path in sorted(folder.glob(f"*{_FAILURE}"))
    ]
    return documents, failures


def documents_in(folder: Path) -> Iterator[tuple[Path, Staged]]:
    """The documents that are staged in a folder, each with its file.

    One that other code wrote, or that a power cut tore, is passed over: it is fetched anew, or
    missed by the gates of its source.
    """
    for path in sorted(folder.glob(f"*{_DOCUMENT}")):
        try:
            yield path, msgspec.json.decode(path.read_bytes(), type=Staged)
        except (OSError, msgspec.MsgspecError):
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
