"""Text that was read in the wrong encoding: of two explanations, the one that explains more."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.text import mojibake, multibyte
from normalize.text.edits import Edit


def find(text: str) -> Sequence[Edit]:
    """Edits of ``multibyte`` or of ``mojibake``.

    A few bytes of one damage may look like the other, a text or most of its lines do not.
    """
    double = multibyte.find(text)
    single = mojibake.find(text)
    return double if _covered(double) > _covered(single) else single


def _covered(edits: Sequence[Edit]) -> int:
    return sum(edit.end - edit.start for edit in edits)
