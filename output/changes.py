"""What a snapshot changes in its predecessor's projects, as rows of the ``changes`` table."""

from collections.abc import Iterator, Mapping, Set
from types import MappingProxyType
from typing import get_args

import msgspec

from normalize.records import Change, ChangeKind, Project, Redirect

# Bookkeeping: these move without the project itself having changed.
BOOKKEEPING = frozenset(
    {"first_seen", "last_seen", "last_changed", "mention_count", "source_ids", "identity_keys"}
)
_ORDER = {change: place for place, change in enumerate(get_args(ChangeKind))}
_NOTHING: Mapping[str, str] = MappingProxyType({})
_COMPARED = [name for name in Project.__struct_fields__ if name not in BOOKKEEPING]


def diff(
    before: list[Project],
    after: list[Project],
    redirects: list[Redirect],
    split: Mapping[str, str] = _NOTHING,
    wordless: Set[str] = frozenset(),
) -> list[Change]:
    """Every difference between two tables of projects, in published order.

    ``added``: a row that was not there. ``split``: the same, and ``split`` says which project it
    was part of; ``before`` is that project's id. ``updated``: one row per changed field, values as
    JSON. ``removed`` and ``restored``: the status turned, or the row itself is gone (``after``
    null). ``merged``: the row is gone and ``redirects`` say where to; ``after`` is that project's
    id. Of a description by one of the ``wordless`` sources, whose words may not be published any
    more, only that it changed is told: ``before`` is null.
    """
    merged = {redirect.project_id: redirect.merged_into for redirect in redirects}
    old = {project.project_id: project for project in before}
    new = {project.project_id: project for project in after}
    changes: list[Change] = []
    for project in after:
        if project.project_id in old:
            changes += _updates(old[project.project_id], project, wordless)
        else:
            changes.append(_come(project, split.get(project.project_id)))
    for project in before:
        if project.project_id not in new:
            changes.append(_gone(project, merged.get(project.project_id)))
    return sorted(
        changes, key=lambda row: (_ORDER[row.change], row.name, row.project_id, row.field or "")
    )


def changed_fields(before: Project, after: Project) -> list[str]:
    """List the columns, in schema order, by which the project changed; not the bookkeeping."""
    return [name for name in _COMPARED if getattr(before, name) != getattr(after, name)]


def _updates(before: Project, after: Project, wordless: Set[str]) -> Iterator[Change]:
    hidden = "description" if before.description_source_id in wordless else None
    for field in changed_fields(before, after):
        change: ChangeKind = "updated"
        if field == "status":
            change = "removed" if after.status == "removed" else "restored"
        said = None if field == hidden else getattr(before, field)
        yield _change(change, after, field, said, getattr(after, field))


def _come(project: Project, part_of: str | None) -> Change:
    if part_of is not None:
        return _change("split", project, "project_id", part_of, project.project_id)
    return _change("added", project)


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
