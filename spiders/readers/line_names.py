"""The name that a line of a list begins with: in bold, linked, or before a separator."""

from __future__ import annotations

import re

from normalize.fields.columns import role
from spiders.readers.blocks import Cell, Link
from spiders.readers.labels import label_of
from spiders.readers.line_starts import lead
from spiders.readers.line_words import (
    LONGEST_NAME,
    alike,
    begins_a_sentence,
    clean_name,
    is_generic,
    is_written_out,
    name_from_link,
    split_lead,
    without_label,
)
from spiders.readers.links import outward
from spiders.readers.phrases import announced, cited_title

#: So many bars in front of a link separate the fields of a line.
_BARS = 2
#: A line shorter than this ends where it does because its writer wanted so (characters).
_FULL_LINE = 50


def names_itself(cell: Cell) -> bool:
    """Whether a line begins with a name: in bold, as a link, or before a separator."""
    start = lead(cell.text)
    links = [link for link in outward(cell) if link.start >= start]
    if cell.bold and cell.bold[0] <= start < cell.bold[1]:
        return not is_generic(cell.text[start : cell.bold[1]])
    if links and links[0].start == start:
        first = links[0]
        return not is_written_out(first, cell) and not is_generic(cell.text[start : first.end])
    before = cell.text[start : links[0].start if links else len(cell.text)]
    name = split_lead(before)
    return bool(name) and len(name) < len(before.rstrip()) and not is_generic(name)


def leads_with_name(cell: Cell) -> bool:
    """Whether the first thing in a line is a linked name, or one in bold with a link behind."""
    links = outward(cell)
    if not links or not names_itself(cell):
        return False
    start = lead(cell.text)
    return links[0].start <= start or (cell.bold is not None and cell.bold[0] <= start)


def is_named_and_told_of(cell: Cell) -> bool:
    """Whether a line is a short name, a colon or a dash, and what is said of it."""
    return _NAMED.match(cell.text) is not None


_NAMED = re.compile(r"[^,，;；。:：]{1,60}(?:[:：]| [-–—]) *[^\s,，;；。:：-]")


def line_name(cell: Cell) -> tuple[str, int, list[str]]:
    """Name, where in the text it ends, flags. The name is empty where the line is a sentence."""
    start = _beginning(cell)
    every = outward(cell)
    links = [link for link in every if link.end > start]
    # A sign is no name, but its address names something.
    if len(links) < len(every) and not clean_name(cell.text[start:]):
        links = every
    if cell.bold and cell.bold[0] <= start < cell.bold[1]:
        bold = clean_name(_unwrapped(cell.text[start : cell.bold[1]]))
        if bold and not is_generic(bold):
            end = _end_of_names(cell, cell.bold[1])
            return (_joined(cell, start, end) if end > cell.bold[1] else bold), end, []
    first = links[0].start if links else len(cell.text)
    before = cell.text[start : max(start, first)]
    if clean_name(before):
        return _name_before(cell, start, before, links)
    return _name_of_link(cell, links)


def behind_bracket(cell: Cell, end: int) -> int:
    """Where a name's links in brackets end: ``Otter ([paper](…), [code](…))``; else ``end``."""
    opening = _BRACKET.match(cell.text, end)
    if opening is None:
        return end
    at = opening.end()
    inside = [link for link in cell.links if link.start >= at]
    for link in inside:
        if _BETWEEN.fullmatch(cell.text, at, link.start) is None:
            break
        at = link.end
    closing = _CLOSING.match(cell.text, at) if inside and at >= inside[0].end else None
    return closing.end() if closing else end


_BRACKET = re.compile(r"\s*[(（]")
_BETWEEN = re.compile(r"[\s,，、;；/|｜&+\[\]]*")
_CLOSING = re.compile(r"[\s\]]*[)）]")


