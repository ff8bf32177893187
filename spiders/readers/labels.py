"""Labelled lines below an entry: ``地址：url``, ``License: MIT``, ``Paper: [title](url)``."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from normalize.fields.columns import role
from spiders.readers.blocks import Cell, Item, all_items
from spiders.readers.contents import Entry
from spiders.readers.line_words import is_generic
from spiders.readers.links import hrefs, only_links, outward, table_hrefs, written_out

_LABEL = re.compile(r"^\s*([^:：]{1,30})\s*[:：]\s*")


def label_of(cell: Cell) -> re.Match[str] | None:
    """The label that a line starts with (``地址：``, ``License:``), if it is one we know."""
    match = _LABEL.match(cell.text)
    return match if match and role(match[1]) else None


def tells_of_another(item: Item) -> bool:
    """Whether an item names nothing itself: a labelled line, a link without a name, no link."""
    links = outward(item.cell)
    return (
        not links
        or label_of(item.cell) is not None
        or written_out(item.cell)
        or has_generic_links_only(item.cell)
    )


def are_of_one(items: Iterable[Item]) -> bool:
    """Whether items all tell of the one thing above them, and with a link at that."""
    items = list(items)
    return all(map(tells_of_another, items)) and any(
        outward(item.cell) for item in items if label_of(item.cell) or outward(item.cell)
    )


def has_generic_links_only(cell: Cell) -> bool:
    """Whether a line is nothing but links that say what they are: ``[Paper](…) | [Code](…)``."""
    links = outward(cell)
    return only_links(cell) and all(is_generic(cell.text[one.start : one.end]) for one in links)


def with_labels(entry: Entry, items: list[Item]) -> Entry:
    """An entry with what the lines below it say: labelled values, further links, more text."""
    links, fields = list(entry.links), list(entry.fields)
    columns: dict[str, str] = {}
    said = [entry.description] if entry.description else []
    for item in all_items(items):
        links += hrefs(item.cell) + [href for one in item.tables for href in table_hrefs(one)]
        text = item.cell.text
        if (label := label_of(item.cell)) is None:
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
