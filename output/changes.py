"""What a snapshot changes in its predecessor's projects, as rows of the ``changes`` table."""

from collections.abc import Iterable, Iterator
from typing import get_args

import msgspec

from normalize.records import Change, ChangeKind, Project, Redirect

# Bookkeeping: these move without the project itself having changed.
BOOKKEEPING = frozenset(
    {"first_seen", "last_seen", "last_changed", "mention_count", "source_ids", "identity_keys"}
)
_ORDER = {change: place for place, change in enumerate(get_args(ChangeKind))}
_COMPARED = [name for name in Project.__struct_fields__ if name not in BOOKKEEPING]


def diff(before: list[Project], after: list[Project], redirects: list[Redirect]) -> list[Change]:
    """Every difference between two tables of projects, in published order.

    ``added``: a row that was not there. ``updated``: one row per changed field, values as JSON.
    ``removed`` and ``restored``: the status turned, or the row itself is gone (``after`` null).
    ``merged``: the row is gone and ``redirects`` say where to; ``after`` is that project's id.
    Splits cannot be seen in two tables: who makes them adds them, see ``in_order``.
    """
    merged = {redirect.project_id: redirect.merged_into for redirect in redirects}
    old = {project.project_id: project for project in before}
    new = {project.project_id: project for project in after}
    changes: list[Change] = []
    for project in after:
        if project.project_id in old:
            changes += _updates(old[project.project_id], project)
        else:
            changes.append(_change("added", project))
    for project in before:
        if project.project_id not in new:
            changes.append(_gone(project, merged.get(project.project_id)))
    return in_order(changes)


def changed_fields(before: Project, after: Project) -> list[str]:
    """List the columns, in schema order, by which the project changed; not the bookkeeping."""
    return [name for name in _COMPARED if getattr(before, name) != getattr(after, name)]


def in_order(changes: Iterable[Change]) -> list[Change]:
    """Sort changes into published order: by kind of change, then name, project and field."""
    return sorted(
        changes, key=lambda row: (_ORDER[row.change], row.name, row.project_id, row.field or "")
    )


def _updates(before: Project, after: Project) -> Iterator[Change]:
    for field in changed_fields(before, after):
        change: ChangeKind = "updated"
        if field == "status":
            change = "removed" if after.status == "removed" else "restored"
        yield _change(change, after, field, getattr(before, field), getattr(after, field))


def _gone(project: Project, merged_into: str | None) -> Change:
    if merged_into is not None:
        return _change("merged", project, "project_id", project.project_id, merged_into)
    return Change(
        change="removed",
        project_id=project.project_id,
        name=project.name,
        field="status",
        before=_json(project.status),
    )


def _change(
    change: ChangeKind,
    project: Project,
    field: str | None = None,
    before: object = None,
    after: object = None,
) -> Change:
    return Change(
        change=change,
        project_id=project.project_id,
        name=project.name,
        field=field,
        before=_json(before) if field else None,
        after=_json(after) if field else None,
    )


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
