"""Publishes over and over, each time killed at the next step; run by ``test_kills.py``.

A process of its own, which forks: each child publishes in a copy of one dataset and ends with
SIGKILL, truly, just before its n-th step. A step is a file or folder that is made, renamed,
linked or removed, and a flush to the disk; before each flush there is one more step, at which
half of what was not flushed is lost, as in a power cut.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from over_time import readmes, runs

from output.files import TEMPORARY
from output.snapshots import newest
from output.verify import verify

LIST = "- [MOSS](https://github.com/OpenLMLab/MOSS) - a model with plugins\n"
MORE = LIST + "- [Linly](https://github.com/CVI-SZU/Linly) - adapted\n"
_MADE = ("os.rename", "os.mkdir", "os.symlink", "os.remove", "os.rmdir")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Steps:
    """Counts the steps of this process; ends it before the one that is its last."""

    def __init__(self, dataset: Path, last: int) -> None:
        self._dataset = str(dataset)
        self._last = last
        self._count = 0
        self._flush = os.fsync
        os.fsync = self._fsync
        sys.addaudithook(self._heard)

    def _heard(self, event: str, about: tuple[Any, ...]) -> None:
        changes = event in _MADE or (event == "open" and _writes(about))
        if changes and str(about[0]).startswith(self._dataset):
            self._step()

    def _fsync(self, descriptor: int) -> None:
        self._step()
        self._step(lambda: _torn(descriptor))
        self._flush(descriptor)

    def _step(self, before: Callable[[], None] = lambda: None) -> None:
        self._count += 1
        if self._count == self._last:
            before()
            os.kill(os.getpid(), signal.SIGKILL)


def main(folder: Path) -> None:
    """Print what came of each kill, a JSON object a line; the last child lives."""
    base = runs(folder / "base")
    base.run(readmes({"list": LIST}))

    def publish(dataset: Path, last: int) -> bool:
        """Publish more than ``dataset`` has, in a child; whether that lived."""
        child = os.fork()
        if child == 0:
            base.dataset = dataset
            Steps(dataset, last)
            base.run(readmes({"list": MORE}))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        return not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status) == 0

    for last in count(1):
        dataset = folder / str(last)
        shutil.copytree(folder / "base", dataset, symlinks=True)
        lived = publish(dataset, last)
        told = {"lived": lived, "killed": _found(dataset)}
        if not lived:
            publish(dataset, 0)
        print(json.dumps({**told, "next": _found(dataset)}), flush=True)
        if lived:
            return


def _found(dataset: Path) -> dict[str, Any]:
    """What a reader finds."""
    snapshot = newest(dataset)
    assert snapshot is not None
    link = dataset / "latest"
    return {
        "run_id": snapshot.run_id,
        "damage": verify(snapshot.path),
        "link": verify(link.resolve()),
        "tables": {name: facts.sha256 for name, facts in snapshot.manifest.files.items()},
        "leftovers": [str(one) for one in dataset.rglob(f"{TEMPORARY}*")],
    }


def _writes(about: tuple[Any, ...]) -> bool:
    _, mode, flags = about
    return any(one in (mode or "") for one in "wax+") or bool(flags & _WRITING)


def _torn(descriptor: int) -> None:
    path = Path(f"/proc/self/fd/{descriptor}")
    if path.is_file():
        os.truncate(path, path.stat().st_size // 2)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
