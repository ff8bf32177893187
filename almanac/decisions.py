"""People's decisions on identity: reads ``decisions.toml`` and refuses what is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args

from almanac.contradictions import contradictions
from almanac.errors import ConfigError
from almanac.toml import convert, read_toml
from normalize.decisions import Decision
from normalize.identity import link_key, name_key
from normalize.records import Record

DEFAULT_NAME = "decisions.toml"

Kind = Literal["same", "different", "rename"]


class Judgement(Record, kw_only=True, frozen=True):
    """What ``[[same]]`` and ``[[different]]`` say."""

    things: list[str]
    reason: str


class Renaming(Record, kw_only=True, frozen=True):
    """What ``[[rename]]`` says."""

    thing: str
    name: str
    reason: str


def load_decisions(path: Path | None, config: Path | None = None) -> tuple[Decision, ...]:
    """The decisions in a file; if none is named, in ``decisions.toml`` beside the configuration.

    Links among their things have become keys, and keys have the form in which they are compared.

    Args:
        path: the file; null takes the default, which need not exist.
        config: the configuration that was named; null is the one in the working folder.

    Raises:
        ConfigError: the file cannot be read, or naming file, entry and what to do of everything
            that is wrong, a line each.
    """
    if path is None:
        path = (config.parent if config else Path()) / DEFAULT_NAME
        if not path.exists():
            return ()
    decisions: list[Decision] = []
    problems: list[str] = []
    for kind, place, entry in _entries(path, read_toml(path)):
        try:
            decisions.append(_decision(kind, place, entry))
        except ConfigError as error:
            problems.append(str(error))
    if problems := problems or list(contradictions(decisions)):
        raise ConfigError("\n".join(problems))
    return tuple(decisions)


def identity_of(thing: str) -> str:
    """A thing in the form in which it is compared: an identity key, a project or a mention id.

    Raises:
        ValueError: in words, why nothing can be told by it, and what to write.
    """
    text = thing.strip()
    if _URL.match(text):
        if key := link_key(text):
            return key
        raise ValueError(
            f"{thing!r} can be the page of many projects, so it identifies none: "
            "write another link, its name (name:…) or the id of a mention"
        )
    if _ID.fullmatch(text):
        return text
    kind, _, rest = text.partition(":")
    if kind == "name" and (key := name_key(rest)):
        return key
    # A forge does not tell the case of letters apart, a web server may.
    if kind in _FOLDED and ("/" in rest if kind in _OWNED else rest):
        return text.lower()
    if kind == "url" and rest:
        return text
    raise ValueError(
        f"{thing!r} tells nothing: write a link with its https://, a key (github:owner/name, "
        "name:…, as `almanac why` shows them), or the id of a project or a mention"
    )


_URL = re.compile(r"https?://", re.IGNORECASE)
_ID = re.compile(r"p[0-9a-f]{16}|m[0-9a-f]{20}(?:-\d+)?")
_OWNED = frozenset(["github", "modelscope"])
_FOLDED = _OWNED | {"huggingface", "arxiv"}


def _entries(path: Path, content: dict[str, Any]) -> Iterator[tuple[Kind, str, dict[str, Any]]]:
    """Each entry of the file with its kind and its place.

    Raises:
        ConfigError: something stands in the file that is no list of entries of a known kind.
    """
    kinds = get_args(Kind)
    for key in content:
        if key not in kinds:
            known = ", ".join(f"[[{kind}]]" for kind in kinds)
            raise ConfigError(f"{path}: unknown key {key!r}: an entry begins with {known}")
    for kind in kinds:
        entries = content.get(kind, [])
        if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
            raise ConfigError(f"{path}: {kind!r} is no list: begin each entry with [[{kind}]]")
        for number, entry in enumerate(entries, 1):
            yield kind, f"{path}: [[{kind}]] {number}", entry


def _decision(kind: Kind, place: str, entry: dict[str, Any]) -> Decision:
    """An entry as a decision.

    Raises:
        ConfigError: naming the first thing that is wrong in it.
    """
    named, name, reason = _said(kind, place, entry)
    try:
        _refuse_empty(named, name, reason)
        things = tuple(identity_of(thing) for thing in named)
        _refuse_repeated(named, things)
    except ValueError as error:
        raise ConfigError(f"{place}: {error}") from error
    return Decision(
        kind=kind,
        things=things,
        name=None if name is None else " ".join(name.split()),
        reason=" ".join(reason.split()),
        place=place,
    )


def _said(kind: Kind, place: str, entry: dict[str, Any]) -> tuple[list[str], str | None, str]:
    """The things, the name and the reason of an entry, as written."""
    if kind == "rename":
        renaming = convert(place, entry, Renaming)
        return [renaming.thing], renaming.name, renaming.reason
    judgement = convert(place, entry, Judgement)
    return judgement.things, None, judgement.reason


def _refuse_empty(named: list[str], name: str | None, reason: str) -> None:
    if not reason.strip():
        raise ValueError("key 'reason' is empty: say how you know")
    if name is None and len(named) < 2:
        raise ValueError("key 'things' names fewer than two: add what it is the same as or not")
    if name is not None and not any(char.isalnum() for char in name):
        raise ValueError(f"key 'name': {name!r} has no letter or digit: write the project's name")


def _refuse_repeated(named: list[str], things: tuple[str, ...]) -> None:
    for thing in things:
        if things.count(thing) > 1:
            pairs = zip(named, things, strict=True)
            said = " and ".join(repr(text) for text, meant in pairs if meant == thing)
            raise ValueError(f"{said} are one thing, {thing}: name it once")
