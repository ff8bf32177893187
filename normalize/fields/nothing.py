"""Values that say nothing: a dash, "N/A", 未知."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from normalize.tables import table


def says_nothing(value: str, kind: str = "any") -> bool:
    """Whether a value has no word, or only one for "nothing" (``"N/A"``, ``"未知"``, ``"-"``).

    Args:
        value: of a cell or a labelled line; markup counts as punctuation.
        kind: the role of its column; 个人 is no organisation and "from scratch" no base model,
            but elsewhere they say something.

    Vocabulary: ``normalize/data/nothing.toml``.
    """
    folded = _folded(value)
    return not folded or folded in _words("any") or folded in _words(kind)


_NOISE = re.compile(r"[\s\W_]+")


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(map(_folded, table("nothing")["words"].get(kind, ())))


def _folded(text: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())
