"""Blocks to entries: walks a document under its headings and hands each block to its reader."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from spiders.readers.blocks import (
    Block,
    Heading,
    Listing,
    Paragraph,
    Skipped,
    Table,
)
from spiders.readers.contents import Contents, Entry, Unread, ignored
from spiders.readers.headings import Section
from spiders.readers.instructions import are_steps
from spiders.readers.labels import with_labels
from spiders.readers.line_words import clean_name
from spiders.readers.links import hrefs, only_links, outward, table_hrefs
from spiders.readers.listings import read_listing
from spiders.readers.outline import outline
from spiders.readers.shapes import in_shape
from spiders.readers.tables import read_table


def read_entries(blocks: Iterable[Block]) -> Contents:
    """All entries of a document and all stretches that are none, in the order of the text."""
    walk = _Walk()
    for section in outline(in_shape(blocks)):
        walk.read(section)
    walk.close()
    return Contents(walk.entries, walk.unread)


class _Walk:
    """Where in the document we are: the headings above, and an entry that a heading opened."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.unread: list[Unread] = []
        self._headings: list[tuple[int, str]] = []
        self._open: Entry | None = None

    def read(self, section: Section) -> None:
        """Read what stands right below one heading, and the heading itself."""
        if section.part == "part" and section.heading:
            self._add_cell(section.heading)
        else:
            self.close()
            self._enter(section)
        for block in section.blocks:
            if section.part == "apart":
                self._ignore(block.start, block.end, section.reason)
            elif self._open and not isinstance(block, Skipped):
                self._add(block)
            else:
                self._read_block(block, section)

    def close(self) -> None:
        """The entry that a heading opened is complete."""
        if self._open is not None:
            self.entries.append(self._open)
            self._open = None

    def _enter(self, section: Section) -> None:
        heading = section.heading
        if heading is None:
            return
        while self._headings and self._headings[-1][0] >= heading.level:
            self._headings.pop()
        if section.part == "entry":
            self._open = self._named_by(section, heading)
            return
        self._headings.append((heading.level, section.title))
        reason = section.reason if section.part == "apart" else "heading"
        self._ignore(heading.start, heading.end, reason)

    def _named_by(self, section: Section, heading: Heading) -> Entry:
        cell = heading.cell
        links = [link for link in outward(cell) if link.end - link.start >= len(section.title) / 2]
        linked = clean_name(cell.text[links[0].start : links[0].end]) if links else ""
        return Entry(
            start=heading.start,
            end=heading.end,
            section=self._path,
            name=linked or section.title,
            name_span=(cell.start, cell.end),
            links=hrefs(cell),
        )

    @property
    def _path(self) -> list[str]:
        return [title for _, title in self._headings if title]

    def _read_block(self, block: Block, section: Section) -> None:
        match block:
            case Table():
                self._keep(read_table(block, self._path))
            case Listing() if section.instructs and are_steps(block):
                self._ignore(block.start, block.end, "prose")
            case Listing():
                self._keep(read_listing(block, self._path, section.lists_names(block)))
            case Skipped():
                self._ignore(block.start, block.end, block.reason)
            case _:
                self._ignore(block.start, block.end, "prose")

    def _keep(self, found: Iterable[Entry | Unread]) -> None:
        for one in found:
            if isinstance(one, Entry):
                self.entries.append(one)
            else:
                self.unread.append(one)

    def _ignore(self, start: int, end: int, reason: str) -> None:
        self.unread.append(ignored(start, end, reason))

    def _add(self, block: Block) -> None:
        """A block below the heading of an entry belongs to it."""
        match block:
            case Paragraph():
                self._add_cell(block)
            case Listing():
                self._add_listing(block)
            case Table():
                self._add_table(block)

    def _add_cell(self, block: Paragraph | Heading) -> None:
        said = None if only_links(block.cell) else block.cell.text
        self._extend(block, hrefs(block.cell), said)

    def _add_table(self, block: Table) -> None:
        self._extend(block, table_hrefs(block), None)

    def _extend(self, block: Block, links: list[str], said: str | None) -> None:
        entry = self._open
        if entry is None:
            return
        self._open = msgspec.structs.replace(
            entry,
            end=block.end,
            links=entry.links + links,
            description="\n".join(filter(None, [entry.description, said])) or None,
            description_span=self._described_until(block),
        )

    def _add_listing(self, listing: Listing) -> None:
        entry = self._open
        if entry is None:
            return
        self._open = msgspec.structs.replace(
            with_labels(entry, listing.items),
            end=listing.end,
            description_span=self._described_until(listing),
            name_span=entry.name_span,
        )

    def _described_until(self, block: Block) -> tuple[int, int]:
        span = self._open.description_span if self._open else None
        return (span[0] if span else block.start, block.end)
