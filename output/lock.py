"""One run at a time: the lock on a dataset folder."""

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from output.errors import DatasetError

LOCK = ".lock"
RUN = "run"
#: How often the lock is tried for: who looks (``work_at``) has it for an instant, shared.
_TRIES, _PAUSE = 20, 0.05  # seconds
_HELD = {errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK}


class Locked(DatasetError):
    """Another process is at work in this dataset."""


@contextmanager
def hold(dataset: Path, work: str = RUN) -> Iterator[None]:
    """Hold the dataset's lock; at the end, also of a killed process, the system lets go of it.

    ``work`` is a word for what is done meanwhile. The file ``.lock`` stays: to remove it would
    let two processes lock two files of that name. Raises Locked when another process holds it,
    naming the folder, that process and its work, and DatasetError when the folder or its file
    system cannot be locked.
    """
    try:
        descriptor = os.open(dataset / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    except FileNotFoundError as error:
        raise DatasetError(f"{dataset}: there is no dataset here") from error
    except OSError as error:
        raise DatasetError(f"{dataset / LOCK}: {error.strerror}") from error
    try:
        _acquire(dataset, descriptor)
        _sign(dataset, descriptor, work)
        try:
            yield
        finally:
            os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def work_at(dataset: Path) -> str | None:
    """A word for what is done in this dataset right now; null where nothing is.

    To look takes the lock for an instant, shared. Raises DatasetError when the folder or its file
    system cannot be locked.
    """
    try:
        descriptor = os.open(dataset / LOCK, os.O_RDONLY)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DatasetError(f"{dataset / LOCK}: {error.strerror}") from error
    try:
        free = _locked(dataset, descriptor, fcntl.LOCK_SH)
        return None if free else _signed(descriptor)[1]
    finally:
        os.close(descriptor)


def _acquire(dataset: Path, descriptor: int) -> None:
    for _ in range(_TRIES):
        if _locked(dataset, descriptor, fcntl.LOCK_EX):
            return
        time.sleep(_PAUSE)
    holder, work = _signed(descriptor)
    who = f"process {holder} ({work})" if holder else "another process"
    raise Locked(f"{dataset}: {who} is at work in it")


def _locked(dataset: Path, descriptor: int, kind: int) -> bool:
    """Lock without waiting; whether it could be done."""
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in _HELD:
            raise DatasetError(f"{dataset}: cannot be locked: {error.strerror}") from error
        return False
    return True


def _sign(dataset: Path, descriptor: int, work: str) -> None:
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()} {work}\n".encode("ascii"), 0)
    except OSError as error:
        raise DatasetError(f"{dataset / LOCK}: {error.strerror}") from error


def _signed(descriptor: int) -> tuple[str, str]:
    """Process and work of who holds the lock; the process is empty while it has not signed yet."""
    holder, _, work = os.pread(descriptor, 64, 0).decode("ascii", "replace").strip().partition(" ")
    return holder, work or RUN
