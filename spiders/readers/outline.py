"""The outline of a document: which headings name entries, group them, or are parts of one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec

from normalize.fields.columns import role
from normalize.tables import table
from spiders.readers.blocks import Block, Cell, Heading, Item, Listing, Paragraph, Skipped, Table
from spiders.readers.listings import (
    belongs_to_title,
    leads_somewhere,
    names_itself,
    outward,
    written_out,
)
from spiders.readers.naming import alike, clean_name, is_generic

#: ``apart``: what stands below says something about the list itself.
Part = Literal["section", "entry", "part", "apart"]
#: The level of a line in bold that stands for a heading.
BOLD = 7
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

    @property
    def level(self) -> int:
        """The heading's level; 0 for what stands above all headings."""
        return self.heading.level if self.heading else 0

    @property
    def title(self) -> str:
        """The heading's text as a name."""
        return clean_name(self.heading.cell.text) if self.heading else ""

    @property
    def number(self) -> int | None:
        """The number in front of the title."""
        match = _NUMBER.match(self.heading.cell.text) if self.heading else None
        return int(match[1]) if match else None

    def lists_names(self, listing: Listing) -> bool:
        """Whether plain items may be names: nothing leads in, and the neighbours list some."""
        return self.among_lists and bool(self.blocks) and _first_block(self) is listing


def outline(blocks: Iterable[Block]) -> list[Section]:
    """The sections of a document in their order, with what each heading is."""
    sections = list(_sections(blocks))
    above = _parents(sections)
    _set_apart(sections, above)
    for group in _numbered(sections):
        if _name_entries(sections, group):
            _mark(sections, group)
    for group in _siblings(sections, above):
        _mark(sections, _entries_among(sections, group))
    _take_parts(sections)
    _look_around(sections, above)
    return sections


def _sections(blocks: Iterable[Block]) -> Iterator[Section]:
    current = Section(None)
    for block in blocks:
        heading = block if isinstance(block, Heading) else _in_bold(block)
        if heading:
            yield current
            current = Section(heading, [])
        else:
            current.blocks.append(block)
    yield current


def _in_bold(block: Block) -> Heading | None:
    """A line of its own in bold heads what follows, as a heading does."""
    if not isinstance(block, Paragraph) or not block.cell.bold or block.cell.breaks:
        return None
    start, end = block.cell.bold
    rest = block.cell.text[:start] + block.cell.text[end:]
    if clean_name(rest) or end - start > _LONGEST_TITLE:
        return None
    return Heading(BOLD, block.cell, None, block.start, block.end)


_LONGEST_TITLE = 80


def _parents(sections: Sequence[Section]) -> list[int]:
    """For each section the index of the one that it stands under (0: under none)."""
    parents: list[int] = []
    path: list[int] = [0]
    for index, section in enumerate(sections):
        while len(path) > 1 and sections[path[-1]].level >= section.level:
            path.pop()
        parents.append(path[-1])
        if section.heading:
            path.append(index)
    return parents


def _set_apart(sections: Sequence[Section], above: Sequence[int]) -> None:
    """News, contributors and the like: they and all below them are no part of the catalogue."""
    for index, section in enumerate(sections):
        if index and sections[above[index]].part == "apart":
            section.part, section.reason = "apart", sections[above[index]].reason
        elif reason := _apart().get(_folded(section.title)):
            section.part, section.reason = "apart", reason


@cache
def _apart() -> dict[str, str]:
    return {
        _folded(word): reason
        for reason, words in table("list_words")["apart"].items()
        for word in words
    }


def _folded(title: str) -> str:
    return re.sub(r"[\W_]+", " ", title).strip().casefold()


def _numbered(sections: Sequence[Section]) -> Iterator[list[int]]:
    """Runs of headings that are numbered 1, 2, 3 …, whatever the levels of the single ones."""
    run: list[int] = []
    for index, section in enumerate(sections):
        number = section.number
        if run and number == len(run) + 1:
            run.append(index)
        elif number == 1:
            yield from _long_enough(run)
            run = [index]
    yield from _long_enough(run)


def _long_enough(run: list[int]) -> Iterator[list[int]]:
    if len(run) >= 2:
        yield run


