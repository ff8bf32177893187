"""One run at a time: the lock on a dataset folder."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from output.errors import DatasetError

LOCK = ".lock"
_HELD = {errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK}


class Locked(DatasetError):
    """Another process is at work in this dataset."""


@contextmanager
def hold(dataset: Path) -> Iterator[None]:
    """Hold the dataset's lock; at the end, also of a killed process, the system lets go of it.

    The file ``.lock`` stays: to remove it would let two processes lock two files of that name.
    Raises Locked when another process holds it, naming the folder and that process, and
    DatasetError when the folder or its file system cannot be locked.
    """
    try:
        descriptor = os.open(dataset / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise DatasetError(f"{dataset / LOCK}: {error.strerror}") from error
    try:
        _acquire(dataset, descriptor)
        _sign(descriptor, f"{os.getpid()}\n")
        try:
            yield
        finally:
            _sign(descriptor, "")
    finally:
        os.close(descriptor)


def is_held(dataset: Path) -> bool:
    """Whether a run is at work in this dataset. To look takes the lock for an instant, shared.

    Raises DatasetError when the folder or its file system cannot be locked.
    """
    try:
        descriptor = os.open(dataset / LOCK, os.O_RDONLY)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise DatasetError(f"{dataset / LOCK}: {error.strerror}") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in _HELD:
            raise DatasetError(f"{dataset}: cannot be locked: {error.strerror}") from error
        return True
    finally:
        os.close(descriptor)
    return False


def _acquire(dataset: Path, descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in _HELD:
            raise DatasetError(f"{dataset}: cannot be locked: {error.strerror}") from error
        holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
        who = f"process {holder}" if holder else "another process"
        raise Locked(f"{dataset}: {who} is at work in it") from error


def _sign(descriptor: int, holder: str) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, holder.encode("ascii"), 0)
