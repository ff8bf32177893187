"""What tells a heading that names an entry from one that groups entries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

import msgspec

from normalize.fields.columns import role
from normalize.tables import table
from spiders.readers.blocks import (
    Block,
    Cell,
    Heading,
    Item,
    Listing,
    Paragraph,
    Skipped,
    Table,
    block_cells,
)
from spiders.readers.labels import are_of_one, has_generic_links_only
from spiders.readers.line_names import names_itself
from spiders.readers.line_words import alike, clean_name, is_generic, split_lead
from spiders.readers.links import (
    leads_somewhere,
    outward,
    without_generic_links,
    written_out,
)
from spiders.readers.listings import names_entry

#: ``apart``: what stands below says something about the list itself.
Part = Literal["section", "entry", "part", "apart"]
_NUMBER = re.compile(r"^\W*(\d{1,3})\s*(?:[.、．)）:：]|\s)\s*(?!\d)")


class Section(msgspec.Struct):
    """A heading and the blocks right below it, up to the next heading of any level."""

    heading: Heading | None
    blocks: list[Block] = []
    part: Part = "section"
    #: of ``apart``: what is said of the list
    reason: str = ""
    #: whether sections beside this one list linked entries
    among_lists: bool = False
    #: whether it tells how to install or use something: links in its sentences are no entry's
    instructs: bool = False

    @property
    def level(self) -> int:
        """The heading's level; 0 for what stands above all headings."""
        return self.heading.level if self.heading else 0

    @property
    def title(self) -> str:
        """The heading's text as a name, without links that only say what they are."""
        return clean_name(without_generic_links(self.heading.cell)) if self.heading else ""

    @property
    def number(self) -> int | None:
        """The number in front of the title."""
        match = _NUMBER.match(self.heading.cell.text) if self.heading else None
        return int(match[1]) if match else None

    def lists_names(self, listing: Listing) -> bool:
        """Whether plain items may be names: nothing leads in, and the neighbours list some."""
        return self.among_lists and bool(self.blocks) and first_block(self) is listing


def is_linked(section: Section) -> bool:
    """Whether a heading is a link: one with a badge or a footnote link is not."""
    if not section.heading:
        return False
    cell = section.heading.cell
    links = [one for one in outward(cell) if not is_generic(cell.text[one.start : one.end])]
    return any((one.end - one.start) * 2 >= len(section.title) > 0 for one in links)


def is_above_entries(section: Section) -> bool:
    """Whether a linked heading is that of a list below it, or of a table wherever it stands."""
    first = first_block(section)
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return (first is not None and _entries_in(first) > 0) or any(
        _entries_in(table) >= 2 for table in tables
    )


def may_be_entry(section: Section) -> bool:
    """Whether a heading is a title of its own, and no list or table of entries below it."""
    return bool(section.title) and not lists_entries(section) and not is_known_word(section)


def is_known_word(section: Section) -> bool:
    """A heading that is a word for a part or a chapter ("Paper", "模型下载") names nothing."""
    return role(section.title) is not None or folded(section.title) in _chapters()


@cache
def _chapters() -> frozenset[str]:
    return frozenset(map(folded, table("list_words")["chapters"]))


def speaks_of_title(section: Section) -> bool:
    """Whether what stands first below a heading is links without a name: those of the title."""
    first = first_block(section)
    if isinstance(first, Paragraph):
        start = _after_label(first.cell)
        if not outward(first.cell):
            return False
        return written_out(first.cell, start) or has_generic_links_only(first.cell)
    return isinstance(first, Listing) and are_of_one(first.items)


def has_labelled_links(section: Section) -> bool:
    """Whether a heading is a title and links to its paper, its code …: ``Title [[Paper]](…)``."""
    if not section.heading or not section.title:
        return False
    cell = section.heading.cell
    return any(is_generic(cell.text[one.start : one.end]) for one in outward(cell))


def _after_label(cell: Cell) -> int:
    """Where a line begins after one short word and a colon: ``示例：https://…``."""
    match = _SHORT_LABEL.match(cell.text)
    return match.end() if match else 0


_SHORT_LABEL = re.compile(r"[^\s:：]{1,12}\s*[:：](?!//)\s*")


def is_spoken_of(section: Section) -> bool:
    """Whether a heading's own text speaks of it: all its links have its name, or none at all."""
    links = links_below(section)
    name = split_lead(section.title)
    own = [alike(name, href) for _, href in links]
    return any(own) and all(
        mine or is_generic(text) or "://" in text
        for mine, (text, _) in zip(own, links, strict=True)
    )


def tells_of(inside: Sequence[Section]) -> bool:
    """Whether a link below a numbered heading is one of what the heading names."""
    links = [link for section in inside for link in links_below(section)]
    title = inside[0].title
    return any(alike(title, href) or is_generic(text) or "://" in text for text, href in links)


def links_below(section: Section) -> list[tuple[str, str]]:
    """Text and target of the links right below a heading."""
    return [
        (cell.text[link.start : link.end], link.href)
        for block in section.blocks
        for cell in block_cells(block)
        for link in outward(cell)
    ]


def lists_entries(section: Section) -> bool:
    """Whether right below a heading stands a list or a table of linked entries."""
    return any(map(_entries_in, section.blocks))


def lists_several(section: Section) -> bool:
    """Whether a list or a table right below a heading holds two linked entries or more."""
    return any(_entries_in(block) >= 2 for block in section.blocks)


def _entries_in(block: Block) -> int:
    """How many linked entries a list or a table holds; 0, if the most of it is something else."""
    if isinstance(block, Listing):
        linked = sum(map(_is_named_item, block.items))
        return linked if linked * 2 >= len(block.items) else 0
    if isinstance(block, Table):
        linked = sum(any(map(leads_somewhere, row.cells)) for row in block.rows)
        return linked if linked * 2 >= len(block.rows) else 0
    return 0


def _is_named_item(item: Item) -> bool:
    """Whether an item is an entry that has a name: with a link, or with lines that tell of it."""
    if outward(item.cell):
        return names_itself(item.cell)
    return bool(item.children) and names_entry(item)


def first_block(section: Section) -> Block | None:
    """What stands first below a heading, but for pictures and marks."""
    return next((block for block in section.blocks if not isinstance(block, Skipped)), None)


def folded(title: str) -> str:
    """A title as it is compared: words without case, signs and emoji."""
    return re.sub(r"[\W_]+", " ", title).strip().casefold()
