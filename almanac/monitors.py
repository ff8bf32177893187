"""Monitors of a whole run: what a person should look at, also where every source was fine.

Spidermon runs them after the build, on the run's report and Scrapy's statistics: its own place,
a handler of the crawl's end, knows neither gates nor result, and what it finds goes no further.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from spidermon import Monitor, MonitorSuite
from spidermon.runners import MonitorRunner

from almanac.reports import Finding, Report
from spiders.fetching import refusals

#: So many requests, and such a share of all, may go wrong before it is news: each failure stands
#: in the report anyway, this is about those that further tries healed.
_MOST_UNANSWERED, _SHARE_UNANSWERED = 5, 0.1
_EXCEPTION = "downloader/exception_type_count/"
_NO_ANSWER = (
    "downloader/response_status_count/5",
    "downloader/response_status_count/429",
    _EXCEPTION,
)
#: Reasons of failures that are defects of ours.
_BROKEN = ("reader-died", "reader-crashed", "pipeline-crashed")


def monitored(report: Report, stats: Mapping[str, Any]) -> list[Finding]:
    """Run all monitors on a run's report and Scrapy's statistics of its crawl."""
    result = MonitorRunner().run(_Suite(), report=report, stats=dict(stats))
    return [
        Finding(
            monitor=one.monitor.method_name.removeprefix("test_").replace("_", "-"),
            # A monitor that itself breaks has no reason, only the traceback of its error.
            passed=one.error is None,
            message=one.reason or one.error or "",
        )
        for one in result.monitor_results
    ]


def _went_wrong(key: str) -> bool:
    """Whether a count is of requests that got no answer; those that we refuse are never sent."""
    return key.startswith(_NO_ANSWER) and not key.startswith(_EXCEPTION + refusals.__name__)


class _Monitor(Monitor):  # type: ignore[misc]  # Spidermon has no types
    data: Any

    def fail_for(self, sources: Iterable[str]) -> None:
        """Fail, naming these sources, if there are any."""
        if names := sorted(set(sources)):
            self.fail(", ".join(names))

    def crawled_with(self, status: str) -> Iterable[str]:
        """The sources of this run that ended so."""
        return (name for name, one in self.data.report.of_crawled().items() if one.status == status)


class _Gates(_Monitor):
    def test_sources_read(self) -> None:
        self.fail_for(self.crawled_with("failed"))

    def test_sources_passed(self) -> None:
        self.fail_for(self.crawled_with("held"))

    def test_run_passed(self) -> None:
        report = self.data.report
        if report.result not in ("published", "unchanged"):
            self.fail(report.why() or report.result)


class _Crawl(_Monitor):
    def test_requests_answered(self) -> None:
        stats = self.data.stats
        asked = stats.get("downloader/request_count", 0)
        wrong = sum(count for key, count in stats.items() if _went_wrong(key))
        if wrong > max(_MOST_UNANSWERED, asked * _SHARE_UNANSWERED):
            self.fail(f"{wrong} of {asked} requests went wrong")

    def test_crawl_sound(self) -> None:
        stats = self.data.stats
        errors = stats.get("log_count/ERROR", 0) + stats.get("log_count/CRITICAL", 0)
        if errors:
            self.fail(f"Scrapy logged {errors} errors")

    def test_reading_sound(self) -> None:
        broken = (one for one in self.data.report.failures if one.reason in _BROKEN)
        self.fail_for(one.source_id for one in broken)


class _Suite(MonitorSuite):  # type: ignore[misc]  # Spidermon has no types
    monitors = (_Gates, _Crawl)
