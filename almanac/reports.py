"""What a run leaves behind of itself, however it ends: ``runs/<run_id>.json``."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from almanac import __version__
from almanac.endings import INTERRUPTED, ending_of
from normalize.records import Failure
from output.errors import DatasetError
from output.runs import each_run, record

#: The result of a run that is under way, or was killed before it could say how it ended.
STARTED = "started"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What a monitor found; ``message`` is empty where it passed."""

    monitor: str
    passed: bool
    message: str = ""


# Unknown keys pass: reports of newer versions have more of them.
class SourceReport(msgspec.Struct, frozen=True, kw_only=True):
    """How a source fared."""

    status: str
    error: str | None = None
    mentions: int = 0
    rejects: int = 0
    repairs: int = 0


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did; one that did not get to its end says only when it was and why.

    ``sources`` are all of the dataset, ``crawled`` those that this run looked at; null in reports
    that do not say it.
    """

    run_id: str
    time: datetime
    result: str = STARTED
    exit_status: int | None = None
    code: str | None = None
    error: str | None = None
    seconds: dict[str, float] = {}
    requests: int = 0
    bytes: int = 0
    crawled: list[str] | None = None
    sources: dict[str, SourceReport] = {}
    failures: list[Failure] = []
    projects: int | None = None
    #: of a rollback: the snapshot that it made the newest
    now: str | None = None
    refusals: list[str] = []
    monitors: list[Finding] = []

    def why(self) -> str | None:
        """Why the run failed, or was refused by its gates; null where it was not."""
        return self.error or "; ".join(self.refusals) or None

    def of_crawled(self) -> dict[str, SourceReport]:
        """The sources that this run looked at."""
        chosen = self.sources if self.crawled is None else self.crawled
        return {name: self.sources[name] for name in chosen if name in self.sources}


def reports(dataset: Path) -> Iterator[Report]:
    """The reports of a dataset one by one, newest run first.

    Raises:
        DatasetError: naming the run of which the report is damaged.
    """
    for found in each_run(dataset):
        try:
            yield report_of(found)
        except msgspec.ValidationError as error:
            raise DatasetError(
                f"{dataset}: runs/{found.get('run_id')}.json is no report: {error}"
            ) from error


def report_of(found: Mapping[str, Any]) -> Report:
    """A report as it is written, as a record. Raises msgspec's error where it is none."""
    return msgspec.convert(msgspec.to_builtins(found), Report)


@contextmanager
def reported(dataset: Path, run_id: str, now: datetime) -> Iterator[None]:
    """Let a run leave a report also if it fails, and a trace of itself if it is killed.

    Raises:
        DatasetError: the dataset takes no report; then nothing was done yet.
    """
    head: dict[str, Any] = {"time": now, "code_version": __version__}
    record(dataset, run_id, {**head, "result": STARTED, "exit_status": None})
    begun = time.monotonic()
    try:
        yield
    except BaseException as error:
        ending = ending_of(error)
        failed: dict[str, Any] = {
            **head,
            "result": "interrupted" if ending.status == INTERRUPTED else "failed",
            "exit_status": ending.status,
            "code": ending.code,
            "error": ending.message,
            "seconds": {"all": round(time.monotonic() - begun, 3)},
        }
        # A full disk may be what failed: the trace that the run left stays, and the error counts.
        with suppress(DatasetError):
            record(dataset, run_id, failed)
        raise
