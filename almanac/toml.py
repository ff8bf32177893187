"""Reads a TOML file into a record; whatever is wrong is named with its file and key."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from almanac.errors import ConfigError

R = TypeVar("R", bound=msgspec.Struct)

_AT = re.compile(r" - at `\$(?P<path>[^`]*)`$")
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<key>[^`]+)`")
_MISSING = re.compile(r"Object missing required field `(?P<key>[^`]+)`")


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file.

    Raises:
        ConfigError: the file cannot be read or is no TOML.
    """
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error


def convert(place: Path | str, content: dict[str, Any], record: type[R]) -> R:
    """TOML content as a record; ``place`` is its file, or the file and what in it.

    Raises:
        ConfigError: an unknown or missing key, or a value of the wrong type.
    """
    try:
        return msgspec.convert(content, record)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{place}: {_in_words(str(error), record)}") from error


def _in_words(message: str, record: type[msgspec.Struct]) -> str:
    """A message of msgspec in the words of a TOML file."""
    at = _AT.search(message)
    table = at["path"].strip(".") if at else ""
    where = f" in [{table}]" if table else ""
    if unknown := _UNKNOWN.search(message):
        return f"unknown key {unknown['key']!r}{where}"
    if missing := _MISSING.search(message):
        return f"the key {missing['key']!r} is missing{where}"
    return f"key {table!r}: {_AT.sub('', message)}"
