"""Where a text or a link stands in documents, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from almanac.fates import Fate, Fates
from almanac.searching import as_link, folded_occurrences, link_spelling, links, occurrences
from almanac.tracing import Traced
from normalize.records import Document, Mention, Region, Tables

#: Characters of the document shown on either side of what was found.
_AROUND = 60
_Span = tuple[int, int]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a text stands in a document, in bytes of its body, and what became of it."""

    document: Document
    locator: str
    #: what stands there as it was fetched, with what is around it
    before: str
    text: str
    after: str
    #: the same after restoration, where that changed it
    restored: str | None = None
    #: the link laid over the text (PDF) that was found, where it was no text
    over: str | None = None
    fate: Fate
    first_byte: int | None
    last_byte: int | None


def places(documents: Sequence[Traced], wanted: str, tables: Tables) -> Iterator[Place]:
    """Every place where a text or a link stands, as it was fetched or as restored.

    A link is found in each of its spellings. A text that stands nowhere exactly so is looked for
    without regard to case, white space, punctuation and Markdown's marks.
    """
    found = [(one, _exact(one, wanted) | _linked(one, wanted)) for one in documents]
    if not any(spans for _, spans in found):
        found = [(one, _folded(one, wanted)) for one in documents]
    fates = Fates(tables)
    for one, spans in found:
        yield from _told(one, spans, fates)


def home(traced: Traced, mention: Mention, tables: Tables) -> Place | None:
    """Where a mention's own entry stands; null where its document does not give it any more."""
    for region in traced.reading.regions:
        if region.outcome == "mention" and region.detail == mention.mention_id:
            return _place(traced, region, (region.start, region.end), None, Fates(tables))
    return None


# A span of the raw text, and the link laid over it that was found there instead of text.
_Spans = dict[_Span, str | None]


def _exact(traced: Traced, wanted: str) -> _Spans:
    opened = traced.opened
    spans: _Spans = dict.fromkeys(occurrences(opened.raw, wanted))
    for start, end in occurrences(opened.restored.text, wanted):
        spans.setdefault(opened.restored.raw_span(start, end), None)
    for offset, uri in opened.annotated:
        if wanted in uri:
            spans.setdefault(opened.restored.raw_span(offset, offset + 1), uri)
    return spans


def _linked(traced: Traced, wanted: str) -> _Spans:
    """Where a link stands in any spelling: in the text, over it, or read out of an entry."""
    if (spelling := as_link(wanted)) is None:
        return {}
    opened, base = traced.opened, traced.base
    spans: _Spans = dict.fromkeys(span for span, one in links(opened.raw, base) if one == spelling)
    for offset, uri in opened.annotated:
        if link_spelling(uri) == spelling:
            spans.setdefault(opened.restored.raw_span(offset, offset + 1), uri)
    covered = {id(region) for span in spans for region in traced.regions(*span)}
    having = {
        one.mention_id
        for one in traced.reading.mentions
        if any(link_spelling(url) == spelling for url in one.urls)
    }
    for region in traced.reading.regions:
        if region.detail in having and region.outcome == "mention" and id(region) not in covered:
            spans.setdefault((region.start, region.end), None)
    return spans


def _folded(traced: Traced, wanted: str) -> _Spans:
    opened = traced.opened
    spans: _Spans = dict.fromkeys(folded_occurrences(opened.raw, wanted))
    if opened.restored.repairs:
        for start, end in folded_occurrences(opened.restored.text, wanted):
            spans.setdefault(opened.restored.raw_span(start, end), None)
    return spans


def _told(traced: Traced, spans: _Spans, fates: Fates) -> Iterator[Place]:
    """The places of what was found; what one region says twice, as text and as link, once."""
    told: set[int] = set()
    for span in sorted(spans):
        regions = traced.regions(*span)
        known = [region for region in regions if region is not None]
        for region in known or regions:
            if region is None or id(region) not in told:
                told.add(id(region))
                yield _place(traced, region, span, spans[span], fates)


def _place(
    traced: Traced, region: Region | None, span: _Span, over: str | None, fates: Fates
) -> Place:
    # What runs over several regions stands in each with its own part.
    start = max(span[0], region.start) if region else span[0]
    end = min(span[1], region.end) if region else span[1]
    raw = traced.opened.raw
    first, last = traced.bytes_of(start, end)
    return Place(
        document=traced.document,
        locator=traced.opened.locate(start, end),
        before=raw[max(0, start - _AROUND) : start],
        text=raw[start:end],
        after=raw[end : end + _AROUND],
        restored=_restored(traced, start, end),
        over=over,
        fate=fates.of(traced, region),
        first_byte=first,
        last_byte=last,
    )


def _restored(traced: Traced, start: int, end: int) -> str | None:
    """A stretch after restoration; null where that left it as it was."""
    restored = traced.opened.restored
    if not any(start < one.end and one.start < end for one in restored.repairs):
        return None
    first, last = restored.alignment.restored_span(start, end)
    text = restored.text[first:last]
    return text if text != traced.opened.raw[start:end] else None
