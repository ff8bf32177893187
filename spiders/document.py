"""The shared base of all spiders: fetches the documents of its sources and has them read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.utils.misc import load_object
from twisted.python.failure import Failure as TwistedFailure

from normalize.records import Failure, Fetched, Item, Kind, Recalled, Source
from spiders.answers import NOT_MODIFIED, OK, document_of, revalidated
from spiders.asking import known_to, request
from spiders.bodies import TOO_LARGE, too_large, unpacked
from spiders.causes import answered, bounded, cause
from spiders.choosing import chosen
from spiders.collecting import Arrived, Chunks, may_be_chunks
from spiders.errors import ReadError
from spiders.following import followed
from spiders.memory import Forgetful, Memory
from spiders.turns import Turns
from spiders.workers import READERS, ReaderPool, workers_here


class DocumentSpider(scrapy.Spider):
    """Fetches every document of its sources; yields an item for each.

    An item is a :class:`Fetched`, a :class:`Recalled` or a :class:`Failure`.

    Subclasses name the ``kind`` of source they are for. ``-a source=ID[,ID…]`` takes these only.
    """

    kind: Kind | None = None

    def __init__(
        self,
        sources: list[Source],
        now: datetime,
        memory: Memory | None = None,
        read: str = READERS,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.sources = sources
        self.now = now
        self.memory: Memory = memory or Forgetful()
        self.readers = ReaderPool(read, workers_here())
        #: what a source was asked for already: pages that lead to each other would do so for ever
        self._asked: dict[str, set[str]] = {}
        self._chunks: dict[str, Chunks] = {}
        self._turns = Turns([], per_host=1)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> DocumentSpider:
        """Called by Scrapy; ``scrapy crawl`` gives no sources, the settings say where they are."""
        if "sources" not in kwargs:
            known: list[Source] = load_object(crawler.settings["SOURCES_LOADER"])(
                Path(crawler.settings["SOURCES"])
            )
            kwargs["sources"] = chosen(known, cls.kind, kwargs.pop("source", None))
            kwargs["now"] = load_object(crawler.settings["CLOCK"])()
        kwargs.setdefault("read", crawler.settings.get("READERS", READERS))
        return super().from_crawler(crawler, *args, **kwargs)

    async def start(self) -> AsyncIterator[Request | Item]:
        """One request per document that the source files name, as many as there is work for."""
        under_way = self.settings.getint("CONCURRENT_REQUESTS")
        self._turns = Turns(self.sources, per_host=2 * under_way)
        async for source, url, target in self._turns:
            async for one in self._ask(source, url, target):
                yield one

    async def _ask(self, source: Source, url: str, target: str) -> AsyncIterator[Request | Item]:
        """Ask for a document, unless a run that was killed has it already, or it is too large."""
        if resumed := self.memory.resumed(source.id, url):
            document, since = resumed
            async for one in self._arrived(Arrived(document, None, since), source):
                yield one
            self._turns.over(source, url)
        elif too_large(target, source.limits.bytes):
            async for item in self._failed(source, url, "fetch", *TOO_LARGE):
                yield item
            self._turns.over(source, url)
        else:
            known = self.memory.fetched(source.id, url)
            yield request(source, url, target, known, self.parse_document, self.not_fetched)

    async def parse_document(
        self, response: Response, source: Source, url: str
    ) -> AsyncIterator[Item | Request]:
        """Read one document in a worker process; a document that cannot be read is a failure."""
        try:
            async for one in self._answered(response, source, url):
                yield one
        finally:
            self._turns.over(source, url)

    async def _answered(
        self, response: Response, source: Source, url: str
    ) -> AsyncIterator[Item | Request]:
        if response.status not in (OK, NOT_MODIFIED):
            # Scrapy lets every 2xx pass: "206 Partial Content" is a part of a document.
            async for item in self._failed(source, url, "fetch", *answered(response.status)):
                yield item
            return
        try:
            here = self._taken(response, source, url)
        except ReadError as error:
            async for item in self._failed(source, url, "read", error.reason, error.detail):
                yield item
        else:
            async for one in self._arrived(here, source):
                yield one

    def _taken(self, response: Response, source: Source, url: str) -> Arrived:
        """The document of an answer. Raises ReadError: it is packed, and broken or too large."""
        if response.status == NOT_MODIFIED:
            return Arrived(revalidated(known_to(response), response), None)
        body = unpacked(response.body, (url, response.url), source.limits.bytes)
        return Arrived(document_of(response, body, source.id, url, self.now), body)

    async def _arrived(self, here: Arrived, source: Source) -> AsyncIterator[Item | Request]:
        """What comes of a document that is here: itself, those it leads to, those that waited."""
        for item in await self._read(self._together(source, here), source):
            yield item
        if source.follow and here.document.url in source.urls:
            async for one in self._followed(source, here.document.url, self._body(here)):
                yield one

    async def _failed(
        self, source: Source, url: str, stage: Any, reason: str, detail: str
    ) -> AsyncIterator[Item]:
        """A document that does not come, and those that waited for it."""
        yield _failure(source, url, stage, reason, detail)
        if (chunks := self._chunks_of(source)) and url in source.urls:
            for item in await self._read(chunks.failed(url), source):
                yield item

    async def _read(self, here: list[Arrived], source: Source) -> list[Item]:
        """Documents that are read together; what is remembered of all of them is not read again."""
        documents = [one.document for one in here]
        keys = [self.memory.key(one, documents, source) for one in documents]
        if all(self.memory.holds(key) for key in keys):
            return [
                Recalled(document=one.document, body=one.body, key=key, since=one.since)
                for one, key in zip(here, keys, strict=True)
            ]
        bodies = [self._body(one) for one in here]
        found = await self.readers.read_all(list(zip(documents, bodies, strict=True)), source)
        return [
            _failure(source, came.document.url, "read", one.reason, one.detail)
            if isinstance(one, ReadError)
            else Fetched(document=came.document, body=body, packed=one, key=key, since=came.since)
            for came, body, key, one in zip(here, bodies, keys, found, strict=True)
        ]

    def _body(self, here: Arrived) -> bytes:
        return self.memory.body(here.document) if here.body is None else here.body

    def _together(self, source: Source, here: Arrived) -> list[Arrived]:
        """The documents that are to be read now that this one is here; none while others lack."""
        if (chunks := self._chunks_of(source)) and here.document.url in source.urls:
            return chunks.came(here)
        return [here]

    def _chunks_of(self, source: Source) -> Chunks | None:
        if source.id not in self._chunks and may_be_chunks(source):
            self._chunks[source.id] = Chunks(source.urls)
        return self._chunks.get(source.id)

    async def _followed(
        self, source: Source, url: str, body: bytes
    ) -> AsyncIterator[Request | Item]:
        asked = self._asked.setdefault(source.id, set(source.urls))
        left = source.limits.documents - len(asked.difference(source.urls))
        links = (link for link in followed(source, url, body) if link not in asked)
        new = list(islice(links, left + 1))
        if len(new) > left:
            detail = f"follow leads to more than {source.limits.documents} pages (limits.documents)"
            yield _failure(source, url, "read", "too-many-pages", detail)
            return
        asked.update(new)
        for link in new:
            async for one in self._ask(source, link, link):
                yield one

    async def not_fetched(self, failure: TwistedFailure) -> AsyncIterator[Item]:
        """Called by Scrapy where a request gave no document."""
        asked: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        source, url = asked.cb_kwargs["source"], asked.cb_kwargs["url"]
        try:
            async for item in self._failed(source, url, "fetch", *cause(failure.value)):
                yield item
        finally:
            self._turns.over(source, url)

    def closed(self, reason: str) -> None:
        """Called by Scrapy at the end of the crawl."""
        self.readers.close()


def _failure(source: Source, url: str, stage: Any, reason: str, detail: str) -> Failure:
    return Failure(source_id=source.id, url=url, stage=stage, reason=reason, detail=bounded(detail))
