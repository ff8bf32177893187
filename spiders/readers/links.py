"""The links of a line: which lead to another place, and what stands besides them."""

from __future__ import annotations

import re

from normalize.link_kinds import leads_aside
from spiders.readers.blocks import Cell, Item, Link, Table, all_items, block_cells, item_cells
from spiders.readers.line_words import clean_name, is_generic, is_written_out

#: An address that a broken link carries inside another: ``[text]([address](address))``.
_INSIDE = re.compile(r"https?://(?:(?!%5[BD])[^\s\[\]()])+", re.IGNORECASE)


def leads_out(link: Link) -> bool:
    """Whether a link leads to another place, as an entry's link does.

    A folder or a program of the same repository is such a place; its pages of text and its
    pictures are the list's own.
    """
    if link.badge or link.page:
        return link.page
    if link.href.startswith(_WEB):
        return True
    href = link.href.strip().lower()
    return href.startswith(_WEB) or _INTO_REPOSITORY.fullmatch(href) is not None


_WEB = ("http://", "https://")
_INTO_REPOSITORY = re.compile(
    r"(?!docs?/)[\w.-]+(?:/[\w.@+-]+)+(?<!\.md)(?<!\.rst)(?<!\.txt)(?<!\.html)(?<!\.htm)(?<!\.png)"
    r"(?<!\.jpg)(?<!\.jpeg)(?<!\.gif)(?<!\.svg)(?<!\.pdf)/?"
)


def outward(cell: Cell) -> list[Link]:
    """The links of a cell that lead to another place."""
    return [link for link in cell.links if leads_out(link)]


def leads_somewhere(cell: Cell) -> bool:
    """Whether a cell has a link of an entry, if only under a picture."""
    return any(map(leads_out, cell.links)) or any(href.startswith("http") for href in hrefs(cell))


def hrefs(cell: Cell) -> list[str]:
    """A cell's links as written, without anchors, and badges that lead to nothing of its own."""
    return [
        href
        for link in cell.links
        if not link.href.startswith("#") and not (link.badge and leads_aside(link.href))
        for href in _told_apart(link.href)
    ]


def table_hrefs(table: Table) -> list[str]:
    """The links of all rows of a table, as written."""
    return [href for cell in block_cells(table) for href in hrefs(cell)]


def _told_apart(href: str) -> list[str]:
    """A link's target; the addresses in it, where it is not one itself."""
    broken = href.startswith(("[", "(", "%5B", "<"))
    return (_INSIDE.findall(href) or [href]) if broken else [href]


def all_links(item: Item) -> list[Link]:
    """The links of an item and of everything below it."""
    return [link for one in all_items([item]) for cell in item_cells(one) for link in cell.links]


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


def without_generic_links(cell: Cell) -> str:
    """A cell's text without links that only say what they are: ``MOSS [code](…) [paper](…)``."""
    text = cell.text
    for link in reversed(cell.links):
        if is_generic(text[link.start : link.end]):
            before = text[: link.start].rstrip(" [(（【|/,，·")
            text = before + " " + text[link.end :].lstrip(" ])）】")
    return text
