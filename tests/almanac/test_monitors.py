"""Monitors of a whole run."""

from __future__ import annotations

from typing import Any

import pytest
from examples import NOW, failure

from almanac.monitors import monitored
from almanac.reports import Report, SourceReport

SOURCES = {"a": SourceReport(status="fetched"), "b": SourceReport(status="unchanged")}


def report(**values: Any) -> Report:
    given: dict[str, Any] = {"result": "published", "crawled": ["a", "b"], "sources": SOURCES}
    return Report(run_id="20261120T030000Z-0001", time=NOW, **(given | values))


def failed(found: Report, **stats: int) -> dict[str, str]:
    """The monitors that failed, with what they say; ``__`` stands for a slash."""
    named = {key.replace("__", "/"): value for key, value in stats.items()}
    return {one.monitor: one.message for one in monitored(found, named) if not one.passed}


def test_a_run_without_trouble_passes_every_monitor() -> None:
    verdicts = monitored(report(), {"downloader/request_count": 20})
    assert [one for one in verdicts if not one.passed] == []
    assert len(verdicts) == 6


@pytest.mark.parametrize(
    ("status", "monitor"), [("failed", "sources-read"), ("held", "sources-passed")]
)
def test_sources_in_trouble_are_named(status: str, monitor: str) -> None:
    troubled = {**SOURCES, "c": SourceReport(status=status)}
    assert failed(report(sources=troubled, crawled=["a", "c"])) == {monitor: "c"}
    assert failed(report(sources=troubled)) == {}


def test_a_run_that_may_not_publish_says_why() -> None:
    found = report(result="refused", refusals=["2 of 3 sources failed"])
    assert failed(found) == {"run-passed": "2 of 3 sources failed"}


@pytest.mark.parametrize(
    ("wrong", "asked", "news"), [(5, 10, False), (6, 10, True), (10, 100, False), (11, 100, True)]
)
def test_many_requests_that_went_wrong_are_news_even_if_further_tries_healed_them(
    wrong: int, asked: int, news: bool
) -> None:
    stats = {
        "downloader__request_count": asked,
        "downloader__exception_type_count__twisted.internet.error.ConnectionLost": wrong - 2,
        "downloader__exception_type_count__spiders.fetching.refusals.Refused": 50,
        "downloader__response_status_count__503": 1,
        "downloader__response_status_count__429": 1,
        "downloader__response_status_count__404": 50,
    }
    said = {"requests-answered": f"{wrong} of {asked} requests went wrong"}
    assert failed(report(), **stats) == (said if news else {})


def test_what_scrapy_logs_as_an_error_is_news() -> None:
    assert failed(report(), log_count__ERROR=2) == {"crawl-sound": "Scrapy logged 2 errors"}


def test_a_defect_of_a_reader_is_told_from_a_broken_document() -> None:
    assert failed(report(failures=[failure(reason="empty")])) == {}
    broken = [failure(reason="reader-died")]
    assert failed(report(failures=broken)) == {"reading-sound": "list"}
