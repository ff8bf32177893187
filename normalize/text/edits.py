"""What a step of restoration finds: edits of a text, and how they are applied and told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace ``text[start:end]`` (at least one character) by ``after``.

    Edits are as small as the damage allows, so that positions can be followed closely;
    ``confidence`` is between 0 and 1.
    """

    start: int
    end: int
    after: str
    rule: str
    confidence: float = 1.0
    evidence: str | None = None


Step = Callable[[str], Sequence[Edit]]
"""Finds the damage of one kind: edits in order, not overlapping; none for healthy text."""


def apply(text: str, edits: Sequence[Edit]) -> str:
    """Make all edits."""
    pieces: list[str] = []
    done = 0
    for edit in edits:
        pieces += (text[done : edit.start], edit.after)
        done = edit.end
    pieces.append(text[done:])
    return "".join(pieces)


def joined(edits: Sequence[Edit]) -> Iterator[Edit]:
    """Join neighbouring edits of one rule and one evidence, with their lowest confidence."""
    first = 0
    for last, edit in enumerate(edits):
        if last + 1 < len(edits) and _belong_together(edit, edits[last + 1]):
            continue
        run = edits[first : last + 1]
        yield edit._replace(
            start=run[0].start,
            after="".join(each.after for each in run),
            confidence=min(each.confidence for each in run),
        )
        first = last + 1


def _belong_together(left: Edit, right: Edit) -> bool:
    return left.end == right.start and left.rule == right.rule and left.evidence == right.evidence
