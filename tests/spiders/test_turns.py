"""Whose turn it is: a few documents of each host at a time, and no host waits for another."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from examples import source

from normalize.records import Source
from spiders.turns import Turn, Turns


def lists(host: str, number: int) -> Source:
    return source(host, urls=[f"https://{host}/{one}.md" for one in range(number)])


@asynccontextmanager
async def asking(turns: Turns) -> AsyncIterator[Callable[[], list[Turn]]]:
    """Takes every turn at once; gives those of a host that were taken so far."""
    taken: list[Turn] = []

    async def take() -> None:
        async for turn in turns:
            taken.append(turn)

    task = asyncio.create_task(take())
    try:
        await settled()
        yield lambda: taken
        await settled()
    finally:
        task.cancel()


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def test_a_host_is_asked_for_a_few_documents_at_a_time_until_all_were() -> None:
    one = lists("a.org", 5)
    turns = Turns([one], per_host=2)

    async def asked() -> None:
        async with asking(turns) as taken:
            assert [turn.url for turn in taken()] == one.urls[:2]
            for done in range(5):
                assert len(taken()) == min(5, done + 2)
                turns.over(one, one.urls[done])
                await settled()
            assert [turn.url for turn in taken()] == one.urls

    asyncio.run(asked())


def test_one_slow_host_holds_no_other_back() -> None:
    slow, quick = lists("slow.org", 4), lists("quick.org", 4)
    turns = Turns([slow, quick], per_host=2)

    async def asked() -> None:
        async with asking(turns) as taken:
            for url in quick.urls:
                turns.over(quick, url)
                await settled()
            asked = [turn.url for turn in taken()]
            assert [url for url in asked if "quick" in url] == quick.urls
            assert [url for url in asked if "slow" in url] == slow.urls[:2]

    asyncio.run(asked())


def test_no_more_are_under_way_than_there_may_be_of_all_hosts() -> None:
    sources = [lists(f"{number}.org", 1) for number in range(5)]
    turns = Turns(sources, per_host=2, at_once=3)

    async def asked() -> None:
        async with asking(turns) as taken:
            assert len(taken()) == 3
            turns.over(sources[1], sources[1].urls[0])
            await settled()
            assert len(taken()) == 4

    asyncio.run(asked())


def test_a_page_that_a_document_led_to_gives_no_turn_back() -> None:
    one = lists("a.org", 3)
    turns = Turns([one], per_host=1)

    async def asked() -> None:
        async with asking(turns) as taken:
            turns.over(one, "https://a.org/led-to.md")
            turns.over(one, one.urls[0])
            turns.over(one, one.urls[0])
            await settled()
            assert len(taken()) == 2

    asyncio.run(asked())


def test_two_sources_may_name_the_same_document_and_each_gets_its_own() -> None:
    first, second = source("one"), source("two")
    turns = Turns([first, second], per_host=1)

    async def asked() -> None:
        async with asking(turns) as taken:
            turns.over(first, first.urls[0])
            await settled()
            assert [turn.source.id for turn in taken()] == ["one", "two"]

    asyncio.run(asked())


def test_files_are_asked_for_where_they_lie() -> None:
    here = source("here", path="/lists/here.toml", urls=["list.md", "file:///x.md"])

    async def asked() -> list[str]:
        async with asking(Turns([here], per_host=2)) as taken:
            return [turn.target for turn in taken()]

    assert asyncio.run(asked()) == ["file:///lists/list.md", "file:///x.md"]
