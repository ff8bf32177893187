"""Characters that lost bytes when they were read through a code page, chosen by what is around."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence

from normalize.text.codepages import CodePage
from normalize.text.edits import Edit
from normalize.text.lattice import Place, best
from normalize.text.losses import PAIRS, Loss, alternatives, has_partner
from normalize.text.sequences import ByteSequence, Part, is_in_word

_SUREST = 0.99  # a choice is never certain


def chosen(
    text: str, view: str, parts: Sequence[Part], page: CodePage, loss: Loss
) -> Iterator[Edit]:
    """Edits of what lost bytes, each chosen in view of all that stands around it."""
    places: list[Place] = []
    lost: list[tuple[int, ByteSequence]] = []  # by the number of their place
    done = 0
    line_ends = [match.start() for match in re.finditer("\n", view)]
    for part in parts if loss.lost else ():
        if not part.throughout:
            continue
        letters = _letters(part, text, view, line_ends)
        for sequence in part.sequences:
            places.append([text[done : sequence.start]])
            if sequence.lost and sequence.start not in letters:
                lost.append((len(places), sequence))
                places.append(_place(text, view, sequence, loss))
            else:
                places.append([sequence.after or text[sequence.start : sequence.end]])
            done = sequence.end
    places.append([text[done:]])
    choices = best(places) if lost else []
    for number, (start, end, *_) in lost:
        char, confidence = choices[number]
        if char != text[start:end]:
            sure = min(confidence, _SUREST)
            yield Edit(start, end, char, "mojibake-bytes-lost", sure, page.name)


def _letters(part: Part, text: str, view: str, line_ends: list[int]) -> set[int]:
    """Where sequences that lack bytes are rather letters of healthy words beside the damage.

    A lead of two that stands alone is one where nothing else begins with it; a lead of three, in a
    line where nothing else is damaged, and where others lack none: one byte is lost more often
    than both. So is what is all letters and stands in a word of Latin ones.
    """
    alone: list[tuple[int, int]] = []  # start and line
    letters: set[int] = set()
    damaged_lines: set[int] = set()
    others = Counter[str]()
    incomplete = 0
    for sequence in part.sequences:
        line = bisect(line_ends, sequence.start)
        if sequence.after is not None:
            others.update(byte for byte in view[sequence.start : sequence.end] if byte >= "\xc2")
            damaged_lines.add(line)
        elif sequence.lost and _is_in_latin_word(text, sequence):
            letters.add(sequence.start)
        elif _is_lead_alone(view, sequence):
            alone.append((sequence.start, line))
        elif sequence.lost:
            others[view[sequence.start]] += 1
            incomplete += 1
            damaged_lines.add(line)
    long = [start for start, line in alone if line in damaged_lines and view[start] >= "\xe0"]
    enough = incomplete >= len(long)
    for start, line in alone:
        of_three = view[start] >= "\xe0"
        is_damage = enough and line in damaged_lines if of_three else others[view[start]] > 0
        if not is_damage:
            letters.add(start)
    return letters


def _is_lead_alone(view: str, sequence: ByteSequence) -> bool:
    return len(view[sequence.start : sequence.end].rstrip(" ?\ufffd")) == 1


def _is_in_latin_word(text: str, sequence: ByteSequence) -> bool:
    start, end, *_ = sequence
    return text[start:end].isalpha() and is_in_word(text, start, end)


def _place(text: str, view: str, sequence: ByteSequence, loss: Loss) -> Place:
    """What may stand in the place of a sequence; a lead byte alone beside a letter may be one."""
    start, end, *_ = sequence
    found = [
        each
        for each in alternatives(view[start:end], loss)
        if each not in PAIRS or has_partner(each, view, start, end, loss)
    ]
    beside = text[max(start - 1, 0) : start] + text[end : end + 1]
    if _is_lead_alone(view, sequence) and (not found or re.search("[A-Za-z]", beside)):
        return [*found, text[start:end]]
    return found
