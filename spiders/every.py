"""Fetches lists of every kind in one crawl, as ``almanac run`` does."""

from __future__ import annotations

from spiders.document import DocumentSpider


class EverySpider(DocumentSpider):
    """All sources, whatever their kind: politeness to a host is per crawl."""

    name = "every"
