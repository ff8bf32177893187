"""The run's time: now, or what SOURCE_DATE_EPOCH says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from almanac.clock import run_time
from almanac.toml import ConfigError


def test_the_run_is_now_to_the_second_in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    now = run_time()
    assert (now.tzinfo, now.microsecond) == (UTC, 0)
    assert abs(datetime.now(UTC) - now) < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("epoch", "time"),
    [("0", datetime(1970, 1, 1, tzinfo=UTC)), ("1767225600", datetime(2026, 1, 1, tzinfo=UTC))],
)
def test_an_epoch_sets_it_whatever_the_time_zone(
    monkeypatch: pytest.MonkeyPatch, epoch: str, time: datetime
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    assert run_time() == time


@pytest.mark.parametrize("epoch", ["", "now", "1.5", "99999999999999999999", "1e9"])
def test_what_is_no_number_of_seconds_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(ConfigError, match="SOURCE_DATE_EPOCH"):
        run_time()
