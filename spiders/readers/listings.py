"""List items to entries: ``[name](url) - text``, ``**name**: text``, labelled sub-items."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from normalize.fields.columns import role
from normalize.forges import github_owner
from normalize.link_kinds import is_paper, leads_aside
from spiders.readers.blocks import Cell, Item, Link, Listing
from spiders.readers.cells import with_numbered_lines
from spiders.readers.contents import Entry, Unread
from spiders.readers.naming import (
    LONGEST_NAME,
    begins_a_sentence,
    clean_name,
    is_dated,
    is_generic,
    is_written_out,
    lead,
    name_from_link,
    rest_after,
    split_lead,
    without_label,
)

_LABEL = re.compile(r"^\s*([^:：]{1,30})\s*[:：]\s*")
_TASK = re.compile(r"^\s*\[[ xX]\](?!\()")
#: An address that a broken link carries inside another: ``[text]([address](address))``.
_INSIDE = re.compile(r"https?://(?:(?!%5[BD])[^\s\[\]()])+", re.IGNORECASE)


def read_listing(
    listing: Listing, section: list[str], among_lists: bool = False
) -> Iterator[Entry | Unread]:
    """The entries of a list, nested lists included; items that are none with the reason.

    ``among_lists``: lists beside this one hold linked entries, so that plain names are some too.
    """
    yield from _read_items(listing.items, section, among_lists)


def _read_items(items: list[Item], section: list[str], plain: bool) -> Iterator[Entry | Unread]:
    if len(items) >= _CROWD and all(_is_person(item.cell) for item in items):
        reason = "contributors"
        yield Unread(start=items[0].start, end=items[-1].end, outcome="ignored", reason=reason)
        return
    linked = [item for item in items if outward(item.cell) and not _is_news(item)]
    plain = (
        (len(linked) * 2 >= len(items)) if linked else (plain and all(map(_may_be_named, items)))
    )
    for item in items:
        yield from _read_item(item, section, plain)


#: So many people in a row are those who wrote the list.
_CROWD = 3


def _is_person(cell: Cell) -> bool:
    """Whether a line begins with a name on a forge that links to its own page there."""
    first = next(iter(outward(cell)), None)
    owner = github_owner(first.href) if first else None
    if first is None or owner is None:
        return False
    return clean_name(cell.text[: first.end]).lstrip("@").casefold() == owner.casefold()


def leads_out(link: Link) -> bool:
    """Whether a link leads to another place, as an entry's link does.

    A folder or a program of the same repository is such a place; its pages of text and its
    pictures are the list's own.
    """
    if link.badge:
        return False
    href = link.href.strip().lower()
    return href.startswith(("http://", "https://")) or _INTO_REPOSITORY.fullmatch(href) is not None


_INTO_REPOSITORY = re.compile(
    r"(?!docs?/)[\w.-]+(?:/[\w.@+-]+)+(?<!\.md)(?<!\.rst)(?<!\.txt)(?<!\.html)(?<!\.htm)(?<!\.png)"
    r"(?<!\.jpg)(?<!\.jpeg)(?<!\.gif)(?<!\.svg)(?<!\.pdf)/?"
)


def outward(cell: Cell) -> list[Link]:
    """The links of a cell that lead to another place."""
    return [link for link in cell.links if leads_out(link)]


def leads_somewhere(cell: Cell) -> bool:
    """Whether a cell has a link of an entry, if only under a picture."""
    return any(href.startswith("http") for href in hrefs(cell))


def hrefs(cell: Cell) -> list[str]:
    """A cell's links as written, without anchors, and badges that lead to nothing of its own."""
    return [
        href
        for link in cell.links
        if not link.href.startswith("#") and not (link.badge and leads_aside(link.href))
        for href in _told_apart(link.href)
    ]


def _told_apart(href: str) -> list[str]:
    """A link's target; the addresses in it, where it is not one itself."""
    broken = href.startswith(("[", "(", "%5B", "<"))
    return (_INSIDE.findall(href) or [href]) if broken else [href]


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


def written_out(cell: Cell, position: int = 0) -> bool:
    """Whether nothing but addresses stands after a position: they name nothing themselves."""
    return only_links(cell, position) and any(is_written_out(link, cell) for link in outward(cell))


def belongs_to_title(item: Item) -> bool:
    """Whether an item names nothing itself: a bare link, a labelled line, or no link at all."""
    return not outward(item.cell) or written_out(item.cell) or label_of(item) is not None


def names_itself(cell: Cell) -> bool:
    """Whether a line begins with a name: in bold, as a link, or before a separator."""
    start = lead(cell.text)
    links = [link for link in outward(cell) if link.start >= start]
    if cell.bold and cell.bold[0] <= start < cell.bold[1]:
        return not is_generic(cell.text[start : cell.bold[1]])
    if links and links[0].start == start:
        first = links[0]
        return not is_written_out(first, cell) and not is_generic(cell.text[start : first.end])
    before = cell.text[start : links[0].start if links else len(cell.text)]
    name = split_lead(before)
    return bool(name) and len(name) < len(before.rstrip()) and not is_generic(name)


