"""Patterns of the words that lists are written with, out of the tables of words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from normalize.tables import table


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of some words; of two that begin alike, the longer one."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


#: A pattern of the titles of chapters.
CHAPTERS = any_of(table("list_words")["chapters"])
