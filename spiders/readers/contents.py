"""What a reader finds in a document: entries, and stretches that are none, with the reason."""

from __future__ import annotations

from typing import Literal

import msgspec


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a list as read. All offsets are ``[start, end)`` in the restored text."""

    start: int
    end: int
    section: list[str]
    name: str
    name_span: tuple[int, int] | None = None
    links: list[str]
    description: str | None = None
    description_span: tuple[int, int] | None = None
    organization: str | None = None
    license: str | None = None
    fields: list[tuple[str, str]] = []
    flags: list[str] = []
    #: only where the line is not the natural one: ``row=3.14``, ``page=3;bbox=…``
    locator: str | None = None


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch that gave no entry: a reject, or a region that is no entry at all."""

    start: int
    end: int
    outcome: Literal["reject", "ignored"]
    reason: str
    detail: str = ""
    locator: str | None = None


def ignored(start: int, end: int, reason: str, locator: str | None = None) -> Unread:
    """A stretch that is no entry by its nature."""
    return Unread(start=start, end=end, outcome="ignored", reason=reason, locator=locator)


class Contents(msgspec.Struct, frozen=True):
    """Everything that a reader found in one document, in the order of the text."""

    entries: list[Entry]
    unread: list[Unread]
