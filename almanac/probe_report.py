"""What probing a document shows: its entries, and what became of everything else in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from almanac.links import clickable, in_a_row
from almanac.listing import Column, Listing, fitted, listing
from almanac.printing import plain, shortened
from almanac.probing import Probed
from normalize.coverage import coverage_of
from normalize.records import Count, Mention, Region, Reject

#: Letters of a text that may be shown of it; the width of the terminal cuts further.
_WORDS = 300


def overview(found: Probed) -> Iterator[Text]:
    """What the document is, in two lines."""
    document = found.reading.document
    yield plain(found.source.title, "bold")
    yield plain(f"{document.url}: {found.source.kind}, {document.bytes:,} bytes", "dim")


def entries(mentions: Sequence[Mention], width: int) -> Iterator[Text]:
    """A line per entry below the headings it stands under, and one for its labelled fields."""
    columns = [
        _column("#", (Text(str(one.position + 1), "dim") for one in mentions), 5, 0, right=True),
        _column("where", (_place(one.locator) for one in mentions), 11, 6),
        _column("name", (plain(shortened(one.name), "bold") for one in mentions), 18, 1),
        _column("links", (in_a_row(one.urls) for one in mentions), 20, 2),
        _column("organization", (plain(shortened(one.organization)) for one in mentions), 12, 4),
        _column("licence", (plain(shortened(one.license), "green") for one in mentions), 10, 3),
        _column("description", (_words(one.description) for one in mentions), 24, 5),
    ]
    table = listing(columns, width)
    yield table.header
    section: list[str] | None = None
    for one, row in zip(mentions, table.rows, strict=True):
        if one.section != section:
            section = one.section
            heading = plain(" › ".join(map(shortened, section)) or "(no heading)", "cyan")
            yield fitted(heading, width)
        yield row
        if (labelled := _labelled(one)).cell_len:
            yield fitted(Text("      ") + labelled, width)
    yield from _left_out(table, width)


def entries_in_full(mentions: Sequence[Mention]) -> Iterator[Text]:
    """Every entry with all its links, fields and words; nothing is cut."""
    for one in mentions:
        yield Text.assemble((f"{one.position + 1:>4}  ", "dim"), plain(one.name, "bold"))
        for label, value in _parts(one):
            yield Text.assemble("      ", plain(f"{label}: ", "dim"), value)
        yield Text()


def rejects(refused: Sequence[Reject], width: int) -> Iterator[Text]:
    """A line per reject: where, why and what."""
    columns = [
        _column("where", (_place(one.locator) for one in refused), 11, 1),
        _column("reason", (plain(one.reason, "yellow") for one in refused), 12, 0),
        _column("text", (_words(one.raw) for one in refused), 24, 2),
        _column("detail", (_words(one.detail) for one in refused), 24, 3),
    ]
    yield from _whole(listing(columns, width), width)


def rejects_in_full(refused: Sequence[Reject]) -> Iterator[Text]:
    """Every reject with its whole text."""
    for one in refused:
        why = plain(f"{one.stage}: {one.reason}", "yellow")
        yield Text.assemble(plain(f"{one.locator}  ", "dim"), why)
        yield Text("      ") + plain(one.detail)
        yield Text("      ") + plain(" ".join(one.raw.split()))


def ignored_by_reason(regions: Iterable[Region], width: int) -> Iterator[Text]:
    """A line per reason, with how much was ignored for it. Links in them deserve a look."""
    groups: dict[str, list[Region]] = {}
    for region in _ignored(regions):
        groups.setdefault(region.detail, []).append(region)
    order = sorted(groups, key=lambda reason: -len(groups[reason]))
    links = {reason: sum(one.links for one in groups[reason]) for reason in order}
    rows = {reason: sum(one.rows for one in groups[reason]) for reason in order}
    columns = [
        _column("reason", (plain(reason) for reason in order), 20, 0),
        _column("regions", (Text(str(len(groups[one]))) for one in order), 7, 1, right=True),
        _column("links", (_number(links[one]) for one in order), 5, 2, right=True),
        _column("rows", (_number(rows[one]) for one in order), 4, 3, right=True),
        _column("the first", (_place(groups[one][0].locator) for one in order), 9, 4),
    ]
    yield from _whole(listing(columns, width), width)


def each_ignored(regions: Iterable[Region], text: str, width: int) -> Iterator[Text]:
    """A line per ignored region: where, why, the links in it and its first words."""
    shown = list(_ignored(regions))
    columns = [
        _column("where", (_place(one.locator) for one in shown), 11, 1),
        _column("reason", (plain(one.detail) for one in shown), 12, 0),
        _column("links", (_number(one.links) for one in shown), 5, 3, right=True),
        _column("first words", (_words(text[one.start : one.end]) for one in shown), 24, 2),
    ]
    yield from _whole(listing(columns, width), width)


def coverage(regions: Iterable[Region], width: int) -> Iterator[Text]:
    """The independent count of links and table rows, and where each ended up."""
    counted = coverage_of(regions)
    both = [("links", counted.links), ("table rows", counted.rows)]
    columns = [
        _column("", (Text(what) for what, _ in both), 10, 0),
        *(
            _column(title, (Text(str(getattr(one, key))) for _, one in both), 7, 1, right=True)
            for title, key in zip(
                ("counted", "entries", "rejects", "ignored"), Count.__struct_fields__, strict=True
            )
        ),
    ]
    yield from _whole(listing(columns, width), width)


def repairs(found: Probed) -> Text:
    """How many repairs, and of which rules."""
    rules = Counter(one.rule for one in found.reading.repairs)
    said = ", ".join(f"{count:,} {rule}" for rule, count in rules.most_common())
    return plain(f"{rules.total():,} repairs" + (f": {said}" if said else ""))


def _column(
    title: str, cells: Iterable[Text], least: int, rank: int, *, right: bool = False
) -> Column:
    return Column(title=title, cells=list(cells), least=least, rank=rank, right=right)


def _whole(table: Listing, width: int) -> Iterator[Text]:
    yield table.header
    yield from table.rows
    yield from _left_out(table, width)


def _left_out(table: Listing, width: int) -> Iterator[Text]:
    if table.left_out:
        said = f"no room for: {', '.join(table.left_out)} (a wider terminal, --full)"
        yield fitted(Text(said, style="dim"), width)


def _ignored(regions: Iterable[Region]) -> Iterator[Region]:
    return (one for one in regions if one.outcome == "ignored")


def _place(locator: str) -> Text:
    """A locator; of one in a PDF the page alone, for nobody reads its box."""
    return plain(locator.split(";", 1)[0], "dim")


def _words(text: str | None) -> Text:
    return plain(shortened(text, _WORDS))


def _number(count: int) -> Text:
    return Text(str(count), style="yellow" if count else "dim")


def _labelled(one: Mention) -> Text:
    """The fields and flags of an entry in one line."""
    parts = [
        Text.assemble(
            plain(f"{shortened(field.label)}: ", "dim"), plain(shortened(field.value, 80))
        )
        for field in one.fields
    ]
    parts += [Text(flag, style="yellow") for flag in one.flags]
    return Text(" · ").join(parts)


def _parts(one: Mention) -> Iterator[tuple[str, Text]]:
    for label, value in (
        ("where", one.locator),
        ("section", " › ".join(one.section)),
        ("as it came", one.name_raw if one.name_raw != one.name else ""),
        ("organization", one.organization),
        ("licence", one.license),
    ):
        if value:
            yield label, plain(value)
    for url in one.urls:
        yield "link", clickable(url, shown=url)
    for field in one.fields:
        yield field.label, plain(" ".join(field.value.split()))
    if one.description:
        yield "description", plain(" ".join(one.description.split()))
    if one.flags:
        yield "flags", Text(", ".join(one.flags), style="yellow")
