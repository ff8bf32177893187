"""What a crawl costs: nights in which nothing changed, a bare Scrapy spider beside it, memory.

``python -m benchmarks.crawling`` serves made-up lists on this machine, in a process of its own,
and prints three things, each measured in processes of their own:

- a thousand sources, in the first run of ``almanac run`` and in the one after, to which the server
  answers "not modified": seconds, and what the server saw;
- the crawl of a first run beside a Scrapy spider with no pipeline that fetches the same: with a
  reader that does nothing, and with the one there is. What is built of it afterwards is no part;
- the most memory that the process which crawls ever had, for more and more documents
  (``--documents N``, as often as wanted); its readers are not counted, and what the sources take
  that it is given is said beside it.

There is no delay between requests. In the last two nothing else holds requests back either: no
throttling by how fast the server answers, and as many at a time to its one host as to all. What
they write is removed at the end only: some file systems (ext4) are slow to make files for minutes
after many were removed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import NamedTuple

import msgspec

from benchmarks.serving import Counts, Server, serving
from benchmarks.usage import Crawled

SOURCES = 1_000
SIZES = (100, 1_000, 10_000)
#: The machine is noisy: of several rounds the fastest counts.
ROUNDS = 3
#: Most times of the bare spider's seconds that a crawl is to take.
AT_MOST = {"unread": 1.5, "read": 3.0}


class Night(NamedTuple):
    """A run, and what the server saw of it."""

    seconds: float
    counts: Counts


def nights(server: Server, folder: Path) -> None:
    """Print what the first run costs, and the one in which nothing changed."""
    home = Path(mkdtemp(dir=folder))
    _write_sources(home, server)
    first, then = (_night(home, server) for _ in range(2))
    for label, one in ((f"first run of {SOURCES:,} sources", first), ("the night after", then)):
        counts = one.counts
        print(
            f"{label:<34}{one.seconds:10.3g} s  {counts.requests:,} requests, "
            f"{counts.unmodified:,} not modified, {counts.bytes:,} bytes sent"
        )
    print(
        f"{'':<34}{then.seconds / first.seconds:10.2g} of the seconds, "
        f"{then.counts.bytes / first.counts.bytes:.2g} of the bytes",
        flush=True,
    )


def overhead(server: Server, folder: Path) -> None:
    """Print how long the crawl takes beside a bare spider."""
    best = {
        kind: min((crawled(kind, server, SOURCES, folder) for _ in range(ROUNDS)), key=_seconds)
        for kind in _LABELS
    }
    for kind, one in best.items():
        own, readers = one.busy
        said = f"{one.seconds:10.3g} s  {own:.1f} + {readers:.1f} s of a processor"
        if kind in AT_MOST:
            times = one.seconds / best["bare"].seconds
            said += f"  {times:8.3g} times the bare spider's, at most {AT_MOST[kind]:g} wanted"
        print(f"{_LABELS[kind]:<34}{said}", flush=True)


_LABELS = {
    "bare": "a bare Scrapy spider",
    "unread": "our crawl, reading nothing",
    "read": "our crawl",
}


def memory(server: Server, sizes: list[int], folder: Path) -> None:
    """Print the most memory that crawls of several sizes ever had."""
    for size in sizes:
        one = crawled("read", server, size, folder)
        said = f"{one.megabytes:10.3g} MB  {one.given:.1f} MB of them its sources"
        print(f"{f'crawling {size:,} documents':<34}{said}", flush=True)


def crawled(kind: str, server: Server, documents: int, folder: Path) -> Crawled:
    """Fetch so many lists in a process of its own: ``bare``, ``unread`` or ``read``.

    What it writes is in a new folder inside ``folder``.
    """
    # No module is the main one: the readers' processes would import it.
    program = "import sys; from benchmarks.crawls import main; main(*sys.argv[1:])"
    dataset = mkdtemp(dir=folder)
    command = [sys.executable, "-c", program, kind, str(server.port), str(documents), dataset]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    told = msgspec.json.decode(done.stdout, type=Crawled)
    if told.documents != documents:
        sys.exit(f"{kind}: only {told.documents} of {documents} documents came")
    return told


def _seconds(one: Crawled) -> float:
    return one.seconds


def _write_sources(folder: Path, server: Server) -> None:
    (folder / "almanac.toml").write_text("[crawl]\ndelay = 0.0\n")
    (folder / "sources").mkdir()
    for number in range(SOURCES):
        (folder / "sources" / f"list-{number}.toml").write_text(
            f'title = "List {number}"\nkind = "readme"\nurls = ["{server.url(number)}"]\n'
            "allow_private = true\n"
        )


def _night(folder: Path, server: Server) -> Night:
    server.counts()
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "almanac", "run"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return Night(time.perf_counter() - start, server.counts())


def main() -> None:
    """Measure and print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, action="append")
    sizes = sorted(parser.parse_args().documents or SIZES)
    with serving(SOURCES) as server, TemporaryDirectory() as folder:
        nights(server, Path(folder))
        overhead(server, Path(folder))
        memory(server, sizes, Path(folder))


if __name__ == "__main__":
    main()
