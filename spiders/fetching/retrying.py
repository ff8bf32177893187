"""Asks again for what failed for a passing reason, later and not for ever."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Request, Response
from scrapy.spiders import Spider

from spiders.causes import answered, cause
from spiders.fetching.hosts import Hosts
from spiders.fetching.refusals import HostRests

#: Trying again does not help.
_LASTING = ("tls-failed",)


class PatientRetry(RetryMiddleware):
    """Scrapy's budget of tries per document, with waits that the host is told of (``hosts.py``)."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler.settings)
        self.crawler = crawler
        self._hosts = Hosts.of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PatientRetry:
        """Called by Scrapy."""
        return cls(crawler)

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """Called by Scrapy."""
        if not request.url.startswith("http"):
            return response
        if response.status not in self.retry_http_codes:
            self._hosts.answered(request)
            return response
        self._hosts.failed(request, asked_wait(response), *answered(response.status))
        result: Request | Response = super().process_response(request, response)
        return result

    def process_exception(
        self, request: Request, exception: Exception, spider: Spider | None = None
    ) -> Request | Response | None:
        """Called by Scrapy."""
        if isinstance(exception, HostRests) and not request.meta.get("dont_retry"):
            # No try was made: it comes again when its host may be asked.
            return request.replace(dont_filter=True)
        code, sentence = cause(exception)
        passing = isinstance(exception, self.exceptions_to_retry) and code not in _LASTING
        if not passing or not request.url.startswith("http"):
            return None
        self._hosts.failed(request, None, code, sentence)
        result: Request | Response | None = super().process_exception(request, exception)
        return result


def asked_wait(response: Response) -> float | None:
    """Seconds for which an answer asks to be left alone; null where it does not (RFC 9110, 10.2.3).

    A date is taken against the server's own clock, where it says what that is.
    """
    said = _header(response, "Retry-After")
    if said.isascii() and said.isdigit():
        return float(said)
    until = _date(said)
    if until is None:
        return None
    now = _date(_header(response, "Date")) or datetime.now(UTC)
    return max(0.0, (until - now).total_seconds())


def _header(response: Response, name: str) -> str:
    value = response.headers.get(name)
    return value.decode("latin-1").strip() if value else ""


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    # "-0000" stands for a time in UTC that says nothing of its zone.
    return date if date.tzinfo else date.replace(tzinfo=UTC)
