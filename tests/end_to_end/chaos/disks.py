"""A small disk of a test's own, where this machine lets us have one."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """Four megabytes of memory as a disk, mounted there until the end of the block.

    Skips the test, aloud, where that is not allowed.
    """
    folder.mkdir()
    if not _mounted("-t", "tmpfs", "-o", "size=4m", "tmpfs", folder):
        pytest.skip("to mount a disk takes Linux, and the rights of root")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


@contextmanager
def filled(folder: Path, left: int) -> Iterator[None]:
    """The disk of a folder with so many bytes left, until the end of the block."""
    filler = folder / "filler"
    filler.write_bytes(bytes(shutil.disk_usage(folder).free - left))
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A small disk on which nothing can be written until the end of the block."""
    assert _mounted("-o", "remount,ro", folder)
    try:
        yield
    finally:
        assert _mounted("-o", "remount,rw", folder)


def _mounted(*arguments: object) -> bool:
    program = shutil.which("mount")
    if program is None:
        return False
    command = [program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True).returncode == 0
