"""What is told to monitoring after a run, however the run ended."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from histories import published, run_id, went_back, wrote
from pytest_httpserver import HTTPServer

from almanac.afterwards import afterwards
from almanac.config import Notify
from output.lock import Locked

Ended = Callable[[Callable[[], None]], list[dict[str, Any]]]


@pytest.fixture
def ended(tmp_path: Path, httpserver: HTTPServer) -> Ended:
    """Lets a run end as a function does; gives what the webhook was sent."""
    httpserver.expect_request("/").respond_with_data("")

    def watched(run: Callable[[], None]) -> None:
        with afterwards(tmp_path, None) as who:
            who.hooks = Notify(webhook=httpserver.url_for("/"))
            run()

    def told(run: Callable[[], None]) -> list[dict[str, Any]]:
        with pytest.raises((SystemExit, Locked, ValueError)):
            watched(run)
        return [json.loads(request.data) for request, _ in httpserver.log]

    return told


def test_a_run_speaks_of_its_own_report(tmp_path: Path, ended: Ended) -> None:
    wrote(tmp_path, 1, 0, a="fetched")

    def run() -> None:
        wrote(tmp_path, 2, 1, a="failed")
        sys.exit(1)

    (told,) = ended(run)
    assert told["run_id"] == run_id(2)
    assert [one["source_id"] for one in told["sources"]] == ["a"]


def test_a_run_that_was_refused_at_once_does_not_speak_of_an_older_one(
    tmp_path: Path, ended: Ended
) -> None:
    wrote(tmp_path, 1, 1, a="failed")

    def run() -> None:
        raise ValueError("something broke")

    (told,) = ended(run)
    assert (told["run_id"], told["sources"], told["code"]) == (None, [], "defect")


def test_a_run_that_found_the_lock_taken_does_not_speak_of_the_one_at_work(
    tmp_path: Path, ended: Ended
) -> None:
    def run() -> None:
        wrote(tmp_path, 1, None, result="started")
        raise Locked("process 7 is at work")

    (told,) = ended(run)
    assert (told["run_id"], told["exit_status"]) == (None, 75)


def test_the_end_of_trouble_is_told_after_a_run_that_was_killed(
    tmp_path: Path, ended: Ended
) -> None:
    wrote(tmp_path, 1, None, result="started")

    def run() -> None:
        wrote(tmp_path, 2, 0, a="fetched")
        sys.exit(0)

    (told,) = ended(run)
    assert (told["trouble"], told["run_id"]) == (False, run_id(2))


def test_the_end_of_trouble_is_told_after_a_rollback_in_between(
    tmp_path: Path, ended: Ended
) -> None:
    published(tmp_path, 1, a="fetched")
    wrote(tmp_path, 2, 70, result="failed")
    went_back(tmp_path, 3, to=1)

    def run() -> None:
        wrote(tmp_path, 4, 0, a="fetched")
        sys.exit(0)

    (told,) = ended(run)
    assert (told["trouble"], told["run_id"]) == (False, run_id(4))


def test_monitors_that_say_what_the_log_has_not_said_yet_are_warnings(
    tmp_path: Path, ended: Ended, caplog: pytest.LogCaptureFixture
) -> None:
    def run() -> None:
        failed = [{"monitor": one, "passed": False} for one in ("sources-read", "crawl-sound")]
        wrote(tmp_path, 1, 0, monitors=failed)
        sys.exit(0)

    with caplog.at_level(logging.WARNING, "almanac"):
        assert ended(run) == []
    assert [one.about["code"] for one in caplog.records if one.name == "almanac"] == ["crawl-sound"]
