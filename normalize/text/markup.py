"""What HTML leaves in its source text: entities escaped twice, and marks that only lay out.

The damage: ``&amp;amp;`` or ``&amp;lt;`` where the page should show ``&`` or ``<``; it comes from a
program that escaped text which was already escaped, once or several times. The extra ``amp;`` is
taken out. And zero-width spaces and soft hyphens between letters (``\u200b\u200bLLaMA``, also as
``&ZeroWidthSpace;``), which translators and editors insert and no search finds; they go, except in
scripts that need them. A page that *writes about* such things has them in code, and code is left
as it is, as are the insides of tags, where only entities are repaired.

Fonts, pictures and layout spaces (U+00A0, U+3000, indentation) need no step: whoever reads HTML
drops elements and folds spaces anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize.text.edits import Edit
from normalize.text.scripts import BREAKABLE


def find(text: str) -> list[Edit]:
    """Edits of rules ``double-escaped-entity`` and ``layout-mark``; ``text`` is HTML."""
    if not _is_suspect(text):
        return []
    return [
        _unescaped(text, found)
        if found["extra"]
        else Edit(found.start(), found.end(), "", "layout-mark")
        for found in _outside_code(text)
    ]


def _unescaped(text: str, entity: re.Match[str]) -> Edit:
    after = "&" + text[entity.end("extra") : entity.end()]
    return Edit(entity.start(), entity.end(), after, "double-escaped-entity")


_ENTITY = r"&(?P<extra>(?:amp;)+)(?:amp|lt|gt|quot|nbsp|#[0-9]{1,7});"
_MARKS = "\u00ad\u200b\u2060\ufeff"
_MARK = rf"(?:[{_MARKS}]|&(?:ZeroWidthSpace|NoBreak|shy|#8203|#173|#xad|#x200b);)+"
# It begins with a literal: that is searched for many times faster.
_SUSPECT_ENTITY = re.compile(
    r"&(?i:(?:amp;)+(?:amp|lt|gt|quot|nbsp|#[0-9]{1,7});"
    r"|(?:ZeroWidthSpace|NoBreak|shy|#8203|#173|#xad|#x200b);)"
)
_PIECE = re.compile(
    rf"<(?P<end>/?)(?P<code>code|pre|kbd|samp|tt|script|style|textarea)\b"
    rf"|(?P<tag>[<>])|{_ENTITY}|(?<![{BREAKABLE}])(?P<mark>{_MARK})(?![{BREAKABLE}])",
    re.IGNORECASE,
)


def _is_suspect(text: str) -> bool:
    """Whether there is anything to look at; of healthy pages, most are told so at once."""
    return any(mark in text for mark in _MARKS) or _SUSPECT_ENTITY.search(text) is not None


def _outside_code(text: str) -> Iterator[re.Match[str]]:
    element = ""  # the outermost open element of code
    in_tag = False
    for match in _PIECE.finditer(text):
        name = (match["code"] or "").lower()
        if name or match["tag"]:
            in_tag = match["tag"] != ">"
        if name:
            if not match["end"]:
                element = element or name
            elif name == element:
                element = ""
        elif not element and (match["extra"] or (match["mark"] and not in_tag)):
            yield match
