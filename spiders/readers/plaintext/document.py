"""Plain text to entries: names, links and text, on lines of their own or glued together."""

from __future__ import annotations

import msgspec

from normalize.forges import project_name
from spiders.readers.contents import Contents, Entry, Unread, ignored
from spiders.readers.line_words import clean_name
from spiders.readers.plaintext.link_grammar import with_scheme
from spiders.readers.plaintext.links import runs
from spiders.readers.plaintext.names import Name
from spiders.readers.plaintext.path import Step, before_link, best_reading, joins
from spiders.readers.plaintext.regions import (
    Heading,
    footer,
    marked_headings,
    name_behind,
    title_above,
)

_AROUND = " \t\r\n:：|｜,，;；.。-–—~*)）]>`_"


def read_plaintext(text: str) -> Contents:
    """All entries of a plain text. Entries and unread stretches together cover it gaplessly."""
    writer = _Writer(text, marked_headings(text))
    links = runs(text)
    steps = best_reading(text, links, writer.headings)
    for step in steps:
        writer.write(step)
    return writer.finish()


class _Open(msgspec.Struct):
    """The entry being written; ``name`` is null where nothing in front of its link is one."""

    start: int
    section: list[str]
    text_start: int
    name: str | None = None
    name_span: tuple[int, int] | None = None
    said_before: tuple[int, int] | None = None
    links: list[str] = []
    flags: list[str] = []


class _Writer:
    """Writes a reading's steps down as entries, sections and stretches that are neither."""

    def __init__(self, text: str, headings: list[Heading]) -> None:
        self.text = text
        self.entries: list[Entry] = []
        self.unread: list[Unread] = []
        self.headings = headings
        self._next_heading = 0
        self._section: list[str] = []
        self._open: _Open | None = None
        self._done = 0  # everything before is in an entry or unread
        self._link_end = 0

    def write(self, step: Step) -> None:
        """Take the next link."""
        self._pass_headings(step.run.start, step.name if step.opens else None)
        entry = self._open
        if entry is None or step.opens:
            entry = self._opened(step)
        elif self._link_end == entry.text_start:
            bare = joins(self.text, self._link_end, step.run.start)
            entry.links += [with_scheme(bare)] if bare else []
            if bare is not None:
                entry.text_start = step.end  # no text yet: the description starts behind this link
        if not entry.links:
            entry.text_start = step.end
        entry.links.append(with_scheme(self.text[step.run.start : step.end]))
        self._link_end = step.end

    def finish(self) -> Contents:
        """Close what is open and give everything back."""
        self._pass_headings(len(self.text))
        foot = (
            footer(self.text, max(self._link_end, self._done))
            if self.entries or self._open
            else None
        )
        self._close(foot if foot is not None else len(self.text))
        if foot is not None:
            self._ignore(foot, "between-entries")
            self._ignore(len(self.text), "footer")
        self._ignore(len(self.text), "between-entries" if self.entries else "no-entries")
        return Contents(self.entries, self.unread)

    def _opened(self, step: Step) -> _Open:
        name, low = step.name, max(self._done, self._link_end)
        if name is None:
            return self._nameless(step, low)
        if name.chapter:
            self._heading(name.chapter[0], name.chapter[1])
        elif (title := title_above(self.text, low, name.entry, name.marked)) is not None:
            self._heading(*title)
        raw = self.text[name.start : name.end]
        called = clean_name(raw.lstrip("# "))
        place = name.start + max(0, raw.find(called))
        opened = self._begin(max(name.entry, self._done), step.run.start)
        opened.name, opened.name_span = called, (place, place + len(called))
        if name.end < step.run.start:
            before = before_link(self.text, name.end, step.run.start)
            opened.said_before = self._trimmed(name.end, before)
        return opened

    def _nameless(self, step: Step, low: int) -> _Open:
        line = self.text.rfind("\n", low, step.run.start) + 1 or low
        start = line if not self.text[line : step.run.start].strip(" \t*-•·+>") else step.run.start
        opened = self._begin(max(start, self._done), step.run.start)
        behind = None if step.run.glued else name_behind(self.text, start, step.run.start, step.end)
        if behind:
            opened.name, opened.name_span = self.text[behind[0] : behind[1]], behind
        elif not step.run.glued:
            opened.name = project_name(with_scheme(self.text[step.run.start : step.end]))
            opened.flags += ["name_from_link"] if opened.name else []
        return opened

    def _begin(self, start: int, link: int) -> _Open:
        self._close(start)
        self._ignore(start, "between-entries" if self.entries else "preamble")
        self._open = _Open(start, self._section, link)
        return self._open

    def _close(self, end: int) -> None:
        entry, self._open = self._open, None
        if entry is None:
            return
        self._done = end
        if not entry.name:
            self.unread.append(
                Unread(
                    start=entry.start,
                    end=end,
                    outcome="reject",
                    reason="no-name",
                    detail="a link, but nothing in front of it reads like a name",
                )
            )
            return
        spans = [self._trimmed(entry.text_start, end), entry.said_before]
        span = max(filter(None, spans), key=lambda said: said[1] - said[0], default=None)
        self.entries.append(
            Entry(
                start=entry.start,
                end=end,
                section=entry.section,
                name=entry.name,
                name_span=entry.name_span,
                links=entry.links,
                description=self.text[span[0] : span[1]] if span else None,
                description_span=span,
                flags=entry.flags,
            )
        )

    def _trimmed(self, start: int, end: int) -> tuple[int, int] | None:
        """A stretch without the separators around it; null where nothing is left."""
        said = self.text[start:end]
        start += len(said) - len(said.lstrip(_AROUND))
        end -= len(said) - len(said.rstrip(" \t\r\n-–—*•·#|<([（"))
        return (start, end) if start < end else None

    def _pass_headings(self, position: int, name: Name | None = None) -> None:
        while self._next_heading < len(self.headings):
            found = self.headings[self._next_heading]
            if found.end > position:
                return
            self._next_heading += 1
            if name is None or name.entry != found.start:  # else the heading is the name
                self._heading(found.start, found.end)

    def _heading(self, start: int, end: int) -> None:
        if start < self._done:
            return
        self._close(start)
        self._ignore(start, "between-entries" if self.entries else "preamble")
        self._section = [Heading.title(self.text[start:end])]
        self._ignore(end, "heading")

    def _ignore(self, end: int, reason: str) -> None:
        if self._done < end:
            self.unread.append(ignored(self._done, end, reason))
            self._done = end
