"""``almanac rebuild``: make a snapshot again, out of what was fetched for it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from almanac.commands import options
from almanac.printing import err, out, plain
from almanac.rebuilding import Rebuilt, rebuilt


@click.command()
@options.dataset
@click.option("--run", "run_id", metavar="RUN_ID", help="The run.  [default: that of the newest]")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    help="Write the snapshot into this new folder, and leave the dataset as it is.",
)
def rebuild(dataset: Path, run_id: str | None, into: Path | None) -> None:
    """Make a snapshot again out of what was fetched for it, without a network.

    Where the published one is missing or damaged, it is put back. One that is sound is compared,
    and never replaced.

    \b
    Exit status: 0 identical, put back, or written · 1 it came out different ·
    2 bad usage, or what it needs is not there · 75 a run is at work
    """
    done = rebuilt(dataset, run_id, into)
    match done.result:
        case "identical":
            out.print(f"{done.run_id}: made again, identical in every byte.")
        case "restored":
            out.print(f"{done.run_id}: made again and put back.")
        case "written":
            out.print(plain(f"{done.run_id}: made again into {into}."), soft_wrap=True)
        case "different" if done.differing:
            err.print(f"{done.run_id}: what is made today differs; nothing was put back.")
        case "different":
            err.print(
                f"{done.run_id}: other code or libraries published it, and nothing is left to "
                "compare with; nothing was put back. See it with --into FOLDER.",
                soft_wrap=True,
            )
    if done.differing:
        err.print(plain(_difference(done)), soft_wrap=True)
        sys.exit(1)
    sys.exit(1 if done.result == "different" else 0)


def _difference(done: Rebuilt) -> str:
    files = ", ".join(done.differing)
    if done.same_code:
        return f"Not as published, though the code is the same: {files}."
    return f"Not as published: {files}. Other code or libraries published it."
