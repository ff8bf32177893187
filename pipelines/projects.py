"""Resolves all mentions into projects, against the projects of the newest snapshot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from datetime import datetime, timedelta

import msgspec

from normalize.base_ids import with_base_ids
from normalize.decisions import Decision
from normalize.projects import Earlier, compose
from normalize.records import Change, Mention, Project, Redirect, Tables
from normalize.renaming import renamed
from normalize.resolve import Assigned, Cluster, assign, cluster
from normalize.voices import copied
from output.changes import changed_fields, diff
from pipelines.deciding import Unmet, in_mentions, new_names, told_by, unmet
from pipelines.earlier import entries_before, steadfast
from pipelines.redirects import redirects


class Resolved(msgspec.Struct, frozen=True):
    """Projects with their history, mentions with their project, and what changed.

    ``unmet`` are the decisions of people that could not be obeyed.
    """

    projects: list[Project]
    mentions: list[Mention]
    changes: list[Change]
    redirects: list[Redirect]
    unmet: list[Unmet]


def resolve_projects(
    mentions: Sequence[Mention],
    ranks: Mapping[str, int],
    seen: Set[str],
    before: Tables,
    run_id: str,
    now: datetime,
    keep_removed: timedelta | None = None,
    decisions: Sequence[Decision] = (),
) -> Resolved:
    """Group mentions into projects and give each the id and the history it had.

    ``ranks`` are those of the sources, by id; ``seen`` are the sources that were read in this
    run: what only others mention was not seen. ``keep_removed`` is how long the row of a removed
    project stays, null for ever; what is forgotten is ``removed`` once more in ``changes``, with
    null as its new status, and takes along the redirects that lead to it. ``decisions`` are those
    of people on what is the same project, and on what it is called.
    """
    ordered = sorted(mentions, key=lambda one: (-ranks[one.source_id], one.source_id))
    told = told_by(decisions, ordered, before)
    earlier = entries_before(ordered, before.mentions)
    kept = _by_evidence(steadfast(ordered, earlier), before)
    assigned = assign(
        cluster(ordered, in_mentions(decisions, told), kept),
        {mention_id: old.project_id for mention_id, old in earlier.items()},
        {one.project_id: one.identity_keys for one in before.projects},
        {one.project_id: one.merged_into for one in before.redirects},
    )
    old = {project.project_id: project for project in before.projects}
    project_of = {
        mention.mention_id: project_id
        for project_id, one in assigned.clusters.items()
        for mention in one.mentions
    }
    names = new_names(decisions, told, project_of)
    said = _by_project(before.mentions)
    copies = {project_id: copied(one.mentions) for project_id, one in assigned.clusters.items()}
    composed = [
        _composed(
            project_id,
            one,
            names.get(project_id),
            ranks,
            now,
            Earlier(old.get(project_id), said.get(project_id, ())),
            copies[project_id],
        )
        for project_id, one in assigned.clusters.items()
    ]
    forgotten = _forgotten(assigned, before, now, keep_removed)
    leading = [
        one for one in redirects(assigned, before, run_id) if one.merged_into not in forgotten
    ]
    gone = {one.project_id for one in leading} | assigned.clusters.keys() | forgotten
    removed = [_removed(one, now) for one in before.projects if one.project_id not in gone]
    projects = removed + [
        _with_history(one, old.get(one.project_id), seen, now)
        for one in with_base_ids(composed, removed, old)
    ]
    projects.sort(key=lambda one: one.project_id)
    return Resolved(
        projects=projects,
        mentions=_tied(mentions, assigned, copies),
        changes=diff(before.projects, projects, leading, assigned.split),
        redirects=leading,
        unmet=unmet(decisions, told, project_of),
    )


def _by_evidence(entries: Mapping[str, Mention], before: Tables) -> dict[str, str]:
    """The earlier projects of entries that evidence tied: what people decided is theirs to undo."""
    decided = {
        one.project_id
        for one in before.mentions
        if any(said.startswith("decision:") for said in one.matched_by)
    }
    return {
        mention_id: old.project_id
        for mention_id, old in entries.items()
        if old.project_id not in decided
    }


def _by_project(mentions: Sequence[Mention]) -> dict[str, list[Mention]]:
    found: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        found[mention.project_id].append(mention)
    return found


def _composed(
    project_id: str,
    one: Cluster,
    name: str | None,
    ranks: Mapping[str, int],
    now: datetime,
    earlier: Earlier,
    copies: Sequence[Sequence[str]],
) -> Project:
    """The project of a cluster, under the name that people decided on, where they did."""
    project = compose(project_id, one, ranks, now, earlier, copies)
    return renamed(project, name, one.mentions) if name else project


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


def _forgotten(
    assigned: Assigned, before: Tables, now: datetime, keep_removed: timedelta | None
) -> set[str]:
    """The projects whose rows have been ``removed`` for longer than such rows are kept.

    Counted from the run that removed them: what was last seen long ago, because its source kept
    failing, is still published as removed before it goes.
    """
    if keep_removed is None:
        return set()
    return {
        one.project_id
        for one in before.projects
        if one.status == "removed"
        and now - one.last_changed > keep_removed
        and one.project_id not in assigned.clusters
    }


def _tied(
    mentions: Sequence[Mention], assigned: Assigned, copies: Mapping[str, Sequence[Sequence[str]]]
) -> list[Mention]:
    """The mentions in their published order, each with its project and the evidence."""
    ties = {
        mention.mention_id: (project_id, evidence)
        for project_id, one in assigned.clusters.items()
        for mention, evidence in zip(one.mentions, one.evidence, strict=True)
    }
    shared = {mention_id for groups in copies.values() for group in groups for mention_id in group}
    tied = []
    for mention in mentions:
        project_id, evidence = ties[mention.mention_id]
        flags = [flag for flag in mention.flags if flag != "copied_text"]
        tied.append(
            msgspec.structs.replace(
                mention,
                project_id=project_id,
                matched_by=evidence,
                flags=[*flags, "copied_text"] if mention.mention_id in shared else flags,
            )
        )
    return tied
