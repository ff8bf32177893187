"""Guesses what a document is, and suggests the source file that would follow it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from normalize.records import Kind, Reading, Source

_KIND_OF_ENDING: dict[str, Kind] = {
    ".md": "readme",
    ".markdown": "readme",
    ".pdf": "pdf",
    ".txt": "plaintext",
    ".html": "webpage",
    ".htm": "webpage",
}


def guess_kind(document: str) -> Kind:
    """What a document is by the ending of its name; a page, where it has none we know."""
    path = urlsplit(document).path.lower().removesuffix(".gz")
    ending = path[path.rfind(".") :] if "." in path else ""
    return _KIND_OF_ENDING.get(ending, "webpage")


def suggest(source: Source, reading: Reading) -> str:
    """A source file to save as ``sources/<id>.toml``, its gate a little below what was read."""
    found = len(reading.mentions)
    lines = [
        f"title = {json.dumps('…', ensure_ascii=False)}",
        f"kind = {json.dumps(source.kind)}",
        f"urls = [{json.dumps(_as_written(source.urls[0]), ensure_ascii=False)}]",
        'license = "unknown"',
        "",
        "[expect]",
        f"min_mentions = {max(1, found * 8 // 10)}",
        "max_drop = 0.2",
    ]
    return "\n".join(lines)


def _as_written(url: str) -> str:
    """A URL as it is; a file relative to ``sources/``, where the suggestion is to be saved."""
    parts = urlsplit(url)
    if parts.scheme != "file":
        return url
    return Path(os.path.relpath(unquote(parts.path), Path("sources").resolve())).as_posix()
