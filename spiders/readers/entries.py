"""Blocks to entries: walks a document under its headings and hands each block to its reader."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from spiders.readers.blocks import Block, Heading, Listing, Paragraph, Skipped, Table
from spiders.readers.contents import Contents, Entry, Unread
from spiders.readers.listings import (
    belongs_to_title,
    hrefs,
    only_links,
    outward,
    read_listing,
    with_labels,
    written_out,
)
from spiders.readers.naming import clean_name
from spiders.readers.tables import read_table


def read_entries(blocks: Iterable[Block]) -> Contents:
    """All entries of a document and all stretches that are none, in the order of the text."""
    walk = _Walk()
    for block in blocks:
        walk.read(block)
    walk.close()
    return Contents(walk.entries, walk.unread)


class _Walk:
    """Where in the document we are: the headings above, and an entry that a heading opened."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.unread: list[Unread] = []
        self._headings: list[tuple[int, str]] = []
        self._open: Entry | None = None
        #: a heading right above that is no entry yet, and how it was noted
        self._title: tuple[Heading, Unread] | None = None

    def read(self, block: Block) -> None:
        if self._title and _speaks_of_title(block):
            self._open_title(*self._title)
        if not isinstance(block, Skipped):
            self._title = None
        match block:
            case Heading():
                self._read_heading(block)
            case Table():
                self.close()
                self._keep(read_table(block, self._section))
            case Listing():
                self._read_listing(block)
            case Paragraph():
                self._read_paragraph(block)
            case Skipped():
                self._ignore(block.start, block.end, block.reason)

    def close(self) -> None:
        """The entry that a heading opened is complete."""
        if self._open is not None:
            self.entries.append(self._open)
            self._open = None

    @property
    def _section(self) -> list[str]:
        return [title for _, title in self._headings if title]

    def _keep(self, found: Iterable[Entry | Unread]) -> None:
        for one in found:
            if isinstance(one, Entry):
                self.entries.append(one)
            else:
                self.unread.append(one)

    def _ignore(self, start: int, end: int, reason: str) -> None:
        self.unread.append(Unread(start=start, end=end, outcome="ignored", reason=reason))

    def _read_heading(self, heading: Heading) -> None:
        self.close()
        while self._headings and self._headings[-1][0] >= heading.level:
            self._headings.pop()
        links = outward(heading.cell)
        title = clean_name(heading.cell.text)
        # A title with a badge or a footnote link is a title; one that is a link is an entry.
        named = [link for link in links if link.end - link.start >= len(title) / 2]
        if named and title:
            self._open = Entry(
                start=heading.start,
                end=heading.end,
                section=self._section,
                name=clean_name(heading.cell.text[named[0].start : named[0].end]) or title,
                name_span=(heading.cell.start, heading.cell.end),
                links=hrefs(heading.cell),
            )
        else:
            self._ignore(heading.start, heading.end, "heading")
            self._title = (heading, self.unread[-1]) if title else None
        self._headings.append((heading.level, title))

    def _open_title(self, heading: Heading, noted: Unread) -> None:
        """A heading is a name after all: what stands below it are its links."""
        self.unread.remove(noted)
        _, title = self._headings.pop()
        self._open = Entry(
            start=heading.start,
            end=heading.end,
            section=self._section,
            name=title,
            name_span=(heading.cell.start, heading.cell.end),
            links=hrefs(heading.cell),
        )
        self._headings.append((heading.level, title))

    def _read_paragraph(self, paragraph: Paragraph) -> None:
        entry = self._open
        if entry is None:
            self._ignore(paragraph.start, paragraph.end, "prose")
            return
        said = None if only_links(paragraph.cell) else paragraph.cell.text
        self._open = msgspec.structs.replace(
            entry,
            end=paragraph.end,
            links=entry.links + hrefs(paragraph.cell),
            description="\n".join(filter(None, [entry.description, said])) or None,
            description_span=(
                entry.description_span[0] if entry.description_span else paragraph.start,
                paragraph.end,
            ),
        )

    def _read_listing(self, listing: Listing) -> None:
        entry = self._open
        if entry is None:
            self._keep(read_listing(listing, self._section))
            return
        start = entry.description_span[0] if entry.description_span else listing.start
        self._open = msgspec.structs.replace(
            with_labels(entry, listing.items),
            end=listing.end,
            description_span=(start, listing.end),
            name_span=entry.name_span,
        )


def _speaks_of_title(block: Block) -> bool:
    """Whether a block below a heading is links without a name: those of what the heading names."""
    if isinstance(block, Paragraph):
        return bool(outward(block.cell)) and written_out(block.cell)
    return (
        isinstance(block, Listing)
        and any(written_out(item.cell) for item in block.items)
        and all(map(belongs_to_title, block.items))
    )
