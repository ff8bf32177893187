"""Spaces between the characters of running Chinese text, which is written without any.

The damage: ``大 语 言 模 型 是 一 种 …``, line after line, where the extractor took the distance
between wide-set characters for spaces. The evidence is a long line in which nearly every character
is followed by a space, and which has the marks of a sentence; then the spaced lines around it and
other spaced sentences are damaged too.

Spaces that were set on purpose stay: between words (``中文 英文``), in short spaced headings and
names (``目 录``), in verses, between cells of a table, and in text cut into words for a program. So
does a single space in a sentence: emphasis and links leave it, and nothing tells which is which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from normalize.text.edits import Edit
from normalize.text.scripts import HAN

RULE = "chinese-space"


def find(text: str) -> list[Edit]:
    """Edits that remove spaces from inside Chinese sentences, rule ``chinese-space``."""
    if not _GAP.search(text):
        return []
    lines = list(_lines(text))
    spaced = _spaced(lines)
    return [
        Edit(at, at + 1, "", RULE, 0.95)
        for line, is_spaced in zip(lines, spaced, strict=True)
        if is_spaced
        for at in line.gaps
    ]


_MARKS = "，。、；：！？（）《》“”「」『』"
_GAP = re.compile(f"(?<=[{HAN}{_MARKS}]) (?=[{HAN}{_MARKS}])")
_JOINT = re.compile(f"[{HAN}](?=[{HAN}])")
_SENTENCE = re.compile("[，。；！？]")
_LINE = re.compile("[^\r\n]+")

_LONG = 16  # gaps of a line that is no heading, no name, and no couplet
_SHORT = 3
_JOINTS = 0.1  # of the gaps; text cut into words has about one joint to a gap


class _Line(NamedTuple):
    text: str
    start: int
    gaps: list[int]
    joints: int


def _lines(text: str) -> Iterator[_Line]:
    """Find the lines that have gaps between Chinese characters."""
    for found in _LINE.finditer(text):
        line = found.group()
        gaps = [found.start() + gap.start() for gap in _GAP.finditer(line)]
        if gaps:
            yield _Line(line, found.start(), gaps, len(_JOINT.findall(line)))


def _spaced(lines: list[_Line]) -> list[bool]:
    """Which lines have a space after nearly every character."""
    sparse = [line.joints <= _JOINTS * len(line.gaps) for line in lines]
    spaced = [
        few and len(line.gaps) >= _LONG and bool(_SENTENCE.search(line.text))
        for line, few in zip(lines, sparse, strict=True)
    ]
    if not any(spaced):
        return spaced
    for order in (range(1, len(lines)), range(len(lines) - 2, -1, -1)):
        for at in order:
            near = at - 1 if order.step > 0 else at + 1
            goes_on = spaced[near] and _are_neighbours(lines[near], lines[at])
            if sparse[at] and len(lines[at].gaps) >= _SHORT:
                spaced[at] |= goes_on or bool(_SENTENCE.search(lines[at].text))
    return spaced


def _are_neighbours(one: _Line, other: _Line) -> bool:
    first, second = sorted((one, other), key=lambda line: line.start)
    return second.start - first.start - len(first.text) <= len("\r\n")
