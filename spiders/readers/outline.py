"""The outline of a document: which headings name entries, group them, or are parts of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from normalize.tables import table
from spiders.readers.blocks import BOLD, Block, Heading, Listing, Paragraph
from spiders.readers.headings import (
    Section,
    folded,
    has_labelled_links,
    is_above_entries,
    is_known_word,
    is_linked,
    is_spoken_of,
    links_below,
    lists_several,
    may_be_entry,
    speaks_of_title,
    tells_of,
)
from spiders.readers.instructions import note_instructions
from spiders.readers.line_words import clean_name
from spiders.readers.links import outward


def outline(blocks: Iterable[Block]) -> list[Section]:
    """The sections of a document in their order, with what each heading is."""
    sections = list(_sections(blocks))
    above = _parents(sections)
    _set_apart(sections, above)
    note_instructions(sections, above, _first_heading(sections))
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
        elif reason := _apart().get(folded(section.title)):
            section.part, section.reason = "apart", reason


@cache
def _apart() -> dict[str, str]:
    return {
        folded(word): reason
        for reason, words in table("list_words")["apart"].items()
        for word in words
    }


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
    if sum(sections[index].instructs for index in group) * 2 > len(group):
        return False
    linked = sum(is_linked(sections[index]) for index in group)
    if linked * 2 >= len(group):
        return True
    if sum(any(map(lists_several, inside)) for inside in members) * 3 >= len(group):
        return False
    with_links = sum(any(links_below(one) for one in inside) for inside in members)
    telling = sum(tells_of(inside) for inside in members)
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
        return [index for index in group if index in certain or _may_be_one_more(sections[index])]
    return certain


def _may_be_one_more(section: Section) -> bool:
    """Whether a heading among those of entries may name one too."""
    return may_be_entry(section) and bool(section.blocks) and not section.instructs


def _is_entry(sections: Sequence[Section], index: int) -> bool:
    section = sections[index]
    if is_linked(section):
        return not is_above_entries(section) and not _heads_others(sections, index)
    if speaks_of_title(section) and may_be_entry(section):
        return not _heads_others(sections, index)
    return (
        index != _first_heading(sections)
        and section.level < BOLD
        and may_be_entry(section)
        and ((is_spoken_of(section) and not section.instructs) or has_labelled_links(section))
        and not _heads_others(sections, index)
    )


def _first_heading(sections: Sequence[Section]) -> int:
    """Index of the title of the document; right behind what stands above all headings."""
    return 1 if len(sections) > 1 else 0


def _heads_others(sections: Sequence[Section], index: int) -> bool:
    """Whether at least two headings below this one are linked, or list entries: a title."""
    below = 0
    title = index == _first_heading(sections)
    for section in sections[index + 1 :]:
        if section.level <= sections[index].level or below == 2:
            break
        if section.level < BOLD and (title or not is_known_word(section)):
            below += is_linked(section) or lists_several(section)
    return below == 2


def _take_parts(sections: Sequence[Section]) -> None:
    """Headings below one that names an entry are its parts, unless they list entries themselves.

    A part's title is a word for one ("模型下载"), or stands below other entries too.
    """
    titles = [folded(section.title) for section in sections]
    times = Counter(titles)
    owner: Section | None = None
    last = _last_of_series(sections)
    for index, section in enumerate(sections):
        if section.part == "entry" and not _is_inside(section, owner, last):
            owner = section
        elif owner and section.part in ("section", "entry") and section.heading:
            between = section.level == owner.level and index < last.get(id(owner), 0)
            inside = section.level > owner.level or between
            known = section.level == BOLD or is_known_word(section) or times[titles[index]] > 1
            if inside and (known or not lists_several(section)):
                section.part = "part"
            else:
                owner = None
        else:
            owner = None


def _is_inside(section: Section, owner: Section | None, series: Mapping[int, int]) -> bool:
    """Whether a heading that would name an entry elsewhere is below one, and no link itself."""
    if owner is None or section.level <= owner.level:
        return False
    return not is_linked(section) and id(section) not in series


def _last_of_series(sections: Sequence[Section]) -> dict[int, int]:
    """For the entries of a numbered series, where in the document its last one stands."""
    return {
        id(sections[index]): group[-1]
        for group in _numbered(sections)
        if sections[group[0]].part == "entry"
        for index in group
    }


def _look_around(sections: Sequence[Section], above: Sequence[int]) -> None:
    """Notes which sections stand behind neighbours of which at least half list linked items."""
    for group in _siblings(sections, above):
        listing = {index for index in group if _lists_linked(sections[index])}
        for index in group:
            others = listing - {index}
            enough = len(others) * 2 >= len(group) - 1
            # What stands before the first list introduces it, unless a word says what it lists.
            behind = bool(others) and (min(others) < index or is_known_word(sections[index]))
            sections[index].among_lists = enough and behind


def _lists_linked(section: Section) -> bool:
    return any(
        outward(item.cell)
        for block in section.blocks
        if isinstance(block, Listing)
        for item in block.items
    )
