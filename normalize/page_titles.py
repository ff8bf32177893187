"""Names that are what pages are called, whatever they are of: "Getting started", "Leaderboard"."""

from __future__ import annotations

from functools import cache

from normalize.identity import name_key
from normalize.tables import table


def is_page_title(name: str) -> bool:
    """Whether a name tells no thing from another. Words: ``normalize/data/page_titles.toml``."""
    key = name_key(name)
    return key in _titles() or key.removesuffix("s") in _titles()


@cache
def _titles() -> frozenset[str]:
    found = frozenset(name_key(title) for title in table("page_titles")["words"]["titles"])
    return found - {""}
