"""Redirects that count as requests to the host that they lead to."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.http import Request, Response
from scrapy.spiders import Spider

from spiders.fetching.refusals import Refused

_LEADS_ON = (301, 302, 303, 307, 308)


class Redirects(RedirectMiddleware):
    """Scrapy's redirects; one that leads to no web page says so."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """Called by Scrapy. Raises Refused."""
        try:
            result: Request | Response = super().process_response(request, response)
            location = response.headers.get("Location")
            if isinstance(result, Response) and response.status in _LEADS_ON and location:
                scheme = urlsplit(urljoin(request.url, location.decode("latin-1"))).scheme
                raise Refused("refused-scheme", f"it leads to {scheme}:, neither http nor https")
        except ValueError as error:
            raise Refused("refused-url", f"it leads to what is no URL: {error}") from error
        return _as_its_own(result)


class PageRedirects(MetaRefreshMiddleware):
    """Scrapy's redirects by a page's ``<meta http-equiv="refresh">``: how static sites do it."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """Called by Scrapy."""
        return _as_its_own(super().process_response(request, response))


def _as_its_own(result: Request | Response) -> Request | Response:
    """A redirected request without what belongs to the address that led to it."""
    if isinstance(result, Request):
        # Scrapy keeps the slot of the first host, with its delay and its waits; and validators,
        # to which another document would be "not modified".
        result.meta.pop("download_slot", None)
        result.meta.pop("handle_httpstatus_list", None)
        for name in ("If-None-Match", "If-Modified-Since"):
            result.headers.pop(name, None)
    return result
