"""Examples of damage in a text that is about damage: they are to stay as they are."""

from __future__ import annotations

import re

from normalize.text.text_lines import line_end

#: With fewer characters above U+007F, as they should be, a damaged stretch may be an example.
SHORT = 20


def is_example(text: str, start: int, end: int, after: str) -> bool:
    """Whether ``text[start:end]`` is short and quoted, or in one line with what it stands for."""
    if count_high(after) >= SHORT:
        return False
    earliest = max(start - _NEAR, 0)
    before = text[max(text.rfind("\n", earliest, start) + 1, earliest) : start]
    behind = text[end : line_end(text, end, end + _NEAR)]
    known = after.strip("\ufffd")
    if known and (known in before or known in behind):
        return True
    opening = _OPENING.search(before[-_QUOTED:])
    return bool(opening and _CLOSING.match(behind[:_QUOTED]))


def count_high(text: str) -> int:
    """How many characters are above U+007F."""
    return len(text) - len(text.encode("ascii", "ignore"))


_NEAR = 1000  # characters of a line to each side
_QUOTED = 30  # characters to each side, within the quotes
_OPENING = re.compile("[\"'`(“‘「『《（【〈][^\"'`()（）“”‘’「」『』《》【】〈〉]*\\Z")
_CLOSING = re.compile("[^\"'`()（）“”‘’「」『』《》【】〈〉]*[\"'`)”’」』》）】〉]")
