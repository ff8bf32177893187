"""One Scrapy crawl over all chosen sources; what it reads is staged to disk."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from scrapy import Spider, signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.logformatter import LogFormatterResult
from scrapy.settings import Settings
from twisted.python.failure import Failure as TwistedFailure

from almanac import settings as defaults
from almanac.config import Config
from almanac.errors import CrawlInterrupted
from almanac.feeds import BriefLog
from normalize.records import Failure, Item, Source
from output.errors import DatasetError
from pipelines.stage import place_of, stage
from spiders.causes import bounded
from spiders.every import EverySpider
from spiders.memory import Memory

Watcher = Callable[[Item], None]


class Kept(NamedTuple):
    """The dataset and the run that a crawl is for."""

    dataset: Path
    run_id: str


def crawl(
    sources: Sequence[Source],
    now: datetime,
    config: Config,
    kept: Kept | None,
    watch: Watcher,
    memory: Memory | None = None,
    spider: type[EverySpider] = EverySpider,
) -> dict[str, Any]:
    """Fetch and read every document of the sources, stage each; gives Scrapy's statistics.

    Args:
        sources: what to crawl.
        now: the run's time.
        config: contact and politeness.
        kept: where bodies go, and what was read; null is nowhere.
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
    chosen.set("LOG_FORMATTER", _Log)
    if kept:
        chosen.set("DATASET", str(kept.dataset))
        chosen.set("RUN_ID", kept.run_id)
    process = AsyncCrawlerProcess(chosen)
    crawler = process.create_crawler(spider)

    broken: list[DatasetError] = []
    stopping: list[asyncio.Future[None]] = []

    def on_item(item: Item) -> None:
        watch(item)

    def on_item_error(item: Item, failure: TwistedFailure) -> None:
        # Scrapy logs what a pipeline raises and goes on: a document would be gone in silence.
        lost = _lost(item, failure)
        watch(lost)
        try:
            if kept:
                stage(kept.dataset, kept.run_id, lost)
        except DatasetError as error:
            broken.append(error)
            # Not awaited: the end of the crawl waits for this very item.
            stopping.append(asyncio.ensure_future(crawler.stop_async()))

    crawler.signals.connect(on_item, signal=signals.item_scraped)
    crawler.signals.connect(on_item_error, signal=signals.item_error)
    crawling = process.crawl(crawler, sources=list(sources), now=now, memory=memory)
    process.start()
    # Scrapy's handlers would go on to ask a reactor to stop that has stopped already.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if broken:
        raise broken[0]
    if crawling.done() and not crawling.cancelled() and (defect := crawling.exception()):
        raise defect
    stats: dict[str, Any] = crawler.stats.get_stats() if crawler.stats else {}
    reason = stats.get("finish_reason", "before it had begun")
    if reason != "finished":
        raise CrawlInterrupted(f"the crawl was stopped: {reason}")
    return stats


def _lost(item: Item, failure: TwistedFailure) -> Failure:
    """What a document is that broke a pipeline, or that the dataset did not take."""
    source_id, url = place_of(item)
    error = failure.value
    if isinstance(error, DatasetError):
        return Failure(
            source_id=source_id,
            url=url,
            stage="read",
            reason="not-kept",
            detail=bounded(str(error)),
        )
    return Failure(
        source_id=source_id,
        url=url,
        stage="read",
        reason="pipeline-crashed",
        detail=bounded(f"{type(error).__name__}: {error}"),
    )


class _Log(BriefLog):
    """Our log, without the traceback of what is no defect: a disk that is full."""

    def item_error(
        self,
        item: Any,
        exception: BaseException,
        response: Response | TwistedFailure | None,
        spider: Spider,
    ) -> LogFormatterResult:
        result = super().item_error(item, exception, response, spider)
        return {**result, "level": logging.DEBUG} if isinstance(exception, DatasetError) else result


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
