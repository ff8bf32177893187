"""A crawler for pipelines that need only its settings and its statistics."""

from __future__ import annotations

from typing import Any

from scrapy.crawler import Crawler
from scrapy.spiders import Spider
from scrapy.statscollectors import MemoryStatsCollector


def crawler(**settings: Any) -> Crawler:
    """A real crawler that crawls nothing; its statistics count."""
    made = Crawler(Spider, settings)
    made.stats = MemoryStatsCollector(made)
    return made


def counted(made: Crawler, key: str) -> Any:
    """What the statistics say of one thing; null where nothing counted it."""
    assert made.stats is not None
    return made.stats.get_value(key)
