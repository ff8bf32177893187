"""Readings as they travel: packed once, where they are made; opened only by who needs mentions."""

from __future__ import annotations

import msgspec

from normalize.records import Packed, Reading


def packed(reading: Reading) -> Packed:
    """A reading as bytes, and how much is in it."""
    return Packed(
        reading=msgspec.msgpack.encode(reading),
        entries=len(reading.mentions),
        repairs=len(reading.repairs),
        rejects=len(reading.rejects),
    )


def opened(packed: Packed) -> Reading:
    """The reading that was packed."""
    return msgspec.msgpack.decode(packed.reading, type=Reading)
