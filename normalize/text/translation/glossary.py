"""The glossary of the trade: what translated words stand for, and in which part of an entry."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from normalize.tables import table

#: Particles that translation adds between words.
FILLERS = frozenset("的之与和")


@cache
def words() -> dict[str, list[str]]:
    """Translated word → the words inside names that it may stand for, the likeliest first."""
    known: dict[str, list[str]] = table("glossary")["words"]
    return known


@cache
def senses() -> dict[str, str]:
    """The words of names in lower case → as names spell them: ``llama`` → ``LLaMA``."""
    found = (sense for known in words().values() for sense in known)
    return {
        sense.lower(): sense for sense in sorted(found, key=lambda one: sum(map(str.isupper, one)))
    }


@cache
def no_names() -> frozenset[str]:
    """Words that say of which kind a thing is: alone they name nothing."""
    return frozenset(table("glossary")["generic"]["names"])


@cache
def common_labels() -> frozenset[str]:
    """Labels of hosts that are shared by many sites and name none."""
    return frozenset(table("glossary")["generic"]["labels"])


def words_at(text: str, start: int) -> Iterator[str]:
    """The known words that stand at a place of a text, the longest first."""
    for end in range(min(len(text), start + _longest()), start, -1):
        if text[start:end] in words():
            yield text[start:end]


@cache
def _longest() -> int:
    return max(map(len, words()))
