"""How time and memory grow with the number of mentions: ten thousand to a million made-up ones.

``python -m benchmarks.scale`` prints a line for each size; ``--mentions N``, as often as wanted,
chooses the sizes. Each size runs in a process of its own, so that its peak of memory is its own;
the mentions themselves are part of it. Then a peer on a hundred thousand of the same: rapidfuzz
compares every name with every other, which is what one would write without an index.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

import msgspec
import numpy as np
from rapidfuzz import fuzz, process

from benchmarks.synthetic_mentions import World, world
from benchmarks.usage import peak_megabytes
from normalize.groups import groups
from normalize.records import Mention, Tables
from normalize.resolve import Cluster, cluster
from pipelines.projects import resolve_projects

SIZES = (10_000, 100_000, 1_000_000)
COMPARED = 100_000
NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Measured(msgspec.Struct, frozen=True):
    """Seconds, megabytes and how well the truth was found, for one size."""

    mentions: int
    #: to recognise the projects, on the clock and of a processor (other work slows the clock);
    #: the same where every mention is known; with values and history
    recognised: float
    busy: float
    known: float
    composed: float
    #: of memory, with all mentions in it: to recognise, and to do all of it
    megabytes: tuple[float, float]
    precision: float
    recall: float
    b_cubed: float


class Peer(msgspec.Struct, frozen=True):
    """The same of the peer, which only recognises."""

    mentions: int
    seconds: float
    megabytes: float
    precision: float
    recall: float
    b_cubed: float


def measure(number: int) -> Measured:
    """Resolve so many made-up mentions, in this process."""
    made = world(number)
    busy = time.process_time()
    seconds, grouping = timed(lambda: _ids(cluster(made.mentions)))
    busy = time.process_time() - busy
    told = scores(grouping, made.truth)
    before = {one: f"p{place}" for place, group in enumerate(grouping) for one in group}
    grouping.clear()
    known, _ = timed(lambda: len(cluster(made.mentions, (), before)))
    alone = peak_megabytes()
    before.clear()
    ranks = {source.id: source.rank for source in made.sources}
    composed, _ = timed(
        lambda: len(
            resolve_projects(made.mentions, ranks, ranks.keys(), Tables(), "bench", NOW).projects
        )
    )
    return Measured(number, seconds, busy, known, composed, (alone, peak_megabytes()), *told)


def measure_peer(number: int) -> Peer:
    """The same mentions by the peer, in this process."""
    made: World = world(number)
    seconds, grouping = timed(lambda: by_every_name(made.mentions))
    return Peer(number, seconds, peak_megabytes(), *scores(grouping, made.truth))


def by_every_name(mentions: Sequence[Mention]) -> list[list[str]]:
    """One project is what has the same first link, or a name that is nearly the same."""
    names = sorted({one.name.casefold() for one in mentions})
    place = {name: number for number, name in enumerate(names)}
    pairs = list(_near(names))
    led: dict[str, int] = {}
    for one in mentions:
        if one.urls:
            number = place[one.name.casefold()]
            pairs.append((led.setdefault(one.urls[0], number), number))
    home = {
        number: group for group, those in enumerate(groups(len(names), pairs)) for number in those
    }
    found: dict[int, list[str]] = {}
    for one in mentions:
        found.setdefault(home[place[one.name.casefold()]], []).append(one.mention_id)
    return list(found.values())


def scores(grouping: Iterable[Sequence[str]], truth: dict[str, int]) -> tuple[float, float, float]:
    """Precision and recall over all pairs of mentions, and B-cubed F1 over all mentions."""
    wanted = Counter(truth.values())
    pairs = right = 0
    precise = recalled = 0.0
    for group in grouping:
        pairs += _pairs(len(group))
        for project, shared in Counter(truth[one] for one in group).items():
            right += _pairs(shared)
            precise += shared * shared / len(group)
            recalled += shared * shared / wanted[project]
    both = 2 * precise * recalled / (precise + recalled) / len(truth)
    return right / max(pairs, 1), right / max(sum(map(_pairs, wanted.values())), 1), both


T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds on the clock, and what came out."""
    start = time.perf_counter()
    done = work()
    return time.perf_counter() - start, done


#: rapidfuzz compares so many names at a time with all others; as near as the resolver's own.
_ROWS, _NEAR = 500, 88


def _near(names: list[str]) -> Iterable[tuple[int, int]]:
    for start in range(0, len(names), _ROWS):
        rows = names[start : start + _ROWS]
        table = process.cdist(
            rows, names, scorer=fuzz.ratio, score_cutoff=_NEAR, dtype=np.uint8, workers=-1
        )
        for row, column in zip(*np.nonzero(table), strict=True):
            yield start + int(row), int(column)


def _ids(clusters: Iterable[Cluster]) -> list[list[str]]:
    return [[one.mention_id for one in each.mentions] for each in clusters]


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def in_own_process(what: str, number: int) -> bytes:
    """What a process of its own measured, as JSON."""
    command = [sys.executable, "-m", "benchmarks.scale", "--mentions", str(number), "--as", what]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def main() -> None:
    """Measure and print each size, then the peer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentions", type=int, action="append")
    parser.add_argument("--as", dest="part", choices=("ours", "peer"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    sizes = sorted(chosen.mentions or SIZES)
    if chosen.part:
        measured = (measure if chosen.part == "ours" else measure_peer)(sizes[0])
        sys.stdout.buffer.write(msgspec.json.encode(measured))
        return
    print(
        f"{'mentions':>12}{'recognised':>12}{'processor':>11}{'growth':>8}{'known':>9}"
        f"{'with values':>13}{'MB':>13}{'precision / recall':>22}{'B³ F1':>8}"
    )
    last: Measured | None = None
    for number in sizes:
        one = msgspec.json.decode(in_own_process("ours", number), type=Measured)
        growth = f"{one.busy / last.busy:.1f}×" if last else ""
        alone, everything = one.megabytes
        print(
            f"{number:>12,}{one.recognised:>10.1f} s{one.busy:>9.1f} s{growth:>8}"
            f"{one.known:>7.1f} s{one.composed:>11.1f} s{alone:>7.0f}/{everything:<5.0f}"
            f"{one.precision:>12.4f} /{one.recall:7.4f}{one.b_cubed:>8.4f}",
            flush=True,
        )
        last = one
    peer = msgspec.json.decode(in_own_process("peer", min(COMPARED, sizes[-1])), type=Peer)
    print(
        f"{peer.mentions:>12,}{peer.seconds:>10.1f} s  rapidfuzz, every name with every other"
        f"{peer.megabytes:>23.0f}{peer.precision:>13.4f} /{peer.recall:7.4f}{peer.b_cubed:>8.4f}"
    )


if __name__ == "__main__":
    main()
