"""``almanac why``: which mentions make up a project, and by what evidence."""

from __future__ import annotations

from pathlib import Path

import click

from almanac.commands import options
from almanac.printing import out, plain, table
from almanac.snapshots import required_snapshot
from normalize.records import Project, Tables
from output.errors import DatasetError


@click.command()
@click.argument("project_id")
@options.dataset
def why(project_id: str, dataset: Path) -> None:
    """Show which mentions make up a project, and what tied each to it."""
    tables = required_snapshot(dataset).tables()
    project = _project(tables, project_id)
    out.print(plain(f"{project.name}  ({project.project_id}, {project.status})"))
    out.print(plain(f"known by: {', '.join(project.identity_keys)}"), soft_wrap=True)
    shown = table("mention", "name", "matched by", "where")
    for mention in tables.mentions:
        if mention.project_id == project.project_id:
            shown.add_row(
                mention.mention_id,
                plain(mention.name),
                plain(", ".join(mention.matched_by)),
                plain(f"{mention.source_id}: {mention.document_url} {mention.locator}"),
            )
    out.print(shown)


def _project(tables: Tables, project_id: str) -> Project:
    """A project by its id, or by an id that was merged into it."""
    merged = {one.project_id: one.merged_into for one in tables.redirects}
    wanted = merged.get(project_id, project_id)
    for project in tables.projects:
        if project.project_id == wanted:
            return project
    raise DatasetError(f"there is no project {project_id!r} in the newest snapshot")
