"""How we print: one console, and published text that can never become markup or an escape."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import unicodedata
from typing import TextIO

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
        "\ufffd" if _commanding(char) and char not in "\n\t\u200d" else char for char in text
    )
    return Text(visible, style=style)


def inert(encoded: bytes) -> str:
    """JSON in which what a terminal might take for a command is written as an escape."""
    return "".join(
        json.dumps(char)[1:-1] if _commanding(char) and char != "\n" else char
        for char in encoded.decode()
    )


def write(stream: TextIO | None, content: bytes) -> None:
    """Write to standard output or standard error, through to whoever reads there.

    Raises:
        OSError: it is closed, or takes no more; nothing that comes later is written there.
    """
    if stream is None:  # Python's way to say so
        raise OSError("standard output or standard error is closed")
    try:
        stream.buffer.write(content)
        stream.buffer.flush()
    except OSError:
        # Python flushes once more at its end, and would complain of what is known by then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise


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


def _commanding(char: str) -> bool:
    """Whether a character is there to be obeyed: controls, C1 among them, marks of direction."""
    return unicodedata.category(char) in ("Cc", "Cf", "Cs")
