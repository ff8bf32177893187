"""What a crawl tells while it goes on."""

from __future__ import annotations

import logging

import pytest
from examples import failure, source

from almanac.progress import progress


def test_a_log_line_names_the_document_and_carries_no_terminal_escape(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO, "almanac"), progress([source()]) as watch:
        watch(failure(detail="the server said \x1b[31mred\x1b[0m"))
    (line,) = [record.getMessage() for record in caplog.records]
    assert "https://example.org/list.md" in line
    assert "\x1b" not in line
