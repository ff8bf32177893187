"""Keeps the body of every document, so that each value can be traced to its bytes."""

from __future__ import annotations

from pathlib import Path

import msgspec
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from normalize.records import Document, Fetched, Item, Recalled
from output.archive import store


class Archive:
    """Stores bodies in the dataset's archive; off where there is no dataset (``scrapy crawl``)."""

    def __init__(self, dataset: Path) -> None:
        self.dataset = dataset

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Archive:
        """Called by Scrapy."""
        if not (dataset := crawler.settings.get("DATASET")):
            raise NotConfigured
        return cls(Path(dataset))

    def process_item(self, item: Item) -> Item:
        """Store the body that came, if one did, and note where it lies; a failure passes."""
        if isinstance(item, Fetched):
            document = self._archived(item.reading.document, item.body)
            reading = msgspec.structs.replace(item.reading, document=document)
            return msgspec.structs.replace(item, reading=reading)
        if isinstance(item, Recalled) and item.body is not None:
            document = self._archived(item.document, item.body)
            return msgspec.structs.replace(item, document=document)
        return item

    def _archived(self, document: Document, body: bytes) -> Document:
        reference = store(
            self.dataset,
            body,
            document.url,
            document.sha256,
            document.content_type,
            document.fetched_at,
        )
        return msgspec.structs.replace(document, archive_ref=reference)
