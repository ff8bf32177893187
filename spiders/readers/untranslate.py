"""Undoes machine translation where the document itself holds evidence: headings by their anchor."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from normalize.text import Restored, TextRepair
from normalize.text.translation import original_heading
from spiders.readers.blocks import Block, Heading
from spiders.readers.listings import outward

#: An anchor keeps the words of a heading, but not their case and punctuation.
_ANCHOR_CONFIDENCE = 0.9


def untranslate(blocks: Sequence[Block], restored: Restored) -> tuple[list[Block], Restored]:
    """Blocks with the headings that their anchors tell, and those repairs in the ledger."""
    undone: list[Block] = []
    repairs: list[TextRepair] = []
    for block in blocks:
        # A heading that is a link is an entry: its name is told by the link.
        if not isinstance(block, Heading) or outward(block.cell):
            undone.append(block)
            continue
        original = original_heading(block.cell.text, block.anchor)
        if original is None:
            undone.append(block)
            continue
        heading, evidence = original
        cell = msgspec.structs.replace(block.cell, text=heading, links=[], bold=None)
        undone.append(msgspec.structs.replace(block, cell=cell))
        start, end = restored.raw_span(block.start, block.end)
        repairs.append(
            TextRepair(
                rule="machine-translated-heading",
                start=start,
                end=end,
                before=block.cell.text,
                after=heading,
                confidence=_ANCHOR_CONFIDENCE,
                evidence=evidence,
            )
        )
    ledger = sorted(restored.repairs + repairs, key=lambda one: one.start)
    return undone, msgspec.structs.replace(restored, repairs=ledger)
