"""Keeps what a crawl fetched and read: the body in the archive, the rest for the build."""

from __future__ import annotations

from pathlib import Path

import msgspec
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from normalize.records import Failure, Item
from output.archive import store
from pipelines.stage import stage


class Keep:
    """Keeps each document; off where nothing will be built (``scrapy crawl``).

    Not in a thread: measured, two threads that wait for each other's turn at Python lose more time
    than fetching loses by waiting for the disk.
    """

    def __init__(self, dataset: Path, run_id: str) -> None:
        self.dataset = dataset
        self.run_id = run_id

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Keep:
        """Called by Scrapy."""
        if not (dataset := crawler.settings.get("DATASET")):
            raise NotConfigured
        return cls(Path(dataset), crawler.settings["RUN_ID"])

    def process_item(self, item: Item) -> Item:
        """Keep a document or its failure. Raises DatasetError: the dataset does not take it."""
        return keep(self.dataset, self.run_id, item)


def keep(dataset: Path, run_id: str, item: Item) -> Item:
    """Archive the body of a document, if one came, and stage it; it then says where that lies.

    Raises:
        DatasetError: the body is not the document's, or the disk refuses.
    """
    item = _archived(dataset, item)
    stage(dataset, run_id, item)
    return item


def _archived(dataset: Path, item: Item) -> Item:
    if isinstance(item, Failure) or item.body is None:
        return item
    document = item.document
    reference = store(
        dataset,
        item.body,
        document.url,
        document.sha256,
        document.content_type,
        document.fetched_at,
    )
    document = msgspec.structs.replace(document, archive_ref=reference)
    return msgspec.structs.replace(item, document=document)
