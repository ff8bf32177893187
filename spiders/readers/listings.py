"""List items to entries: ``[name](url) - text``, ``**name**: text``, labelled sub-items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

import msgspec

from normalize.addresses import parse
from normalize.forges import github_owner
from normalize.link_kinds import is_paper
from spiders.readers.blocks import Cell, Item, Listing, all_items, item_cells
from spiders.readers.contents import Entry, Unread, ignored
from spiders.readers.documentation import chapters
from spiders.readers.labels import are_of_one, label_of, with_labels
from spiders.readers.line_names import (
    behind_bracket,
    is_named_and_told_of,
    leads_with_name,
    line_name,
    names_itself,
)
from spiders.readers.line_starts import is_dated, lead
from spiders.readers.line_words import (
    LONGEST_NAME,
    alike,
    clean_name,
    is_generic,
    rest_after,
)
from spiders.readers.links import (
    all_links,
    hrefs,
    leads_somewhere,
    only_links,
    outward,
    table_hrefs,
)
from spiders.readers.shapes import with_numbered_lines
from spiders.readers.tables import read_table

_TASK = re.compile(r"^\s*\[[ xX]\](?!\()")


def read_listing(
    listing: Listing, section: list[str], among_lists: bool = False
) -> Iterator[Entry | Unread]:
    """The entries of a list, nested lists included; items that are none with the reason.

    ``among_lists``: lists beside this one hold linked entries, so that plain names are some too.
    """
    yield from _read_items(listing.items, section, among_lists)


def _read_items(items: list[Item], section: list[str], plain: bool) -> Iterator[Entry | Unread]:
    if len(items) >= _CROWD and all(_is_person(item.cell) for item in items):
        yield ignored(items[0].start, items[-1].end, "contributors")
        return
    linked = [item for item in items if outward(item.cell) and not _is_news(item)]
    plain = (
        (len(linked) * 2 >= len(items)) if linked else (plain and all(map(_may_be_named, items)))
    )
    pages = chapters([list(_cells_of(item)) for item in items])
    for index, item in enumerate(items):
        if index in pages:
            yield ignored(item.start, item.end, "documentation")
        else:
            yield from _read_item(item, section, plain)


def _cells_of(item: Item) -> Iterator[Cell]:
    if not item.children and not item.tables:
        return iter((item.cell,))
    return (cell for one in all_items([item]) for cell in item_cells(one))


#: So many people in a row are those who wrote the list.
_CROWD = 3


def _is_person(cell: Cell) -> bool:
    """Whether a line begins with a name on a forge that links to its own page there."""
    first = next(iter(outward(cell)), None)
    owner = github_owner(first.href) if first else None
    if first is None or owner is None:
        return False
    return clean_name(cell.text[: first.end]).lstrip("@").casefold() == owner.casefold()


def _read_item(item: Item, section: list[str], plain: bool) -> Iterator[Entry | Unread]:
    item = with_numbered_lines(item)
    if _is_news(item):
        yield ignored(item.start, item.end, "news")
    elif _TASK.match(item.cell.text) and not leads_with_name(item.cell):
        yield ignored(item.start, item.end, "to-do")
    elif item.tables and not leads_with_name(item.cell):
        yield from _read_around_tables(item, section)
    elif names_entry(item):
        yield from _with_children(item, section)
    elif any(map(leads_somewhere, chain.from_iterable(map(_cells_of, item.children)))):
        yield ignored(item.start, item.cell.end, "group")
        yield from _read_items(item.children, [*section, clean_name(item.cell.text)], True)
    elif plain and _may_be_named(item):
        yield _entry(item, section, item.children)
    else:
        reason = "table-of-contents" if all_links(item) else "no-link"
        yield ignored(item.start, item.end, reason)


def _read_around_tables(item: Item, section: list[str]) -> Iterator[Entry | Unread]:
    """What the tables in an item list; its own text is what they stand under."""
    yield ignored(item.start, item.cell.end, "group")
    below = [*section, clean_name(item.cell.text)]
    for table in item.tables:
        yield from read_table(table, below)
    yield from _read_items(item.children, below, False)


def names_entry(item: Item) -> bool:
    """Whether an item is an entry: by a link of its own, or by lines below it that tell of it."""
    if leads_somewhere(item.cell) or outward(item.cell):
        return True
    below = item.children
    return any(label_of(child.cell) for child in below) or are_of_one(below)


def _with_children(item: Item, section: list[str]) -> Iterator[Entry | Unread]:
    """An entry; items below it that name things of their own are entries too."""
    if not _are_entries(item.children):
        yield _entry(item, section, item.children)
        return
    own = [child for child in item.children if not _is_own(child)]
    end = min(child.start for child in item.children if _is_own(child))
    yield _entry(msgspec.structs.replace(item, end=max(end, item.cell.end)), section, own)
    for child in item.children:
        if _is_own(child):
            yield from _with_children(child, section)


def _are_entries(children: list[Item]) -> bool:
    own = sum(map(_is_own, children))
    return own >= 2 and own * 2 >= len(children)


def _is_own(child: Item) -> bool:
    """Whether a nested item names a thing of its own, and says something of it."""
    links = outward(child.cell)
    if not links or label_of(child.cell) or not names_itself(child.cell):
        return False
    return not only_links(child.cell, links[0].end) and not is_paper(links[0].href)


def _is_news(item: Item) -> bool:
    """A dated line that tells what happened; one with a name right behind the date is an entry."""
    text = item.cell.text
    return is_dated(text) and not names_itself(item.cell) and bool(text[lead(text) :])


def _is_plain(item: Item) -> bool:
    """Whether an item without a link is nothing but a name, or a name and what is said of it."""
    text = item.cell.text[lead(item.cell.text) :]
    if item.cell.links or _TASK.match(item.cell.text) or not text or len(text) > LONGEST_NAME:
        return names_itself(item.cell) and bool(item.cell.bold) and not item.cell.links
    return not _SENTENCE.search(text) and not is_generic(text) and label_of(item.cell) is None


def _may_be_named(item: Item) -> bool:
    """The same, or a short name, a colon or a dash, and what is said of it."""
    return _is_plain(item) or (not item.cell.links and is_named_and_told_of(item.cell))


_SENTENCE = re.compile(r"[，。；！？：;!?]|[.,:]\s|[.:…]$")


def _entry(item: Item, section: list[str], children: list[Item]) -> Entry | Unread:
    name, end, flags = line_name(item.cell)
    if not name or (is_generic(name) and not _is_site(name, item.cell)):
        return _no_name(item)
    after = behind_bracket(item.cell, end)
    entry = Entry(
        start=item.start,
        end=item.end,
        section=section,
        name=name,
        links=hrefs(item.cell) + [href for one in item.tables for href in table_hrefs(one)],
        description=None if only_links(item.cell, after) else rest_after(item.cell.text, after),
        description_span=(item.cell.start, item.cell.end),
        flags=flags,
    )
    return with_labels(entry, children)


def _is_site(name: str, cell: Cell) -> bool:
    """Whether a word for links is the name of a site after all: its front page is linked."""
    first = next(iter(outward(cell)), None)
    address = parse(first.href) if first else None
    return address is not None and len(address.segments) <= 1 and alike(name, address.host)


def _no_name(item: Item) -> Unread:
    if len(item.cell.text) > LONGEST_NAME:
        return ignored(item.start, item.end, "prose")
    return Unread(
        start=item.start,
        end=item.end,
        outcome="reject",
        reason="no-name",
        detail="a list item with a link, but nothing in it reads like a name",
    )
