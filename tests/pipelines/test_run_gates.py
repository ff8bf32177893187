"""Gates of a run as a whole."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from examples import state

from normalize.records import Project, Redirect, SourceState
from pipelines.run_gates import ExpectOfRun, run_refusals

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def project(number: int, status: str = "active") -> Project:
    return Project(
        project_id=f"p{number}",
        status="active" if status == "active" else "removed",
        name=f"P{number}",
        first_seen=NOW,
        last_seen=NOW,
        last_changed=NOW,
    )


def sources(*statuses: str) -> list[SourceState]:
    return [state(source_id=f"s{place}", status=one) for place, one in enumerate(statuses)]


def of_sources(expect: ExpectOfRun, states: list[SourceState], *crawled: str) -> list[str]:
    chosen = crawled or [one.source_id for one in states]
    return run_refusals(expect, states, chosen, [], [], [])


def of_projects(
    most: float, before: list[Project], after: list[Project], *merged: Redirect
) -> list[str]:
    return run_refusals(ExpectOfRun(max_removed=most), [], [], before, after, merged)


@pytest.mark.parametrize(
    ("statuses", "refused"),
    [
        (("failed", "fetched"), False),
        (("failed", "held", "fetched"), True),
        (("failed", "unchanged", "fetched"), False),
        (("held",), True),
    ],
)
def test_a_larger_share_of_troubled_sources_refuses_the_run(
    statuses: tuple[str, ...], refused: bool
) -> None:
    assert bool(of_sources(ExpectOfRun(max_failed=0.5), sources(*statuses))) is refused


def test_the_refusal_says_how_many_and_which_gate() -> None:
    (said,) = of_sources(ExpectOfRun(max_failed=0.5), sources("failed", "held", "fetched"))
    assert said == "2 of 3 sources failed or were held, a share above 50% (max_failed)"


def test_sources_that_this_run_did_not_crawl_have_no_say() -> None:
    states = sources("failed", "failed", "fetched")
    assert of_sources(ExpectOfRun(max_failed=0.5), states, "s2") == []


def test_gates_that_are_not_set_refuse_no_run() -> None:
    everything = [project(number) for number in range(9)]
    states = sources("failed", "failed")
    assert run_refusals(ExpectOfRun(), states, ["s0", "s1"], everything, [], []) == []


@pytest.mark.parametrize(("left", "refused"), [(8, False), (7, True)])
def test_a_larger_share_of_removed_projects_refuses_the_run(left: int, refused: bool) -> None:
    before = [project(number) for number in range(10)]
    after = [project(number, "active" if number < left else "removed") for number in range(10)]
    assert bool(of_projects(0.2, before, after)) is refused


def test_a_project_that_became_part_of_another_was_not_removed() -> None:
    merged = Redirect(project_id="p1", merged_into="p0", since_run_id="x", reason="same link")
    before = [project(0), project(1)]
    assert of_projects(0.2, before, [project(0)]) != []
    assert of_projects(0.2, before, [project(0)], merged) == []


def test_projects_that_were_removed_before_are_not_counted_again() -> None:
    before = [project(0), project(1, "removed"), project(2, "removed")]
    assert of_projects(0.0, before, [project(0), project(1, "removed")]) == []


def test_the_first_run_of_a_dataset_removes_nothing() -> None:
    assert of_projects(0.0, [], [project(0)]) == []
