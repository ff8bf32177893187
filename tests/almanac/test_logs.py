"""The log of a run: lines for people and for programs."""

from __future__ import annotations

import json
import logging
import warnings
from typing import Any

import pytest

from almanac.errors import ConfigError
from almanac.logs import JsonLines, LogFormat, TextLines, logged, tell


def lines(captured: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in captured.splitlines()]


def test_a_json_line_names_source_url_stage_and_code(capsys: pytest.CaptureFixture[str]) -> None:
    with logged("json"):
        tell(
            logging.WARNING,
            "document-failed",
            "list: it is gone",
            source="list",
            url="https://example.org/list.md",
            stage="fetch",
            code="http-404",
        )
    (line,) = lines(capsys.readouterr().err)
    assert line.pop("time").endswith("Z")
    assert line == {
        "level": "warning",
        "event": "document-failed",
        "source": "list",
        "url": "https://example.org/list.md",
        "stage": "fetch",
        "code": "http-404",
        "message": "list: it is gone",
    }


def test_a_warning_without_a_code_has_that_of_its_event_and_an_info_has_none(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with logged("json"):
        tell(logging.WARNING, "source-held", "too few")
        tell(logging.INFO, "run-ended", "done")
    warning, info = lines(capsys.readouterr().err)
    assert warning["code"] == "source-held"
    assert "code" not in info


def test_warnings_of_libraries_are_json_lines_too_and_their_chatter_is_left_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with logged("json"):
        logging.getLogger("scrapy.core.engine").error("it\nbroke %s", "here")
        logging.getLogger("scrapy.core.engine").info("opened")
        logging.getLogger("scrapy.downloadermiddlewares.retry").warning("again")
    (line,) = lines(capsys.readouterr().err)
    assert (line["logger"], line["code"]) == ("scrapy.core.engine", "library")
    assert line["message"] == "it\nbroke here"


def test_a_warning_of_python_is_a_line_too(capsys: pytest.CaptureFixture[str]) -> None:
    with logged("json"), warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn("this goes away", DeprecationWarning, stacklevel=1)
    (line,) = lines(capsys.readouterr().err)
    assert line["logger"] == "py.warnings"
    assert "this goes away" in line["message"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_line_carries_a_terminal_escape(
    form: LogFormat, capsys: pytest.CaptureFixture[str]
) -> None:
    with logged(form):
        tell(logging.WARNING, "document-failed", "said \x1b[31mred\x1b[0m and \x9b31m")
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "\x9b" not in said


def test_a_json_line_says_what_was_said_without_a_character_that_is_obeyed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with logged("json"):
        tell(logging.WARNING, "document-failed", "said \x9b31m")
    (line,) = lines(capsys.readouterr().err)
    assert line["message"] == "said \x9b31m"


def test_a_text_line_ends_with_its_code_unless_its_message_names_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with logged("text"):
        tell(logging.WARNING, "document-failed", "fetch failed, http-404: gone", code="http-404")
        tell(logging.WARNING, "source-held", "list held: too few")
    first, second = capsys.readouterr().err.splitlines()
    assert first.endswith("WARNING almanac fetch failed, http-404: gone")
    assert second.endswith("WARNING almanac list held: too few [source-held]")


def test_in_json_the_error_that_ends_a_command_is_a_line_with_the_exit_status(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended, logged("json"):
        raise ConfigError("almanac.toml: unknown key 'x'")
    (line,) = lines(capsys.readouterr().err)
    assert ended.value.code == line["exit_status"] == 2
    assert (line["event"], line["code"]) == ("run-failed", "wrong-configuration")
    assert "traceback" not in line


def test_a_defect_is_one_line_with_its_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended, logged("json"):
        raise ZeroDivisionError("by zero")
    (line,) = lines(capsys.readouterr().err)
    assert ended.value.code == 70
    assert line["code"] == "defect"
    assert "ZeroDivisionError" in line["traceback"]


def test_in_text_an_error_goes_on_to_the_command_line() -> None:
    with pytest.raises(ConfigError), logged("text"):
        raise ConfigError("x")


def test_what_is_no_json_becomes_text() -> None:
    record = logging.LogRecord("almanac", logging.INFO, "", 0, "said", None, None)
    record.about = {"event": "x", "odd": object}
    assert json.loads(JsonLines().format(record))["odd"] == "<class 'object'>"
    assert TextLines("%(message)s").format(record) == "said"
