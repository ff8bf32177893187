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
from normalize.resolve import WITHOUT, Assigned, Cluster, assign, cluster
from normalize.voices import copied
from output.changes import changed_fields, diff
from pipelines.deciding import Unmet, in_mentions, new_names, told_by, unmet
from pipelines.earlier import entries_before, reused, steadfast
from pipelines.redirects import redirects
from pipelines.wording import without_words_of


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
    wordless: Set[str] = frozenset(),
) -> Resolved:
    """Group mentions into projects and give each the id and the history it had.

    ``ranks`` are those of the sources, by id; ``seen`` are the sources that were read in this
    run: what only others mention was not seen. ``keep_removed`` is how long the row of a removed
    project stays, null for ever; what is forgotten is ``removed`` once more in ``changes``, with
    null as its new status, and takes along the redirects that lead to it. ``decisions`` are those
    of people on what is the same project, and on what it is called. Words of the ``wordless``
    sources may not be published, nor those that were published before.
    """
    ordered = sorted(mentions, key=lambda one: (-ranks[one.source_id], one.source_id))
    told = told_by(decisions, ordered, before)
    earlier = entries_before(ordered, before.mentions)
    kept = _told_by_lists(steadfast(ordered, earlier))
    assigned = assign(
        cluster(ordered, in_mentions(decisions, told), kept),
        {mention_id: old.project_id for mention_id, old in earlier.items()},
        {one.project_id: one.identity_keys for one in before.projects},
        {one.project_id: one.merged_into for one in before.redirects},
        reused(ordered, earlier),
    )
    old = {project.project_id: project for project in before.projects}
    stood = {one.project_id: without_words_of(one, wordless) for one in before.projects}
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
            Earlier(stood.get(project_id), said.get(project_id, ())),
            copies[project_id],
        )
        for project_id, one in assigned.clusters.items()
    ]
    forgotten = _forgotten(assigned, before, now, keep_removed)
    leading = [
        one for one in redirects(assigned, before, run_id) if one.merged_into not in forgotten
    ]
    gone = {one.project_id for one in leading} | assigned.clusters.keys() | forgotten
    removed = [
        _removed(one, stood[one.project_id], now)
        for one in before.projects
        if one.project_id not in gone
    ]
    projects = removed + [
        _with_history(one, old.get(one.project_id), seen, now)
        for one in with_base_ids(composed, removed, old)
    ]
    projects.sort(key=lambda one: one.project_id)
    return Resolved(
        projects=projects,
        mentions=_tied(mentions, assigned, copies),
        changes=diff(before.projects, projects, leading, assigned.split, wordless),
        redirects=leading,
        unmet=unmet(decisions, told, project_of),
    )


def _told_by_lists(entries: Mapping[str, Mention]) -> dict[str, str]:
    """What was one project before, by mention, decisions aside: those are people's to undo."""
    return {
        mention_id: " ".join(
            [old.project_id, *(said for said in old.matched_by if said.startswith(WITHOUT))]
        )
        for mention_id, old in entries.items()
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


def _removed(old: Project, kept: Project, now: datetime) -> Project:
    """A project that is in no source any more, with its ``last_seen`` and what may be ``kept``."""
    if old.status == "removed" and old == kept:
        return old
    return msgspec.structs.replace(
        kept, status="removed", last_changed=now, source_ids=[], mention_count=0
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
