"""One crawl of made-up lists, for a process of its own: ``benchmarks.crawling`` starts it.

A process can start Twisted's reactor only once, and its peak of memory is to be its own.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import scrapy
from scrapy.crawler import AsyncCrawlerProcess

from almanac import settings
from almanac.config import Config, Crawl
from almanac.crawl import Kept, crawl
from benchmarks.serving import Server
from benchmarks.usage import Crawled, peak_megabytes, processor_seconds
from normalize.records import Fetched, Item, Source
from pipelines.memory import Remembered
from pipelines.stage import begin
from spiders.every import EverySpider
from spiders.workers import ReaderPool, workers_here

NOW, RUN = datetime(2026, 1, 1, tzinfo=UTC), "20260101T000000Z-0001"
CONCURRENCY = Crawl().concurrency


class Bare(scrapy.Spider):
    """Fetches and does nothing, as little as a spider can do."""

    name = "bare"
    documents = 0

    async def parse(self, response: scrapy.http.Response, **_: Any) -> None:
        """Called by Scrapy."""
        self.documents += bool(response.body)


class Unread(EverySpider):
    """Everything but reading."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readers = ReaderPool("benchmarks.no_reader:read_all", workers_here())


def bare(server: Server, number: int) -> int:
    """Scrapy alone; gives the number of documents that came."""
    process = AsyncCrawlerProcess(
        {
            "CONCURRENT_REQUESTS": CONCURRENCY,
            "CONCURRENT_REQUESTS_PER_DOMAIN": CONCURRENCY,
            "DOWNLOAD_DELAY": 0,
            "ROBOTSTXT_OBEY": True,
            "COOKIES_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
            "LOG_ENABLED": False,
        }
    )
    crawler = process.create_crawler(Bare)
    process.crawl(crawler, start_urls=[server.url(one) for one in range(number)])
    process.start()
    assert isinstance(crawler.spider, Bare)
    return crawler.spider.documents


def ours(server: Server, number: int, spider: type[EverySpider]) -> int:
    """The crawl of ``almanac run`` into an empty dataset; gives the number of documents read."""
    settings.AUTOTHROTTLE_ENABLED = False
    settings.CONCURRENT_REQUESTS_PER_DOMAIN = CONCURRENCY
    came = 0

    def watch(item: Item) -> None:
        nonlocal came
        came += isinstance(item, Fetched)

    with TemporaryDirectory() as folder:
        dataset = Path(folder)
        begin(dataset, RUN)
        memory = Remembered(dataset, "code", [])
        config = Config(crawl=Crawl(delay=0.0))
        crawl(sources(server, number), NOW, config, Kept(dataset, RUN), watch, memory, spider)
    return came


def sources(server: Server, number: int) -> list[Source]:
    """A source for each list."""
    return [
        Source(
            id=f"list-{one}",
            path=f"list-{one}.toml",
            title=f"List {one}",
            kind="readme",
            urls=[server.url(one)],
            allow_private=True,
        )
        for one in range(number)
    ]


def main(kind: str, port: str, number: str) -> None:
    """Crawl so many lists, and print how it went as JSON."""
    server, start = Server(int(port)), time.perf_counter()
    loaded, _ = processor_seconds()
    if kind == "bare":
        came = bare(server, int(number))
    else:
        came = ours(server, int(number), {"unread": Unread, "read": EverySpider}[kind])
    seconds = time.perf_counter() - start
    own, readers = processor_seconds()
    told = Crawled(came, seconds, (own - loaded, readers), peak_megabytes())
    sys.stdout.buffer.write(msgspec.json.encode(told))
