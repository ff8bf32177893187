"""The names of licences, and the SPDX expression that each stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from license_expression import ExpressionError, get_spdx_licensing

from normalize.tables import table


def named(text: str) -> str | None:
    """The expression for a text that is nothing but the name of one licence."""
    folded = _folded(text)
    if not folded:
        return None
    return _names().get(folded) or _creative_commons(folded) or _expression(text.strip(" .。"))


def is_expression(text: str) -> bool:
    """Whether a text is a valid SPDX expression as it stands."""
    return _expression(text) is not None


def is_unnamed(text: str) -> bool:
    """Whether a text says nothing but that there is a licence: "License", 许可协议."""
    return bool(text.strip()) and not _folded(text)


def named_first(text: str) -> str | None:
    """The licence that a text opens with, by its longest name there."""
    words = text.split()
    for end in range(min(_LONGEST_NAME, len(words)), 0, -1):
        folded = _folded(" ".join(words[:end]))
        name = _names().get(folded) or _creative_commons(folded)
        if name and not _is_of_another_version(name, folded, words[end:]):
            return name
    return None


def named_inside(text: str) -> str | None:
    """The one licence that a longer text names; ``None`` for several."""
    found = list(dict.fromkeys(_named_in(text.casefold())))
    return found[0] if len(found) == 1 else None


_NOISE = re.compile(r"[\s\W_]+")
_VERSION = re.compile(r"v(?=\d)")
_A_VERSION = re.compile(r"v?\d+(?:\.\d+)*", re.IGNORECASE)
_CC = re.compile(
    r"(?:cc|creativecommons|知识共享)(?P<terms>(?:by|nc|sa|nd|attribution|noncommercial|"
    r"sharealike|noderivatives|署名|非商业性?使用|相同方式共享|禁止演绎)+)"
    r"(?P<version>[1-4][05]?)?(?:international|unported|国际)?"
)
_TERMS = re.compile(
    r"(?P<BY>by|attribution|署名)|(?P<NC>nc|noncommercial|非商业性?使用)"
    r"|(?P<ND>nd|noderivatives|禁止演绎)|(?P<SA>sa|sharealike|相同方式共享)"
)
#: Names shorter than this are looked for as a whole only: "yi" and "opt" are also words.
_SHORTEST_INSIDE = 5
_LONGEST_NAME = 7  # words
_LONGEST_EXPRESSION = 200


def _named_in(text: str) -> Iterator[str]:
    words = [word for word in re.split(r"[\s,;:()]+", text) if word]
    start = 0
    while start < len(words):
        for end in range(min(start + _LONGEST_NAME, len(words)), start, -1):
            folded = _folded(" ".join(words[start:end]))
            name = _long_name(folded)
            if name and not _is_of_another_version(name, folded, words[end:]):
                yield name
                start = end - 1
                break
        start += 1


def _long_name(folded: str) -> str | None:
    """A name that cannot be an ordinary word of a sentence."""
    if folded != "mit" and len(folded) < _SHORTEST_INSIDE:
        return None
    return _names().get(folded) or _creative_commons(folded)


def _is_of_another_version(expression: str, folded: str, after: list[str]) -> bool:
    """Whether a name that tells no version stands for one, and another one follows."""
    if folded[-1].isdigit() or not any(char.isdigit() for char in expression):
        return False
    following = next((word for word in after if _folded(word)), "")
    return _A_VERSION.fullmatch(following) is not None


@cache
def _names() -> dict[str, str]:
    """Folded name → expression; SPDX's own ids are names too."""
    known = {
        _folded(name): expression
        for expression, names in table("licenses")["names"].items()
        for name in [expression, *names]
    }
    known.pop("", None)
    return known


@lru_cache(maxsize=10_000)  # a list writes the same few names again and again
def _folded(text: str) -> str:
    lowered = text.casefold()
    for word in table("licenses")["words"]["drop"]:
        lowered = (
            re.sub(rf"\b{word}\b", " ", lowered) if word.isascii() else lowered.replace(word, " ")
        )
    plus = lowered.replace("+", "plus")
    return _VERSION.sub("", _NOISE.sub("", plus))


def _creative_commons(folded: str) -> str | None:
    match = _CC.fullmatch(folded)
    if match is None:
        return None
    terms = {found.lastgroup for found in _TERMS.finditer(match["terms"])}
    ordered = [term for term in ("BY", "NC", "ND", "SA") if term in terms]
    version = match["version"]
    name = "-".join(["CC", *ordered])
    if version is None:
        return f"LicenseRef-{name}"
    return f"{name}-{version[0]}.{version[1:] or '0'}"


def _expression(text: str) -> str | None:
    """An expression that is already SPDX: ``Apache-2.0 OR MIT``."""
    if not text.isascii() or len(text) > _LONGEST_EXPRESSION:
        return None
    try:
        parsed = _licensing().parse(text, validate=True)
    except (ExpressionError, ValueError, TypeError, AttributeError, AssertionError):
        return None
    return str(parsed) if parsed is not None else None


@cache
def _licensing() -> Any:
    """The symbols of SPDX; loading them takes a while, so once, and only when needed."""
    return get_spdx_licensing()
