"""``almanac trace``: where something stands in which document, and what became of it."""

from __future__ import annotations

import difflib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

import click
from rich.text import Text

from almanac.commands import options
from almanac.places import Place, home, places
from almanac.printing import err, out, plain, shortened
from almanac.snapshots import required_snapshot
from almanac.tracing import Traced, open_file, reopen
from normalize.records import Kind, Mention, Repair, Tables
from output.errors import DatasetError
from spiders.errors import ReadError
from spiders.readers import READER_VERSION

_NOWHERE = 1
#: Places and repairs that are shown unless all are asked for.
_MOST_PLACES, _MOST_REPAIRS = 20, 20
_WHOLE_ENTRY, _PART = 1200, 300


@click.command()
@click.argument("wanted", metavar="TEXT-or-URL-or-MENTION_ID")
@options.dataset
@click.option(
    "--in",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Look in this file instead, of which nothing needs to be published.",
)
@click.option("--kind", type=click.Choice(get_args(Kind)), help="Of that file.  [default: guessed]")
@click.option("--all", "every", is_flag=True, help=f"Show more than {_MOST_PLACES} places.")
def trace(wanted: str, dataset: Path, file: Path | None, kind: Kind | None, every: bool) -> None:
    """Show where a text, a URL or a mention stands, byte by byte, and what became of it.

    The documents are taken out of the dataset's archive and read again; nothing is fetched.
    A link is found in each of its spellings. A text that stands nowhere exactly as given is
    looked for without regard to case, white space, punctuation and Markdown's marks.

    \b
    Exit status: 0 found · 1 it stands nowhere · 2 bad usage, no dataset, an unreadable file
    """
    if not wanted.strip():
        raise click.UsageError("say what to look for: a text, a URL or a mention's id")
    if kind and not file:
        raise click.UsageError("--kind is of the file that --in names")
    if file:
        tables, documents = Tables(), [open_file(file, kind)]
        found: Iterable[Place] = places(documents, wanted, tables)
    else:
        tables = required_snapshot(dataset).tables()
        documents, found = _published(dataset, tables, wanted)
    if not _show_all(found, tables, every):
        where = f"nowhere in {file}" if file else "in no document of the newest snapshot"
        err.print(plain(f"almanac: {wanted!r} stands {where}"), soft_wrap=True)
        _suggest(wanted, (one for document in documents for one in document.reading.mentions))
        sys.exit(_NOWHERE)


def _published(dataset: Path, tables: Tables, wanted: str) -> tuple[list[Traced], Iterable[Place]]:
    """The documents to look in, and the places that were found in them."""
    named = next((one for one in tables.mentions if one.mention_id == wanted), None)
    documents = list(_reopened(dataset, tables, named))
    _warn_of_other_readers(documents)
    if named is None:
        return documents, places(documents, wanted, tables)
    return documents, [place for one in documents if (place := home(one, named, tables))]


def _reopened(dataset: Path, tables: Tables, named: Mention | None) -> Iterator[Traced]:
    """All documents, or that of a mention; one that cannot be opened does not hide the others."""
    for document in tables.documents:
        if named and (document.source_id, document.url) != (named.source_id, named.document_url):
            continue
        name = f"{document.source_id}: {document.url}"
        try:
            traced = reopen(dataset, tables, document)
        except (DatasetError, ReadError) as error:
            err.print(plain(f"almanac: not looked at: {name}: {error}", "red"), soft_wrap=True)
            continue
        yield traced


def _warn_of_other_readers(documents: list[Traced]) -> None:
    other = [one for one in documents if one.document.reader_version != READER_VERSION]
    if other:
        said = f"almanac: {len(other)} of {len(documents)} documents were read by other readers"
        now = f"than these (version {READER_VERSION}): what is said here of them may differ"
        err.print(plain(f"{said} {now}", "yellow"), soft_wrap=True)


