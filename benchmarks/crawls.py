"""One crawl of made-up lists, for a process of its own: ``benchmarks.crawling`` starts it.

A process can start Twisted's reactor only once, and its peak of memory is to be its own.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
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

NOW, RUN = datetime(2026, 1, 1, tzinfo=UTC), "20260101T000000Z-0001"
CONCURRENCY = Crawl().concurrency
#: What reads the documents in our crawls.
READERS = {"unread": "benchmarks.no_reader:read_all", "read": settings.READERS}


class Bare(scrapy.Spider):
    """Fetches and does nothing, as little as a spider can do."""

    name = "bare"
    documents = 0

    async def parse(self, response: scrapy.http.Response, **_: Any) -> None:
        """Called by Scrapy."""
        self.documents += bool(response.body)


def bare(urls: list[str]) -> int:
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
    process.crawl(crawler, start_urls=urls)
    process.start()
    assert isinstance(crawler.spider, Bare)
    return crawler.spider.documents


def ours(chosen: list[Source], readers: str, dataset: Path) -> int:
    """The crawl of ``almanac run`` into an empty dataset; gives the number of documents read."""
    settings.READERS = readers
    settings.AUTOTHROTTLE_ENABLED = False
    settings.CONCURRENT_REQUESTS_PER_DOMAIN = CONCURRENCY
    came = 0

    def watch(item: Item) -> None:
        nonlocal came
        came += isinstance(item, Fetched)

    begin(dataset, RUN)
    memory = Remembered(dataset, "code", [])
    crawl(chosen, NOW, Config(crawl=Crawl(delay=0.0)), Kept(dataset, RUN), watch, memory)
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


def main(kind: str, port: str, number: str, dataset: str) -> None:
    """Crawl so many lists into a new folder, and print how it went as JSON."""
    server, loaded = Server(int(port)), peak_megabytes()
    chosen = sources(server, int(number))
    given = peak_megabytes() - loaded
    (before, _), start = processor_seconds(), time.perf_counter()
    if kind == "bare":
        came = bare([url for source in chosen for url in source.urls])
    else:
        came = ours(chosen, READERS[kind], Path(dataset))
    seconds = time.perf_counter() - start
    own, readers = processor_seconds()
    told = Crawled(came, seconds, (own - before, readers), peak_megabytes(), given)
    sys.stdout.buffer.write(msgspec.json.encode(told))
