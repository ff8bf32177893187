"""Which hosts are to be left alone now, and which for the rest of the crawl."""

from __future__ import annotations

import random
from collections.abc import Iterator
from time import monotonic

from scrapy.core.engine import ExecutionEngine
from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.utils.asyncio import call_later

from spiders.fetching.refusals import Refused

#: Seconds of the first wait after a failure, where the delay between requests is shorter.
_SHORTEST_WAIT = 0.1
#: Failures in a row, without one answer in between, after which a host is given up: about half a
#: minute of trying. It is more where one document alone has more tries.
_GIVEN_UP_AFTER = 6


class Hosts:
    """How the hosts of a crawl fare: who rests, and until when; who is given up.

    Scrapy extension, one per crawl. A host is what Scrapy calls a download slot. A wait belongs
    to the host, not to the request that was told to wait: all its other documents wait as well,
    and the documents of other hosts do not (``queue.py``).
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._first_wait = max(settings.getfloat("DOWNLOAD_DELAY"), _SHORTEST_WAIT)
        self._most_failures = max(_GIVEN_UP_AFTER, 2 * (settings.getint("RETRY_TIMES") + 1))
        self._patience = settings.getfloat("PATIENCE")
        self._rests_until: dict[str, float] = {}
        self._in_a_row: dict[str, int] = {}
        self._given_up: dict[str, Refused] = {}
        self._held: set[str] = set()
        self._paced: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Hosts:
        """Called by Scrapy."""
        return cls(crawler)

    @classmethod
    def of(cls, crawler: Crawler) -> Hosts:
        """The one of a crawl. Raises LookupError: the settings do not name it."""
        found = crawler.get_extension(cls)
        if found is None:
            raise LookupError(f"the setting EXTENSIONS lacks {cls.__module__}.{cls.__name__}")
        return found

    def seconds_left(self, request: Request) -> float:
        """How long the host of a request is to be left alone; 0 where it may be asked."""
        return max(0.0, self._rests_until.get(self._host(request), 0.0) - monotonic())

    def refusal(self, request: Request) -> Refused | None:
        """Why nothing more is asked of the host of a request in this crawl."""
        return self._given_up.get(self._host(request))

    def answered(self, request: Request) -> None:
        """The host of a request gave an answer that is no failure of the host."""
        self._in_a_row.pop(self._host(request), None)

    def failed(self, request: Request, asked: float | None, code: str, sentence: str) -> None:
        """Let the host of a request rest.

        Each failure in a row doubles the wait, up to our patience; a host that goes on failing
        without one answer in between is given up, and so is one that asks for more than that.

        Args:
            request: what failed.
            asked: seconds for which the host asked to be left alone, if it did.
            code: of what failed.
            sentence: the same in words.
        """
        host = self._host(request)
        if asked is not None and asked > self._patience:
            self._give_up(
                host,
                "asked-to-wait",
                f"{sentence} and asks to wait {asked:.9g} s, longer than crawl.patience "
                f"({self._patience:g} s)",
            )
        else:
            # What was under way when a rest began does not count as another failure.
            resting = self.seconds_left(request) > 0
            times = self._in_a_row[host] = self._in_a_row.get(host, 0) + (not resting)
            if times >= self._most_failures:
                self._give_up(host, code, f"{sentence}; {host} failed {times} times in a row")
            elif asked is not None or not resting:
                self._rest(host, self._backoff(times) if asked is None else asked)

    def pace(self, request: Request, seconds: float) -> None:
        """Ask the host of a request one thing at a time, so far apart; our patience at most."""
        host, delay = self._host(request), min(seconds, self._patience)
        self._paced.add(host)
        downloader = self._engine().downloader
        downloader.per_slot_settings[host] = {"concurrency": 1, "delay": delay, "jitter": 0.0}
        # It is made of these settings when it is needed; this one was before.
        if slot := downloader.slots.get(host):
            slot.concurrency, slot.delay, slot.jitter = 1, delay, 0.0

    def is_paced(self, request: Request) -> bool:
        """Whether the host of a request said how far apart it wants to be asked."""
        return self._host(request) in self._paced

    def hold(self, request: Request) -> None:
        """Start no request of this host until it is released."""
        self._held.add(self._host(request))

    def release(self, request: Request) -> None:
        """Start requests of this host again."""
        self._held.discard(self._host(request))
        self._wake()

    def not_now(self) -> Iterator[str]:
        """The hosts of which no request is to be started now."""
        now = monotonic()
        for host in [host for host, until in self._rests_until.items() if until <= now]:
            del self._rests_until[host]
        yield from self._rests_until.keys() | self._held

    def _backoff(self, times: int) -> float:
        wait = min(self._first_wait * 2.0 ** (times - 1), self._patience)
        return wait * random.uniform(0.5, 1.5)  # noqa: S311  # so that not all come back at once

    def _rest(self, host: str, seconds: float) -> None:
        until = max(monotonic() + seconds, self._rests_until.get(host, 0.0))
        self._rests_until[host] = until
        call_later(until - monotonic() + 0.01, self._wake)

    def _give_up(self, host: str, code: str, sentence: str) -> None:
        self._given_up[host] = Refused(code, sentence)
        # What waits for this host is to hear of it.
        self._rests_until.pop(host, None)
        self._wake()

    def _host(self, request: Request) -> str:
        return self._engine().downloader.get_slot_key(request)

    def _engine(self) -> ExecutionEngine:
        if self._crawler.engine is None:
            raise RuntimeError("no crawl is under way")
        return self._crawler.engine

    def _wake(self) -> None:
        # Scrapy looks into its queue when something ends, and every five seconds.
        slot = self._crawler.engine and self._crawler.engine._slot
        if slot:
            slot.nextcall.schedule()
