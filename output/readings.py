"""Readings that later runs use again: one file each in ``.readings/``, which may go at any time."""

from __future__ import annotations

import time
from pathlib import Path

import msgspec
import pyarrow as pa

from normalize.records import Packed, Reading
from output.errors import DatasetError
from output.files import remove_leftovers, write_cached

FOLDER = ".readings"
#: Days that a reading stays which no run used.
UNUSED_DAYS = 30
_SUFFIX = ".msgpack.zst"
_ZSTD = pa.Codec("zstd")


def store(dataset: Path, key: str, packed: Packed) -> None:
    """Keep a reading, as it is packed, under a key of hexadecimal digits.

    Raises:
        DatasetError: the file cannot be written.
    """
    path = _path(dataset, key)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_cached(path, _ZSTD.compress(packed.reading, asbytes=True))
    except OSError as error:
        raise DatasetError(f"{path}: {error.strerror}") from error


def holds(dataset: Path, key: str) -> bool:
    """Whether a reading is kept under this key; it is one that is used, then."""
    path = _path(dataset, key)
    if not path.is_file():
        return False
    path.touch()
    return True


def load(dataset: Path, key: str) -> Reading | None:
    """The reading under a key; null where it is gone or damaged, which is then removed."""
    path = _path(dataset, key)
    try:
        with pa.CompressedInputStream(pa.OSFile(str(path)), "zstd") as stream:
            reading = msgspec.msgpack.decode(stream.read(), type=Reading)
        path.touch()
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError, pa.ArrowException):
        path.unlink(missing_ok=True)
        return None
    return reading


def forget_unused(dataset: Path) -> None:
    """Remove the readings that no run has used for long."""
    oldest = time.time() - UNUSED_DAYS * 86_400
    remove_leftovers((dataset / FOLDER).glob("*"))
    for path in (dataset / FOLDER).glob(f"*/*{_SUFFIX}"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


def _path(dataset: Path, key: str) -> Path:
    return dataset / FOLDER / key[:2] / f"{key}{_SUFFIX}"
