"""The shared spider: addresses, unpacking, which sources it takes, and why a request failed."""

from __future__ import annotations

import asyncio
import gzip
from pathlib import Path
from typing import Any, cast

import pytest
from examples import NOW, source
from scrapy.exceptions import UsageError
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure as TwistedFailure

from normalize.records import Failure, Item, Limits
from spiders.asking import request
from spiders.bodies import address, unpacked
from spiders.choosing import chosen
from spiders.document import DocumentSpider
from spiders.errors import ReadError
from spiders.every import EverySpider
from spiders.readme import ReadmeSpider

LIMIT = 1_000


def refused(body: bytes, url: str = "https://a.org/list.md.gz") -> str:
    with pytest.raises(ReadError) as caught:
        unpacked(body, [url], LIMIT)
    return caught.value.reason


@pytest.mark.parametrize("url", ["https://a.org/list.md", "http://a.org/", "file:///lists/list.md"])
def test_a_url_is_fetched_as_it_is(url: str) -> None:
    assert address(source(), url) == url


@pytest.mark.parametrize("url", ["list.md", "../lists/list.md", "./x y#1?.md"])
def test_a_path_is_relative_to_the_source_file(url: str, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    one = source(path=str(tmp_path / "sources" / "list.toml"))
    fetched = address(one, url)
    assert fetched == (tmp_path / "sources" / url).resolve().as_uri()
    assert " " not in fetched
    assert "#" not in fetched


@pytest.mark.parametrize("url", ["https://a.org/list.md", "https://a.org/list.md?x=y.gz"])
def test_a_body_whose_name_says_nothing_is_left_packed(url: str) -> None:
    body = gzip.compress(b"text")
    assert unpacked(body, [url], LIMIT) == body


@pytest.mark.parametrize("url", ["https://a.org/list.md.gz", "https://a.org/list.md.gz?raw=true"])
def test_a_body_whose_name_ends_in_gz_is_unpacked(url: str) -> None:
    assert unpacked(gzip.compress(b"text"), [url], LIMIT) == b"text"


def test_several_packed_parts_are_one_body() -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two")
    assert unpacked(packed, ["file:///x.gz"], LIMIT) == b"one two"


def test_a_body_of_exactly_the_limit_is_read_and_a_longer_one_is_not() -> None:
    assert unpacked(b"x" * LIMIT, ["https://a.org/x"], LIMIT) == b"x" * LIMIT
    assert unpacked(gzip.compress(b"x" * LIMIT), ["file:///x.gz"], LIMIT) == b"x" * LIMIT
    assert refused(b"x" * (LIMIT + 1), "https://a.org/x") == "too-large"
    assert refused(gzip.compress(b"x" * (LIMIT + 1))) == "too-large"


def test_a_gzip_bomb_is_refused_without_being_unpacked_whole() -> None:
    import tracemalloc

    bomb = gzip.compress(bytes(100_000_000), compresslevel=9)
    tracemalloc.start()
    try:
        assert refused(bomb) == "too-large"
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


@pytest.mark.parametrize("kept", [2, 5, 12, -1, -9])
def test_a_truncated_gzip_is_refused(kept: int) -> None:
    assert refused(gzip.compress(b"some text that is long enough" * 9)[:kept]) == "not-gzip"


def test_a_body_that_the_server_unpacked_already_is_taken_as_it_is() -> None:
    assert unpacked(b"# Models\n", ["https://a.org/list.md.gz"], LIMIT) == b"# Models\n"


def test_an_empty_body_is_left_to_the_reader() -> None:
    assert unpacked(b"", ["https://a.org/list.md.gz"], LIMIT) == b""


SOURCES = [
    source("one"),
    source("two", disabled=True),
    source("three", kind="webpage"),
]


@pytest.mark.parametrize(
    ("spider", "wanted", "ids"),
    [
        (ReadmeSpider, None, ["one"]),
        (EverySpider, None, ["one", "three"]),
        (ReadmeSpider, "two", ["two"]),
        (EverySpider, "one,three", ["one", "three"]),
    ],
)
def test_a_spider_takes_the_sources_of_its_kind_or_those_that_are_named(
    spider: type[DocumentSpider], wanted: str | None, ids: list[str]
) -> None:
    assert [one.id for one in chosen(SOURCES, spider.kind, wanted)] == ids


@pytest.mark.parametrize(
    ("wanted", "said"),
    [("nine", "there is no source 'nine'"), ("three", "is a webpage"), ("", "no source")],
)
def test_a_source_that_a_spider_cannot_take_is_named(wanted: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        chosen(SOURCES, "readme", wanted)


def not_fetched(error: Exception) -> Failure:
    spider = EverySpider(sources=[], now=NOW, name="every")
    failure: Any = TwistedFailure(error)
    failure.request = Request(
        "https://a.org/list.md",
        cb_kwargs={"source": source(), "url": "https://a.org/list.md"},
    )

    async def every() -> list[Any]:
        return [one async for one in spider.not_fetched(failure)]

    try:
        (found,) = asyncio.run(every())
    finally:
        spider.closed("finished")
    return cast(Failure, found)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (HttpError(Response("https://a.org", status=404)), "http-404"),
        (FileNotFoundError(2, "No such file", "/lists/list.md"), "no-such-file"),
        (IsADirectoryError(21, "Is a directory", "/lists"), "no-such-file"),
        (ConnectionRefusedError("refused"), "connection-refused"),
        (ValueError(), "value"),
    ],
)
def test_why_a_request_failed_is_a_short_code_and_a_sentence(error: Exception, reason: str) -> None:
    found = not_fetched(error)
    assert (found.source_id, found.stage, found.reason) == ("list", "fetch", reason)
    assert found.detail


def test_a_sentence_that_quotes_from_outside_is_one_line_of_bounded_length() -> None:
    found = not_fetched(ValueError("it said\n" + "a" * 3_000))
    assert found.detail.startswith("it said aaa")
    assert len(found.detail) == 500


def test_the_limit_of_a_source_holds_for_the_download_too() -> None:
    about = source(limits=Limits(bytes=7))
    asks = request(about, "list.md", "file:///list.md", None, len, len)
    assert asks.meta["download_maxsize"] == 7
    assert asks.meta["download_slot"] == "file:///list.md"


def led_to(body: str, *earlier: str, documents: int) -> list[str]:
    """What comes of the links of a document: codes of failures, URLs of requests."""
    url = "https://a.org/list.md"
    about = source(urls=[url], follow=["*.md"], limits=Limits(documents=documents))
    spider = EverySpider(sources=[about], now=NOW, name="every")
    spider._asked[about.id] = {url, *earlier}

    async def every() -> list[Item | Request]:
        return [one async for one in spider._followed(about, url, body.encode())]

    try:
        came = asyncio.run(every())
    finally:
        spider.closed("finished")
    return [one.url if isinstance(one, Request) else cast(Failure, one).reason for one in came]


def test_a_source_leads_to_as_many_pages_as_its_limit_says_and_to_no_more() -> None:
    two = "[b](b.md) [c](c.md)"
    assert led_to(two, documents=2) == ["https://a.org/b.md", "https://a.org/c.md"]
    assert led_to(two, documents=1) == ["too-many-pages"]


def test_pages_that_other_documents_of_the_source_led_to_count_once() -> None:
    two, earlier = "[b](b.md) [c](c.md)", "https://a.org/b.md"
    assert led_to(two, earlier, documents=2) == ["https://a.org/c.md"]
    assert led_to(two, earlier, "https://a.org/d.md", documents=2) == ["too-many-pages"]
