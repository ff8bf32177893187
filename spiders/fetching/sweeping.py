"""Lets Twisted forget the timeouts of requests that are done, while the crawl goes on."""

from __future__ import annotations

from scrapy import signals
from scrapy.crawler import Crawler
from twisted.internet.task import LoopingCall

#: Seconds.
_EVERY = 1.0


class Sweep:
    """Wakes Twisted's timers now and then.

    Scrapy extension. Each request sets two timeouts and cancels them; Twisted drops what was
    cancelled only when one of its timers fires. Under asyncio's loop that may be a minute later:
    all requests of that minute would stay in memory.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._waking = LoopingCall(_nothing)
        crawler.signals.connect(self._start, signal=signals.spider_opened)
        crawler.signals.connect(self._stop, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Sweep:
        """Called by Scrapy."""
        return cls(crawler)

    def _start(self) -> None:
        self._waking.start(_EVERY, now=False)

    def _stop(self) -> None:
        if self._waking.running:
            self._waking.stop()


def _nothing() -> None:
    """Is called for the sake of the timer."""
