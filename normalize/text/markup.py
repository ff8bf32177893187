"""What HTML leaves in its source text: entities that were escaped twice.

The damage: ``&amp;amp;`` or ``&amp;lt;`` where the page should show ``&`` or ``<``; it comes from a
program that escaped text which was already escaped, once or several times. The extra ``amp;`` is
taken out. A page that *writes about* entities has them in code, and code is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize.text.edits import Edit


def find(text: str) -> list[Edit]:
    """Edits that undo the second escaping, rule ``double-escaped-entity``; ``text`` is HTML."""
    if not _ENTITY.search(text):
        return []
    return [
        Edit(
            entity.start(),
            entity.end(),
            "&" + text[entity.end("extra") : entity.end()],
            "double-escaped-entity",
        )
        for entity in _entities_outside_code(text)
    ]


_ENTITY = re.compile(r"&(?P<extra>(?:amp;)+)(?:amp|lt|gt|quot|nbsp|#[0-9]{1,7});", re.IGNORECASE)
_CODE_TAG_OR_ENTITY = re.compile(
    rf"<(?P<end>/?)(?P<code>code|pre|kbd|samp|tt|script|style|textarea)\b|{_ENTITY.pattern}",
    re.IGNORECASE,
)


def _entities_outside_code(text: str) -> Iterator[re.Match[str]]:
    element = ""  # the outermost open element of code
    for match in _CODE_TAG_OR_ENTITY.finditer(text):
        name = (match["code"] or "").lower()
        if match["extra"]:
            if not element:
                yield match
        elif not match["end"]:
            element = element or name
        elif name == element:
            element = ""
