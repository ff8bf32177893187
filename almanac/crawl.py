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
from normalize.records import Failure, Fetched, Source
from pipelines.stage import stage
from spiders.every import EverySpider

Watcher = Callable[[Fetched | Failure], None]


def crawl(
    sources: Sequence[Source],
    now: datetime,
    config: Config,
    staging: Path,
    dataset: Path | None,
    watch: Watcher,
    spider: type[EverySpider] = EverySpider,
) -> dict[str, Any]:
    """Fetch and read every document of the sources, stage each; gives Scrapy's statistics.

    Args:
        sources: what to crawl.
        now: the run's time.
        config: contact and politeness.
        staging: an existing folder that takes what was read.
        dataset: whose archive takes the bodies; null keeps none.
        watch: called with each document or failure, for progress.
        spider: what fetches the documents and has them read.

    Raises:
        CrawlInterrupted: by a signal, or because Scrapy itself gave up.
    """
    chosen = _settings(config)
    # `almanac` says itself what is to be seen (almanac/progress.py).
    chosen.set("LOG_INSTALL_ROOT_HANDLER", False)
    chosen.set("STAGING", str(staging))
    chosen.set("DATASET", str(dataset) if dataset else None)
    process = AsyncCrawlerProcess(chosen)
    crawler = process.create_crawler(spider)

    def on_item(item: Fetched | Failure) -> None:
        watch(item)

    def on_item_error(item: Fetched | Failure, failure: TwistedFailure) -> None:
        # Scrapy logs what a pipeline raises and goes on: a document would be gone in silence.
        lost = _crashed(item, failure)
        stage(staging, lost)
        watch(lost)

    crawler.signals.connect(on_item, signal=signals.item_scraped)
    crawler.signals.connect(on_item_error, signal=signals.item_error)
    process.crawl(crawler, sources=list(sources), now=now)
    process.start()
    # Scrapy's handlers would go on to ask a reactor to stop that has stopped already.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    stats: dict[str, Any] = crawler.stats.get_stats() if crawler.stats else {}
    if stats.get("finish_reason") != "finished":
        raise CrawlInterrupted(f"the crawl ended early: {stats.get('finish_reason', 'it failed')}")
    return stats


def _crashed(item: Fetched | Failure, failure: TwistedFailure) -> Failure:
    document = item if isinstance(item, Failure) else item.reading.document
    return Failure(
        source_id=document.source_id,
        url=document.url,
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
    if config.contact:
        chosen.set("USER_AGENT", f"{defaults.USER_AGENT} (+{config.contact})")
    return chosen
