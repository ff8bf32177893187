"""Plain text to entries: names, links and text, on lines of their own or glued together."""

from __future__ import annotations

import re

import msgspec

from normalize.forges import project_name
from normalize.tables import table
from spiders.readers.contents import Contents, Entry, Unread
from spiders.readers.link_grammar import BARE_HOST, with_scheme
from spiders.readers.naming import clean_name
from spiders.readers.plaintext_links import Run, glued_end, plain_end, runs
from spiders.readers.plaintext_names import Name, find_line_name, find_name

#: How much text behind a link tells of its entry's name (characters).
AHEAD = 260

_HEADING = re.compile(
    r"^(?:#{1,6}[ \t]+(?P<marked>[^\n]{1,80})|(?P<underlined>[^\n]{1,80})\n[=\-~]{3,})[ \t]*$\s*",
    re.M,
)
_BLANK = re.compile(r"\n[ \t]*\r?\n")
_JOINT = re.compile(r"[ \t,;|/、，&\-–—]*\n?[ \t*\-•·,;|/、，&–—]*")
_GLUED_LABEL = re.compile(r"\s*[A-Z][A-Za-z ]{1,20}: ?")
_LABELS = "|".join(sorted(map(re.escape, table("list_words")["link_labels"]), key=len)[::-1])
_LABEL = re.compile(rf"[ \t*\-•·]*(?:{_LABELS})\d?[ \t]*[:：][ \t]*", re.I)
_LEADER = re.compile(r"[ \t*\-•·+>]*(?:\d{1,3}[.)、．])?[ \t<(\[（]*")
_OPENING = " \t<([（【"
_AROUND = " \t\r\n:：|｜,，;；.。-–—~*)）]>"


def read_plaintext(text: str) -> Contents:
    """All entries of a plain text. Entries and unread stretches together cover it gaplessly."""
    reader = _Reader(text)
    for run in runs(text):
        reader.read(run)
    return reader.finish()


class _Open(msgspec.Struct):
    """The entry being read; ``name`` is null where nothing in front of its link reads like one."""

    start: int
    section: list[str]
    glued: bool
    text_start: int
    name: str | None = None
    name_span: tuple[int, int] | None = None
    marked: bool = False
    said_before: tuple[int, int] | None = None
    links: list[str] = []
    flags: list[str] = []


