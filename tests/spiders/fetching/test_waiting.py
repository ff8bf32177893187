"""A host that asks for a pause gets it, for all its documents; the others go on."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from crawling import crawled
from faulty_server import Connection, FaultyServer, answer, hang_up, running
from scrapy.http import Response

from spiders.fetching.retrying import asked_wait

SLOW_DOWN = 429


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    with running() as one:
        yield one


def test_a_pause_is_kept_for_every_document_of_the_host_while_other_hosts_go_on(
    server: FaultyServer,
) -> None:
    busy = iter([answer(b"", SLOW_DOWN, retry_after="2")])

    def at_first_busy(connection: Connection) -> bool | None:
        return next(busy, answer())(connection)

    urls = {f"busy-{n}": server.on(f"busy.test/{n}", at_first_busy) for n in range(12)}
    urls |= {f"calm-{n}": server.on(f"calm-{n}.test/x", answer()) for n in range(12)}
    done = crawled(urls, concurrency=2)
    assert set(done.reasons.values()) == {"fetched"}

    # Who waits is in the queue, and is not taken out of it again and again to be put back.
    assert done.queued < 5 * len(urls)

    asked = [one for one in server.asked if one.path != "/robots.txt"]
    first, *others = [number for number, one in enumerate(asked) if one.host == "busy.test"]
    # One may have been under way already when the answer came; none began after it.
    later = [number for number in others if asked[number].at - asked[first].at > 0.5]
    assert len(later) >= len(others) - 1
    assert asked[later[0]].at - asked[first].at >= 2
    assert {one.host for one in asked[first : later[0]]} >= {"calm-10.test", "calm-11.test"}


def test_who_asks_for_more_patience_than_we_have_is_left_alone_with_all_its_documents(
    server: FaultyServer,
) -> None:
    urls = {
        f"busy-{number}": server.on(f"busy.test/{number}", answer(b"", 503, retry_after="3600"))
        for number in range(6)
    }
    done = crawled(urls, patience=5.0)
    assert set(done.reasons.values()) == {"asked-to-wait"}
    detail = done.details["busy-0"]
    assert "3600 s" in detail
    assert "crawl.patience (5 s)" in detail
    assert "503" in detail
    # Two at a time may run to one host.
    assert len(server.paths("busy.test")) <= 2


def test_a_host_that_only_fails_is_given_up_before_all_its_documents_were_tried(
    server: FaultyServer,
) -> None:
    urls = {f"sick-{number}": server.on(f"sick.test/{number}", hang_up) for number in range(30)}
    done = crawled(urls, tries=2)
    assert set(done.reasons.values()) == {"connection-reset"}
    assert any("6 times in a row" in detail for detail in done.details.values())
    assert len(server.paths("sick.test")) < 30


def test_one_bad_document_does_not_take_its_host_with_it(server: FaultyServer) -> None:
    urls = {f"good-{number}": server.on(f"mixed.test/{number}", answer()) for number in range(8)}
    urls["bad"] = server.on("mixed.test/bad", answer(b"", 500))
    done = crawled(urls, tries=3)
    assert done.reasons.pop("bad") == "http-500"
    assert set(done.reasons.values()) == {"fetched"}
    assert server.paths("mixed.test").count("/bad") == 3


def test_one_try_is_no_second_try(server: FaultyServer) -> None:
    done = crawled({"once": server.on("once.test/x", answer(b"", 500))}, tries=1)
    assert done.reasons["once"] == "http-500"
    assert server.paths("once.test") == ["/x"]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": " 0 "}, 0),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "1.5"}, None),
        ({"Retry-After": "٣"}, None),
        (
            {
                "Retry-After": "Fri, 20 Nov 2026 03:01:30 GMT",
                "Date": "Fri, 20 Nov 2026 03:00:00 GMT",
            },
            90,
        ),
        (
            {
                "Retry-After": "Fri, 20 Nov 2026 02:00:00 GMT",
                "Date": "Fri, 20 Nov 2026 03:00:00 GMT",
            },
            0,
        ),
        ({"Retry-After": "Mon, 01 Jan 2001 00:00:00 GMT"}, 0),
        ({"Retry-After": "Mon, 01 Jan 99999999999999999999 00:00:00 GMT"}, None),
        ({"Retry-After": "Mon, 01 Jan 2026 00:00:00 +99999999999999999999"}, None),
        ({"Retry-After": "9" * 400}, math.inf),
    ],
)
def test_a_pause_is_told_in_seconds_or_as_a_date(
    headers: dict[str, str], seconds: float | None
) -> None:
    sent = {name: value.encode() for name, value in headers.items()}
    assert asked_wait(Response("https://a.org/", 429, headers=sent)) == seconds
