"""What is told to monitoring after a run, however the run ended."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from almanac.config import Notify
from almanac.endings import Ending, ending_of
from almanac.logs import tell
from almanac.notify import notify
from almanac.reports import Report, reports
from output.errors import DatasetError
from output.history import ROLLED_BACK

#: Monitors of gates: what they find, the log has said source by source.
_SAID = ("sources-read", "sources-passed", "run-passed")


class Afterwards(msgspec.Struct):
    """Who is told. ``hooks`` are set as soon as the configuration is read: it may be wrong."""

    dataset: Path
    metrics: Path | None = None
    hooks: Notify = Notify()


@contextmanager
def afterwards(dataset: Path, metrics: Path | None) -> Iterator[Afterwards]:
    """Tell how the run inside ended. What goes wrong in that is a warning: the run has ended."""
    who = Afterwards(dataset, metrics)
    before = _newest(dataset)
    try:
        yield who
    except BaseException as error:
        _tell(who, ending_of(error), before)
        raise
    _tell(who, Ending(0, "", ""), before)


def _tell(who: Afterwards, ending: Ending, before: Report | None) -> None:
    report, earlier = _own(who.dataset, ending, before)
    for one in report.monitors if report else ():
        if not one.passed and one.monitor not in _SAID:
            said = f"monitor {one.monitor}: {one.message}"
            tell(logging.WARNING, "monitor-failed", said, code=one.monitor)
    notify(who.hooks, ending, report, earlier)
    if who.metrics is not None:
        from almanac.metrics import write_metrics  # takes a while to load, and few ask for it

        try:
            write_metrics(who.metrics, who.dataset, ending, report, datetime.now(UTC))
        except Exception as error:  # whatever it is: the run has ended as it has
            tell(logging.WARNING, "metrics-failed", f"metrics: {error}")


def _own(
    dataset: Path, ending: Ending, before: Report | None
) -> tuple[Report | None, Report | None]:
    """The run's own report, if it left one, and that of the run before it."""
    newest = _newest(dataset)
    if ending.code == "locked":
        # The newest report is that of the run that is at work.
        return None, None
    if newest is None or (before is not None and newest.run_id == before.run_id):
        return None, before
    return newest, before


def _newest(dataset: Path) -> Report | None:
    try:
        # A rollback is no run, and says nothing of whether all is well.
        return next((one for one in reports(dataset) if one.result != ROLLED_BACK), None)
    except DatasetError:
        return None  # the run itself says so
