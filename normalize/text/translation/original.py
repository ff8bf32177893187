"""What was found for a translated text: the original, the evidence for it, and how sure we are."""

from __future__ import annotations

import unicodedata

import msgspec


class Original(msgspec.Struct, frozen=True):
    """An original text; ``confidence`` is between 0 and 1.

    ``from_link`` says that the words were read out of a link, which no translation touches.
    """

    text: str
    evidence: str
    confidence: float
    from_link: bool = False


def has_foreign_letters(text: str) -> bool:
    """Whether a text has letters that are not Latin: only those can be a translation."""
    return any(
        char.isalpha() and not unicodedata.name(char, "").startswith("LATIN") for char in text
    )
