"""What people decided about identity: the records; ``almanac/decisions.py`` reads their file."""

from __future__ import annotations

from typing import Literal

import msgspec


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """That some things are the same project, or different ones, or what one is called.

    Each of ``things`` tells mentions by one of: an identity key (``github:owner/name``,
    ``name:moss``), a project id, a mention id. ``same`` and ``different`` take two or more,
    ``rename`` takes one and ``name``.
    """

    kind: Literal["same", "different", "rename"]
    things: tuple[str, ...]
    name: str | None = None
    reason: str = ""
    #: where it stands in the file, for messages: ``decisions.toml: [[same]] 3``
    place: str = ""
