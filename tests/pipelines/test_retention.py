"""How long a removed project stays in the table, and what is said when it goes."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from examples import NOW, failure, mention, read_text, source

from normalize.records import Failure, Project, Reading, Redirect, Tables
from output.snapshots import newest, next_run_id, prepare
from pipelines.build import Built, build
from pipelines.plan import Plan
from pipelines.projects import resolve_projects

KEPT = timedelta(days=30)
MOSS = "- [MOSS](https://github.com/OpenLMLab/MOSS) - A chat model.\n"
BOTH = MOSS + "- [Firefly](https://github.com/yangjianxin1/Firefly) - Tuning.\n"


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    prepare(tmp_path / "dataset")
    return tmp_path / "dataset"


def run(dataset: Path, text: str | Failure, day: float, keep: timedelta | None = KEPT) -> Built:
    now = NOW + timedelta(days=day)
    plan = Plan(
        run_id=next_run_id(dataset, now),
        now=now,
        sources=[source()],
        crawled=["list"],
        code_version="0",
        keep_removed=keep,
    )
    failures = [text] if isinstance(text, Failure) else []
    readings: list[Reading] = [] if isinstance(text, Failure) else [read_text(text)]
    return build(dataset, plan, readings, failures, newest(dataset))


def statuses(built: Built) -> dict[str, str]:
    return {one.name: one.status for one in built.tables.projects}


def changes(built: Built) -> list[tuple[str, str, str | None, str | None]]:
    return [(one.change, one.name, one.before, one.after) for one in built.tables.changes]


def test_a_removed_project_stays_as_long_as_the_configuration_says_and_then_goes(
    dataset: Path,
) -> None:
    run(dataset, BOTH, 0)
    gone = run(dataset, MOSS, 1)
    assert statuses(gone) == {"MOSS": "active", "Firefly": "removed"}
    assert changes(gone) == [("removed", "Firefly", '"active"', '"removed"')]
    still = run(dataset, MOSS, 31)
    assert still.result == "unchanged"
    assert statuses(still) == {"MOSS": "active", "Firefly": "removed"}
    after = run(dataset, MOSS, 31.5)
    assert after.result == "published"
    assert statuses(after) == {"MOSS": "active"}
    assert changes(after) == [("removed", "Firefly", '"removed"', None)]


def test_without_a_retention_a_removed_project_stays_for_ever(dataset: Path) -> None:
    run(dataset, BOTH, 0, keep=None)
    run(dataset, MOSS, 1, keep=None)
    later = run(dataset, MOSS, 10_000, keep=None)
    assert (later.result, statuses(later)["Firefly"]) == ("unchanged", "removed")


def test_a_project_that_comes_back_in_time_is_restored_and_after_that_added_again(
    dataset: Path,
) -> None:
    run(dataset, BOTH, 0)
    run(dataset, MOSS, 1)
    back = run(dataset, BOTH, 40)
    assert changes(back) == [("restored", "Firefly", '"removed"', '"active"')]
    run(dataset, MOSS, 41)
    run(dataset, MOSS, 80)
    again = run(dataset, BOTH, 81)
    assert changes(again) == [("added", "Firefly", None, None)]
    (project,) = [one for one in again.tables.projects if one.name == "Firefly"]
    assert project.first_seen == NOW + timedelta(days=81)


def test_what_was_last_seen_long_ago_is_published_as_removed_before_it_goes(dataset: Path) -> None:
    run(dataset, BOTH, 0)
    run(dataset, failure(), 50)
    gone = run(dataset, MOSS, 100)
    assert statuses(gone)["Firefly"] == "removed"
    (firefly,) = [one for one in gone.tables.projects if one.name == "Firefly"]
    assert firefly.last_seen == NOW


def test_an_active_project_is_never_forgotten_however_long_nothing_changed(dataset: Path) -> None:
    run(dataset, BOTH, 0)
    assert run(dataset, BOTH, 4_000).result == "unchanged"


def test_redirects_go_with_the_project_that_they_lead_to() -> None:
    def removed(project_id: str, when: datetime) -> Project:
        return Project(
            project_id=project_id,
            status="removed",
            name=project_id,
            first_seen=NOW,
            last_seen=NOW,
            last_changed=when,
        )

    def redirect(project_id: str, into: str) -> Redirect:
        return Redirect(
            project_id=project_id, merged_into=into, since_run_id="r", reason="grown together"
        )

    later = NOW + timedelta(days=60)
    before = Tables(
        projects=[removed("p-old", NOW), removed("p-young", later)],
        redirects=[redirect("p-1", "p-old"), redirect("p-2", "p-young")],
    )
    resolved = resolve_projects([mention()], {"list": 50}, {"list"}, before, "run", later, KEPT)
    assert [one.name for one in resolved.projects if one.status == "removed"] == ["p-young"]
    assert [one.project_id for one in resolved.redirects] == ["p-2"]
