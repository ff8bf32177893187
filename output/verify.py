"""Checks that a snapshot is what its manifest says, and that its tables hold together."""

import gzip
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from output.errors import DatasetError
from output.manifest import MANIFEST, FileFacts, read_manifest
from output.schemas import SCHEMAS
from output.tables import file_sha256, lines_path, parquet_path

_KEYS = {
    "projects": "project_id",
    "mentions": "mention_id",
    "redirects": "project_id",
    "sources": "source_id",
}
_DAMAGE = (OSError, EOFError, zlib.error, ValueError, OverflowError, pa.ArrowException)


def verify(snapshot_path: Path) -> list[str]:
    """List what is wrong with the snapshot in this folder; ``[]`` if it is sound.

    Never raises on a damaged snapshot. Files that do not match their checksum are not read
    any further.
    """
    try:
        manifest = read_manifest(snapshot_path)
        found = {path.name for path in snapshot_path.iterdir()}
    except (DatasetError, OSError) as error:
        return [str(error)]
    problems = []
    if manifest.run_id != snapshot_path.resolve().name:
        problems.append(f"{MANIFEST}: is the manifest of {manifest.run_id!r}")
    expected = _file_names(snapshot_path)
    problems += [f"{name}: unexpected file" for name in sorted(found - expected - {MANIFEST})]
    problems += [
        f"{MANIFEST}: names {name!r}, which is no file of a snapshot"
        for name in sorted(manifest.files.keys() - expected)
    ]
    sound = set()
    for name in sorted(expected):
        damage = list(_damage(snapshot_path / name, manifest.files.get(name)))
        problems += damage
        if not damage:
            sound.add(name)
    for name in SCHEMAS:
        problems += _table_problems(name, snapshot_path, manifest.files, sound)
    problems += _loose_ends(snapshot_path, sound)
    return problems


def _file_names(folder: Path) -> set[str]:
    return {
        path.name
        for name in SCHEMAS
        for path in (parquet_path(name, folder), lines_path(name, folder))
    }


def _damage(path: Path, facts: FileFacts | None) -> Iterator[str]:
    """Compare the bytes of a file with what the manifest promises."""
    if facts is None:
        yield f"{path.name}: not in {MANIFEST}"
        return
    try:
        size = path.stat().st_size
        if size != facts.bytes:
            yield f"{path.name}: {size} bytes instead of {facts.bytes}"
        if (digest := file_sha256(path)) != facts.sha256:
            yield f"{path.name}: sha256 {digest} instead of {facts.sha256}"
    except FileNotFoundError:
        yield f"{path.name}: missing"
    except OSError as error:
        yield f"{path.name}: unreadable: {error.strerror}"


def _table_problems(
    name: str, folder: Path, facts: dict[str, FileFacts], sound: set[str]
) -> Iterator[str]:
    """Compare rows and schema of a table's two files with what they should be."""
    parquet, lines = parquet_path(name, folder), lines_path(name, folder)
    counted: dict[str, int] = {}
    for path, inspect in ((parquet, _inspect_parquet), (lines, _inspect_lines)):
        if path.name not in sound:
            continue
        try:
            rows, problem = inspect(name, path)
        except _DAMAGE as error:
            yield f"{path.name}: unreadable: {error}"
            continue
        counted[path.name] = rows
        if problem:
            yield f"{path.name}: {problem}"
        if rows != facts[path.name].rows:
            yield f"{path.name}: {rows} rows instead of {facts[path.name].rows}"
    if len(set(counted.values())) > 1:
        yield (
            f"{lines.name}: {counted[lines.name]} rows, "
            f"but {parquet.name} has {counted[parquet.name]}"
        )


def _inspect_parquet(name: str, path: Path) -> tuple[int, str]:
    with pq.ParquetFile(path) as file:
        found: pa.Schema = file.schema_arrow
        rows: int = file.metadata.num_rows
    expected = SCHEMAS[name]
    if found.equals(expected):
        return rows, ""
    differing = [f.name for f in expected if f.name not in found.names or found.field(f.name) != f]
    extra = [column for column in found.names if column not in expected.names]
    return rows, f"schema differs: {', '.join(differing + extra) or 'order of columns'}"


def _inspect_lines(name: str, path: Path) -> tuple[int, str]:
    with gzip.open(path, "rb") as lines:
        return sum(1 for _ in lines), ""


def _loose_ends(folder: Path, sound: set[str]) -> Iterator[str]:
    """Ids that stand twice, and mentions of projects that are not there."""
    columns: dict[str, list[Any]] = {}
    for name, key in _KEYS.items():
        columns[name] = ids = _column(name, key, folder, sound)
        for value, times in Counter(ids).items():
            if times > 1:
                yield f"{name}.parquet: {key} {value!r} stands {times} times"
    projects = set(columns["projects"])
    if "projects.parquet" in sound:
        mentions = zip(
            columns["mentions"], _column("mentions", "project_id", folder, sound), strict=False
        )
        for mention_id, project_id in mentions:
            if project_id not in projects:
                yield f"mentions.parquet: {mention_id!r} points to unknown project {project_id!r}"


def _column(name: str, column: str, folder: Path, sound: set[str]) -> list[Any]:
    """One column of a sound file; of any other file that was reported already, nothing."""
    path = parquet_path(name, folder)
    if path.name not in sound:
        return []
    try:
        with pq.ParquetFile(path) as file:
            values: list[Any] = file.read(columns=[column]).column(column).to_pylist()
    except (*_DAMAGE, KeyError):
        return []
    return values
