"""More documents than are asked for at a time: all come, or are told, whatever becomes of them."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from crawling import crawled
from examples import NOW, document, source
from faulty_server import FaultyServer, answer, hang_up, running
from scrapy.crawler import Crawler

from normalize.records import Document, Recalled, Source
from spiders.every import EverySpider
from spiders.memory import Forgetful


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    with running() as one:
        yield one


def test_every_document_of_a_large_source_comes_or_is_a_failure(server: FaultyServer) -> None:
    kinds = [answer(), answer(b"", 404), answer(b""), answer()]
    urls = [server.on(f"large.test/{n}", kinds[n % 4]) for n in range(40)]
    done = crawled({"large": urls}, concurrency=1)
    assert Counter(done.reasons.values()) == {"fetched": 20, "http-404": 10, "empty": 10}
    assert sorted(server.paths("large.test")) == sorted(f"/{n}" for n in range(40))


def test_a_host_whose_documents_all_break_off_holds_no_other_back(server: FaultyServer) -> None:
    broken = [server.on(f"broken.test/{n}", hang_up) for n in range(20)]
    sound = {f"sound-{n}": server.on(f"sound-{n}.test/x", answer()) for n in range(5)}
    done = crawled({"broken": broken, **sound}, concurrency=1, tries=1)
    assert {done.reasons[name] for name in sound} == {"fetched"}
    assert len(done.reasons) == 25


def test_files_that_are_too_large_make_room_for_those_after_them(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number}.md").write_bytes(b"- [a](https://a.org)\n" * (1 + number % 2))
    urls: list[str] = [path.as_uri() for path in tmp_path.iterdir()]
    done = crawled({"files": urls}, concurrency=1, limit=30)
    assert Counter(done.reasons.values()) == {"fetched": 10, "too-large": 10}


class _Unfinished(Forgetful):
    """Remembers a run that fetched and read everything before it was killed."""

    def resumed(self, source_id: str, url: str) -> tuple[Document, float] | None:
        return document(source_id=source_id, url=url), 1.0

    def key(self, document: Document, together: Sequence[Document], source: Source) -> str:
        return "key"

    def holds(self, key: str) -> bool:
        return True


def test_documents_that_a_killed_run_has_make_room_for_those_after_them() -> None:
    about = source(urls=[f"https://a.org/{number}.md" for number in range(20)])
    crawler = Crawler(EverySpider, {"CONCURRENT_REQUESTS": 1})
    spider = EverySpider.from_crawler(crawler, sources=[about], now=NOW, memory=_Unfinished())

    async def every() -> list[Any]:
        return [one async for one in spider.start()]

    try:
        came = asyncio.run(asyncio.wait_for(every(), 20))
    finally:
        spider.closed("finished")
    assert [one.document.url for one in came if isinstance(one, Recalled)] == about.urls
