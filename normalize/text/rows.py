"""The tables under ``normalize/data`` that are rows of tabbed values."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources


def rows(name: str) -> Iterator[list[str]]:
    """The rows of ``normalize/data/<name>.tsv``, without its comments."""
    text = (resources.files("normalize") / "data" / f"{name}.tsv").read_text("utf-8")
    return (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
