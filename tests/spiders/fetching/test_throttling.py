"""The wait between two requests to a host follows how fast it answers, up and down."""

from __future__ import annotations

import pytest
from scrapy.core.downloader import Slot
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from almanac import settings
from spiders.fetching.throttling import Throttle


def wait_after(*answers: tuple[int, float]) -> float:
    """Seconds between requests after answers with these statuses and latencies, from 1 s on."""
    throttle = Throttle(get_crawler(settings_dict={"AUTOTHROTTLE_ENABLED": True}))
    throttle.mindelay, throttle.maxdelay = 1.0, 60.0
    slot = Slot(concurrency=2, delay=1.0, jitter=0)
    for status, latency in answers:
        throttle._adjust_delay(slot, latency, Response("http://example.org/", status=status))
    return slot.delay


@pytest.mark.parametrize("status", [200, 304])
def test_a_slow_answer_is_forgotten_when_fast_ones_follow(status: int) -> None:
    assert wait_after((status, 20.0)) == 20.0
    assert wait_after((status, 20.0), *[(status, 0.1)] * 20) == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("status", [404, 503])
def test_a_fast_error_does_not_shorten_the_wait(status: int) -> None:
    assert wait_after((200, 20.0), *[(status, 0.1)] * 20) == 20.0


def test_crawls_wait_by_it_and_not_by_scrapys_own() -> None:
    assert settings.EXTENSIONS[f"{Throttle.__module__}.{Throttle.__name__}"] is not None
    assert settings.EXTENSIONS["scrapy.extensions.throttle.AutoThrottle"] is None
