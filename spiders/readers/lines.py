"""Lines and offsets of a text: a line ends at \\n, \\r\\n or a lone \\r, as in Markdown."""

from __future__ import annotations

import re
from bisect import bisect_right

_END = re.compile(r"\r\n?|\n")
_END_IN_BYTES = re.compile(_END.pattern.encode())


class Lines:
    """Where each line of a text, or of its bytes, starts; lines count from 0, as parsers do."""

    def __init__(self, text: str | bytes) -> None:
        self._length = len(text)
        ends = _END.finditer(text) if isinstance(text, str) else _END_IN_BYTES.finditer(text)
        self._starts = [0, *(match.end() for match in ends)]

    def offset(self, line: int) -> int:
        """Where a line starts; the end of the text, for one beyond the last."""
        return self._starts[line] if line < len(self._starts) else self._length

    def line(self, offset: int) -> int:
        """The line that an offset is in."""
        return bisect_right(self._starts, offset) - 1

    def locate(self, start: int, end: int) -> str:
        """The locator ``line=12`` or ``line=12-18``, counted from 1 as an editor does."""
        first, last = self.line(start) + 1, self.line(max(start, end - 1)) + 1
        return f"line={first}" if first == last else f"line={first}-{last}"
