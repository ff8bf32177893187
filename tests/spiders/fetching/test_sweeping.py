"""Timeouts that were not needed do not stay in memory until one of them would have been."""

from __future__ import annotations

import subprocess
import sys

from conftest import ROOT

# A process has one reactor, and it starts once. The one who looks must be no timer of Twisted's.
SCRIPT = """
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.reactor import install_reactor

install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
from twisted.internet import reactor
from spiders.fetching import sweeping

sweeping._EVERY = 0.01
crawler = Crawler(type("Crawled", (__import__("scrapy").Spider,), {"name": "x"}))
sweep = sweeping.Sweep.from_crawler(crawler)
timeouts = [reactor.callLater(60, print) for _ in range(500)]
for one in timeouts:
    one.cancel()
held = lambda: len(reactor._pendingTimedCalls) + len(reactor._newTimedCalls)
before = held()
looks = 0

def look():
    global looks
    looks += 1
    if held() < 10 or looks == 500:
        crawler.signals.send_catch_log(signals.spider_closed)
        print(before, held(), len(reactor.getDelayedCalls()))
        reactor.stop()
    else:
        reactor._asyncioEventloop.call_later(0.02, look)

crawler.signals.send_catch_log(signals.spider_opened)
reactor._asyncioEventloop.call_soon(look)
reactor.run()
"""


def test_cancelled_timeouts_go_while_the_crawl_goes_on_and_no_timer_stays_after_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    before, after, alive = map(int, done.stdout.split())
    assert before >= 499
    assert after < 10
    assert alive == 0
