"""What a cell says without the markup that people leave in it."""

from __future__ import annotations

import re
from functools import cache

#: Signs of emphasis. ``_`` and ``~`` are parts of names too.
EMPHASIS = "*`"
_MARKS = EMPHASIS + "_~"


def unmarked(text: str, marks: str = _MARKS) -> str:
    """A text without tags, without the addresses of Markdown links and without such signs.

    A blank stands where each was: what markup keeps apart does not run together.
    """
    return _pattern(marks).sub(r" \1 ", text)


@cache
def _pattern(marks: str) -> re.Pattern[str]:
    return re.compile(rf"<[^<>]*>|!?\[([^\[\]]*)\]\([^()\s]*\)|[{re.escape(marks)}]")
