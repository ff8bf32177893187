"""Stages what a crawl read to disk, document by document, for :func:`pipelines.build.build`.

A reading goes where later runs find it again; what is staged is the document and its key.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from pathlib import Path

import msgspec
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from normalize.records import Document, Failure, Fetched, Item, Reading, Recalled
from output.errors import DatasetError
from output.files import write_atomic
from output.readings import load, store

FOLDER = ".staging"
_DOCUMENT = ".document.json"
_FAILURE = ".failure.json"
#: A run that was killed longer ago than this fetched nothing that is still news.
_FRESH_SECONDS = 12 * 3_600


class Staged(msgspec.Struct, frozen=True):
    """A document that is here, and what its reading is remembered by."""

    document: Document
    key: str


class Stage:
    """Writes one file per document; off where nothing will be built (``scrapy crawl``)."""

    def __init__(self, dataset: Path) -> None:
        self.dataset = dataset

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Stage:
        """Called by Scrapy."""
        if not (dataset := crawler.settings.get("DATASET")):
            raise NotConfigured
        return cls(Path(dataset))

    def process_item(self, item: Item) -> Item:
        """Stage a document or its failure."""
        stage(self.dataset, item)
        return item


def stage(dataset: Path, item: Item) -> None:
    """Write a document, or its failure, under a name of its own.

    Raises:
        DatasetError: the disk refuses.
    """
    path = dataset / FOLDER / _name(*place_of(item))
    if isinstance(item, Failure):
        _write(path.with_suffix(_FAILURE), item)
        return
    if isinstance(item, Fetched):
        store(dataset, item.key, item.reading)
        item = Recalled(document=item.reading.document, body=None, key=item.key)
    _write(path.with_suffix(_DOCUMENT), Staged(item.document, item.key))


def place_of(item: Item) -> tuple[str, str]:
    """The source and the URL that an item is of."""
    if isinstance(item, Failure):
        return item.source_id, item.url
    document = item.reading.document if isinstance(item, Fetched) else item.document
    return document.source_id, document.url


def _write(path: Path, one: Staged | Failure) -> None:
    try:
        write_atomic(path, msgspec.json.encode(one))
    except OSError as error:
        raise DatasetError(f"{path}: {error.strerror}") from error


def _name(source_id: str, url: str) -> str:
    # Ids and URLs come from outside: as digests they cannot name a path.
    return "-".join(hashlib.sha256(part.encode()).hexdigest()[:32] for part in (source_id, url))


def staged(dataset: Path) -> tuple[list[Staged], list[Failure]]:
    """Everything that the crawl staged, in no particular order."""
    folder = dataset / FOLDER
    documents = [
        msgspec.json.decode(path.read_bytes(), type=Staged)
        for path in sorted(folder.glob(f"*{_DOCUMENT}"))
    ]
    failures = [
        msgspec.json.decode(path.read_bytes(), type=Failure)
        for path in sorted(folder.glob(f"*{_FAILURE}"))
    ]
    return documents, failures


def readings(dataset: Path, documents: list[Staged]) -> list[Reading]:
    """What the documents gave.

    Raises:
        DatasetError: a reading is gone since the crawl.
    """
    return [_reading(dataset, one) for one in documents]


def _reading(dataset: Path, one: Staged) -> Reading:
    found = load(dataset, one.key)
    if found is None:
        raise DatasetError(f"{dataset}: the reading of {one.document.url} is gone; run again")
    return msgspec.structs.replace(found, document=one.document)


def left_behind(dataset: Path) -> list[Document]:
    """The documents that a run staged not long ago and that was killed before it ended."""
    oldest = time.time() - _FRESH_SECONDS
    found = []
    for path in (dataset / FOLDER).glob(f"*{_DOCUMENT}"):
        try:
            if path.stat().st_mtime >= oldest:
                found.append(msgspec.json.decode(path.read_bytes(), type=Staged).document)
        except (OSError, msgspec.MsgspecError):
            continue  # of another version of the program: it is fetched anew
    return found


def begin(dataset: Path) -> None:
    """Make the staging folder anew, with nothing in it.

    Raises:
        DatasetError: something else lies where it belongs.
    """
    clear(dataset)
    try:
        (dataset / FOLDER).mkdir()
    except OSError as error:
        raise DatasetError(f"{dataset / FOLDER}: {error.strerror}; move it away") from error


def clear(dataset: Path) -> None:
    """Remove the staging folder: what was staged has been built."""
    shutil.rmtree(dataset / FOLDER, ignore_errors=True)
