"""Kills runs at random moments and looks at what they leave: ``python -m benchmarks.soak``.

After each kill the newest snapshot must be whole, and the next run must give the same tables,
byte for byte, as one that nobody disturbed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from output.snapshots import newest
from output.verify import verify

_EPOCH = 1_795_143_600
_LISTS, _ENTRIES = 3, 10
_AT_ONCE = 2
#: Of what an undisturbed run takes: two at once take longer, and some are to be late.
_LATEST = 1.6


class Killed(msgspec.Struct, frozen=True, kw_only=True):
    """A run that was killed ``seconds`` after its first trace; ``wrong`` is empty: all is well."""

    number: int
    seconds: float
    #: whether it had published before it was killed
    published: bool
    wrong: str


class Soak:
    """A dataset of one night, lists that changed since, and what the second night makes of them.

    Args:
        folder: an empty folder, which takes a copy of the dataset for each kill.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources = folder / "sources"
        _write_lists(self._sources, "")
        self._before = folder / "before"
        _ended(self._run(self._before, 0))
        _write_lists(self._sources, "- [Linly](https://github.com/CVI-SZU/Linly) - adapted\n")
        #: the tables of an undisturbed second night, by the number of its run: one that was
        #: killed has used up a number
        self._tables = {number: self._undisturbed(number) for number in (2, 3)}
        (report,) = (folder / "undisturbed-2" / "runs").glob("*-0002.json")
        self._seconds = sum(json.loads(report.read_text())["seconds"].values())

    def kills(self, number: int, seed: int) -> Iterator[Killed]:
        """So many runs, each killed at a random moment between its first trace and its end."""
        chance = random.Random(seed)
        moments = [chance.uniform(0, _LATEST * self._seconds) for _ in range(number)]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            yield from pool.map(self._kill, range(number), moments)

    def _kill(self, number: int, seconds: float) -> Killed:
        dataset = self._copy(f"killed-{number}")
        run = self._run(dataset, 1)
        while not list((dataset / "runs").glob("*-0002.json")) and run.poll() is None:
            time.sleep(0.005)
        time.sleep(seconds)
        run.kill()
        run.wait()
        wrong = list(_damage(dataset))
        published = _number(dataset) == 2
        if not wrong:
            _ended(self._run(dataset, 1))
            wrong = [*_damage(dataset), *self._strange(dataset)]
        shutil.rmtree(dataset)
        return Killed(number=number, seconds=seconds, published=published, wrong="; ".join(wrong))

    def _undisturbed(self, number: int) -> dict[str, bytes]:
        dataset = self._copy(f"undisturbed-{number}")
        for earlier in range(2, number):
            trace = {"run_id": f"20261120T030000Z-{earlier:04}", "result": "started"}
            (dataset / "runs" / f"{trace['run_id']}.json").write_text(json.dumps(trace))
        _ended(self._run(dataset, 1))
        return _tables(dataset)

    def _strange(self, dataset: Path) -> Iterator[str]:
        expected, found = self._tables[_number(dataset)], _tables(dataset)
        for name in sorted(expected.keys() | found.keys()):
            if expected.get(name) != found.get(name):
                yield f"{name} is not that of an undisturbed run"

    def _copy(self, name: str) -> Path:
        copied: Path = shutil.copytree(self._before, self._folder / name, symlinks=True)
        return copied

    def _run(self, dataset: Path, day: int) -> subprocess.Popen[str]:
        command = ["run", "--sources", str(self._sources), "--dataset", str(dataset)]
        return subprocess.Popen(
            [sys.executable, "-m", "almanac", *command],
            cwd=self._folder,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(_EPOCH + day * 86_400)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )


def _write_lists(folder: Path, more: str) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(_LISTS):
        entries = "".join(
            f"- [Model-{number}-{one}](https://github.com/owner-{number}/model-{one}) - a model\n"
            for one in range(_ENTRIES)
        )
        (folder / f"list-{number}.md").write_text(f"# Models\n\n{entries}{more}")
        (folder / f"list-{number}.toml").write_text(
            f'title = "List {number}"\nkind = "readme"\nurls = ["list-{number}.md"]\n'
        )


def _ended(run: subprocess.Popen[str]) -> None:
    """Wait for a run. Raises RuntimeError: it did not end well."""
    _, said = run.communicate()
    if run.returncode != 0:
        raise RuntimeError(f"a run ended with {run.returncode}: {said}")


def _damage(dataset: Path) -> Iterator[str]:
    snapshot = newest(dataset)
    if snapshot is None:
        yield "there is no snapshot"
        return
    yield from map(str, verify(snapshot.path))
    yield from map(str, verify((dataset / "latest").resolve()))


def _number(dataset: Path) -> int:
    snapshot = newest(dataset)
    return int(snapshot.run_id[-4:]) if snapshot else 0


def _tables(dataset: Path) -> dict[str, bytes]:
    snapshot = newest(dataset)
    if snapshot is None:
        return {}
    return {name: (snapshot.path / name).read_bytes() for name in snapshot.manifest.files}


def main() -> int:
    """Kill as many runs as asked for; 1 where one of them left something wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    asked = parser.parse_args()
    print(f"{asked.kills} kills, seed {asked.seed}", flush=True)
    wrong = published = 0
    with tempfile.TemporaryDirectory() as folder:
        for one in Soak(Path(folder)).kills(asked.kills, asked.seed):
            published += one.published
            if one.wrong:
                wrong += 1
                print(f"kill {one.number}, after {one.seconds:.3f} s: {one.wrong}", flush=True)
    print(f"{published} had published before they were killed; {wrong} left something wrong")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
