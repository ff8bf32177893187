"""How a dataset stands: how old its data are, and how each source has fared in the last runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from almanac.reports import Report, SourceReport, reports
from output.latest import read_latest
from output.snapshots import newest

GOOD = ("fetched", "unchanged")
TROUBLED = ("failed", "held")


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
    found = {name: _published(name, facts) for name, facts in published.items()}
    projects = None
    open_cases: set[str] = {name for name, one in found.items() if one.status != "retired"}
    for report in _with_sources(dataset):
        if projects is None and report.result in ("published", "unchanged"):
            projects = report.projects
        for name, fared in report.of_crawled().items():
            if name not in found:
                found[name] = SourceStanding(source_id=name, status="")
                open_cases.add(name)
            if name in open_cases and _settled(found[name], fared, report):
                open_cases.discard(name)
        if not open_cases and projects is not None:
            break
    for name in (name for name, one in found.items() if not one.status):
        # No report tells of it: what was published does.
        found[name].status, found[name].error = published[name]["status"], published[name]["error"]
    return Standing(
        run_id=latest.run_id if latest else None,
        published_at=latest.published_at if latest else None,
        checked_at=latest.checked_at if latest else None,
        projects=projects,
        sources=[found[name] for name in sorted(found)],
    )


def _with_sources(dataset: Path) -> Iterator[Report]:
    return (report for report in reports(dataset) if report.sources)


def _published(name: str, facts: dict[str, Any]) -> SourceStanding:
    """A source as the newest snapshot has it; its status is that of a run that may be long ago."""
    return SourceStanding(
        source_id=name,
        status="retired" if facts["status"] == "retired" else "",
        mentions=facts["mentions"],
        rejects=facts["rejects"],
    )


def _settled(one: SourceStanding, fared: SourceReport, report: Report) -> bool:
    """Take in what an ever older run says of a source; whether nothing is left to find out."""
    if not one.status:
        one.status, one.error = fared.status, fared.error
    if fared.status in GOOD:
        one.good_at = report.time
        return True
    one.since, one.since_time = report.run_id, report.time
    return False
