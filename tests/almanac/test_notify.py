"""A heartbeat while all is well, a webhook on trouble."""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from examples import NOW
from pytest_httpserver import HTTPServer

from almanac import notify as hooks_of_a_run
from almanac.config import Notify
from almanac.endings import Ending
from almanac.notify import message, notify
from almanac.reports import Report, SourceReport

FINE, SOME, NONE = Ending(0, "", ""), Ending(1, "", ""), Ending(3, "", "")
LOCKED = Ending(75, "locked", "dataset: process 7 is at work in it")
SECRET = "/ping/0a1b2c"


def report(status: int | None, **values: Any) -> Report:
    given: dict[str, Any] = {"result": "published", "exit_status": status}
    return Report(run_id="20261120T030000Z-0002", time=NOW, **(given | values))


def troubled() -> Report:
    failing = SourceReport(status="failed", error="https://me:pw@example.org/a: fetch failed")
    sources = {"good": SourceReport(status="fetched"), "gone": failing}
    return report(1, sources=sources, crawled=["good", "gone"])


def asked(server: HTTPServer) -> list[tuple[str, str]]:
    return [(request.method, request.path) for request, _ in server.log]


@pytest.fixture
def hooks(httpserver: HTTPServer) -> Notify:
    httpserver.expect_request(SECRET).respond_with_data("")
    httpserver.expect_request("/trouble").respond_with_data("")
    return Notify(heartbeat=httpserver.url_for(SECRET), webhook=httpserver.url_for("/trouble"))


@pytest.mark.parametrize(
    ("ending", "calls"),
    [
        (FINE, [("GET", SECRET)]),
        (SOME, [("GET", SECRET), ("POST", "/trouble")]),
        (NONE, [("POST", "/trouble")]),
        (LOCKED, [("POST", "/trouble")]),
    ],
)
def test_the_heart_beats_after_a_run_that_did_its_work_and_trouble_is_told(
    ending: Ending, calls: list[tuple[str, str]], hooks: Notify, httpserver: HTTPServer
) -> None:
    notify(hooks, ending, report(ending.status), report(0))
    assert asked(httpserver) == calls


@pytest.mark.parametrize("before", [1, 3, 70, None])
def test_the_end_of_trouble_is_told_once(
    before: int | None, hooks: Notify, httpserver: HTTPServer
) -> None:
    notify(hooks, FINE, report(0), report(before))
    notify(hooks, FINE, report(0), report(0))
    assert asked(httpserver) == [("GET", SECRET), ("POST", "/trouble"), ("GET", SECRET)]
    told = json.loads(httpserver.log[1][0].data)
    assert (told["trouble"], told["exit_status"]) == (False, 0)
    assert "all is well again" in told["text"]


def test_the_message_names_the_sources_in_trouble_with_their_cause_and_no_password(
    hooks: Notify, httpserver: HTTPServer
) -> None:
    notify(hooks, SOME, troubled(), None)
    request = httpserver.log[1][0]
    assert request.content_type == "application/json"
    told = json.loads(request.data)
    gone = "https://example.org/a: fetch failed"
    assert told == {
        "run_id": "20261120T030000Z-0002",
        "exit_status": 1,
        "result": "published",
        "trouble": True,
        "code": None,
        "error": None,
        "sources": [{"source_id": "gone", "status": "failed", "error": gone}],
        "text": "almanac: run 20261120T030000Z-0002: published, exit status 1\n"
        f"gone failed: {gone}",
    }


def test_a_run_that_was_refused_says_why() -> None:
    told = message(LOCKED, None)
    assert (told.run_id, told.result, told.code) == (None, None, "locked")
    assert told.text == "almanac: a run was refused, exit status 75\nlocked: " + LOCKED.message


def test_a_run_that_its_gates_refused_says_why() -> None:
    refused = report(3, result="refused", refusals=["2 of 3 sources failed"])
    assert message(NONE, refused).error == "2 of 3 sources failed"
    assert message(NONE, refused).text.endswith("refused, exit status 3\n2 of 3 sources failed")


def test_nobody_is_asked_where_no_address_is_set(httpserver: HTTPServer) -> None:
    notify(Notify(), SOME, troubled(), None)
    assert asked(httpserver) == []


def test_an_address_may_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, httpserver: HTTPServer
) -> None:
    httpserver.expect_request(SECRET).respond_with_data("")
    monkeypatch.setenv("HEART", httpserver.url_for(SECRET))
    notify(Notify(heartbeat="env:HEART"), FINE, report(0), None)
    assert asked(httpserver) == [("GET", SECRET)]


def closed_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


@pytest.mark.parametrize("why", ["refused", "error", "unset", "no-host", "no-http"])
def test_a_hook_that_fails_is_a_warning_that_does_not_show_the_address(
    why: str, caplog: pytest.LogCaptureFixture, httpserver: HTTPServer
) -> None:
    httpserver.expect_request(SECRET).respond_with_data("no", status=500)
    hook = {
        "refused": f"http://127.0.0.1:{closed_port()}{SECRET}",
        "error": httpserver.url_for(SECRET),
        "unset": "env:NOT_SET_ANYWHERE",
        "no-host": f"http://[{SECRET}",
        "no-http": f"http://127.0.0.1:0x{SECRET}",
    }[why]
    notify(Notify(heartbeat=hook), FINE, report(0), None)
    (record,) = [one for one in caplog.records if one.name == "almanac"]
    assert record.levelno == logging.WARNING
    assert record.about["code"] == "heartbeat-failed"
    assert SECRET not in record.getMessage()
    if why == "error":
        assert record.getMessage() == "heartbeat: localhost answered 500"


@contextmanager
def dripping() -> Iterator[str]:
    """The address of a server that answers well, a byte at a time."""
    left = threading.Event()

    def drip(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(9999)
            for byte in (
                b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 60 + b"\r\nContent-Length: 0\r\n\r\n"
            ):
                if left.wait(0.05):
                    return
                connection.send(bytes([byte]))

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=drip, args=(listening,))
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}{SECRET}"
        left.set()
        thread.join()


def test_a_hook_that_answers_byte_by_byte_is_given_up(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(hooks_of_a_run, "_SECONDS", 0.3)
    with dripping() as url:
        notify(Notify(heartbeat=url), FINE, report(0), None)
    (record,) = [one for one in caplog.records if one.name == "almanac"]
    assert record.getMessage() == "heartbeat: 127.0.0.1 has not answered in 0.3 seconds"


def test_what_a_server_says_is_no_command_in_a_chat_and_not_without_end() -> None:
    hostile = "packed as <!channel> @everyone \x9b31m" + "a" * 9_000
    failing = SourceReport(status="failed", error=hostile)
    told = message(SOME, report(1, sources={"gone": failing}, crawled=["gone"]))
    assert not set("<>@\x9b") & set(told.text)
    assert "\x9b" not in told.sources[0].error
    assert len(told.text) < 500
