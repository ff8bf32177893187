"""Crawls in a process of its own: a process can start Twisted's reactor only once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any, NamedTuple

from conftest import ROOT

#: Every name leads to this machine, unless the test says otherwise.
HERE = {"*": ["127.0.0.1"]}


class Crawled(NamedTuple):
    """What came of each document, by source id, and how the crawl went."""

    reasons: dict[str, str]
    details: dict[str, str]
    log: str
    #: how often a request was put into the queue
    queued: int


def crawled(
    urls: dict[str, str | list[str]],
    *,
    private: Collection[str] | None = None,
    names: dict[str, list[str]] | None = None,
    environment: dict[str, str] | None = None,
    limit: int = 1_000_000,
    **crawl: Any,
) -> Crawled:
    """Fetch each document as a source of its own: ``{source id: URL}``, or several URLs.

    ``private`` names the sources that allow private addresses; null is all of them.
    """
    sources = [
        {
            "id": name,
            "path": f"{name}.toml",
            "title": name,
            "kind": "readme",
            "urls": [url] if isinstance(url, str) else url,
            "allow_private": private is None or name in private,
            "limits": {"bytes": limit},
        }
        for name, url in urls.items()
    ]
    config = {"crawl": {"delay": 0.0, "tries": 2, "timeout": 3.0, **crawl}}
    asked = {"sources": sources, "config": config, "names": names or HERE}
    done = subprocess.run(
        [sys.executable, str(Path(__file__).parent / "crawl_here.py")],
        input=json.dumps(asked),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    came = told["came"]
    return Crawled(
        {_key(one, urls): one["reason"] for one in came},
        {_key(one, urls): one.get("detail", "") for one in came},
        done.stderr,
        told["queued"],
    )


def _key(one: dict[str, Any], urls: dict[str, str | list[str]]) -> str:
    source: str = one["source"]
    url: str = one["url"]
    return source if isinstance(urls[source], str) else f"{source}:{url.rsplit('/', 1)[1]}"
