"""Resolves all mentions into projects, against the projects of the newest snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import datetime

import msgspec

from normalize.projects import compose
from normalize.records import Change, Mention, Project, Redirect, Tables
from normalize.resolve import Assigned, assign, cluster
from output.changes import changed_fields, diff


class Resolved(msgspec.Struct, frozen=True):
    """Projects with their history, mentions with their project, and what changed."""

    projects: list[Project]
    mentions: list[Mention]
    changes: list[Change]
    redirects: list[Redirect]


def resolve_projects(
    mentions: Sequence[Mention],
    ranks: Mapping[str, int],
    seen: Set[str],
    before: Tables,
    run_id: str,
    now: datetime,
) -> Resolved:
    """Group mentions into projects and give each the id and the history it had.

    ``ranks`` are those of the sources, by id; ``seen`` are the sources that were read in this
    run: what only others mention was not seen.
    """
    ordered = sorted(mentions, key=lambda one: (-ranks[one.source_id], one.source_id))
    assigned = assign(
        cluster(ordered),
        {one.mention_id: one.project_id for one in before.mentions},
        {one.project_id: one.identity_keys for one in before.projects},
        [one.project_id for one in before.redirects],
    )
    old = {project.project_id: project for project in before.projects}
    projects = [
        _with_history(compose(project_id, one, ranks, now), old.get(project_id), seen, now)
        for project_id, one in assigned.clusters.items()
    ]
    redirects = _redirects(assigned, before, run_id)
    gone = {redirect.project_id for redirect in redirects} | assigned.clusters.keys()
    projects += [_removed(one, now) for one in before.projects if one.project_id not in gone]
    projects.sort(key=lambda one: one.project_id)
    return Resolved(
        projects=projects,
        mentions=_tied(mentions, assigned),
        changes=diff(before.projects, projects, redirects),
        redirects=redirects,
    )


def _with_history(project: Project, old: Project | None, seen: Set[str], now: datetime) -> Project:
    """The project with what the previous snapshot knew of it."""
    if old is None:
        return project
    project = msgspec.structs.replace(
        project,
        first_seen=old.first_seen,
        last_seen=project.last_seen if seen & set(project.source_ids) else old.last_seen,
        last_changed=old.last_changed,
        identity_keys=list(dict.fromkeys([*old.identity_keys, *project.identity_keys])),
    )
    if changed_fields(old, project):
        project = msgspec.structs.replace(project, last_changed=now)
    return project


def _removed(old: Project, now: datetime) -> Project:
    """A project that is in no source any more: kept, with its last words and ``last_seen``."""
    if old.status == "removed":
        return old
    return msgspec.structs.replace(
        old, status="removed", last_changed=now, source_ids=[], mention_count=0
    )


def _redirects(assigned: Assigned, before: Tables, run_id: str) -> list[Redirect]:
    """Earlier redirects, led on where their goal was merged in turn, and the new ones."""
    led_on = [
        msgspec.structs.replace(
            one, merged_into=assigned.merged.get(one.merged_into, one.merged_into)
        )
        for one in before.redirects
    ]
    fresh = [
        Redirect(
            project_id=ended,
            merged_into=into,
            since_run_id=run_id,
            reason="all its mentions now speak of the other project",
        )
        for ended, into in assigned.merged.items()
    ]
    return sorted(led_on + fresh, key=lambda one: one.project_id)


def _tied(mentions: Sequence[Mention], assigned: Assigned) -> list[Mention]:
    """The mentions in their published order, each with its project and the evidence."""
    ties = {
        mention.mention_id: (project_id, evidence)
        for project_id, one in assigned.clusters.items()
        for mention, evidence in zip(one.mentions, one.evidence, strict=True)
    }
    tied = []
    for mention in mentions:
        project_id, evidence = ties[mention.mention_id]
        tied.append(msgspec.structs.replace(mention, project_id=project_id, matched_by=[evidence]))
    return tied
