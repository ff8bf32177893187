"""``almanac trace``: where something stands in which document, and what became of it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from almanac.commands import options
from almanac.printing import err, out, plain, shortened
from almanac.snapshots import required_snapshot
from almanac.tracing import Place, home, places, reopen
from normalize.records import Mention, Repair, Tables


@click.command()
@click.argument("wanted", metavar="TEXT-or-URL-or-MENTION_ID")
@options.dataset
def trace(wanted: str, dataset: Path) -> None:
    """Show where a text, a URL or a mention stands, byte by byte, and what became of it.

    The documents are taken out of the dataset's archive and read again; nothing is fetched.
    """
    tables = required_snapshot(dataset).tables()
    named = [one for one in tables.mentions if one.mention_id == wanted]
    if named:
        found = _trace_mention(dataset, tables, named[0])
    else:
        found = _trace_text(dataset, tables, wanted)
    if not found:
        err.print(plain(f"{wanted!r} stands in no document of the newest snapshot"))
        sys.exit(1)


def _trace_mention(dataset: Path, tables: Tables, mention: Mention) -> bool:
    document = next(
        one
        for one in tables.documents
        if (one.source_id, one.url) == (mention.source_id, mention.document_url)
    )
    place = home(reopen(dataset, tables, document), mention)
    if place is None:
        return False
    _show(place, tables, longest=1200)
    return True


def _trace_text(dataset: Path, tables: Tables, wanted: str) -> bool:
    found = False
    for document in tables.documents:
        for place in places(reopen(dataset, tables, document), wanted, tables):
            found = True
            _show(place, tables, longest=300)
    return found


def _show(place: Place, tables: Tables, longest: int) -> None:
    out.rule(style="dim")
    document = place.document
    out.print(plain(f"document   {document.source_id}: {document.url}"), soft_wrap=True)
    out.print(f"body       sha256 {document.sha256}, {document.archive_ref}", soft_wrap=True)
    where = f"bytes {place.first_byte}-{place.last_byte}" if place.first_byte is not None else ""
    out.print(plain(f"place      {place.locator}  {where}"))
    out.print(plain(f"as it came {shortened(place.raw, longest)}"), soft_wrap=True)
    out.print(plain(f"became     {place.outcome} {place.detail}"))
    if place.mention:
        _show_mention(place.mention, tables.repairs)


def _show_mention(mention: Mention, repairs: list[Repair]) -> None:
    for label, value in (
        ("name", mention.name),
        ("as it came", mention.name_raw),
        ("links", " ".join(mention.urls)),
        ("description", shortened(mention.description, 300)),
        ("flags", " ".join(mention.flags)),
        ("project", f"{mention.project_id} by {', '.join(mention.matched_by)}"),
    ):
        if value:
            out.print(plain(f"  {label:<12} {value}"), soft_wrap=True)
    own = [one for one in repairs if one.mention_id == mention.mention_id]
    for one in own[:20]:
        change = f"{shortened(one.before, 60)} → {shortened(one.after, 60)}"
        sure = f"{one.rule}, {one.confidence:.0%}" + (f", {one.evidence}" if one.evidence else "")
        out.print(
            plain(f"  repair       {one.field} {one.locator}: {change}  ({sure})"), soft_wrap=True
        )
    if len(own) > 20:
        out.print(f"  … and {len(own) - 20} more repairs")
