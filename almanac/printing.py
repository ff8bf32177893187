"""How we print: one console, and published text that can never become markup or an escape."""

from __future__ import annotations

import io
import os
import shutil
import sys
import unicodedata

from rich.console import Console
from rich.table import Table
from rich.text import Text

#: Terminals of which rich takes the size for unknown, though they have one as any other.
_DUMB = ("dumb", "unknown")


def _console(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        # Where it takes ASCII only, a question mark says more than the end of the program.
        stream.reconfigure(errors="replace")
    if os.environ.get("TERM", "").lower() not in _DUMB:
        return Console(highlight=False, stderr=stderr)
    size = shutil.get_terminal_size()
    return Console(highlight=False, stderr=stderr, width=size.columns, height=size.lines)


out = _console(stderr=False)
err = _console(stderr=True)


def plain(text: str, style: str = "") -> Text:
    """Text from outside, to be printed as it is: no markup, no control characters."""
    visible = "".join(
        char
        if unicodedata.category(char) not in ("Cc", "Cf", "Cs") or char in "\n\t\u200d"
        else "\ufffd"
        for char in text
    )
    return Text(visible, style=style)


def table(*columns: str, title: str | None = None) -> Table:
    """A table without frames, whose last column takes the room that is left."""
    made = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for column in columns[:-1]:
        made.add_column(column, overflow="fold", max_width=60)
    made.add_column(columns[-1], overflow="fold", ratio=1)
    return made


def shortened(text: str | None, longest: int = 100) -> str:
    """A text in one line of at most so many characters."""
    line = " ".join((text or "").split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