def _siblings(sections: Sequence[Section], above: Sequence[int]) -> list[list[int]]:
    """Headings of one level below the same heading."""
    groups: dict[tuple[int, int], list[int]] = {}
    for index, section in enumerate(sections):
        if section.heading and section.part == "section":
            groups.setdefault((above[index], section.level), []).append(index)
    return list(groups.values())


def _mark(sections: Sequence[Section], indexes: Iterable[int]) -> None:
    for index in indexes:
        sections[index].part = "entry"


def _name_entries(sections: Sequence[Section], group: Sequence[int]) -> bool:
    """Whether numbered headings name entries rather than chapters."""
    members = _ranges(sections, group)
    if any(sections[index].part == "apart" for index in group):
        return False
    linked = sum(is_linked(sections[index]) for index in group)
    if linked * 2 >= len(group):
        return True
    if sum(any(map(_lists_several, inside)) for inside in members) * 3 >= len(group):
        return False
    with_links = sum(any(_links(one) for one in inside) for inside in members)
    telling = sum(_tells_of(inside) for inside in members)
    return with_links * 2 >= len(group) and telling * 3 >= len(group)


def _ranges(sections: Sequence[Section], group: Sequence[int]) -> list[Sequence[Section]]:
    """Each numbered heading's section and those below it, up to the next of its group."""
    level = min(sections[one].level for one in group)
    ends = [*group[1:], len(sections)]
    for later in range(group[-1] + 1, len(sections)):
        if sections[later].level <= level:
            ends[-1] = later
            break
    return [sections[start:end] for start, end in zip(group, ends, strict=True)]


def _entries_among(sections: Sequence[Section], group: Sequence[int]) -> list[int]:
    """Those of sibling headings that name entries; where most do, the others do too."""
    certain = [index for index in group if _is_entry(sections, index)]
    if len(certain) >= 3 and len(certain) * 10 >= len(group) * 6:
        return [
            index
            for index in group
            if index in certain or (_may_be_entry(sections[index]) and sections[index].blocks)
        ]
    return certain


def _is_entry(sections: Sequence[Section], index: int) -> bool:
    section = sections[index]
    if is_linked(section):
        return not _is_above_entries(section) and not _heads_others(sections, index)
    if _speaks_of_title(section) and _may_be_entry(section):
        return not _heads_others(sections, index)
    return (
        index != _first_heading(sections)
        and section.level < BOLD
        and _may_be_entry(section)
        and _is_spoken_of(section)
    )


def _first_heading(sections: Sequence[Section]) -> int:
    """Index of the title of the document; right behind what stands above all headings."""
    return 1 if len(sections) > 1 else 0


def is_linked(section: Section) -> bool:
    """Whether a heading is a link: one with a badge or a footnote link is not."""
    if not section.heading:
        return False
    cell = section.heading.cell
    links = [one for one in outward(cell) if not is_generic(cell.text[one.start : one.end])]
    return any((one.end - one.start) * 2 >= len(section.title) > 0 for one in links)


def _is_above_entries(section: Section) -> bool:
    """Whether a linked heading is that of a list below it, or of a table wherever it stands."""
    first = _first_block(section)
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return (first is not None and _entries_in(first) > 0) or any(
        _entries_in(table) >= 2 for table in tables
    )


def _heads_others(sections: Sequence[Section], index: int) -> bool:
    """Whether at least two headings below this one are linked, or list entries: a title."""
    below = 0
    title = index == _first_heading(sections)
    for section in sections[index + 1 :]:
        if section.level <= sections[index].level or below == 2:
            break
        if section.level < BOLD and (title or not _is_known_word(section)):
            below += is_linked(section) or _lists_several(section)
    return below == 2


def _may_be_entry(section: Section) -> bool:
    return bool(section.title) and not lists_entries(section) and not _is_known_word(section)


def _is_known_word(section: Section) -> bool:
    """A heading that is a word for a part or a chapter ("Paper", "模型下载") names nothing."""
    return role(section.title) is not None or _folded(section.title) in _chapters()


@cache
def _chapters() -> frozenset[str]:
    return frozenset(map(_folded, table("list_words")["chapters"]))


def _speaks_of_title(section: Section) -> bool:
    """Whether what stands first below a heading is links without a name: those of the title."""
    first = _first_block(section)
    if isinstance(first, Paragraph):
        return bool(outward(first.cell)) and written_out(first.cell, _after_label(first.cell))
    return (
        isinstance(first, Listing)
        and any(written_out(item.cell) for item in first.items)
        and all(map(belongs_to_title, first.items))
    )


