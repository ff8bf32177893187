"""The pointer to the newest snapshot: ``latest.json``, and ``latest`` as a symlink."""

import errno
from datetime import datetime
from pathlib import Path

import msgspec

from output.errors import DatasetError
from output.files import link_atomic, write_atomic
from output.manifest import readable_json, refuse_newer_major

LATEST = "latest.json"
LINK = "latest"
_NO_SYMLINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}


class Latest(msgspec.Struct, kw_only=True, frozen=True):
    """The content of ``latest.json``; ``path`` is relative to the dataset folder."""

    run_id: str
    path: str
    schema_version: str
    published_at: datetime
    checked_at: datetime


def read_latest(dataset: Path) -> Latest | None:
    """Read the pointer; None when nothing has been published here yet.

    Raises DatasetError naming the file when it is unreadable, SchemaTooNew when the snapshot
    has a newer major schema.
    """
    path = dataset / LATEST
    try:
        data = path.read_bytes()
        refuse_newer_major(path, data)
        return msgspec.json.decode(data, type=Latest)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path}: {error}") from error


def point(dataset: Path, latest: Latest) -> None:
    """Make ``latest`` the dataset's pointer, then let the symlink follow.

    Raises OSError, with the old pointer in place, and DatasetError when only the symlink fails.
    """
    write_atomic(dataset / LATEST, readable_json(latest))
    _relink(dataset / LINK, latest.path)


def refuse_foreign_link(dataset: Path) -> None:
    """Raise DatasetError if something else lies where the symlink ``latest`` belongs."""
    link = dataset / LINK
    if link.exists() and not link.is_symlink():
        raise DatasetError(f"{link}: is not a symlink to a snapshot; move it away")


def _relink(link: Path, target: str) -> None:
    if link.is_symlink() and str(link.readlink()) == target:
        return
    try:
        link_atomic(link, target)
    except OSError as error:
        if error.errno not in _NO_SYMLINKS:
            message = f"{link}: cannot be pointed at {target}, as {LATEST} is: {error}"
            raise DatasetError(message) from error
