"""Restoring damaged text: what came in damaged goes out as its author wrote it, with a ledger."""

from __future__ import annotations

from typing import Literal

import msgspec

from normalize.text import (
    chinese_spaces,
    extraction,
    hyphens,
    lost_spaces,
    markup,
    misread,
    private_use,
    radicals,
    wrapped_lines,
)
from normalize.text.alignment import Alignment
from normalize.text.edits import Step, apply, joined

Origin = Literal["readme", "webpage", "pdf", "plaintext"]

_EXTRACTED: tuple[Step, ...] = (
    misread.find,
    hyphens.find,
    extraction.find,
    private_use.find,
    radicals.find,
    lost_spaces.find,
    chinese_spaces.find,
)

PLANS: dict[Origin, tuple[Step, ...]] = {
    "readme": (misread.find, radicals.find),
    "webpage": (misread.find, radicals.find, markup.find),
    "pdf": _EXTRACTED,
    "plaintext": (*_EXTRACTED, wrapped_lines.find),
}
"""The steps for each origin, in order. What was misread comes first: the control characters in
it are evidence. Hyphens come before extraction, which removes soft ones; extraction before
radicals: what it removes may stand between characters. The lines of a PDF are left to its reader,
who knows their boxes."""

_MAX_ROUNDS = 12  # more layers of damage than anybody has seen; bounds the time hostile text takes


class TextRepair(msgspec.Struct, frozen=True):
    """A change made to text because it was damaged.

    ``[start, end)`` in the text as it came in. ``before`` is the original slice, or the
    intermediate text if an earlier repair had already changed it (one repair per layer).
    ``confidence`` is between 0 (a guess) and 1 (exact).
    """

    rule: str
    start: int
    end: int
    before: str
    after: str
    confidence: float
    evidence: str | None = None


class Restored(msgspec.Struct, frozen=True):
    """A restored text, its repairs ordered by ``start``, and where everything came from."""

    text: str
    repairs: list[TextRepair] = []
    alignment: Alignment = Alignment()

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Restored ``[start, end)`` → original ``[start, end)``, outward at changed segments."""
        return self.alignment.raw_span(start, end)


def restore(text: str, origin: Origin) -> Restored:
    """Run the plan for ``origin`` until it finds nothing more.

    Healthy text comes back as it is, with no repairs. Never raises.
    """
    alignment = Alignment()
    repairs: list[TextRepair] = []
    for _ in range(_MAX_ROUNDS):
        before = text
        for step in PLANS[origin]:
            edits = step(text)
            if edits:
                for edit in joined(edits):
                    start, end = alignment.raw_span(edit.start, edit.end)
                    repairs.append(
                        TextRepair(
                            rule=edit.rule,
                            start=start,
                            end=end,
                            before=text[edit.start : edit.end],
                            after=edit.after,
                            confidence=edit.confidence,
                            evidence=edit.evidence,
                        )
                    )
                alignment = alignment.followed_by(edits)
                text = apply(text, edits)
                if step is misread.find:
                    break  # another layer may be under it, and other steps would take it apart
        if text is before:
            break
    repairs.sort(key=lambda repair: repair.start)
    return Restored(text, repairs, alignment)
