"""What a run fetched that was killed: the next one need not fetch it again."""

from __future__ import annotations

import time
from pathlib import Path

from output.latest import read_latest
from output.runs import result_of
from pipelines.stage import FOLDER, Staged, documents_in

#: What was fetched longer ago than this, in seconds, is no news any more.
FRESH_SECONDS = 12 * 3_600
#: How the report of a run ends whose work is done: what it staged is built.
_DONE = frozenset(["published", "unchanged", "refused", "nothing-readable"])


def left_behind(dataset: Path) -> list[Staged]:
    """The documents of runs that did not end, of each the one that was fetched last.

    Raises:
        DatasetError: the pointer or a report of the dataset is damaged.
    """
    now = time.time()
    newest: dict[tuple[str, str], Staged] = {}
    for folder in (dataset / FOLDER).glob("*"):
        if not folder.is_dir() or _has_ended(dataset, folder.name):
            continue
        for one in documents_in(folder):
            place = one.document.source_id, one.document.url
            # A clock that was set back since makes documents of the future: of unknown age.
            if 0 <= now - one.since <= FRESH_SECONDS and (
                place not in newest or newest[place].since < one.since
            ):
                newest[place] = one
    return list(newest.values())


def _has_ended(dataset: Path, run_id: str) -> bool:
    """Whether a run's work was done, also where it was killed before it could say so."""
    latest = read_latest(dataset)
    return result_of(dataset, run_id) in _DONE or (latest is not None and latest.run_id == run_id)
