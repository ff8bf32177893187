"""List items to entries: ``[name](url) - text``, ``**name**: text``, labelled sub-items."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from normalize.fields.columns import role
from spiders.readers.blocks import Cell, Item, Link, Listing
from spiders.readers.contents import Entry, Unread
from spiders.readers.naming import (
    LONGEST_NAME,
    clean_name,
    is_written_out,
    name_from_link,
    rest_after,
    split_lead,
)

_LABEL = re.compile(r"^\s*([^:：]{1,30})\s*[:：]\s*")


def read_listing(listing: Listing, section: list[str]) -> Iterator[Entry | Unread]:
    """The entries of a list, nested lists included; items that are none with the reason."""
    for item in listing.items:
        yield from _read_item(item, section)


def leads_out(link: Link) -> bool:
    """Whether a link leads to another place, as an entry's link does."""
    return not link.badge and link.href.strip().lower().startswith(("http://", "https://"))


def outward(cell: Cell) -> list[Link]:
    """The links of a cell that lead to another place."""
    return [link for link in cell.links if leads_out(link)]


def hrefs(cell: Cell) -> list[str]:
    """A cell's links as written, badges and anchors left out."""
    return [link.href for link in cell.links if not link.badge and not link.href.startswith("#")]


def all_links(item: Item) -> list[Link]:
    """The links of an item and of everything below it."""
    return item.cell.links + [link for child in item.children for link in all_links(child)]


def only_links(cell: Cell, position: int = 0) -> bool:
    """Whether nothing but links stands in a cell after a position: that describes nothing."""
    inside = [link for link in cell.links if link.start >= position]
    rest = cell.text[position:]
    for link in reversed(inside):
        rest = rest[: link.start - position] + rest[link.end - position :]
    return not clean_name(rest)


def written_out(cell: Cell) -> bool:
    """Whether a cell is nothing but addresses, written out: they name nothing themselves."""
    return only_links(cell) and any(is_written_out(link, cell) for link in outward(cell))


def belongs_to_title(item: Item) -> bool:
    """Whether an item names nothing itself: a bare link, a labelled line, or no link at all."""
    return not outward(item.cell) or written_out(item.cell) or label_of(item) is not None


def _read_item(item: Item, section: list[str]) -> Iterator[Entry | Unread]:
    links = all_links(item)
    if not any(leads_out(link) for link in links):
        reason = "table-of-contents" if links else "no-link"
        yield Unread(start=item.start, end=item.end, outcome="ignored", reason=reason)
    elif outward(item.cell) or any(label_of(child) for child in item.children):
        yield _entry(item, section)
    else:
        yield Unread(start=item.start, end=item.cell.end, outcome="ignored", reason="group")
        for child in item.children:
            yield from _read_item(child, [*section, clean_name(item.cell.text)])


def _entry(item: Item, section: list[str]) -> Entry | Unread:
    name, after, flags = _name(item.cell)
    if not name:
        return _no_name(item)
    entry = Entry(
        start=item.start,
        end=item.end,
        section=section,
        name=name,
        links=hrefs(item.cell),
        description=None if only_links(item.cell, after) else rest_after(item.cell.text, after),
        description_span=(item.cell.start, item.cell.end),
        flags=flags,
    )
    return with_labels(entry, item.children)


def _no_name(item: Item) -> Unread:
    if len(item.cell.text) > LONGEST_NAME:
        return Unread(start=item.start, end=item.end, outcome="ignored", reason="prose")
    return Unread(
        start=item.start,
        end=item.end,
        outcome="reject",
        reason="no-name",
        detail="a list item with a link, but nothing in it reads like a name",
    )


def _name(cell: Cell) -> tuple[str, int, list[str]]:
    """Name, where in the text it ends, flags. The name is empty where the item is a sentence."""
    links = outward(cell)
    first = links[0].start if links else len(cell.text)
    if cell.bold and not clean_name(cell.text[: cell.bold[0]]):
        return clean_name(cell.text[cell.bold[0] : cell.bold[1]]), cell.bold[1], []
    if clean_name(cell.text[:first]):
        name = split_lead(cell.text[:first])
        return (
            (name, cell.text.find(name) + len(name), [])
            if len(name) <= LONGEST_NAME
            else ("", 0, [])
        )
    name = clean_name(cell.text[first : links[0].end]) if links else ""
    if not name or is_written_out(links[0], cell):
        return name_from_link(links[0].href), links[0].end, ["name_from_link"]
    return name, links[0].end, []


def label_of(item: Item) -> re.Match[str] | None:
    """The label that an item starts with (``地址：``, ``License:``), if it is one we know."""
    match = _LABEL.match(item.cell.text)
    return match if match and role(match[1]) else None


def with_labels(entry: Entry, items: list[Item]) -> Entry:
    """An entry with what the lines below it say: labelled values, further links, more text."""
    links, fields = list(entry.links), list(entry.fields)
    columns: dict[str, str] = {}
    said = [entry.description] if entry.description else []
    for item in _flat(items):
        links += hrefs(item.cell)
        text = item.cell.text
        if (label := label_of(item)) is None:
            if not only_links(item.cell):
                said.append(text)
            continue
        kind, value = role(label[1]) or "", text[label.end() :].strip()
        if kind in ("organization", "license") and kind not in columns:
            columns[kind] = value
        elif kind == "description":
            said.append(value)
        elif value:
            fields.append((label[1].strip(), value))
    return msgspec.structs.replace(
        entry,
        links=links,
        description="\n".join(said) or None,
        organization=entry.organization or columns.get("organization"),
        license=entry.license or columns.get("license"),
        fields=fields,
    )


def _flat(items: list[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _flat(item.children)
