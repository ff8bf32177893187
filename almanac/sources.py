"""Loads the source files and refuses what is wrong in them before anything is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

from almanac.errors import ConfigError
from almanac.toml import convert, read_toml
from normalize.fields.license_names import is_expression
from normalize.records import Kind, Source

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
#: Fields of a source that its file does not write: they are the file's own name and place.
_OWN = frozenset(["id", "path"])


def load_sources(place: Path) -> list[Source]:
    """All sources of a folder (and the folders in it), or the one of a single file, by id.

    Raises:
        ConfigError: naming the file and the key of everything that is wrong, a line each.
    """
    if not place.exists():
        raise ConfigError(f"{place}: there is no such file or folder of sources")
    paths = sorted(place.rglob("*.toml")) if place.is_dir() else [place]
    if not paths:
        raise ConfigError(f"{place}: holds no source file (*.toml)")
    sources: dict[str, Source] = {}
    problems: list[str] = []
    for path in paths:
        try:
            source = load_source(path)
        except ConfigError as error:
            problems.append(str(error))
            continue
        # Ids that differ by case only would be one file on some systems.
        twin = sources.setdefault(source.id.lower(), source)
        if twin is not source:
            problems.append(f"{path}: the id {source.id!r} is also that of {twin.path}")
    if problems:
        raise ConfigError("\n".join(problems))
    return sorted(sources.values(), key=lambda source: source.id)


def load_source(path: Path) -> Source:
    """One source file; its id is its name without ``.toml``.

    Raises:
        ConfigError: naming the file and the keys that are wrong, a line each.
    """
    content = read_toml(path)
    if not _ID.fullmatch(path.stem):
        raise ConfigError(
            f"{path}: the file's name is the source's id: letters, digits, - . _ only"
        )
    if problems := [f"{path}: {problem}" for problem in _problems(content)]:
        raise ConfigError("\n".join(problems))
    return convert(path, {**content, "id": path.stem, "path": str(path)}, Source)


def url_problem(url: str) -> str | None:
    """Why a URL cannot be that of a document; null where nothing is wrong."""
    try:
        parts = urlsplit(url)
        port_is_valid = parts.port is None or parts.port > 0
    except ValueError as error:
        return f"is not a URL: {error}"
    if not url.strip() or url != url.strip():
        return "is empty or has white space around it"
    if parts.scheme in ("http", "https"):
        return None if parts.hostname and port_is_valid else "has no host"
    if parts.scheme == "file":
        return None if parts.path.startswith("/") and not parts.netloc else "is not file:///path"
    if "://" in url or parts.scheme:
        return "is neither http(s)://, file:// nor a path relative to this file"
    return None


def _problems(content: dict[str, Any]) -> Iterator[str]:
    """What a type alone does not tell."""
    for key in sorted(_OWN & content.keys()):
        yield f"unknown key {key!r}"
    kind = content.get("kind")
    if isinstance(kind, str) and kind not in get_args(Kind):
        yield f"kind {kind!r} is not one of {', '.join(get_args(Kind))}"
    urls = content.get("urls")
    if isinstance(urls, list):
        if not urls:
            yield "key 'urls': names no document"
        for url in urls:
            if isinstance(url, str) and (problem := url_problem(url)):
                yield f"key 'urls': {url!r} {problem}"
        if len(set(map(str, urls))) < len(urls):
            yield "key 'urls': names a document twice"
    licence = content.get("license")
    if isinstance(licence, str) and licence != "unknown" and not is_expression(licence):
        yield f"key 'license': {licence!r} is neither an SPDX expression nor \"unknown\""
