"""Characters that lost bytes when they were read through a code page, chosen by what is around."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from normalize.text.codepages import CodePage
from normalize.text.edits import Edit
from normalize.text.lattice import Place, best
from normalize.text.losses import PAIRS, Loss, alternatives, has_partner
from normalize.text.sequences import ByteSequence, Part

_SUREST = 0.99  # a choice is never certain


def chosen(
    text: str, view: str, parts: Sequence[Part], page: CodePage, loss: Loss
) -> Iterator[Edit]:
    """Edits of what lost bytes, each chosen in view of all that stands around it."""
    places: list[Place] = []
    lost: list[tuple[int, ByteSequence]] = []  # by the number of their place
    done = 0
    for part in parts if loss.lost else ():
        letters = _letters(part, text, view)
        for sequence in part.sequences if part.throughout else ():
            places.append([text[done : sequence.start]])
            if sequence.lost and sequence.start not in letters:
                lost.append((len(places), sequence))
                places.append(_place(text, view, sequence, loss))
            else:
                places.append([sequence.after or text[sequence.start : sequence.end]])
            done = sequence.end
    places.append([text[done:]])
    chosen = best(places) if lost else []
    for number, (start, end, *_) in lost:
        char, confidence = chosen[number]
        if char != text[start:end]:
            sure = min(confidence, _SUREST)
            yield Edit(start, end, char, "mojibake-bytes-lost", sure, page.name)


def _letters(part: Part, text: str, view: str) -> set[int]:
    """Where sequences that lack bytes are rather letters of healthy words beside the damage.

    One byte is lost more often than both, so a lead of three that stands alone is a letter where
    others lack none; a lead of two, where nothing else begins with it. So is what is all letters
    and stands in a word of Latin ones.
    """
    alone: dict[str, list[int]] = {}
    others = Counter[str]()
    incomplete = 0
    letters: set[int] = set()
    for sequence in part.sequences:
        lead = view[sequence.start]
        if sequence.after is not None:
            others.update(byte for byte in view[sequence.start : sequence.end] if byte >= "\xc2")
        elif sequence.lost and _is_in_word(text, sequence):
            letters.add(sequence.start)
        elif len(view[sequence.start : sequence.end].rstrip(" ")) == 1:
            alone.setdefault(lead, []).append(sequence.start)
        elif sequence.lost:
            others[lead] += 1
            incomplete += 1
    long = sum(len(starts) for lead, starts in alone.items() if lead >= "\xe0")
    for lead, starts in alone.items():
        if incomplete < long if lead >= "\xe0" else others[lead] < 2 * len(starts):
            letters.update(starts)
    return letters


def _is_in_word(text: str, sequence: ByteSequence) -> bool:
    before, after = (
        text[max(sequence.start - 1, 0) : sequence.start],
        text[sequence.end : sequence.end + 1],
    )
    letters = text[sequence.start : sequence.end].isalpha()
    return letters and (before + after).isascii() and before.isalpha() and after.isalpha()


def _place(text: str, view: str, sequence: ByteSequence, loss: Loss) -> Place:
    """What may stand in the place of a sequence; a lead byte alone may also be itself."""
    left = view[sequence.start : sequence.end]
    found = [
        each
        for each in alternatives(left, loss)
        if each not in PAIRS or has_partner(each, view, sequence.start, sequence.end, loss)
    ]
    if len(left.rstrip(" ")) == 1:
        return [*found, text[sequence.start : sequence.end]]
    return found or ["\ufffd"]
