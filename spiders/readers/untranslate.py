"""Undoes machine translation where the document itself holds evidence: headings by their anchor."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from normalize.text import Restored, TextRepair
from normalize.text.translation import original_heading
from spiders.readers.blocks import Block, Cell, Heading

#: An anchor keeps the words of a heading, but not their case and punctuation.
_ANCHOR_CONFIDENCE = 0.9


def untranslate(blocks: Sequence[Block], restored: Restored) -> tuple[list[Block], Restored]:
    """Blocks with the headings that their anchors tell, and those repairs in the ledger."""
    undone: list[Block] = []
    repairs: list[TextRepair] = []
    for block in blocks:
        original = isinstance(block, Heading) and original_heading(block.cell.text, block.anchor)
        if not isinstance(block, Heading) or not original:
            undone.append(block)
            continue
        heading, evidence = original
        undone.append(msgspec.structs.replace(block, cell=_renamed(block, heading)))
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


def _renamed(heading: Heading, name: str) -> Cell:
    """The heading's cell with its own words; its links no longer have a place in them."""
    return msgspec.structs.replace(heading.cell, text=name, links=[], bold=None)