class _Reader:
    """Walks over the links of a text and gives each to the entry that it belongs to."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.entries: list[Entry] = []
        self.unread: list[Unread] = []
        self._headings = list(_HEADING.finditer(text))[::-1]
        self._section: list[str] = []
        self._open: _Open | None = None
        self._done = 0  # everything before is in an entry or unread
        self._link_end = 0

    def read(self, run: Run) -> None:
        """Take the next link."""
        self._pass_headings(run.start)
        entry = self._open
        goes_on = entry is not None and self._continues_links(entry, run)
        if entry is None or not goes_on:
            entry = self._entry_at(run)
        if entry.glued or run.glued:
            end = glued_end(self.text, run, entry.name or "", entry.links)
        else:
            end = plain_end(self.text, run)
        if goes_on or not entry.links:
            entry.text_start = end  # no text yet: the description starts behind this link
        entry.links.append(with_scheme(self.text[run.start : end]))
        self._link_end = end

    def finish(self) -> Contents:
        """Close what is open and give everything back."""
        self._pass_headings(len(self.text))
        self._close(len(self.text))
        if self._done < len(self.text):
            reason = "between-entries" if self.entries else "no-entries"
            self._ignore(len(self.text), reason)
        return Contents(self.entries, self.unread)

    def _continues_links(self, entry: _Open, run: Run) -> bool:
        """Whether nothing stands between the last link of an entry and this one."""
        gap = self.text[self._link_end : min(run.start, self._link_end + 200)]
        if self._link_end != entry.text_start or self._link_end + len(gap) < run.start:
            return False
        if gap and BARE_HOST.fullmatch(gap):
            entry.links.append(with_scheme(gap))
            return True
        return bool(
            _JOINT.fullmatch(gap)
            or _LABEL.fullmatch(gap.lstrip("\n"))
            or (entry.glued and _GLUED_LABEL.fullmatch(gap))
        )

    def _entry_at(self, run: Run) -> _Open:
        """The entry that a link belongs to which follows some text: a new one, or the open one."""
        low = max(self._done, self._link_end)
        links = self.text[run.start : run.start + AHEAD]
        if run.glued:
            named = find_name(self.text, low, run.start, links)
        else:
            named = self._line_name(run, low, links)
        if named:
            return self._start(run, named)
        if self._open is None or self._starts_anew(run):
            return self._start_without_name(run)
        return self._open

    def _line_name(self, run: Run, low: int, links: str) -> Name | None:
        high, labelled = self._before(run)
        named = find_line_name(self.text, low, high, links)
        if named is None or self._open is None:
            return named
        # Inside an entry, a line that does not look like the entry's own first line goes on
        # with its text, unless an empty line sets it apart.
        alike = named.marked >= self._open.marked and not labelled
        return named if alike or self._after_blank(named.start) else None

    def _before(self, run: Run) -> tuple[int, bool]:
        """Where the text in front of a link ends, and whether a label ("Paper:") was left out."""
        line = self.text.rfind("\n", max(self._link_end, run.start - AHEAD), run.start) + 1
        if line and _LABEL.fullmatch(self.text, line, run.start):
            return line - 1, True
        if line and _LEADER.fullmatch(self.text, line, run.start):
            return line - 1, False
        high = run.start
        while high > self._link_end and self.text[high - 1] in _OPENING:
            high -= 1
        return high, False

    def _after_blank(self, position: int) -> bool:
        line = self.text.rfind("\n", 0, position) + 1
        return bool(_BLANK.search(self.text, max(0, line - 4), line))

    def _starts_anew(self, run: Run) -> bool:
        """Whether a link that begins a line without a name begins an entry of its own."""
        entry = self._open
        line = self.text.rfind("\n", max(0, run.start - 20), run.start) + 1
        if entry is None or not line or not _LEADER.fullmatch(self.text, line, run.start):
            return False
        alike = entry.name is None or "name_from_link" in entry.flags
        return alike or self._after_blank(run.start)

    def _start(self, run: Run, named: Name) -> _Open:
        if named.chapter:
            self._heading(named.chapter[0], named.chapter[1])
        raw = self.text[named.start : named.end]
        name = clean_name(raw.lstrip("# "))
        place = named.start + max(0, raw.find(name))
        low = max(self._done, self._link_end)
        line = self.text.rfind("\n", low, named.start) + 1 or low
        opened = self._begin(run, named.start if run.glued else line)
        opened.name, opened.name_span = name, (place, place + len(name))
        opened.marked = named.marked
        if not run.glued:
            opened.said_before = self._trimmed(named.end, self._before(run)[0])
        return opened

    def _start_without_name(self, run: Run) -> _Open:
        opened = self._begin(run, run.start)
        if not run.glued:
            link = self.text[run.start : plain_end(self.text, run)]
            opened.name = project_name(with_scheme(link))
        if opened.name:
            opened.flags.append("name_from_link")
        return opened

    def _begin(self, run: Run, start: int) -> _Open:
        self._close(start)
        if self._done < start:
            self._ignore(start, "preamble" if not self.entries else "between-entries")
        self._open = _Open(start, self._section, run.glued, run.start)
        return self._open

    def _close(self, end: int) -> None:
        entry, self._open = self._open, None
        if entry is None:
            return
        self._done = end
        if entry.name is None:
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
        end -= len(said) - len(said.rstrip(" \t\r\n-–—*•·#"))
        return (start, end) if start < end else None

    def _pass_headings(self, position: int) -> None:
        while self._headings and self._headings[-1].end() <= position:
            found = self._headings.pop()
            if found.start() >= self._link_end:
                self._heading(found.start(), found.end())

    def _heading(self, start: int, end: int) -> None:
        self._close(start)
        if self._done < start:
            self._ignore(start, "preamble" if not self.entries else "between-entries")
        title = self.text[start:end].strip("#=-~ \t\r\n")
        self._section = [re.sub(r"^\d{1,2}[.、．]?\s*", "", title)]
        self._ignore(end, "heading")

    def _ignore(self, end: int, reason: str) -> None:
        self.unread.append(Unread(start=self._done, end=end, outcome="ignored", reason=reason))
        self._done = end
