"""Crawls, in a process of its own, what a test says on standard input; run by ``crawling.py``.

Names are looked up in a table that the test gives: each look takes the next address of a name.
"""

from __future__ import annotations

import json
import socket
import sys
from datetime import UTC, datetime
from typing import Any

import msgspec

from almanac import settings
from almanac.config import Config
from almanac.crawl import crawl
from normalize.records import Failure, Fetched, Item, Source


def main() -> None:
    told = json.load(sys.stdin)
    settings.DNSCACHE_ENABLED = False  # type: ignore[attr-defined]
    socket.gethostbyname = _looked_up(told["names"])
    came: list[dict[str, Any]] = []

    def watch(item: Item) -> None:
        if isinstance(item, Failure):
            told = {"source": item.source_id, "url": item.url, "reason": item.reason}
            came.append(told | {"detail": item.detail})
        elif isinstance(item, Fetched):
            document = item.document
            came.append({"source": document.source_id, "url": document.url, "reason": "fetched"})

    sources = msgspec.convert(told["sources"], list[Source])
    config = msgspec.convert(told["config"], Config)
    stats = crawl(sources, datetime(2026, 11, 20, tzinfo=UTC), config, None, watch)
    json.dump({"came": came, "queued": stats["scheduler/enqueued"]}, sys.stdout)


def _looked_up(names: dict[str, list[str]]) -> Any:
    def gethostbyname(name: str) -> str:
        answers = names.get(name, names.get("*", []))
        if not answers:
            raise socket.gaierror(-2, "Name or service not known")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    return gethostbyname


if __name__ == "__main__":  # the processes that read documents import this file too
    main()
