"""What each error makes of a command's end."""

from __future__ import annotations

import pytest

from almanac.endings import ending_of
from almanac.errors import ConfigError, CrawlInterrupted
from output.errors import DatasetError, SchemaTooNew, TableError
from output.lock import Locked
from spiders.errors import ReadError


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Locked("x"), 75, "locked"),
        (SchemaTooNew("x"), 2, "schema-too-new"),
        (DatasetError("x"), 2, "dataset-unusable"),
        (TableError("x"), 70, "defect"),
        (ConfigError("x"), 2, "wrong-configuration"),
        (ReadError("empty", "x"), 2, "unreadable"),
        (CrawlInterrupted("x"), 130, "interrupted"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (ZeroDivisionError("x"), 70, "defect"),
        (SystemExit(3), 3, ""),
    ],
)
def test_each_error_has_the_status_of_the_contract_and_a_code(
    error: BaseException, status: int, code: str
) -> None:
    found = ending_of(error)
    assert (found.status, found.code) == (status, code)


def test_a_defect_names_its_kind_and_an_interruption_is_named_too() -> None:
    assert ending_of(ZeroDivisionError("by zero")).message == "ZeroDivisionError: by zero"
    assert ending_of(KeyboardInterrupt()).message == "interrupted"
