"""From what a reader found to records: ids, locators, raw values, repairs and regions."""

from __future__ import annotations

import html
import re
from collections import Counter

import msgspec

from normalize.identity import mention_id
from normalize.records import (
    Document,
    Field,
    Kind,
    Mention,
    Outcome,
    Reading,
    Region,
    Reject,
    Repair,
    Source,
)
from normalize.text import TextRepair
from normalize.urls import canonical, is_badge, is_image, resolve_relative
from spiders.readers.contents import Entry, Unread
from spiders.readers.coverage import Found, Tally, cover
from spiders.readers.ledger import Ledger, field_of, part_of
from spiders.readers.line_words import place_of
from spiders.readers.opening import Opened
from spiders.readers.untranslate import Change, Undone, undo_entries

_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")
#: Below this a restored character is a guess that readers of the dataset must know of.
_UNCERTAIN = 0.6
#: Characters of a reject that are kept.
_LONGEST_RAW = 2_000


def assemble(
    document: Document, source: Source, opened: Opened, ids: Counter[str] | None = None
) -> Reading:
    """The reading of one document.

    ``ids`` counts the ids of the mentions of other parts of the same text, and is added to.
    """
    return _Assembly(document, source, opened, Counter() if ids is None else ids).reading()


class _Assembly:
    """Builds the records of one document; offsets are in restored text unless they say raw."""

    def __init__(
        self, document: Document, source: Source, opened: Opened, ids: Counter[str]
    ) -> None:
        self.document, self.source, self.opened = document, source, opened
        self.text = opened.restored.text
        self.base = document.url if "://" in document.url else source.homepage
        self.ids = ids
        self.repairs: list[Repair] = []
        self.regions: list[Region] = []
        self.spans: list[tuple[int, int]] = []

    def reading(self) -> Reading:
        contents = self.opened.contents
        ledger = Ledger(self.opened.restored.repairs)
        links = [self._urls(entry.links) for entry in contents.entries]
        mentions = [
            self._mention(entry, undone, urls, position, ledger)
            for position, (entry, undone, urls) in enumerate(
                zip(contents.entries, self._undone(links), links, strict=True)
            )
        ]
        rejects = [self._reject(one) for one in contents.unread if one.outcome == "reject"]
        for one in contents.unread:
            self._region(one.start, one.end, one.outcome, one.reason, one.locator)
        rejects += self._count()
        self.repairs += [self._restored(one, None, part_of(one)) for one in ledger.left()]
        return Reading(
            document=self.document,
            mentions=mentions,
            rejects=rejects,
            repairs=self.repairs,
            regions=sorted(self.regions, key=lambda region: (region.start, -region.end)),
        )

    def _count(self) -> list[Reject]:
        """Note in each region what it covers; a reject for each link or row that none does."""
        covered = cover(self.text, self.source.kind, self.spans, self.opened.annotated)
        self.regions = [
            msgspec.structs.replace(region, links=tally.links, rows=tally.rows)
            for region, tally in zip(self.regions, covered.tallies, strict=True)
        ]
        return [self._lost(link, Tally(links=1)) for link in covered.lost_links] + [
            self._lost(row, Tally(rows=1)) for row in covered.lost_rows
        ]

    def _lost(self, found: Found, tally: Tally) -> Reject:
        start, end = found.offset, found.offset + len(found.text)
        self._region(start, end, "reject", "unread", None)
        self.regions[-1] = msgspec.structs.replace(
            self.regions[-1], links=tally.links, rows=tally.rows
        )
        return self._unread(start, end)

    def _undone(self, links: list[list[str]]) -> list[Undone]:
        """The entries as they are published: with their own names, if they were translated."""
        entries = self.opened.contents.entries
        if self.opened.machine_translated:
            return undo_entries(entries, links)
        return [Undone(entry) for entry in entries]

    def _mention(
        self, entry: Entry, undone: Undone, urls: list[str], position: int, ledger: Ledger
    ) -> Mention:
        """The mention of an entry, whose place in the document is that of the entry as read."""
        told, flags = undone.entry, [*entry.flags, *undone.flags]
        identity = self._identify(entry, told.name, urls)
        name_span = self._find(entry.name, entry)
        repairs = self._entry_repairs(entry, name_span, identity, ledger)
        repairs += [self._translated(entry, change, identity) for change in undone.changes]
        if any(repair.confidence < _UNCERTAIN for repair in repairs if repair.field != "links"):
            flags.append("uncertain_text")
        self.repairs += repairs
        locator = self._region(entry.start, entry.end, "mention", identity, entry.locator)
        return Mention(
            mention_id=identity,
            source_id=self.source.id,
            document_url=self.document.url,
            document_sha256=self.document.sha256,
            section=entry.section,
            position=position,
            locator=locator,
            name=told.name,
            name_raw=self._raw(name_span) or self._first_line(entry),
            urls=urls,
            description=told.description,
            description_raw=self._raw(entry.description_span) if entry.description else None,
            organization=told.organization or None,
            license=told.license or None,
            fields=[Field(label=label, value=value) for label, value in told.fields],
            machine_translated=self.opened.machine_translated,
            flags=sorted(set(flags)),
        )

    def _identify(self, entry: Entry, name: str, urls: list[str]) -> str:
        """The mention's id; an entry that stands twice in one section is numbered."""
        first = mention_id(self.source.id, entry.section, name, urls[0] if urls else None)
        self.ids[first] += 1
        return first if self.ids[first] == 1 else f"{first}-{self.ids[first]}"

    def _urls(self, links: list[str]) -> list[str]:
        """An entry's links: absolute, canonical, each once, in the order of the text."""
        absolute = (resolve_relative(href, self.base) for href in links)
        cleaned = (
            canonical(href) for href in absolute if href and not (is_image(href) or is_badge(href))
        )
        return list(dict.fromkeys(link.url for link in cleaned if link))

    def _find(self, name: str, entry: Entry) -> tuple[int, int] | None:
        """Where the name stands; its whole cell, if markup or entities break it up; else null."""
        start, end = entry.name_span or (entry.start, entry.end)
        # White space was folded in reading; in the document a name may run over a line's end.
        return place_of(name, self.text, start, end) or entry.name_span

    def _raw(self, span: tuple[int, int] | None) -> str | None:
        """A stretch as it stood in the document before any repair; HTML without its tags."""
        if span is None:
            return None
        start, end = self.opened.restored.raw_span(*span)
        return flatten(self.opened.raw[start:end], self.source.kind)

    def _first_line(self, entry: Entry) -> str:
        """The line that a name stands in somehow, broken up by markup."""
        line = self.text[entry.start : entry.end].lstrip().split("\n", 1)[0]
        start = self.text.index(line, entry.start)
        return self._raw((start, start + len(line))) or entry.name

    def _entry_repairs(
        self, entry: Entry, name: tuple[int, int] | None, identity: str, ledger: Ledger
    ) -> list[Repair]:
        found = ledger.take(*self.opened.restored.raw_span(entry.start, entry.end))
        if not found:
            return []
        spans = {
            "name": self._raw_span(name),
            "description": self._raw_span(entry.description_span),
        }
        return [self._restored(one, identity, field_of(one, spans)) for one in found]

    def _raw_span(self, span: tuple[int, int] | None) -> tuple[int, int] | None:
        return self.opened.restored.raw_span(*span) if span else None

    def _restored(self, one: TextRepair, identity: str | None, field: str) -> Repair:
        return self._repair(one, identity, field, self.opened.locate(one.start, one.end))

    def _translated(self, entry: Entry, change: Change, identity: str) -> Repair:
        locator = entry.locator or self.opened.locate(entry.start, entry.end)
        return self._repair(change, identity, change.field, locator)

    def _repair(
        self, one: TextRepair | Change, identity: str | None, field: str, locator: str
    ) -> Repair:
        return Repair(
            source_id=self.source.id,
            document_url=self.document.url,
            mention_id=identity,
            field=field,
            rule=one.rule,
            before=one.before,
            after=one.after,
            confidence=one.confidence,
            evidence=one.evidence,
            locator=locator,
        )

    def _reject(self, one: Unread) -> Reject:
        return self._rejected(one.start, one.end, "read", one.reason, one.detail, one.locator)

    def _unread(self, start: int, end: int) -> Reject:
        detail = "counted in the document, but in nothing that the reader made of it"
        return self._rejected(start, end, "coverage", "unread", detail, None)

    def _rejected(
        self, start: int, end: int, stage: str, reason: str, detail: str, locator: str | None
    ) -> Reject:
        raw_start, raw_end = self.opened.restored.raw_span(start, end)
        return Reject(
            source_id=self.source.id,
            document_url=self.document.url,
            locator=locator or self.opened.locate(raw_start, raw_end),
            stage=stage,
            reason=reason,
            detail=detail,
            raw=self.opened.raw[raw_start:raw_end][:_LONGEST_RAW],
        )

    def _region(
        self, start: int, end: int, outcome: Outcome, detail: str, locator: str | None
    ) -> str:
        """Note what became of a stretch; gives its locator."""
        self.spans.append((start, end))
        raw_start, raw_end = self.opened.restored.raw_span(start, end)
        locator = locator or self.opened.locate(raw_start, raw_end)
        self.regions.append(
            Region(start=raw_start, end=raw_end, outcome=outcome, detail=detail, locator=locator)
        )
        return locator


def flatten(raw: str, kind: Kind) -> str:
    """A stretch of source as a person sees it: HTML loses tags, entities and layout spaces."""
    if kind != "webpage":
        return raw.strip()
    return _SPACE.sub(" ", html.unescape(_TAG.sub("", raw))).strip()