def _beginning(cell: Cell) -> int:
    """Where a name may begin: behind numbers and dates, a label for names, links that name none."""
    label = label_of(cell)
    start = label.end() if label and role(label[1]) == "name" else lead(cell.text)
    for link in outward(cell):
        if link.start > start + 1 or not is_generic(cell.text[link.start : link.end]):
            break
        behind = cell.text[link.end :]
        rest = behind.lstrip(_BESIDES)
        # "[HuggingFace](…): models": what a colon follows is what is told of.
        if not rest or behind.lstrip()[0] in ":：":
            break
        start = link.end + len(behind) - len(rest)
    return start


#: What stands between links in a row.
_BESIDES = " |｜/·•,，;；()（）[]【】-–—:："


def _unwrapped(text: str) -> str:
    """A name without the brackets around the whole of it: ``**[Voyager]**``."""
    text = text.strip()
    wrapped = len(text) > 2 and text[0] + text[-1] in ("[]", "()", "【】", "（）")
    return text[1:-1] if wrapped and not set(text[1:-1]) & set("[]()【】（）") else text


def _name_before(
    cell: Cell, start: int, before: str, links: list[Link]
) -> tuple[str, int, list[str]]:
    """A name that stands before the first link; a title in bold behind it is none of it."""
    if cell.bold and start < cell.bold[0] < start + len(before):
        before = cell.text[start : cell.bold[0]]
    if cell.breaks and cell.breaks[0][0] < _FULL_LINE:
        before = before[: max(0, cell.breaks[0][0] - start)] or before
    fields = before.split("|")
    # "2019 | Title: Subtitle | Authors | Venue | link": bars separate, colons do not.
    name = clean_name(fields[0]) if len(fields) > _BARS else split_lead(before)
    separated = len(name) < len(clean_name(before))
    if links and not separated and _names_more(links[0], cell, before):
        named = clean_name(cell.text[links[0].start : links[0].end])
        return named, links[0].end, []
    if links and is_written_out(links[0], cell):
        name = without_label(name)
    title = cited_title(cell.text, start)
    if len(name) > LONGEST_NAME and not title:
        return "", 0, []
    name = title or name
    return announced(name), cell.text.find(name, start) + len(name), []


def _names_more(link: Link, cell: Cell, before: str) -> bool:
    """Whether words lead to a link that is the name: ``Microsoft's [Guidance](…)``."""
    named = clean_name(cell.text[link.start : link.end])
    if is_written_out(link, cell) or is_generic(named):
        return False
    last = name_from_link(link.href)
    if begins_a_sentence(before):
        return True
    # "苍鹭（[heron](…)）": what stands in brackets says more of the name in front of them.
    in_brackets = before.rstrip().endswith(("(", "（"))
    leads_in = "/" not in named and alike(named, last) and not alike(before, last)
    return leads_in and not in_brackets


def _name_of_link(cell: Cell, links: list[Link]) -> tuple[str, int, list[str]]:
    if not links:
        return "", 0, []
    name = clean_name(cell.text[links[0].start : links[0].end])
    if not name or is_written_out(links[0], cell):
        return name_from_link(links[0].href), links[0].end, ["name_from_link"]
    end = _end_of_names(cell, links[0].end)
    return (_joined(cell, links[0].start, end) if end > links[0].end else name), end, []


def _joined(cell: Cell, start: int, end: int) -> str:
    """Names joined to one; a name that is only linked more than once stays as it is."""
    links = [link for link in cell.links if start <= link.start < end]
    names = {clean_name(cell.text[link.start : link.end]) for link in links}
    once = len(links) > 1 and len(names) == 1
    return names.pop() if once else clean_name(cell.text[start:end])


def _end_of_names(cell: Cell, end: int) -> int:
    """Where linked names end that words like "and" join to one: ``[A](…) and [B](…)``."""
    for link in cell.links:
        if link.start < end:
            continue
        named = cell.text[link.start : link.end]
        if not _JOINT.fullmatch(cell.text, end, link.start) or is_generic(named):
            break
        if is_written_out(link, cell):
            break
        end = link.end
    return end


_JOINT = re.compile(r"\s*(?:,|/|&|\+|、|和|与|及|,? ?\b(?:and|or)\b)(?: the\b)?\s*")
