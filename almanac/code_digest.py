"""A digest of the code and the knowledge that make data of documents."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_MAKE_DATA = ("normalize", "output", "pipelines", "spiders/readers", "almanac/reading.py")
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@cache
def code_digest() -> str:
    """Hex SHA-256 over every file that a published value may depend on, and over the libraries.

    What other code has read or resolved is done again: nobody has to remember to raise a version.
    """
    whole = hashlib.sha256(f"{sys.version_info[:2]}\n".encode())
    for line in _libraries():
        whole.update(line.encode())
    for path in sorted(path for part in _MAKE_DATA for path in _files(_ROOT / part)):
        whole.update(f"{path.relative_to(_ROOT)}\n".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _files(part: Path) -> Iterator[Path]:
    inside = part.rglob("*.*") if part.is_dir() else [part]
    return (path for path in inside if path.is_file() and path.suffix != ".pyc")


def _libraries() -> list[str]:
    """Name and version of each library that we ask for, as installed."""
    return [f"{name} {_version(name)}\n" for name in sorted(_asked_for())]


def _asked_for() -> set[str]:
    try:
        lines = requires("almanac") or []
    except PackageNotFoundError:  # run from a checkout that is not installed
        return set()
    return {found[0] for line in lines if "extra ==" not in line and (found := _NAME.match(line))}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"
