"""``almanac why``: which mentions make up a project, and by what evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from almanac.commands import options
from almanac.decisions import load_decisions
from almanac.printing import out, plain
from almanac.snapshots import required_snapshot
from normalize.decisions import Decision
from normalize.records import Project, Tables
from normalize.voices import copied
from output.errors import DatasetError
from pipelines.deciding import told_by


@click.command()
@click.argument("project_id")
@options.dataset
@options.decisions
def why(project_id: str, dataset: Path, decisions_path: Path | None) -> None:
    """Show which mentions make up a project, what tied each to it, and what people decided."""
    decisions = load_decisions(decisions_path)
    tables = required_snapshot(dataset).tables()
    project = _project(tables, project_id)
    out.print(plain(f"{project.name}  ({project.project_id}, {project.status})"))
    out.print(plain(f"known by: {', '.join(project.identity_keys)}"), soft_wrap=True)
    for said in _decided(project, tables, decisions):
        out.print(plain(said), soft_wrap=True)
    own = [one for one in tables.mentions if one.project_id == project.project_id]
    for mention in own:
        place = f"{mention.source_id}: {mention.document_url} {mention.locator}"
        for line in (
            f"\n{mention.mention_id}  {mention.name}",
            f"  matched by  {', '.join(mention.matched_by)}",
            f"  where       {place}",
        ):
            out.print(plain(line), soft_wrap=True)
    for group in copied(own):
        out.print(plain(f"\none voice, the same text: {', '.join(group)}"), soft_wrap=True)


def _decided(project: Project, tables: Tables, decisions: Sequence[Decision]) -> Iterator[str]:
    """The decisions of the file that speak of a project, each in words."""
    own = {one.mention_id for one in tables.mentions if one.project_id == project.project_id}
    told = told_by(decisions, tables.mentions, tables)
    for one in decisions:
        if any(own & told[thing] for thing in one.things):
            what = f"called {one.name}" if one.name else one.kind
            yield f"decided: {what}: {', '.join(one.things)}: {one.reason} ({one.place})"


def _project(tables: Tables, project_id: str) -> Project:
    """A project by its id, or by an id that was merged into it."""
    merged = {one.project_id: one.merged_into for one in tables.redirects}
    wanted = merged.get(project_id, project_id)
    for project in tables.projects:
        if project.project_id == wanted:
            return project
    raise DatasetError(f"there is no project {project_id!r} in the newest snapshot")
