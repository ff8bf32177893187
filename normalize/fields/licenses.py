"""Licences as lists write them, as SPDX expressions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from license_expression import ExpressionError, get_spdx_licensing

from normalize.tables import table


def spdx(text: str) -> list[str]:
    """SPDX expressions for a licence as a list writes it: ``"Apache 2.0"`` → ``["Apache-2.0"]``.

    Several licences give several expressions, in order. An unknown name gives ``[]``, never a
    guess: "custom", or a licence with restrictions added, is not the licence it started from.
    Well-known licences outside SPDX are ``LicenseRef-…``. Source of the ids: the SPDX licence
    list 3.27 and ScanCode's, as license-expression knows them.
    """
    plain = _PARENTHESIS.sub(" ", _MARKUP.sub(r" \1 ", unicodedata.normalize("NFKC", text)))
    plain = plain.replace("_", " ")
    if whole := _one(plain):
        return [whole]
    parts = _SEPARATOR.split(plain)
    if _is_qualified(plain):
        found = [_one(part) for part in parts] + [_opening(plain)]
    else:
        found = [_one(part) or _inside(part) for part in parts]
    return list(dict.fromkeys(one for one in found if one))


def is_expression(text: str) -> bool:
    """Whether a text is a valid SPDX expression as it stands."""
    return _expression(text) is not None


def says_own(text: str) -> bool:
    """Whether a text says that the licence is a custom or changed one."""
    lowered = text.casefold()
    return any(_stands_in(word, lowered) for word in table("licenses")["words"]["own"])


def is_unnamed(text: str) -> bool:
    """Whether a text says nothing but that there is a licence: "License", 许可协议."""
    return bool(text.strip()) and not _folded(text)


def claims(text: str) -> list[str]:
    """Flags for what a text claims about commercial use, which is no licence (可商用)."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    flags = [
        flag
        for flag, phrases in table("licenses")["claims"].items()
        if any(phrase in folded for phrase in phrases)
    ]
    # "不可商用" contains "可商用": a denial outweighs the words that it denies.
    return flags[-1:]


_MARKUP = re.compile(r"<[^<>]*>|!?\[([^\[\]]*)\]\([^()\s]*\)|[*`~]")
_PARENTHESIS = re.compile(r"\((?:[^()]{0,80})\)")
_SEPARATOR = re.compile(r"[,;、，；\n|&/]|\s+(?:and|or)\s+|\s*[和与及或]\s*", re.IGNORECASE)
_NOISE = re.compile(r"[\s\W_]+")
_VERSION = re.compile(r"v(?=\d)")
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


def _one(text: str) -> str | None:
    """The expression for a text that is nothing but the name of one licence."""
    folded = _folded(text)
    if not folded:
        return None
    return _names().get(folded) or _creative_commons(folded) or _expression(text.strip(" .。"))


def _is_qualified(text: str) -> bool:
    """Whether a text says that something was changed in, or added to, the licence it names."""
    lowered = text.casefold()
    return any(_stands_in(word, lowered) for word in table("licenses")["words"]["qualified"])


def _opening(text: str) -> str | None:
    """The model licence that an explanation opens with; those have restrictions by nature."""
    words = text.split()
    for end in range(min(_LONGEST_NAME, len(words)), 0, -1):
        name = _names().get(_folded(" ".join(words[:end])))
        if name:
            return name if name.startswith("LicenseRef-") else None
    return None


def _inside(text: str) -> str | None:
    """The one licence that a longer text names."""
    found = list(dict.fromkeys(_named_in(text.casefold())))
    return found[0] if len(found) == 1 else None


def _named_in(text: str) -> Iterator[str]:
    words = [word for word in re.split(r"[\s,;:()]+", text) if word]
    start = 0
    while start < len(words):
        for end in range(min(start + _LONGEST_NAME, len(words)), start, -1):
            if name := _long_name(_folded(" ".join(words[start:end]))):
                yield name
                start = end - 1
                break
        start += 1


def _long_name(folded: str) -> str | None:
    """A name that cannot be an ordinary word of a sentence."""
    if folded != "mit" and len(folded) < _SHORTEST_INSIDE:
        return None
    return _names().get(folded) or _creative_commons(folded)


def _stands_in(word: str, text: str) -> bool:
    if not word.isascii():
        return word in text
    return re.search(rf"\b{re.escape(word)}\b", text) is not None


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
