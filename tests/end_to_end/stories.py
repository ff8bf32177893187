"""Short words for what the end-to-end tests do over and over."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any


def write_source(folder: Path, source_id: str, kind: str, *urls: object, extra: str = "") -> Path:
    """A source file in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = json.dumps([str(url) for url in urls])
    path = folder / f"{source_id}.toml"
    path.write_text(f'title = "{source_id}"\nkind = "{kind}"\nurls = {listed}\n{extra}')
    return path


def rows(dataset: Path, table: str) -> list[dict[str, Any]]:
    """A table of the newest snapshot, out of its JSON Lines."""
    with gzip.open(dataset / "latest" / f"{table}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def latest(dataset: Path) -> dict[str, Any]:
    """The pointer to the newest snapshot."""
    content: dict[str, Any] = json.loads((dataset / "latest.json").read_text())
    return content


def manifest(dataset: Path) -> dict[str, Any]:
    """The manifest of the newest snapshot."""
    content: dict[str, Any] = json.loads((dataset / "latest" / "manifest.json").read_text())
    return content


def table_bytes(dataset: Path) -> dict[str, bytes]:
    """The bytes of every table file of the newest snapshot."""
    folder = (dataset / "latest").resolve()
    return {
        path.name: path.read_bytes() for path in folder.iterdir() if path.name != "manifest.json"
    }
