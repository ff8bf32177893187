"""What a run fetched that was killed: the next one need not fetch it again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from normalize.records import Document
from output.latest import read_latest
from output.runs import result_of
from pipelines.stage import FOLDER, documents_in

#: What was fetched longer ago than this, in seconds, is no news any more.
FRESH_SECONDS = 12 * 3_600
#: How the report of a run ends whose work is done: what it staged is built.
_DONE = frozenset(["published", "unchanged", "refused", "nothing-readable"])


class LeftBehind(msgspec.Struct, frozen=True):
    """A document that a killed run staged; ``since`` is when, in seconds of the machine's clock."""

    document: Document
    since: float


def left_behind(dataset: Path) -> list[LeftBehind]:
    """The documents of runs that did not end, of each the one that was fetched last.

    Raises:
        DatasetError: the pointer or a report of the dataset is damaged.
    """
    now = time.time()
    newest: dict[tuple[str, str], LeftBehind] = {}
    for folder in (dataset / FOLDER).glob("*"):
        if not folder.is_dir() or _has_ended(dataset, folder.name):
            continue
        for one in _staged_in(folder):
            place = one.document.source_id, one.document.url
            # A clock that was set back since makes files of the future: nobody knows their age.
            if 0 <= now - one.since <= FRESH_SECONDS and (
                place not in newest or newest[place].since < one.since
            ):
                newest[place] = one
    return list(newest.values())


def _has_ended(dataset: Path, run_id: str) -> bool:
    """Whether a run's work was done, also where it was killed before it could say so."""
    latest = read_latest(dataset)
    return result_of(dataset, run_id) in _DONE or (latest is not None and latest.run_id == run_id)


def _staged_in(folder: Path) -> Iterator[LeftBehind]:
    for path, staged in documents_in(folder):
        yield LeftBehind(staged.document, path.stat().st_mtime)
