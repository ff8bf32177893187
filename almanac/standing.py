"""How a dataset stands: how old its data are, and how each source has fared in the last runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from almanac.reports import Report, SourceReport, reports
from normalize.records import TROUBLED
from output.latest import read_latest
from output.run_ids import sequence
from output.snapshots import newest


class SourceStanding(msgspec.Struct, kw_only=True):
    """A source by the last run that looked at it.

    ``since`` is the run since which it has been failing or held without a break, null where all
    is well; ``good_at`` is when it was last taken, or found unchanged: the age of its data, null
    where no report tells.
    """

    source_id: str
    status: str
    error: str | None = None
    since: str | None = None
    since_time: datetime | None = None
    good_at: datetime | None = None
    mentions: int = 0
    rejects: int = 0


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A dataset at a moment; what is published is null where nothing is yet."""

    run_id: str | None
    published_at: datetime | None
    checked_at: datetime | None
    projects: int | None
    sources: list[SourceStanding]


def standing(dataset: Path) -> Standing:
    """How a dataset stands, by its pointer, the newest manifest and the reports of runs.

    Raises:
        DatasetError: one of them is damaged.
    """
    latest, snapshot = read_latest(dataset), newest(dataset)
    published = snapshot.manifest.sources if snapshot else {}
    cases = {name: _Case(_published(name, facts)) for name, facts in published.items()}
    projects = None
    for report, good in _judged(dataset):
        if good and projects is None:
            projects = report.projects
        for name, fared in report.of_crawled().items():
            case = cases.setdefault(name, _Case(SourceStanding(source_id=name, status="")))
            case.take_in(fared, report, good)
        if projects is not None and all(case.closed for case in cases.values()):
            break
    for name, case in cases.items():
        if not case.found.status:
            # No report tells of it: what was published does.
            facts = published[name]
            case.found.status, case.found.error = facts["status"], facts["error"]
    return Standing(
        run_id=latest.run_id if latest else None,
        published_at=latest.published_at if latest else None,
        checked_at=latest.checked_at if latest else None,
        projects=projects,
        sources=[cases[name].found for name in sorted(cases)],
    )


def _judged(dataset: Path) -> Iterator[tuple[Report, bool]]:
    """The reports, newest first, and whether the newest snapshot has what the run took in.

    It has nothing of runs that published nothing new and found no snapshot current either, nor of
    those between a snapshot and a rollback to it.
    """
    up_to: int | None = None
    for report in reports(dataset):
        left = up_to is not None and sequence(report.run_id) > up_to
        if report.now is not None and not left:
            up_to = sequence(report.now)
        elif report.sources:
            yield report, not left and report.result in ("published", "unchanged")


def _published(name: str, facts: dict[str, Any]) -> SourceStanding:
    """A source as the newest snapshot has it; its status is that of a run that may be long ago."""
    return SourceStanding(
        source_id=name,
        status="retired" if facts["status"] == "retired" else "",
        mentions=facts["mentions"],
        rejects=facts["rejects"],
    )


class _Case:
    """What is found out of a source, run by run, newest first."""

    def __init__(self, found: SourceStanding) -> None:
        self.found = found
        self.closed = found.status == "retired"
        self._row_ended = False

    def take_in(self, fared: SourceReport, report: Report, good: bool) -> None:
        """What an ever older run says of it; ``good`` if its data are those that are published."""
        if self.closed:
            return
        if not self.found.status:
            self.found.status, self.found.error = fared.status, fared.error
        if fared.status in TROUBLED and not self._row_ended:
            self.found.since, self.found.since_time = report.run_id, report.time
        elif fared.status not in TROUBLED:
            self._row_ended = True
            if good:
                self.found.good_at = report.time
                self.closed = True
