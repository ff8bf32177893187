"""Fills the typed fields of every mention from what its entry says."""

from __future__ import annotations

import msgspec
from scrapy.crawler import Crawler

from normalize.fields import map_fields
from normalize.records import Failure, Fetched


class MapFields:
    """Licence, languages, sizes, dates and organisation, out of the entry's own words."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> MapFields:
        """Called by Scrapy."""
        return cls(crawler)

    def process_item(self, item: Fetched | Failure) -> Fetched | Failure:
        """Map the mentions of a document; a failure passes."""
        if isinstance(item, Failure):
            return item
        mentions = [map_fields(mention) for mention in item.reading.mentions]
        self._count("licenses", sum(bool(mention.license_spdx) for mention in mentions))
        self._count("parameter_counts", sum(bool(one.parameter_counts) for one in mentions))
        return msgspec.structs.replace(
            item, reading=msgspec.structs.replace(item.reading, mentions=mentions)
        )

    def _count(self, field: str, number: int) -> None:
        if self.crawler.stats:
            self.crawler.stats.inc_value(f"fields/{field}", number)
