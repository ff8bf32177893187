"""``almanac probe``: read one document and show what would come of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

import click
import msgspec
from rich.text import Text

from almanac import probe_report as report
from almanac.commands import options
from almanac.config import load_config
from almanac.printing import err, inert, out, plain
from almanac.probing import Probed, advice, probed
from almanac.run import NOTHING_READABLE
from almanac.suggestion import suggest
from normalize.coverage import coverage_of
from normalize.records import Failure, Kind
from pipelines.gates import describe

_NO_ENTRY = 1


@click.command()
@click.argument("documents", metavar="URL-or-FILE...", nargs=-1, required=True)
@click.option("--kind", type=click.Choice(get_args(Kind)), help="What it is.  [default: guessed]")
@click.option("--full", is_flag=True, help="Show entries and rejects in full, nothing cut.")
@click.option("--ignored", is_flag=True, help="Show each ignored region and its first words.")
@click.option("--json", "as_json", is_flag=True, help="Write everything as JSON, for machines.")
@options.config
def probe(
    documents: tuple[str, ...],
    kind: Kind | None,
    full: bool,
    ignored: bool,
    as_json: bool,
    config_path: Path | None,
) -> None:
    """Read one document and show what would come of it, without writing anything.

    It ends with a source file to save as sources/ID.toml. Several documents are read as one
    source: plain texts that overlap are put together.

    \b
    Exit status: 0 read · 1 read, but there is no entry in it ·
    2 bad usage or configuration · 3 it cannot be fetched or read
    """
    found, failures = probed(documents, kind, load_config(config_path))
    for failure in failures:
        _refuse(failure)
    for one in found:
        if as_json:
            _as_json(one)
        else:
            _show(one, full, ignored)
    if failures:
        sys.exit(NOTHING_READABLE)
    if not any(one.reading.mentions for one in found):
        err.print(
            "almanac: no entry was found: a run would hold this source. "
            "--ignored shows what the document was taken for; --kind reads it as another kind.",
            soft_wrap=True,
        )
        sys.exit(_NO_ENTRY)


def _refuse(failure: Failure) -> None:
    err.print(plain(f"almanac: {describe(failure)}", "red"), soft_wrap=True)
    if said := advice(failure):
        err.print(plain(said), soft_wrap=True)


def _show(found: Probed, full: bool, ignored: bool) -> None:
    reading, width = found.reading, out.width
    _print(report.overview(found))
    if reading.mentions:
        _title("Entries", len(reading.mentions))
        lines = report.entries(reading.mentions, width)
        _print(report.entries_in_full(reading.mentions) if full else lines)
    if reading.rejects:
        _title("Rejects", len(reading.rejects))
        lines = report.rejects(reading.rejects, width)
        _print(report.rejects_in_full(reading.rejects) if full else lines)
    regions = [one for one in reading.regions if one.outcome == "ignored"]
    if regions:
        _title("Ignored regions", len(regions))
        each = report.each_ignored(regions, found.text, width)
        _print(each if ignored else report.ignored_by_reason(regions, width))
    _title("What became of it all")
    _print(report.coverage(reading.regions, width))
    out.print(report.repairs(found))
    out.print(f"{len(reading.mentions)} entries, {len(reading.rejects)} rejects")
    _title("A source file for it, to save as sources/ID.toml")
    out.print(plain(suggest(found.source, reading)), soft_wrap=True)


def _title(title: str, count: int | None = None) -> None:
    out.print()
    said = title if count is None else f"{title} ({count:,})"
    out.print(Text(said, style="bold magenta"), soft_wrap=True)


def _print(lines: Iterable[Text]) -> None:
    for line in lines:
        # A table is as wide as the terminal already, and a whole link must not be cut.
        out.print(line, soft_wrap=True)


def _as_json(found: Probed) -> None:
    reading = found.reading
    told = {
        "source": found.source,
        "document": reading.document,
        "coverage": coverage_of(reading.regions),
        "mentions": reading.mentions,
        "rejects": reading.rejects,
        "repairs": reading.repairs,
        "regions": reading.regions,
        "source_file": suggest(found.source, reading),
    }
    click.echo(inert(msgspec.json.format(msgspec.json.encode(told), indent=2)))
