"""How a crawl that does not come to its end is told."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import ROOT

SCRIPT = """
import os, signal
from datetime import UTC, datetime
from almanac.config import Config
from almanac.crawl import crawl
from spiders.every import EverySpider

class Spider(EverySpider):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        {begins}

try:
    crawl([], datetime.now(UTC), Config(), None, print, spider=Spider)
except Exception as error:
    print(type(error).__name__, str(error), sep=": ")
"""


@pytest.mark.parametrize(
    ("begins", "told"),
    [
        # A second signal does not wait for the beginning either.
        (
            "[os.kill(os.getpid(), signal.SIGTERM) for _ in range(2)]",
            "CrawlInterrupted: the crawl was stopped: before it had begun",
        ),
        ("1 / 0", "ZeroDivisionError: division by zero"),
    ],
)
def test_a_crawl_that_was_stopped_at_its_beginning_is_told_from_one_that_broke(
    begins: str, told: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(begins=begins)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.stdout.startswith(told), done.stderr
