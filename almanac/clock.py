"""The run's time: the only clock that reaches the data."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from almanac.errors import ConfigError


def run_time() -> datetime:
    """Now, or what ``SOURCE_DATE_EPOCH`` (seconds since 1970) says, to the second, in UTC.

    Raises:
        ConfigError: ``SOURCE_DATE_EPOCH`` is no such number.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise ConfigError(f"SOURCE_DATE_EPOCH: {epoch!r} is not a number of seconds") from error
