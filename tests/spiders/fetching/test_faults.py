"""What servers and networks do to a request, each with its code, over real sockets."""

from __future__ import annotations

import gzip
import socket
import zlib
from collections.abc import Iterator

import pytest
from crawling import HERE, Crawled, crawled
from faulty_server import (
    LIST,
    FaultyServer,
    answer,
    babble,
    drip,
    flood,
    hang_up,
    leads_to,
    reset,
    reset_after,
    running,
    stall,
)

LIMIT = 1_000_000


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with running() as one:
        yield one


def bomb() -> bytes:
    """A gigabyte of zeros, packed."""
    packer = zlib.compressobj(1, wbits=31)
    block = bytes(1 << 20)
    return b"".join(packer.compress(block) for _ in range(1024)) + packer.flush()


@pytest.fixture(scope="module")
def faults(server: FaultyServer) -> Crawled:
    """One crawl over all that can go wrong, each on a host of its own."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = closed.getsockname()[1]
    packed = gzip.compress(LIST * 50)
    for number in range(8):
        server.on(f"five.test/{number}", leads_to(f"/{number + 1}"))
        server.on(f"six.test/{number}", leads_to(f"/{number + 1}"))
    server.on("five.test/5", answer())
    urls = {
        "fine": server.on("fine.test/x", answer()),
        "reset": server.on("reset.test/x", reset),
        "hang-up": server.on("hang-up.test/x", hang_up),
        "stall": server.on("stall.test/x", stall),
        "drip": server.on("drip.test/x", drip),
        "babble": server.on("babble.test/x", babble),
        "truncated": server.on("truncated.test/x", answer(content_length=10_000)),
        "cut-off": server.on("cut-off.test/x", reset_after(b"HTTP/1.1 200 OK\r\n\r\n" + LIST)),
        "no-length": server.on("no-length.test/x", answer(content_length=None)),
        "flood": server.on("flood.test/x", flood),
        "two-gigabytes": server.on("two.test/x", answer(content_length=2_000_000_000)),
        "bomb": server.on("bomb.test/x", answer(bomb(), content_encoding="gzip")),
        "packed": server.on("packed.test/x", answer(packed, content_encoding="gzip")),
        "half-packed": server.on("half.test/x", answer(packed[:-20], content_encoding="gzip")),
        "not-packed": server.on("not-packed.test/x", answer(LIST, content_encoding="gzip")),
        "brotli": server.on("brotli.test/x", answer(LIST, content_encoding="br")),
        "empty-packed": server.on("nil.test/x", answer(b"", content_encoding="gzip")),
        "gone": server.on("gone.test/x", answer(b"", status=410)),
        "no-body": server.on("no-body.test/x", answer(b"", status=404)),
        "failing": server.on("failing.test/x", answer(b"", status=500)),
        "recovers": server.on("recovers.test/x", answer(b"", status=500), answer()),
        "reset-once": server.on("reset-once.test/x", reset, answer()),
        "loop": server.on("loop.test/x", leads_to("/x", status=301)),
        "five-redirects": server.on("five.test/0", leads_to("/1")),
        "six-redirects": server.on("six.test/0", leads_to("/1")),
        "nobody-there": f"http://127.0.0.1:{nobody}/x",
        "no-such-name": "http://nowhere.test/x",
    }
    return crawled(urls, names={**HERE, "nowhere.test": []}, limit=LIMIT)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("fine", "fetched"),
        ("reset", "connection-reset"),
        ("hang-up", "connection-reset"),
        ("stall", "timed-out"),
        ("drip", "timed-out"),
        ("babble", "bad-answer"),
        ("truncated", "truncated-body"),
        ("cut-off", "truncated-body"),
        ("no-length", "fetched"),
        ("flood", "too-large"),
        ("two-gigabytes", "too-large"),
        ("bomb", "too-large"),
        ("packed", "fetched"),
        ("half-packed", "truncated-body"),
        ("not-packed", "bad-encoding"),
        ("brotli", "bad-encoding"),
        ("empty-packed", "empty"),
        ("gone", "http-410"),
        ("no-body", "http-404"),
        ("failing", "http-500"),
        ("recovers", "fetched"),
        ("reset-once", "fetched"),
        ("loop", "too-many-redirects"),
        ("five-redirects", "fetched"),
        ("six-redirects", "too-many-redirects"),
        ("nobody-there", "connection-refused"),
        ("no-such-name", "dns-failed"),
    ],
)
def test_each_fault_has_its_code_and_a_sentence(faults: Crawled, name: str, reason: str) -> None:
    assert (faults.reasons[name], name) == (reason, name)
    assert faults.details[name] or reason == "fetched"
    for inner in ("<", "Error", "twisted", "Traceback"):
        assert inner not in faults.details[name]


def test_what_failed_for_good_is_asked_once_and_what_may_pass_as_often_as_tries_allow(
    faults: Crawled, server: FaultyServer
) -> None:
    assert faults.reasons["fine"] == "fetched"
    assert server.paths("gone.test") == ["/x"]
    assert server.paths("bomb.test") == ["/x"]
    assert server.paths("failing.test") == ["/x", "/x"]
    assert server.paths("recovers.test") == ["/x", "/x"]


def test_every_document_of_a_host_is_heard_of_however_long_its_address(
    server: FaultyServer,
) -> None:
    long = "x" * 5_000
    urls = {f"long{one}": server.on(f"a.test/{long}{one}", answer()) for one in range(40)}
    came = crawled({**urls, "short": server.on("a.test/short", answer())})
    assert came.reasons == dict.fromkeys([*urls, "short"], "fetched")


def test_robots_txt_is_asked_once_per_host(faults: Crawled, server: FaultyServer) -> None:
    assert faults.reasons["fine"] == "fetched"
    asked = [one.host for one in server.asked if one.path == "/robots.txt"]
    assert sorted(asked) == sorted(set(asked))
