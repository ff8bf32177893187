"""Limits that a process sets itself while it reads one document."""

from __future__ import annotations

import gc
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def limit_memory(more: int) -> Iterator[None]:
    """Let this process take ``more`` bytes of address space than it has now, and no further.

    Beyond it Python raises :class:`MemoryError`; native code may end the process instead.
    Where the system does not tell a process its size (outside Linux), nothing is limited.
    """
    taken = _address_space()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if taken is None:
        yield
        return
    ceiling = taken + more if hard == resource.RLIM_INFINITY else min(taken + more, hard)
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@contextmanager
def limit_time(seconds: float) -> Iterator[None]:
    """End this process when ``seconds`` have passed, also in native code that never returns."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def free_memory() -> None:
    """Give back what a failed reading left in cycles."""
    gc.collect()


def _address_space() -> int | None:
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (OSError, ValueError):
        return None
    return pages * resource.getpagesize()
