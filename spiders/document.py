"""The shared base of all spiders: fetches the documents of its sources and has them read."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.http import Request, Response
from scrapy.utils.misc import load_object
from twisted.python.failure import Failure as TwistedFailure

from normalize.records import Document, Failure, Fetched, Kind, Source
from spiders.bodies import TOO_LARGE, address, too_large, unpacked
from spiders.causes import cause
from spiders.collecting import Chunks, may_be_chunks
from spiders.errors import ReadError
from spiders.following import MOST_FOLLOWED, followed
from spiders.readers import READER_VERSION
from spiders.workers import ReaderPool


class DocumentSpider(scrapy.Spider):
    """Fetches every document of its sources; yields each as :class:`Fetched` or :class:`Failure`.

    Subclasses name the ``kind`` of source they are for. ``-a source=ID[,ID…]`` takes these only.
    """

    kind: Kind | None = None

    def __init__(self, sources: list[Source], now: datetime, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.sources = sources
        self.now = now
        self.readers = ReaderPool()
        #: what was asked for already: pages that lead to each other would do so for ever
        self._asked: set[tuple[str, str]] = set()
        self._chunks: dict[str, Chunks] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> DocumentSpider:
        """Called by Scrapy; ``scrapy crawl`` gives no sources, the settings say where they are."""
        if "sources" not in kwargs:
            known: list[Source] = load_object(crawler.settings["SOURCES_LOADER"])(
                Path(crawler.settings["SOURCES"])
            )
            kwargs["sources"] = cls._chosen(known, kwargs.pop("source", None))
            kwargs["now"] = load_object(crawler.settings["CLOCK"])()
        return super().from_crawler(crawler, *args, **kwargs)

    @classmethod
    def _chosen(cls, sources: list[Source], wanted: str | None) -> list[Source]:
        """The sources of this spider's kind; ``wanted`` names those to take, with commas."""
        if wanted is None:
            return [one for one in sources if cls.kind in (None, one.kind) and not one.disabled]
        known = {source.id: source for source in sources}
        for name in wanted.split(","):
            if name not in known:
                raise UsageError(f"there is no source {name!r}; there are: {', '.join(known)}")
            if cls.kind not in (None, known[name].kind):
                raise UsageError(f"source {name!r} is a {known[name].kind}, not a {cls.kind}")
        return [known[name] for name in wanted.split(",")]

    async def start(self) -> AsyncIterator[Request | Fetched | Failure]:
        """One request per document that the source files name."""
        for source in self.sources:
            self._asked |= {(source.id, url) for url in source.urls}
            if may_be_chunks(source):
                self._chunks[source.id] = Chunks(source.urls)
            for url in source.urls:
                target = address(source, url)
                if too_large(target, source.limits.bytes):
                    yield _failure(source, url, "fetch", *TOO_LARGE)
                    for one in await self._read(self._without(source, url), source):
                        yield one
                else:
                    yield self._request(source, url, target)

    def _request(self, source: Source, url: str, target: str) -> Request:
        return Request(
            target,
            callback=self.parse_document,
            errback=self.not_fetched,
            cb_kwargs={"source": source, "url": url},
            # Two sources may name the same document; each gets its own.
            dont_filter=True,
            meta=_meta(source, target),
        )

    async def parse_document(
        self, response: Response, source: Source, url: str
    ) -> AsyncIterator[Fetched | Failure | Request]:
        """Read one document in a worker process; a document that cannot be read is a failure."""
        try:
            body = unpacked(response.body, (url, response.url), source.limits.bytes)
        except ReadError as error:
            yield _failure(source, url, "read", error.reason, error.detail)
            together = self._without(source, url)
        else:
            document = self._document(response, body, source, url)
            together = self._together(source, document, body)
        for one in await self._read(together, source):
            yield one
            if isinstance(one, Fetched) and one.reading.document.url in source.urls:
                for more in self._followed(source, one.reading.document.url, one.body):
                    yield more

    async def _read(
        self, documents: list[tuple[Document, bytes]], source: Source
    ) -> list[Fetched | Failure]:
        if not documents:
            return []
        found = await self.readers.read_all(documents, source)
        return [
            _failure(source, document.url, "read", one.reason, one.detail)
            if isinstance(one, ReadError)
            else Fetched(body=body, reading=one)
            for (document, body), one in zip(documents, found, strict=True)
        ]

    def _together(
        self, source: Source, document: Document, body: bytes
    ) -> list[tuple[Document, bytes]]:
        """The documents that are to be read now that this one is here; none while others lack."""
        chunks = self._chunks.get(source.id)
        if chunks is None or document.url not in source.urls:
            return [(document, body)]
        return chunks.came(document, body)

    def _without(self, source: Source, url: str) -> list[tuple[Document, bytes]]:
        """The documents that are to be read now that this one is known not to come."""
        chunks = self._chunks.get(source.id)
        return chunks.failed(url) if chunks and url in source.urls else []

    def _followed(self, source: Source, url: str, body: bytes) -> Iterator[Request | Failure]:
        links = list(islice(followed(source, url, body), MOST_FOLLOWED + 1))
        if len(links) > MOST_FOLLOWED:
            detail = f"follow leads to more than {MOST_FOLLOWED} pages"
            yield _failure(source, url, "read", "too-many-pages", detail)
            return
        for link in links:
            if (source.id, link) not in self._asked:
                self._asked.add((source.id, link))
                yield self._request(source, link, link)

    def _document(self, response: Response, body: bytes, source: Source, url: str) -> Document:
        def header(name: str) -> str | None:
            value = response.headers.get(name)
            return value.decode("latin-1") if value else None

        return Document(
            source_id=source.id,
            url=url,
            sha256=hashlib.sha256(body).hexdigest(),
            etag=header("ETag"),
            last_modified=header("Last-Modified"),
            http_status=response.status if response.url.startswith("http") else None,
            content_type=header("Content-Type"),
            bytes=len(body),
            fetched_at=self.now,
            reader_version=READER_VERSION,
        )

    async def not_fetched(self, failure: TwistedFailure) -> AsyncIterator[Fetched | Failure]:
        """Called by Scrapy where a request gave no document."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        source: Source = request.cb_kwargs["source"]
        url: str = request.cb_kwargs["url"]
        yield _failure(source, url, "fetch", *cause(failure.value))
        for one in await self._read(self._without(source, url), source):
            yield one

    def closed(self, reason: str) -> None:
        """Called by Scrapy at the end of the crawl."""
        self.readers.close()


def _meta(source: Source, target: str) -> dict[str, Any]:
    """How Scrapy is to fetch a document: within its limits, files without waiting in between."""
    meta: dict[str, Any] = {"download_maxsize": source.limits.bytes}
    if target.startswith("file:"):
        meta["download_slot"] = target
    return meta


def _failure(source: Source, url: str, stage: Any, reason: str, detail: str) -> Failure:
    return Failure(source_id=source.id, url=url, stage=stage, reason=reason, detail=detail)
