"""How far the keys of entries and those of an earlier project tell the same thing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import product

from normalize.identity import key_kind
from normalize.name_likeness import disagree
from normalize.names import Name, name_of


def compared(own: Collection[str], known: Collection[str]) -> tuple[int, int]:
    """How many keys a cluster shares with a project, and how many of the project's it lacks.

    Siblings share links; so a name counts as two keys.
    """
    shared = [key for key in own if key in known]
    return sum(2 if key_kind(key) == "name" else 1 for key in shared), len(known) - len(shared)


def differ(own: Collection[str], other: Collection[str]) -> bool:
    """Whether two sets of keys tell different things: links, and none in common, or versions."""
    ours, theirs = _links(own), _links(other)
    if ours and theirs and ours.isdisjoint(theirs):
        return True
    mine, others = _names(own), _names(other)
    return bool(mine and others) and all(disagree(*pair) for pair in product(mine, others))


def _links(keys: Iterable[str]) -> set[str]:
    return {key for key in keys if key_kind(key) not in ("name", "entry")}


def _names(keys: Iterable[str]) -> list[Name]:
    return [name_of(key.removeprefix("name:")) for key in keys if key_kind(key) == "name"]
