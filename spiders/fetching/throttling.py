"""How long to wait between two requests to a host, by how long it takes to answer."""

from __future__ import annotations

from scrapy.core.downloader import Slot
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

from spiders.answers import NOT_MODIFIED


class Throttle(AutoThrottle):
    """Scrapy's throttle, to which "not modified" is as good an answer as a whole document.

    Scrapy's lets only answers with status 200 shorten the wait. In a night in which nothing
    changed there are none, and one slow answer would slow down all that come after it.
    """

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        as_good = response.replace(status=200) if response.status == NOT_MODIFIED else response
        super()._adjust_delay(slot, latency, as_good)
