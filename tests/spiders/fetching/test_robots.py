"""robots.txt is obeyed, and what cannot be known is not taken for a yes (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from crawling import Crawled, crawled
from faulty_server import FaultyServer, answer, hang_up, leads_to, running

OURS = b"User-agent: *\nAllow: /\n\nUser-agent: Almanac\nDisallow: /private/\n"
ALL = b"User-agent: *\nDisallow: /\n"


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with running() as one:
        yield one


@pytest.fixture(scope="module")
def done(server: FaultyServer) -> Crawled:
    """One crawl of hosts that differ by their robots.txt."""
    robots = {
        "all": (answer(ALL),),
        "missing": (answer(b"", 404),),
        "forbidden": (answer(b"", 403),),
        "failing": (answer(b"", 503),),
        "busy": (answer(b"", 429),),
        "recovering": (answer(b"", 500), answer(ALL)),
        "hanging-up": (hang_up,),
        "elsewhere": (leads_to("/rules"),),
        "on-and-on": (leads_to("/robots.txt"),),
        "page": (answer(b"<html><body>Welcome!</body></html>"),),
        "too-large": (answer(b"#" * 2_000_000),),
        "impatient": (answer(b"", 503, retry_after="999"),),
    }
    urls = {}
    for name, behaviours in robots.items():
        urls[name] = server.on(f"{name}.test/x", answer())
        server.on(f"{name}.test/robots.txt", *behaviours)
    server.on("elsewhere.test/rules", answer(ALL))
    server.on("ours.test/robots.txt", answer(OURS))
    urls["ours-open"] = server.on("ours.test/x", answer())
    urls["ours-closed"] = server.on("ours.test/private/x", answer())
    server.on("leads.test/x", leads_to(f"http://leads.test:{server.port}/private/x"))
    server.on("leads.test/robots.txt", answer(OURS))
    urls["led-to-closed"] = f"http://leads.test:{server.port}/x"
    return crawled(urls)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("all", "robots-txt"),
        ("missing", "fetched"),
        ("forbidden", "fetched"),
        ("failing", "robots-unreachable"),
        ("busy", "robots-unreachable"),
        ("recovering", "robots-txt"),
        ("hanging-up", "connection-reset"),
        ("elsewhere", "robots-txt"),
        ("on-and-on", "fetched"),
        ("page", "fetched"),
        ("too-large", "robots-unreachable"),
        ("impatient", "asked-to-wait"),
        ("ours-open", "fetched"),
        ("ours-closed", "robots-txt"),
        ("led-to-closed", "robots-txt"),
    ],
)
def test_what_a_robots_txt_comes_to(
    done: Crawled, server: FaultyServer, name: str, reason: str
) -> None:
    assert (done.reasons[name], name) == (reason, name)
    host = f"{name}.test"
    assert bool([path for path in server.paths(host) if path == "/x"]) == (reason == "fetched") or (
        name.startswith(("ours", "led"))
    )
    assert reason == "fetched" or done.details[name]


def test_a_failing_robots_txt_is_tried_as_often_as_a_document(
    done: Crawled, server: FaultyServer
) -> None:
    assert done.reasons
    asked = [one.host for one in server.asked if one.path == "/robots.txt"]
    assert asked.count("failing.test") == 2
    assert asked.count("recovering.test") == 2
    assert asked.count("missing.test") == 1


def test_documents_of_a_host_are_as_far_apart_as_it_asks(server: FaultyServer) -> None:
    server.on("slow.test/robots.txt", answer(b"User-agent: *\nCrawl-delay: 0.4\n"))
    server.on("patient.test/robots.txt", answer(b"User-agent: *\nCrawl-delay: 3600\n"))
    urls = {f"slow{one}": server.on(f"slow.test/{one}", answer()) for one in range(4)}
    urls |= {f"patient{one}": server.on(f"patient.test/{one}", answer()) for one in range(2)}
    assert set(crawled(urls, patience=0.5).reasons.values()) == {"fetched"}
    for host, least in (("slow.test", 0.4), ("patient.test", 0.5)):
        _, *times = sorted(one.at for one in server.asked if one.host == host)  # robots.txt first
        # An answer may come late on a busy machine, and the next one then is nearer to it.
        assert times[-1] - times[0] > (len(times) - 1) * least / 2


def test_many_documents_ask_their_host_once_and_wait_for_it(server: FaultyServer) -> None:
    urls = {f"many-{number}": server.on(f"many.test/{number}", answer()) for number in range(20)}
    server.on("many.test/robots.txt", answer(b"", 503, retry_after="1"), answer(b"", 404))
    got = crawled(urls)
    assert set(got.reasons.values()) == {"fetched"}
    asked = [one.path for one in server.asked if one.host == "many.test"]
    assert asked[:2] == ["/robots.txt", "/robots.txt"]
    assert asked.count("/robots.txt") == 2
