"""Fills the typed fields of every mention from what its entry says."""

from __future__ import annotations

import msgspec
from scrapy.crawler import Crawler

from normalize.fields import map_fields
from normalize.records import Fetched, Item, Reading


class MapFields:
    """Licence, languages, sizes, dates and organisation, out of the entry's own words."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> MapFields:
        """Called by Scrapy."""
        return cls(crawler)

    def process_item(self, item: Item) -> Item:
        """Map the mentions of a document; what was read before passes, and a failure."""
        if not isinstance(item, Fetched):
            return item
        reading = mapped(item.reading)
        self._count("licenses", sum(bool(one.license_spdx) for one in reading.mentions))
        self._count("parameter_counts", sum(bool(one.parameter_counts) for one in reading.mentions))
        return msgspec.structs.replace(item, reading=reading)

    def _count(self, field: str, number: int) -> None:
        if self.crawler.stats:
            self.crawler.stats.inc_value(f"fields/{field}", number)


def mapped(reading: Reading) -> Reading:
    """A reading whose mentions have their typed fields."""
    return msgspec.structs.replace(
        reading, mentions=[map_fields(mention) for mention in reading.mentions]
    )
