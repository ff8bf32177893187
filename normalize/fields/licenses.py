"""Licences as lists write them, as SPDX expressions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from normalize.fields.commercial_use import denies_commercial_use
from normalize.fields.license_names import named, named_first, named_inside
from normalize.fields.markup import unmarked
from normalize.tables import table


def spdx(text: str) -> list[str]:
    """SPDX expressions for a licence as a list writes it: ``"Apache 2.0"`` → ``["Apache-2.0"]``.

    Several licences give several expressions, in order. An unknown name gives ``[]``, never a
    guess: "custom", or a licence with restrictions added ("MIT (non-commercial)"), is not the
    licence it started from, and "Apache 3.0" none that we know.
    Well-known licences outside SPDX are ``LicenseRef-…``. Source of the ids: the SPDX licence
    list 3.27 and ScanCode's, as license-expression knows them.
    """
    plain = unmarked(unicodedata.normalize("NFKC", text))
    if whole := named(plain):
        return [whole]
    bare, remarks = _split(plain)
    if whole := named(bare):
        return [whole] if _stays(whole, remarks) else []
    qualified = _is_qualified(bare)
    found = [_of_part(part, remark, qualified) for part, remark in _parts(plain)]
    if qualified and not any(found):
        opening = named_first(bare)
        found = [opening if opening and _is_restricted(opening) else None]
    return list(dict.fromkeys(one for one in found if one))


def says_own(text: str) -> bool:
    """Whether a text says that the licence is a custom or changed one."""
    lowered = text.casefold()
    return any(_stands_in(word, lowered) for word in table("licenses")["words"]["own"])


_PARENTHESIS = re.compile(r"\((?:[^()]{0,80})\)")
#: Not inside brackets, nor before a version ("Apache License, Version 2.0").
_SEPARATOR = re.compile(
    r"(?:[,;、，；\n|&/](?!\s*v(?:ersion)?\.?\s*\d)|\s+(?:and|or|\+)\s+|\s*[和与及或]\s*)"
    r"(?![^()]*\))",
    re.IGNORECASE,
)


def _split(text: str) -> tuple[str, str]:
    """A text without its bracketed remarks, and those."""
    return _PARENTHESIS.sub(" ", text), " ".join(_PARENTHESIS.findall(text))


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The parts between separators, each with the remarks on it: "MIT + Commons Clause" is one."""
    first, *others = _SEPARATOR.split(text)
    part, remark = _split(first)
    for piece in others:
        if _is_added(piece):
            remark = f"{remark} {piece}"
            continue
        yield part, remark
        part, remark = _split(piece)
    yield part, remark


def _is_added(piece: str) -> bool:
    """Whether a part is nothing but a restriction of the licence that stands before it."""
    words, lowered = table("licenses")["words"], piece.casefold()
    if named(_split(piece)[0]) or any(word in lowered for word in words["subjects"]):
        return False
    return _restricts(piece)


def _restricts(text: str) -> bool:
    lowered = text.casefold()
    added = table("licenses")["words"]["added"]
    return denies_commercial_use(text) or any(word in lowered for word in added)


def _of_part(part: str, remark: str, qualified: bool) -> str | None:
    name = named(part) or (None if qualified else named_inside(part))
    return name if name and _stays(name, remark) else None


def _stays(expression: str, remark: str) -> bool:
    """Whether a licence is still that one with this remark; some have restrictions by nature."""
    for phrase in table("licenses")["words"]["harmless"]:
        remark = remark.casefold().replace(phrase, " ")
    if not _is_qualified(remark) and not _restricts(remark):
        return True
    return _is_restricted(expression) and not says_own(remark)


def _is_restricted(expression: str) -> bool:
    if "CC" in expression or expression in table("licenses")["families"]["ids"]:
        return "-NC" in expression
    return expression.startswith("LicenseRef-")


def _is_qualified(text: str) -> bool:
    """Whether a text says that something was changed in, or added to, the licence it names."""
    lowered = text.casefold()
    return any(_stands_in(word, lowered) for word in table("licenses")["words"]["qualified"])


def _stands_in(word: str, text: str) -> bool:
    if not word.isascii():
        return word in text
    return re.search(rf"\b{re.escape(word)}\b", text) is not None
