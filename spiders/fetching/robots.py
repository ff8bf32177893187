"""Obeys robots.txt (RFC 9309), asked for once per site and crawl."""

from __future__ import annotations

import asyncio
from typing import NamedTuple

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.httpobj import urlparse_cached

from spiders.causes import answered, cause
from spiders.fetching.hosts import Hosts
from spiders.fetching.permits import carried_on, permit_in
from spiders.fetching.refusals import HostRests, Refused

_TOO_MANY_REQUESTS = 429


class Site(NamedTuple):
    """What has one robots.txt; one that may be private is another than one that may not."""

    scheme: str
    netloc: str
    private: bool


#: What a robots.txt says; null is nothing. Where it cannot be known, why.
Rules = ProtegoRobotParser | Refused | None


class Robots:
    """Asks each site for its robots.txt before anything else, and keeps to it.

    Downloader middleware, in the place of Scrapy's, which takes a robots.txt that cannot be read
    for one that allows everything. As the standard has it: "not found" and its like (4xx) allow
    everything; a server that fails (5xx, "too many requests") or cannot be reached forbids
    everything. Requests wait for it in the queue (``queue.py``), not under way.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._hosts = Hosts.of(crawler)
        self._agent = settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"]
        self._tries = settings.getint("RETRY_TIMES") + 1
        self._delay = settings.getfloat("DOWNLOAD_DELAY")
        self._passing = {int(status) for status in settings.getlist("RETRY_HTTP_CODES")}
        self._rules: dict[Site, Rules] = {}
        self._asking: dict[Site, asyncio.Task[None]] = {}
        crawler.signals.connect(self._stop, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Robots:
        """Called by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> Request | None:
        """Called by Scrapy. Raises Refused: `robots-txt`, `robots-unreachable`, network errors."""
        if not request.url.startswith("http") or request.meta.get("dont_obey_robotstxt"):
            return None
        parts = urlparse_cached(request)
        private = permit_in(request.meta).private_host(parts.hostname or "")
        site = Site(parts.scheme, parts.netloc, private)
        if site not in self._rules:
            self._hosts.hold(request)
            if site not in self._asking:
                self._asking[site] = asyncio.ensure_future(self._ask(site, request))
            return request.replace(dont_filter=True)
        rules = self._rules[site]
        if isinstance(rules, Refused):
            raise rules
        if rules and not rules.allowed(request.url, self._agent):
            raise Refused("robots-txt", "the site's robots.txt asks not to fetch it")
        # How fast it answers says nothing then.
        request.meta["autothrottle_dont_adjust_delay"] = self._hosts.is_paced(request)
        return None

    async def _ask(self, site: Site, request: Request) -> None:
        try:
            self._rules[site] = rules = await self._fetched(site, request)
            if isinstance(rules, ProtegoRobotParser):
                self._keep_apart(request, rules)
        finally:
            del self._asking[site]
            self._hosts.release(request)

    def _keep_apart(self, request: Request, rules: ProtegoRobotParser) -> None:
        """``Crawl-delay`` is in no standard, and what many sites ask for."""
        seconds = rules.rp.crawl_delay(self._agent)
        if seconds and seconds > self._delay:
            self._hosts.pace(request, seconds)

    async def _fetched(self, site: Site, request: Request) -> Rules:
        meta = carried_on(request.meta) | {"dont_obey_robotstxt": True, "dont_retry": True}
        wanted = Request(f"{site.scheme}://{site.netloc}/robots.txt", NO_CALLBACK, meta=meta)
        try:
            return self._rules_of(await self._answer(wanted))
        except Refused as refusal:
            return refusal
        except DownloadCancelledError:
            return Refused("robots-unreachable", "its robots.txt is too large to be one")
        except IgnoreRequest:
            return None  # it leads on and on: the standard takes that for "not found"
        except Exception as error:  # whatever it is, what it says is not known
            code, sentence = cause(error)
            return Refused(code, f"{sentence} (asked for robots.txt)")

    async def _answer(self, wanted: Request) -> Response:
        """The last answer of as many tries as a document has; raises what the last one did."""
        tries = 0
        while True:
            await asyncio.sleep(self._hosts.seconds_left(wanted))
            tries += 1
            try:
                response = await self._download(wanted)
            except HostRests as error:
                tries -= 1
                await asyncio.sleep(error.seconds)
            except (Refused, IgnoreRequest, DownloadCancelledError):
                raise
            except Exception:
                if tries == self._tries:
                    raise
            else:
                if tries == self._tries or response.status not in self._passing:
                    return response

    async def _download(self, wanted: Request) -> Response:
        if self._crawler.engine is None:
            raise RuntimeError("no crawl is under way")
        return await self._crawler.engine.download_async(wanted.copy())

    def _rules_of(self, response: Response) -> Rules:
        if response.status >= 500 or response.status == _TOO_MANY_REQUESTS:
            _, sentence = answered(response.status)
            return Refused("robots-unreachable", f"{sentence} when asked for robots.txt")
        if not 200 <= response.status < 300:
            return None
        return ProtegoRobotParser.from_crawler(self._crawler, response.body)

    def _stop(self) -> None:
        for task in self._asking.values():
            task.cancel()