def _show_all(found: Iterable[Place], tables: Tables, every: bool) -> bool:
    told = list(found)
    shown = told if every else told[:_MOST_PLACES]
    for place in shown:
        _show(place, tables, alone=len(told) == 1)
    if len(shown) < len(told):
        out.rule(style="dim")
        out.print(f"and {len(told) - len(shown)} more places; --all shows them")
    return bool(told)


def _show(place: Place, tables: Tables, *, alone: bool) -> None:
    longest, fate = _WHOLE_ENTRY if alone else _PART, place.fate
    out.rule(style="dim")
    document = place.document
    stands = f"bytes {place.first_byte}-{place.last_byte}" if place.first_byte is not None else ""
    _line("document", plain(f"{document.source_id}: {document.url}"))
    _line(
        "body", plain(" ".join(filter(None, [f"sha256 {document.sha256}", document.archive_ref])))
    )
    _line("place", plain(f"{place.locator}  {stands}".rstrip()))
    _line("as it came", _in_context(place, longest))
    if place.over:
        _line("link", plain(f"{place.over}  (laid over the text, not in it)"))
    if place.restored:
        _line("restored", plain(shortened(place.restored, longest)))
    colour = {"mention": "bold green", "reject": "bold red"}.get(fate.outcome, "bold yellow")
    _line("became", Text.assemble(plain(fate.outcome, colour), plain(f" {fate.detail}")))
    if fate.mention:
        _show_mention(fate.mention, tables.repairs, alone)


def _in_context(place: Place, longest: int) -> Text:
    text = shortened(place.text, longest)
    if len(place.text) >= longest:
        return plain(text, "bold")
    before, after = (" ".join(one.splitlines()) for one in (place.before, place.after))
    # Without colours nothing else tells what was found from what is around it.
    opening, closing = ("", "") if out.color_system and not out.no_color else ("»", "«")
    found = plain(f"{opening}{text}{closing}", "bold")
    return Text.assemble(plain(before, "dim"), found, plain(after, "dim"))


def _show_mention(mention: Mention, repairs: list[Repair], alone: bool) -> None:
    matched = f"{mention.project_id} by {', '.join(mention.matched_by)}"
    for label, value in (
        ("name", mention.name),
        ("as it came", mention.name_raw),
        ("links", " ".join(mention.urls)),
        ("description", shortened(mention.description, 300)),
        ("flags", " ".join(mention.flags)),
        ("project", matched if mention.project_id else ""),
    ):
        if value:
            _line(f"  {label}", plain(value))
    _show_repairs([one for one in repairs if one.mention_id == mention.mention_id], alone)


def _show_repairs(own: list[Repair], alone: bool) -> None:
    if not alone:
        rules = Counter(f"{one.rule} in {one.field}" for one in own)
        if rules:
            said = ", ".join(f"{count} {rule}" for rule, count in rules.most_common())
            _line("  repairs", plain(said))
        return
    for one in own[:_MOST_REPAIRS]:
        change = f"{shortened(one.before, 60)} → {shortened(one.after, 60)}"
        sure = f"{one.rule}, {one.confidence:.0%}" + (f", {one.evidence}" if one.evidence else "")
        _line("  repair", plain(f"{one.field} {one.locator}: {change}  ({sure})"))
    if len(own) > _MOST_REPAIRS:
        out.print(f"  … and {len(own) - _MOST_REPAIRS} more repairs")


def _line(label: str, value: Text) -> None:
    width = 14 if label.startswith(" ") else 10
    out.print(Text.assemble((f"{label:<{width}} ", "cyan"), value), soft_wrap=True)


def _suggest(wanted: str, mentions: Iterable[Mention]) -> None:
    """Name the entries that are spelled most like what was asked for."""
    spelled: dict[str, str] = {}
    for one in mentions:
        for text in (one.name, one.name_raw, *one.urls):
            spelled.setdefault(text.lower(), text)
    near = difflib.get_close_matches(wanted.strip().lower(), spelled, n=3, cutoff=0.6)
    if near:
        said = ", ".join(shortened(spelled[one], 80) for one in near)
        err.print(plain(f"The nearest: {said}"), soft_wrap=True)
