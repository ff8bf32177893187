"""Stages what a crawl read to disk, document by document, for :func:`pipelines.build.build`."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from normalize.records import Failure, Fetched, Reading
from output.files import write_atomic

_READING = ".reading.json"
_FAILURE = ".failure.json"


class Stage:
    """Writes one file per document; off where nothing will be built (``scrapy crawl``)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Stage:
        """Called by Scrapy."""
        if not (folder := crawler.settings.get("STAGING")):
            raise NotConfigured
        return cls(Path(folder))

    def process_item(self, item: Fetched | Failure) -> Fetched | Failure:
        """Stage a document or its failure."""
        stage(self.folder, item)
        return item


def stage(folder: Path, item: Fetched | Failure) -> None:
    """Write a document's reading, or its failure, under a name of its own."""
    if isinstance(item, Failure):
        path = folder / (_name(item.source_id, item.url) + _FAILURE)
        write_atomic(path, msgspec.json.encode(item))
    else:
        document = item.reading.document
        path = folder / (_name(document.source_id, document.url) + _READING)
        write_atomic(path, msgspec.json.encode(item.reading))


def _name(source_id: str, url: str) -> str:
    # Ids and URLs come from outside: as digests they cannot name a path.
    return "-".join(hashlib.sha256(part.encode()).hexdigest()[:32] for part in (source_id, url))


def staged(folder: Path) -> tuple[list[Reading], list[Failure]]:
    """Everything that a crawl staged in a folder, in no particular order."""
    readings = [
        msgspec.json.decode(path.read_bytes(), type=Reading)
        for path in sorted(folder.glob(f"*{_READING}"))
    ]
    failures = [
        msgspec.json.decode(path.read_bytes(), type=Failure)
        for path in sorted(folder.glob(f"*{_FAILURE}"))
    ]
    return readings, failures
