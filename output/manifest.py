"""``manifest.json``: what a snapshot consists of, what came before it, what its sources gave."""

from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import msgspec

from output.errors import DatasetError, SchemaTooNew
from output.schemas import SCHEMA_VERSION

MANIFEST = "manifest.json"


# Unlike records, these two let unknown keys pass: a newer minor version may add some.
class FileFacts(msgspec.Struct, kw_only=True, frozen=True):
    """Size of one file, in rows and bytes, and its SHA-256 in lower-case hex."""

    rows: int
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, kw_only=True, frozen=True):
    """The manifest of one snapshot; ``previous`` is null in the first one of a chain.

    ``sources``: per source id the counts and the coverage of its documents. ``inputs`` is a digest
    of everything that the snapshot was made of; null in those of older code.
    """

    run_id: str
    previous: str | None
    schema_version: str
    code_version: str
    published_at: datetime
    result: Literal["published"] = "published"
    files: dict[str, FileFacts]
    sources: dict[str, Any]
    inputs: str | None = None


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of the snapshot in ``folder``.

    Raises DatasetError naming the file when it is missing or not a manifest, SchemaTooNew when
    its schema has a newer major.
    """
    path = folder / MANIFEST
    try:
        data = path.read_bytes()
        refuse_newer_major(path, data)
        return msgspec.json.decode(data, type=Manifest)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path}: {error}") from error


def readable_json(value: object) -> bytes:
    """JSON for people and for diffs: sorted keys, two spaces, a newline at the end."""
    return msgspec.json.format(msgspec.json.encode(value, order="sorted"), indent=2) + b"\n"


class _Versioned(msgspec.Struct):
    schema_version: str


def refuse_newer_major(path: Path, data: bytes) -> None:
    """Raise SchemaTooNew if the JSON ``data`` of ``path`` is of a newer major schema.

    Looks at nothing but ``schema_version``, since the rest may have changed its meaning.
    Raises DatasetError if that is not a version, msgspec's own errors if there is none.
    """
    found = msgspec.json.decode(data, type=_Versioned).schema_version
    major = found.partition(".")[0]
    if not (major.isascii() and major.isdigit()):
        raise DatasetError(f"{path}: schema_version {found!r} is not a version")
    if int(major) > int(SCHEMA_VERSION.partition(".")[0]):
        raise SchemaTooNew(
            f"{path}: schema {found} is newer than {SCHEMA_VERSION}, which this code knows"
        )