def _after_label(cell: Cell) -> int:
    """Where a line begins after one short word and a colon: ``示例：https://…``."""
    match = _SHORT_LABEL.match(cell.text)
    return match.end() if match else 0


_SHORT_LABEL = re.compile(r"[^\s:：]{1,12}\s*[:：](?!//)\s*")


def _is_spoken_of(section: Section) -> bool:
    """Whether a heading's own text speaks of it: all its links have its name, or none at all."""
    links = _links(section)
    own = [alike(section.title, href) for _, href in links]
    return any(own) and all(
        mine or is_generic(text) or "://" in text
        for mine, (text, _) in zip(own, links, strict=True)
    )


def _tells_of(inside: Sequence[Section]) -> bool:
    """Whether a link below a numbered heading is one of what the heading names."""
    links = [link for section in inside for link in _links(section)]
    title = inside[0].title
    return any(alike(title, href) or is_generic(text) or "://" in text for text, href in links)


def _links(section: Section) -> list[tuple[str, str]]:
    """Text and target of the links right below a heading."""
    return [
        (cell.text[link.start : link.end], link.href)
        for block in section.blocks
        for cell in block_cells(block)
        for link in outward(cell)
    ]


def block_cells(block: Block) -> Iterator[Cell]:
    """All cells of a block, in their order."""
    match block:
        case Paragraph() | Heading():
            yield block.cell
        case Listing():
            yield from _item_cells(block.items)
        case Table():
            for row in block.rows:
                yield from row.cells


def _item_cells(items: Iterable[Item]) -> Iterator[Cell]:
    stack = list(items)[::-1]
    while stack:
        item = stack.pop()
        yield item.cell
        stack += item.children[::-1]


def lists_entries(section: Section) -> bool:
    """Whether right below a heading stands a list or a table of linked entries."""
    return any(map(_entries_in, section.blocks))


def _lists_several(section: Section) -> bool:
    return any(_entries_in(block) >= 2 for block in section.blocks)


def _entries_in(block: Block) -> int:
    """How many linked entries a list or a table holds; 0, if the most of it is something else."""
    if isinstance(block, Listing):
        cells = [item.cell for item in block.items]
        linked = sum(bool(outward(cell)) and names_itself(cell) for cell in cells)
        return linked if linked * 2 >= len(cells) else 0
    if isinstance(block, Table):
        linked = sum(any(map(leads_somewhere, row.cells)) for row in block.rows)
        return linked if linked * 2 >= len(block.rows) else 0
    return 0


def _first_block(section: Section) -> Block | None:
    return next((block for block in section.blocks if not isinstance(block, Skipped)), None)


def _take_parts(sections: Sequence[Section]) -> None:
    """Headings below one that names an entry are its parts, unless they list entries themselves.

    A part's title is a word for one ("模型下载"), or stands below other entries too.
    """
    titles = [_folded(section.title) for section in sections]
    times = Counter(titles)
    owner: Section | None = None
    last = _last_of_series(sections)
    for index, section in enumerate(sections):
        if section.part == "entry":
            owner = section
        elif owner and section.part == "section" and section.heading:
            between = section.level == owner.level and index < last.get(id(owner), 0)
            inside = section.level > owner.level or between
            known = section.level == BOLD or _is_known_word(section) or times[titles[index]] > 1
            if inside and (known or not _lists_several(section)):
                section.part = "part"
            else:
                owner = None
        else:
            owner = None


def _last_of_series(sections: Sequence[Section]) -> dict[int, int]:
    """For the entries of a numbered series, where in the document its last one stands."""
    return {
        id(sections[index]): group[-1]
        for group in _numbered(sections)
        if sections[group[0]].part == "entry"
        for index in group
    }


def _look_around(sections: Sequence[Section], above: Sequence[int]) -> None:
    """Notes of which sections the neighbours list linked entries."""
    for group in _siblings(sections, above):
        listing = [index for index in group if _lists_linked(sections[index])]
        for index in group:
            sections[index].among_lists = bool(set(listing) - {index})


def _lists_linked(section: Section) -> bool:
    return any(
        outward(item.cell)
        for block in section.blocks
        if isinstance(block, Listing)
        for item in block.items
    )
