"""Undoes machine translation where the document itself holds evidence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

import msgspec

from normalize.fields.columns import role
from normalize.text import Restored, TextRepair
from normalize.text.translation import (
    Original,
    Spellings,
    Surroundings,
    composed_name,
    fold,
    has_foreign_letters,
    original_heading,
    original_license,
    original_name,
    original_organization,
    original_terms,
)
from spiders.readers.blocks import Block, Heading, Listing, Paragraph, block_cells
from spiders.readers.contents import Entry
from spiders.readers.links import outward


class Change(msgspec.Struct, frozen=True):
    """One part of an entry that was undone, as it is written to the ledger."""

    field: str
    rule: str
    before: str
    after: str
    evidence: str
    confidence: float


class Undone(msgspec.Struct, frozen=True):
    """An entry with the originals that were found, and what was changed for that."""

    entry: Entry
    changes: list[Change] = []
    flags: list[str] = []


def untranslate(blocks: Sequence[Block], restored: Restored) -> tuple[list[Block], Restored]:
    """Blocks with the headings that their anchors tell, and those repairs in the ledger.

    A heading without an anchor of its own has that of the table of contents, if one leads to it.
    """
    anchors = _led_to(blocks)
    undone: list[Block] = []
    repairs: list[TextRepair] = []
    for block in blocks:
        # A heading that is a link is an entry: its name is told by the link.
        if not isinstance(block, Heading) or outward(block.cell):
            undone.append(block)
            continue
        anchor = block.anchor or anchors.get(block.cell.text)
        original = original_heading(block.cell.text, anchor) or original_terms(block.cell.text)
        if original is None:
            undone.append(block)
            continue
        cell = msgspec.structs.replace(block.cell, text=original.text, links=[], bolds=[])
        undone.append(msgspec.structs.replace(block, cell=cell))
        start, end = restored.raw_span(block.start, block.end)
        repairs.append(
            TextRepair(
                rule="machine-translated-heading",
                start=start,
                end=end,
                before=block.cell.text,
                after=original.text,
                confidence=original.confidence,
                evidence=original.evidence,
            )
        )
    ledger = sorted(restored.repairs + repairs, key=lambda one: one.start)
    return undone, msgspec.structs.replace(restored, repairs=ledger)


def _led_to(blocks: Sequence[Block]) -> dict[str, str]:
    """The headings that a table of contents names, with the first anchor that it gives each."""
    anchors: dict[str, str] = {}
    listed = [block for block in blocks if isinstance(block, Listing | Paragraph)]
    for cell in chain.from_iterable(map(block_cells, listed)):
        for link in cell.links:
            if link.href.startswith("#"):
                anchors.setdefault(cell.text[link.start : link.end].strip(), link.href)
    return anchors


def undo_entries(entries: Sequence[Entry], links: Sequence[list[str]]) -> list[Undone]:
    """The entries of a translated document with their own names, organisations and terms.

    ``links`` are the canonical links of each entry. What a name or an organisation was undone
    to in one entry helps the others: a translator renders the same word the same way.
    """
    return _Document(entries, links).undone()


class _Document:
    """What the entries of a document tell about each other."""

    def __init__(self, entries: Sequence[Entry], links: Sequence[list[str]]) -> None:
        self.entries = entries
        self.spellings = Spellings(text for entry in entries for text in _texts(entry))
        others = frozenset(fold(entry.name) for entry in entries)
        self.around = [
            Surroundings(urls, entry.description, self.spellings, others)
            for entry, urls in zip(entries, links, strict=True)
        ]
        self.names = [
            original_name(entry.name, around)
            for entry, around in zip(entries, self.around, strict=True)
        ]
        self.organizations = [
            original_organization(entry.organization or "", around)
            for entry, around in zip(entries, self.around, strict=True)
        ]
        self.known_names = _agreed(
            (entry.name, one) for entry, one in zip(entries, self.names, strict=True)
        )
        self.known_organizations = _agreed(
            (entry.organization or "", one)
            for entry, one in zip(entries, self.organizations, strict=True)
        )

    def undone(self) -> list[Undone]:
        return [self._entry(position) for position in range(len(self.entries))]

    def _entry(self, position: int) -> Undone:
        entry = self.entries[position]
        name = self.names[position] or _elsewhere(entry.name, self.known_names)
        organization = self.organizations[position] or _elsewhere(
            entry.organization or "", self.known_organizations
        )
        licence = original_license(entry.license or "")
        description = original_terms(entry.description or "")
        fields, field_changes = self._fields(entry)
        changes = [
            *_changed("name", entry.name, name),
            *_changed("organization", entry.organization, organization),
            *_changed("license", entry.license, licence),
            *_changed("description", entry.description, description),
            *field_changes,
        ]
        flags = [
            flag
            for flag, found in (
                ("name_from_link", name), ("organization_from_link", organization)
            )
            if found and found.from_link
        ]  # fmt: skip
        undone = msgspec.structs.replace(
            entry,
            name=name.text if name else entry.name,
            organization=organization.text if organization else entry.organization,
            license=licence.text if licence else entry.license,
            description=description.text if description else entry.description,
            fields=fields,
        )
        return Undone(undone, changes, flags)

    def _fields(self, entry: Entry) -> tuple[list[tuple[str, str]], list[Change]]:
        fields: list[tuple[str, str]] = []
        changes: list[Change] = []
        for label, value in entry.fields:
            found = (
                self._base_models(value) if role(label) == "base_model" else original_terms(value)
            )
            changes += _changed("fields", value, found)
            heading = original_terms(label)
            changes += _changed("fields", label, heading)
            fields.append((heading.text if heading else label, found.text if found else value))
        return fields, changes

    def _base_models(self, value: str) -> Original | None:
        """A cell of names: each as another entry of the document, or the glossary, has it."""
        if not has_foreign_letters(value):
            return None
        told: list[str] = []
        evidence: list[str] = []
        for part in _BETWEEN_NAMES.split(value):
            found = composed_name(part, self.known_names) if has_foreign_letters(part) else None
            told.append(found or part)
            if found:
                evidence.append(f"glossary and names of this document: {part} → {found}")
        if not evidence:
            return None
        return Original("".join(told), "; ".join(dict.fromkeys(evidence)), 0.75)


_AGREEMENT = 0.75
_BETWEEN_NAMES = re.compile(r"(\s*[/、，,;；&+]\s*|\s+)")


def _texts(entry: Entry) -> Iterator[str]:
    yield entry.name
    yield entry.organization or ""
    yield entry.description or ""


def _agreed(found: Iterator[tuple[str, Original | None]]) -> dict[str, str]:
    """Translated text → its original, where nearly all entries that have it and tell agree."""
    told: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for before, original in found:
        if original:
            told[before][original.text] += 1
    likeliest = {
        before: max(counts, key=lambda one: counts[one]) for before, counts in told.items()
    }
    return {
        before: original
        for before, original in likeliest.items()
        if told[before][original] >= _AGREEMENT * told[before].total()
    }


def _elsewhere(text: str, known: dict[str, str]) -> Original | None:
    if text not in known:
        return None
    return Original(known[text], f"entry of the same words: {text} → {known[text]}", 0.7)


def _changed(field: str, before: str | None, original: Original | None) -> list[Change]:
    if original is None or not before or original.text == before:
        return []
    rule = "machine-translated-" + {"fields": "value", "description": "term"}.get(field, field)
    return [Change(field, rule, before, original.text, original.evidence, original.confidence)]
