"""Keeps the body of every document, so that each value can be traced to its bytes."""

from __future__ import annotations

from pathlib import Path

import msgspec
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from normalize.records import Failure, Fetched
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

    def process_item(self, item: Fetched | Failure) -> Fetched | Failure:
        """Store a document's body and note where it lies; a failure passes."""
        if isinstance(item, Failure):
            return item
        document = item.reading.document
        reference = store(
            self.dataset,
            item.body,
            document.url,
            document.sha256,
            document.content_type,
            document.fetched_at,
        )
        document = msgspec.structs.replace(document, archive_ref=reference)
        return msgspec.structs.replace(
            item, reading=msgspec.structs.replace(item.reading, document=document)
        )
