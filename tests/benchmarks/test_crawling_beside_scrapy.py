"""What the benchmark of crawling serves, and that what it compares fetches the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from examples import read_text

from benchmarks.crawling import crawled
from benchmarks.lists import readmes
from benchmarks.serving import Counts, Server, serving


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(3) as running:
        yield running


def test_nearly_every_line_of_a_made_up_list_is_read_as_an_entry() -> None:
    for text in readmes(3):
        bullets = text.count("\n- ")
        rows = text.count("\n| ") - text.count("\n| Model |")
        assert min(bullets, rows) > 0
        # Those without a link are not all told to be entries.
        assert 0.9 < len(read_text(text).mentions) / (bullets + rows) <= 1


def test_the_same_lists_are_made_every_time() -> None:
    assert list(readmes(5)) == list(readmes(5))


def test_the_server_counts_and_knows_what_was_not_modified(server: Server) -> None:
    server.counts()
    with urlopen(server.url(1)) as answer:
        etag, body = answer.headers["ETag"], answer.read()
    with pytest.raises(HTTPError, match="304"):
        urlopen(Request(server.url(1), headers={"If-None-Match": etag}))
    counts = server.counts()
    assert (counts.requests, counts.unmodified) == (2, 1)
    assert len(body) < counts.bytes < len(body) + 500
    assert server.counts() == Counts()


@pytest.mark.parametrize("kind", ["bare", "unread", "read"])
def test_each_crawl_asks_for_the_same(kind: str, server: Server, tmp_path: Path) -> None:
    server.counts()
    told = crawled(kind, server, 4, tmp_path)
    assert told.documents == 4
    assert told.megabytes > 10 + told.given
    counts = server.counts()
    assert (counts.requests, counts.unmodified) == (5, 0)
