"""``almanac status``: whether all is well with a dataset that is made night by night."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec
from rich.filesize import decimal
from rich.table import Table

from almanac.commands import options
from almanac.printing import inert, out, plain, shortened, table
from almanac.standing import SourceStanding
from almanac.status import AT_WORK, LastRun, Status, status_of

_TROUBLE = 1


@click.command()
@options.dataset
@click.option(
    "--runs",
    "number",
    type=click.IntRange(min=0),
    default=5,
    show_default=True,
    help="How many of the last runs to show.",
)
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def status(dataset: Path, number: int, as_json: bool) -> None:
    """Show the last runs, the sources in trouble, the age of the data and the disk that they take.

    \b
    Exit status: 0 all is well · 1 a source is failing or held, or the last run did not end well ·
    2 no dataset, or a damaged one
    """
    found = status_of(dataset, number)
    if as_json:
        click.echo(inert(msgspec.json.format(msgspec.json.encode(found), indent=2)))
    else:
        _show(dataset, found, datetime.now(UTC))
    sys.exit(0 if found.well else _TROUBLE)


def _show(dataset: Path, found: Status, now: datetime) -> None:
    about = table("", "")
    about.show_header = False
    for label, value in (
        ("dataset", f"{dataset}{f': a {found.at_work} is at work in it' if found.at_work else ''}"),
        ("newest", found.run_id or "nothing has been published yet"),
        ("published", _ago(found.published_at, now)),
        ("checked", _ago(found.checked_at, now)),
        ("projects", "not known" if found.projects is None else f"{found.projects:,}"),
        ("disk", ", ".join(f"{name} {decimal(size)}" for name, size in found.disk.items())),
    ):
        about.add_row(label, plain(value))
    out.print(about)
    if found.runs:
        out.print(_runs(found.runs))
    if found.troubled:
        out.print(_troubled(found.troubled, found.sources, now))
    else:
        out.print(f"\nSources: {found.sources}, none failing or held")


def _runs(runs: list[LastRun]) -> Table:
    shown = table(
        *("run", "result", "status", "seconds", "requests", "received", "error"),
        title="\nLast runs",
    )
    for one in runs:
        status = "" if one.exit_status is None else str(one.exit_status)
        bad = one.exit_status != 0 and one.result != AT_WORK
        shown.add_row(
            one.run_id,
            plain(f"{one.result} to {one.now}" if one.now else one.result, "red" if bad else ""),
            status,
            f"{one.seconds:.1f}",
            str(one.requests),
            decimal(one.bytes),
            plain(shortened(one.error, 300)),
        )
    return shown


def _troubled(sources: list[SourceStanding], total: int, now: datetime) -> Table:
    shown = table(
        *("source", "status", "since", "data of", "cause"),
        title=f"\nSources failing or held: {len(sources)} of {total}",
    )
    for one in sources:
        shown.add_row(
            one.source_id,
            plain(one.status, "red"),
            _ago(one.since_time, now),
            _ago(one.good_at, now),
            plain(one.error or ""),
        )
    return shown


def _ago(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return "not known"
    seconds = (now - moment).total_seconds()
    for length, word in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= length:
            number = int(seconds // length)
            return f"{moment:%Y-%m-%d %H:%M} ({number} {word}{'s' if number > 1 else ''} ago)"
    return f"{moment:%Y-%m-%d %H:%M}"
