"""Writes the files of a snapshot into a folder, and gives the folder its name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from output.files import sync, write_synced
from output.manifest import MANIFEST, FileFacts, Manifest, readable_json
from output.schemas import SCHEMA_VERSION
from output.tables import write_arrow


def write_files(
    folder: Path,
    run_id: str,
    previous: str | None,
    tables: Mapping[str, pa.Table],
    manifest: Mapping[str, Any],
    now: datetime,
) -> Manifest:
    """Write all tables and, last, the manifest, through to the disk.

    ``manifest`` gives what only the build knows (``code_version``, ``sources``, ``inputs``).
    Raises OSError.
    """
    folder.mkdir(parents=True)
    files = [entry for name in tables for entry in write_arrow(name, tables[name], folder)]
    complete = Manifest(
        **manifest,
        run_id=run_id,
        previous=previous,
        schema_version=SCHEMA_VERSION,
        published_at=now.astimezone(UTC),
        files={f.name: FileFacts(rows=f.rows, bytes=f.bytes, sha256=f.sha256) for f in files},
    )
    write_synced(folder / MANIFEST, readable_json(complete))
    return complete


def move_in(building: Path, folder: Path) -> None:
    """Give a finished folder its name, and make sure that a power cut cannot take it back."""
    sync(building)
    building.rename(folder)
    sync(folder.parent)
    sync(folder.parent.parent)
