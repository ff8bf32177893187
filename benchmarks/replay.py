"""Replays real lists: each version is a run, a minute after the one before; prints what changed.

``python -m benchmarks.replay`` needs the real documents beside the checkout. Seven sources: the
three that never change (a print-out in chunks, a README with lost bytes, a translated page) from
the first run on, and four lists, which move version by version, one list after the other. A list
that has not appeared yet is no source yet; one that has no next version stays as it was. With
``--pdf`` three of the newest versions stay beside them as PDFs, instead of the five documents.

What counts as an id that changed, and as a change that no entry calls for, is written in
``benchmarks.churn``; merges and splits are counted among the changes.

A run is all of ``almanac run`` but the crawl: nothing is fetched, and the process that reads the
documents is the same in all runs.
"""

from __future__ import annotations

import asyncio
import gzip
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from almanac.settings import READERS
from benchmarks.churn import Move, moved, unprovoked, unreported
from benchmarks.runs import Documents, Runs
from normalize.records import Document, Reading, Source, Tables
from spiders.errors import ReadError
from spiders.packing import opened
from spiders.workers import ReaderPool

SHARED = Path(__file__).resolve().parents[2] / "shared"


class Version(msgspec.Struct, frozen=True):
    """A list as it stood one day: the source's id and the file below the corpus."""

    source_id: str
    file: str


class Step(msgspec.Struct, frozen=True):
    """What one run did: the whole snapshot that stands after it, and how many seconds it took."""

    version: Version
    tables: Tables
    seconds: float


def versions(shared: Path = SHARED) -> list[Version]:
    """All versions of all lists, in the order of the index: the order of the runs."""
    index = tomllib.loads((shared / "corpus" / "INDEX.toml").read_text(encoding="utf-8"))
    return [Version(one["id"], file) for one in index["list"] for file in one["versions"]]


def steady(shared: Path = SHARED) -> dict[str, Documents]:
    """The sources that stay as they are: five documents, three of them chunks of one text."""
    paths = {path.name[:3]: path for path in (shared / "seeds").glob("[0-9]*")}
    chunks = [paths[number].read_bytes() for number in ("001", "000", "003")]
    return {
        "print-out": Documents("plaintext", tuple(chunks)),
        "mojibake": Documents("readme", (gzip.decompress(paths["002"].read_bytes()),)),
        "translated": Documents("webpage", (paths["004"].read_bytes(),)),
    }


def prints(shared: Path = SHARED) -> dict[str, Documents]:
    """The newest versions of three of the lists once more, as PDFs: sources that stay too."""
    return {
        path.stem: Documents("pdf", (path.read_bytes(),))
        for path in sorted((shared / "corpus" / "pdf").glob("*.pdf"))
    }


def replay(
    runs: Runs, chosen: Sequence[Version], beside: dict[str, Documents], shared: Path = SHARED
) -> Iterator[Step]:
    """Run after run, each with the next version of one list beside the sources that stay."""
    now = dict(beside)
    for version in chosen:
        body = (shared / "corpus" / version.file).read_bytes()
        now[version.source_id] = Documents("readme", (body,))
        start = time.perf_counter()
        tables = runs.run(now)
        yield Step(version, tables, time.perf_counter() - start)


def main(beside: dict[str, Documents]) -> None:
    """Replay everything beside these sources, and print how long it took and what moved."""
    pool = ReaderPool(READERS)

    def read(documents: list[tuple[Document, bytes]], source: Source) -> list[Reading | ReadError]:
        found = asyncio.run(pool.read_all(documents, source))
        return [one if isinstance(one, ReadError) else opened(one) for one in found]

    start = time.perf_counter()
    with TemporaryDirectory() as folder:
        try:
            steps = list(replay(Runs(Path(folder), read), versions(), beside))
        finally:
            pool.close()
    seconds = time.perf_counter() - start
    slowest = max(steps, key=lambda one: one.seconds)
    print(f"{'replay':<34}{seconds:10.3g} s for {len(steps)} runs of seven sources")
    print(f"{'':<34}{slowest.seconds:10.3g} s the slowest, {slowest.version.file}")
    report(steps)


def report(steps: Iterable[Step]) -> None:
    """Print what changed in all runs together, and every entry that lost its project."""
    changes: Counter[str] = Counter()
    lines: dict[str, list[str]] = {"idle": [], "unsaid": [], "moved": []}
    for before, after in pairwise(steps):
        file, then, now = after.version.file, before.tables, after.tables
        changes.update(one.change for one in now.changes)
        lines["idle"] += [f"{file}: {one.change} {one.name}" for one in unprovoked(then, now)]
        lines["unsaid"] += [f"{file}: {name}" for name in unreported(then, now)]
        lines["moved"] += [f"{file}: {_told(one)}" for one in moved(then, now)]
    kinds = ", ".join(f"{number:,} {kind}" for kind, number in changes.most_common())
    print(f"{'changes':<34}{changes.total():10,} after the first run: {kinds}")
    for label, found in zip(
        (
            "changes that no entry calls for",
            "names that came or went unsaid",
            "entries that stay, ids that do not",
        ),
        lines.values(),
        strict=True,
    ):
        print(f"{label:<34}{len(found):10,}")
        for line in found:
            print(f"    {line}")


def _told(one: Move) -> str:
    mention = one.mention
    return (
        f"{mention.source_id}: {mention.name!r} was {one.before.project_id} ({one.before.name}), "
        f"is {one.after.project_id} ({one.after.name}), by {', '.join(mention.matched_by)}"
    )


if __name__ == "__main__":
    if not (SHARED / "corpus").is_dir():
        sys.exit("replay: the real documents lie beside a developer's checkout, not in it")
    main(prints() if "--pdf" in sys.argv else steady())
