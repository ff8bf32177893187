"""The tables of knowledge under ``normalize/data``, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """The table ``normalize/data/<name>.toml``; do not modify what it returns.

    Raises ``FileNotFoundError`` for an unknown name and ``tomllib.TOMLDecodeError``
    for a broken table: both are defects of the checkout, not of the data.
    """
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
