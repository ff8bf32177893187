"""Scrapy's own commands work too; they fetch and read, and publish nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT


def scrapy(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_list_names_a_spider_per_kind() -> None:
    assert {"plaintext", "pdf", "readme", "webpage"} <= set(scrapy("list").stdout.split())


def test_crawl_writes_the_mentions_of_a_source(tmp_path: Path) -> None:
    output = tmp_path / "mentions.jsonl"
    done = scrapy(
        *("crawl", "readme", "-a", "source=models-cp1252", "-O", output),
        ALMANAC_SOURCES=str(ROOT / "samples" / "sources"),
    )
    assert done.returncode == 0, done.stderr
    mentions = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    assert len(mentions) == 25
    assert {"mention_id", "name", "urls", "license_spdx"} <= mentions[0].keys()


def test_a_source_of_another_kind_is_refused_by_name() -> None:
    sources = str(ROOT / "samples" / "sources")
    done = scrapy("crawl", "readme", "-a", "source=report-print", ALMANAC_SOURCES=sources)
    assert done.returncode != 0
    assert "'report-print' is a pdf, not a readme" in done.stderr + done.stdout
