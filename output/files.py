"""Files that are whole or not there: after a kill all of them, after a power cut the durable."""

import os
import shutil
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

TEMPORARY = ".tmp-"
"""Prefix of everything half-made; a reader may ignore it, the next publish removes it."""


def write_atomic(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` so that a reader finds the old file or the new one, never less.

    Raises OSError, and then leaves the old file as it was.
    """
    _write_beside(path, data, write_synced)
    sync(path.parent)


def write_cached(path: Path, data: bytes) -> None:
    """The same at a fraction of the cost; a power cut may leave a torn file behind.

    For what is checked when it is read and can be had again, until :func:`sync_files`.
    Raises OSError, and then leaves the old file as it was.
    """
    _write_beside(path, data, Path.write_bytes)


def sync_files(paths: Iterable[Path]) -> None:
    """Flush files to the disk, with the folders that they lie in and the folders of these.

    Raises OSError.
    """
    files = set(paths)
    folders = {path.parent for path in files}
    for path in sorted(files) + sorted(folders | {folder.parent for folder in folders}):
        sync(path)


def link_atomic(path: Path, target: str) -> None:
    """Make ``path`` a symlink to ``target``, replacing an older link in one step.

    Raises OSError, and then leaves the old link as it was.
    """
    temporary = _beside(path)
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(target)
    try:
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync(path.parent)


def write_synced(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` and through to the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync(path: Path) -> None:
    """Flush a file, or the entries of a folder, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_leftovers(folders: Iterable[Path]) -> None:
    """Remove what killed writers left in these folders. Only for the holder of the lock."""
    for folder in folders:
        for leftover in folder.glob(f"{TEMPORARY}*"):
            if leftover.is_dir() and not leftover.is_symlink():
                shutil.rmtree(leftover)
            else:
                leftover.unlink(missing_ok=True)


def _write_beside(path: Path, data: bytes, write: Callable[[Path, bytes], object]) -> None:
    temporary = _beside(path)
    try:
        write(temporary, data)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def _beside(path: Path) -> Path:
    """Make up a name in the same folder that no other writer alive uses."""
    return path.with_name(f"{TEMPORARY}{path.name}-{os.getpid()}-{threading.get_ident()}")
