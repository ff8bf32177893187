"""Conditions on a run as a whole that must hold before anything of it is published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from normalize.records import TROUBLED, Project, Record, Redirect, Share, SourceState


class ExpectOfRun(Record, kw_only=True, frozen=True):
    """Gates of a run; outside these the dataset stays as it is. Null is no gate."""

    #: the largest share of the sources that were crawled that may have failed or been held
    max_failed: Share | None = None
    #: the largest share of the active projects that one run may remove
    max_removed: Share | None = None


def run_refusals(
    expect: ExpectOfRun,
    states: Iterable[SourceState],
    crawled: Collection[str],
    before: Iterable[Project],
    after: Iterable[Project],
    redirects: Iterable[Redirect],
) -> list[str]:
    """Why a run may not publish; empty where it may.

    Args:
        expect: the gates.
        states: how the sources fared.
        crawled: ids of the sources of this run; the others have no say.
        before: the projects of the newest snapshot.
        after: the projects that would be published.
        redirects: those that would be published: a project that became part of another one
            was not removed.
    """
    return [
        *_of_sources(expect.max_failed, states, crawled),
        *_of_projects(expect.max_removed, before, after, redirects),
    ]


def _of_sources(
    most: float | None, states: Iterable[SourceState], crawled: Collection[str]
) -> Iterator[str]:
    chosen = [state for state in states if state.source_id in crawled]
    troubled = sum(state.status in TROUBLED for state in chosen)
    if most is not None and chosen and troubled / len(chosen) > most:
        yield (
            f"{troubled} of {len(chosen)} sources failed or were held, "
            f"a share above {most:.0%} (max_failed)"
        )


def _of_projects(
    most: float | None,
    before: Iterable[Project],
    after: Iterable[Project],
    redirects: Iterable[Redirect],
) -> Iterator[str]:
    active = {one.project_id for one in before if one.status == "active"}
    there = {one.project_id for one in after if one.status == "active"}
    removed = len(active - there - {one.project_id for one in redirects})
    if most is not None and active and removed / len(active) > most:
        yield (
            f"{removed} of {len(active)} projects would be removed, "
            f"a share above {most:.0%} (max_removed)"
        )
