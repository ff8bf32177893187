"""``almanac repair``: the restoration of text as a filter for anybody's files, of any size."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO, get_args

import click
import msgspec

from almanac.endings import INTERRUPTED
from almanac.printing import inert, write
from normalize.text import Origin, TextRepair, restore
from normalize.text.stream import decoded, pieces

BLOCK = 1 << 20
"""Bytes that are read at once."""
PIECE = 1 << 19
"""Characters that are restored at once, and so the longest text that is seen as a whole."""


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--explain", is_flag=True, help="Write the repairs as JSON lines to standard error.")
@click.option(
    "--origin",
    type=click.Choice(get_args(Origin)),
    default="readme",
    show_default=True,
    help="Where the text comes from; pdf and plaintext also undo what PDF extraction leaves.",
)
def repair(file: BinaryIO, explain: bool, origin: Origin) -> None:
    """Write FILE (or standard input) to standard output, its text restored.

    The encoding of FILE is found out; the output is UTF-8, without a byte order mark. Line ends
    stay as they are, and healthy text does. The places that --explain names are characters,
    counted from the beginning of FILE.

    FILE may be of any size: a text of more than half a million characters is restored in pieces.
    """
    with _like_a_filter():
        for restored, repairs in _restored(file, origin):
            write(sys.stdout, restored.encode("utf-8"))
            if explain:
                lines = "".join(inert(msgspec.json.encode(one)) + "\n" for one in repairs)
                write(sys.stderr, lines.encode())


def _restored(file: BinaryIO, origin: Origin) -> Iterator[tuple[str, Iterator[TextRepair]]]:
    """Restore piece by piece; the repairs stand where they do in the whole text."""
    start = 0
    for piece in pieces(decoded(iter(partial(file.read, BLOCK), b"")), PIECE):
        restored = restore(piece, origin)
        yield restored.text, _moved(restored.repairs, start)
        start += len(piece)


def _moved(repairs: list[TextRepair], by: int) -> Iterator[TextRepair]:
    for one in repairs:
        yield msgspec.structs.replace(one, start=one.start + by, end=one.end + by)


@contextmanager
def _like_a_filter() -> Iterator[None]:
    """End quietly when interrupted or the reader of the output has gone; else with one line."""
    try:
        yield
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.exit(_BROKEN_PIPE)
    except OSError as error:
        click.echo(f"almanac: {error}", err=True)
        sys.exit(_INPUT_OR_OUTPUT)


_BROKEN_PIPE = 141  # what a shell reports of a filter that SIGPIPE ended
_INPUT_OR_OUTPUT = 74  # as sysexits.h has it: a disk is full, a file cannot be read
