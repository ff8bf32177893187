"""The queue of requests that leaves resting hosts alone and goes on with the others."""

from __future__ import annotations

from typing import Any

from scrapy.http import Request
from scrapy.pqueues import DownloaderAwarePriorityQueue

from spiders.fetching.hosts import Hosts


class PatientQueue(DownloaderAwarePriorityQueue):
    """Scrapy's queue by hosts, without those that are to be left alone now.

    A wait in a downloader middleware would take the place of a request under way: eight documents
    of one host that wait would stop the whole crawl.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._hosts = Hosts.of(self.crawler)

    def pop(self) -> Request | None:
        """Called by Scrapy for the next request to make."""
        waiting = {host: queue for host in self._hosts.not_now() if (queue := self._out(host))}
        try:
            return super().pop()
        finally:
            self.pqueues.update(waiting)

    def _out(self, host: str) -> Any:
        return self.pqueues.pop(host, None)