def leads_with_name(cell: Cell) -> bool:
    """Whether the first thing in a line is a linked name, or one in bold with a link behind."""
    links = outward(cell)
    if not links or not names_itself(cell):
        return False
    start = lead(cell.text)
    return links[0].start <= start or (cell.bold is not None and cell.bold[0] <= start)


def _read_item(item: Item, section: list[str], plain: bool) -> Iterator[Entry | Unread]:
    item = with_numbered_lines(item)
    links = all_links(item)
    if _is_news(item):
        yield Unread(start=item.start, end=item.end, outcome="ignored", reason="news")
    elif _TASK.match(item.cell.text) and not leads_with_name(item.cell):
        yield Unread(start=item.start, end=item.end, outcome="ignored", reason="to-do")
    elif not any(leads_out(link) for link in links):
        if any(label_of(child) for child in item.children) or (plain and _may_be_named(item)):
            yield _entry(item, section, item.children)
            return
        reason = "table-of-contents" if links else "no-link"
        yield Unread(start=item.start, end=item.end, outcome="ignored", reason=reason)
    elif outward(item.cell) or any(label_of(child) for child in item.children):
        yield from _with_children(item, section)
    else:
        yield Unread(start=item.start, end=item.cell.end, outcome="ignored", reason="group")
        yield from _read_items(item.children, [*section, clean_name(item.cell.text)], True)


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
    if not links or label_of(child) or not names_itself(child.cell):
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
    return not _SENTENCE.search(text) and not is_generic(text) and label_of(item) is None


def _may_be_named(item: Item) -> bool:
    """The same, or a short name, a colon or a dash, and what is said of it."""
    return _is_plain(item) or (not item.cell.links and _NAMED.match(item.cell.text) is not None)


_NAMED = re.compile(r"[^,，;；。:：]{1,60}(?:[:：]| [-–—]) *[^\s,，;；。:：-]")
#: So many bars in front of a link separate the fields of a line.
_BARS = 2
#: A line shorter than this ends where it does because its writer wanted so (characters).
_FULL_LINE = 50
_SENTENCE = re.compile(r"[，。；！？：;!?]|[.,:]\s|[.:…]$")


def _entry(item: Item, section: list[str], children: list[Item]) -> Entry | Unread:
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
    return with_labels(entry, children)


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
    start = lead(cell.text)
    links = [link for link in outward(cell) if link.end > start] or outward(cell)
    if cell.bold and cell.bold[0] <= start < cell.bold[1]:
        bold = clean_name(cell.text[start : cell.bold[1]])
        if bold and not is_generic(bold):
            end = _end_of_names(cell, cell.bold[1])
            return clean_name(cell.text[start:end]), end, []
    first = links[0].start if links else len(cell.text)
    before = cell.text[start : max(start, first)]
    if clean_name(before):
        return _name_before(cell, start, before, links)
    return _name_of_link(cell, links)


def _name_before(
    cell: Cell, start: int, before: str, links: list[Link]
) -> tuple[str, int, list[str]]:
    """A name that stands before the first link; a title in bold behind it is none of it."""
    if cell.bold and start < cell.bold[0] < start + len(before):
        before = cell.text[start : cell.bold[0]]
    if cell.breaks and cell.breaks[0][0] < _FULL_LINE:
        before = before[: max(0, cell.breaks[0][0] - start)] or before
    fields = before.split("|")
    # "2019 | Title: Subtitle | Authors | Venue | link": bars separate, colons do not.
    name = clean_name(fields[0]) if len(fields) > _BARS else split_lead(before)
    separated = len(name) < len(clean_name(before))
    if links and not separated and begins_a_sentence(before):
        named = clean_name(cell.text[links[0].start : links[0].end])
        if not is_written_out(links[0], cell) and not is_generic(named):
            return named, links[0].end, []
    if links and is_written_out(links[0], cell):
        name = without_label(name)
    if len(name) > LONGEST_NAME:
        return "", 0, []
    return name, cell.text.find(name, start) + len(name), []


def _name_of_link(cell: Cell, links: list[Link]) -> tuple[str, int, list[str]]:
    if not links:
        return "", 0, []
    name = clean_name(cell.text[links[0].start : links[0].end])
    if not name or is_written_out(links[0], cell):
        return name_from_link(links[0].href), links[0].end, ["name_from_link"]
    end = _end_of_names(cell, links[0].end)
    return clean_name(cell.text[links[0].start : end]), end, []


def _end_of_names(cell: Cell, end: int) -> int:
    """Where linked names end that words like "and" join to one: ``[A](…) and [B](…)``."""
    for link in cell.links:
        if link.start < end:
            continue
        named = cell.text[link.start : link.end]
        if not _JOINT.fullmatch(cell.text, end, link.start) or is_generic(named):
            break
        if is_written_out(link, cell):
            break
        end = link.end
    return end


_JOINT = re.compile(r"\s*(?:,|/|&|\+|、|和|与|及|,? ?\b(?:and|or)\b)(?: the\b)?\s*")


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
