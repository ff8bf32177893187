"""Hands out documents to ask for, a few of each host: the others wait, and are no requests yet."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from normalize.records import Source
from spiders.bodies import address

#: Documents that are under way at a time, of all hosts: a thousand of them take a few megabytes.
MOST = 1_000


class Turn(NamedTuple):
    """A document that is to be asked for now, and where."""

    source: Source
    url: str
    target: str


class Turns:
    """The documents that sources name, each when it is its turn.

    What is asked for takes memory until it is done: a request, an answer, a body that waits for
    its reader. A host that is slow or rests takes no turns from the others, as long as not very
    many of them are.

    Args:
        sources: whose documents are handed out.
        per_host: how many at a time of one host; files are of one host too.
        at_once: how many at a time in all.
    """

    def __init__(self, sources: Iterable[Source], per_host: int, at_once: int = MOST) -> None:
        self._per_host = per_host
        self._at_once = at_once
        self._waiting: dict[str, deque[tuple[Source, str]]] = {}
        for source in sources:
            for url in source.urls:
                self._waiting.setdefault(_host(address(source, url)), deque()).append((source, url))
        #: hosts whose next document may be asked for
        self._ready = deque(self._waiting)
        self._hosts: dict[tuple[str, str], str] = {}
        self._taken: Counter[str] = Counter()
        self._given_back = asyncio.Event()

    async def __aiter__(self) -> AsyncIterator[Turn]:
        """Every document, host by host; waits while none may be asked for."""
        while self._waiting:
            while not self._ready or len(self._hosts) >= self._at_once:
                self._given_back.clear()
                await self._given_back.wait()
            yield self._next()

    def over(self, source: Source, url: str) -> None:
        """A document is done; one that had no turn, because a page led to it, does not count."""
        host = self._hosts.pop((source.id, url), None)
        if host is None:
            return
        if self._taken[host] == self._per_host and host in self._waiting:
            self._ready.append(host)
        self._taken[host] -= 1
        self._given_back.set()

    def _next(self) -> Turn:
        host = self._ready.popleft()
        source, url = self._waiting[host].popleft()
        self._hosts[source.id, url] = host
        self._taken[host] += 1
        if not self._waiting[host]:
            del self._waiting[host]
        elif self._taken[host] < self._per_host:
            self._ready.append(host)
        return Turn(source, url, address(source, url))


def _host(target: str) -> str:
    return urlsplit(target).hostname or ""
