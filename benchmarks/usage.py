"""What a process took of the machine: memory and processors."""

from __future__ import annotations

import resource
import sys

import msgspec


class Crawled(msgspec.Struct, frozen=True):
    """How a crawl went.

    ``seconds`` are those on the clock; ``busy`` those of a processor, of this process and of its
    readers, which other work on the machine does not change. ``megabytes`` are the most that this
    process ever had, its readers not counted; ``given`` those that its sources took.
    """

    documents: int
    seconds: float
    busy: tuple[float, float]
    megabytes: float
    given: float


def peak_megabytes() -> float:
    """The most memory that this process ever had, in millions of bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (peak if sys.platform == "darwin" else peak * 1024) / 1e6


def processor_seconds() -> tuple[float, float]:
    """Seconds of a processor that this process took, and all of its children that ended."""
    own, children = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime, children.ru_utime + children.ru_stime
