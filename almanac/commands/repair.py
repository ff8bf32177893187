"""``almanac repair``: the restoration of text as a filter for anybody's files."""

from __future__ import annotations

import sys
from typing import BinaryIO, get_args

import click
import msgspec

from normalize.text import Origin, restore
from normalize.text.decode import decode


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
    """Write FILE (or standard input) to standard output, its text restored."""
    text, _ = decode(file.read(), None)
    restored = restore(text, origin)
    sys.stdout.buffer.write(restored.text.encode("utf-8"))
    sys.stdout.buffer.flush()
    if explain:
        for one in restored.repairs:
            sys.stderr.buffer.write(msgspec.json.encode(one) + b"\n")
