"""``almanac probe``: read one document and show what would come of it."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

import click

from almanac.clock import run_time
from almanac.commands import options
from almanac.config import load_config
from almanac.crawl import crawl
from almanac.printing import err, out, plain, shortened, table
from almanac.run import NOTHING_READABLE
from almanac.suggestion import guess_kind, suggest
from normalize.coverage import coverage_of
from normalize.records import Failure, Kind, Reading, Source
from pipelines.gates import describe
from pipelines.stage import staged


@click.command()
@click.argument("document", metavar="URL-or-FILE")
@click.option("--kind", type=click.Choice(get_args(Kind)), help="What it is.  [default: guessed]")
@options.config
def probe(document: str, kind: Kind | None, config_path: Path | None) -> None:
    """Read one document and show what would come of it, without writing anything."""
    source = _source(document, kind or guess_kind(document))
    readings, failures = _read(source, config_path)
    for failure in failures:
        err.print(plain(describe(failure)), soft_wrap=True)
    for reading in readings:
        _show(reading)
        out.print("\nA source file for it:\n")
        out.print(plain(suggest(source, reading)), soft_wrap=True)
    if failures:
        sys.exit(NOTHING_READABLE)


def _source(document: str, kind: Kind) -> Source:
    if urlsplit(document).scheme not in ("http", "https", "file"):
        document = Path(document).resolve().as_uri()
    return Source(id="probe", path="probe.toml", title=document, kind=kind, urls=[document])


def _read(source: Source, config_path: Path | None) -> tuple[list[Reading], list[Failure]]:
    """What the crawl makes of the document; nothing is kept."""
    with tempfile.TemporaryDirectory() as folder:
        staging = Path(folder)
        crawl([source], run_time(), load_config(config_path), staging, None, lambda _: None)
        return staged(staging)


def _show(reading: Reading) -> None:
    entries = table("where", "name", "section", "links", "description")
    for one in reading.mentions:
        entries.add_row(
            one.locator,
            plain(one.name, "bold"),
            plain(" › ".join(one.section[-2:])),
            plain("\n".join(one.urls)),
            plain(shortened(one.description)),
        )
    out.print(entries)
    if reading.rejects:
        rejects = table("where", "reason", "detail", "text", title="\nRejects")
        for refused in reading.rejects:
            rejects.add_row(
                refused.locator,
                refused.reason,
                plain(refused.detail),
                plain(shortened(refused.raw)),
            )
        out.print(rejects)
    ignored = Counter(one.detail for one in reading.regions if one.outcome == "ignored")
    said = ", ".join(f"{count} {reason}" for reason, count in ignored.most_common())
    out.print(plain(f"\nIgnored regions: {said or 'none'}"))
    repairs = Counter(one.rule for one in reading.repairs)
    said = ", ".join(f"{count} {rule}" for rule, count in repairs.most_common())
    out.print(plain(f"Repairs: {said or 'none'}"))
    coverage = coverage_of(reading.regions)
    for what, count in (("links", coverage.links), ("table rows", coverage.rows)):
        out.print(
            f"{count.total} {what} counted: {count.mention} in entries, {count.reject} in rejects, "
            f"{count.ignored} in ignored regions"
        )
    out.print(f"{len(reading.mentions)} entries, {len(reading.rejects)} rejects")
