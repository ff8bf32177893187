"""Organisations: one canonical name for all the names that each goes by."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from normalize.tables import table


def canonical(name: str) -> str:
    """The canonical name: ``"清华"`` → ``"Tsinghua University"``; unknown ones as given, stripped.

    Aliases: ``normalize/data/organizations.toml``. Only a whole name is looked up, so that
    "Tsinghua University & Zhipu" stays what its list says.
    """
    stripped = name.strip()
    return _aliases().get(_folded(stripped), stripped)


@cache
def known_names() -> list[str]:
    """Every name and alias in the table of organisations, in its order."""
    known = table("organizations")["aliases"].items()
    return list(dict.fromkeys(one for name, aliases in known for one in [name, *aliases]))


_AND_OTHERS = re.compile(r"(?:\s*等|\s+et al\.?)\s*$", re.IGNORECASE)
_NOISE = re.compile(r"[\s\W_]+")


@cache
def _aliases() -> dict[str, str]:
    return {
        _folded(alias): name
        for name, aliases in table("organizations")["aliases"].items()
        for alias in [name, *aliases]
    }


def _folded(name: str) -> str:
    """Without case, width, punctuation, a leading @ and "and others"."""
    text = _AND_OTHERS.sub("", unicodedata.normalize("NFKC", name))
    return _NOISE.sub("", text.casefold())
