"""One Scrapy crawl over all chosen sources; what it reads is staged to disk."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from twisted.python.failure import Failure as TwistedFailure

from almanac import settings as defaults
from almanac.config import Config
from almanac.errors import CrawlInterrupted
from normalize.records import Failure, Item, Source
from output.errors import DatasetError
from pipelines.stage import place_of, stage
from spiders.every import EverySpider
from spiders.memory import Memory

Watcher = Callable[[Item], None]


def crawl(
    sources: Sequence[Source],
    now: datetime,
    config: Config,
    dataset: Path | None,
    watch: Watcher,
    memory: Memory | None = None,
    spider: type[EverySpider] = EverySpider,
) -> dict[str, Any]:
    """Fetch and read every document of the sources, stage each; gives Scrapy's statistics.

    Args:
        sources: what to crawl.
        now: the run's time.
        config: contact and politeness.
        dataset: which takes the bodies, and what was read; null keeps nothing.
        watch: called with each document or failure, for progress.
        memory: what earlier runs fetched and read; null is nothing.
        spider: what fetches the documents and has them read.

    Raises:
        CrawlInterrupted: by a signal, or because Scrapy itself gave up.
        DatasetError: the dataset takes no more files.
    """
    chosen = _settings(config)
    # `almanac` says itself what is to be seen (almanac/progress.py).
    chosen.set("LOG_INSTALL_ROOT_HANDLER", False)
    chosen.set("DATASET", str(dataset) if dataset else None)
    process = AsyncCrawlerProcess(chosen)
    crawler = process.create_crawler(spider)

    broken: list[DatasetError] = []

    def on_item(item: Item) -> None:
        watch(item)

    def on_item_error(item: Item, failure: TwistedFailure) -> None:
        # Scrapy logs what a pipeline raises and goes on: a document would be gone in silence.
        lost = _crashed(item, failure)
        watch(lost)
        try:
            if dataset:
                stage(dataset, lost)
        except DatasetError as error:
            broken.append(error)

    crawler.signals.connect(on_item, signal=signals.item_scraped)
    crawler.signals.connect(on_item_error, signal=signals.item_error)
    process.crawl(crawler, sources=list(sources), now=now, memory=memory)
    process.start()
    # Scrapy's handlers would go on to ask a reactor to stop that has stopped already.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if broken:
        raise broken[0]
    stats: dict[str, Any] = crawler.stats.get_stats() if crawler.stats else {}
    if stats.get("finish_reason") != "finished":
        raise CrawlInterrupted(f"the crawl ended early: {stats.get('finish_reason', 'it failed')}")
    return stats


def _crashed(item: Item, failure: TwistedFailure) -> Failure:
    source_id, url = place_of(item)
    return Failure(
        source_id=source_id,
        url=url,
        stage="read",
        reason="pipeline-crashed",
        detail=f"{type(failure.value).__name__}: {failure.value}",
    )


def _settings(config: Config) -> Settings:
    chosen = Settings()
    chosen.setmodule(defaults)
    chosen.set("DOWNLOAD_DELAY", config.crawl.delay)
    chosen.set("AUTOTHROTTLE_START_DELAY", config.crawl.delay)
    chosen.set("CONCURRENT_REQUESTS", config.crawl.concurrency)
    chosen.set("DOWNLOAD_TIMEOUT", config.crawl.timeout)
    chosen.set("RETRY_TIMES", config.crawl.tries - 1)
    chosen.set("PATIENCE", config.crawl.patience)
    if config.contact:
        chosen.set("USER_AGENT", f"{defaults.USER_AGENT} (+{config.contact})")
    return chosen
