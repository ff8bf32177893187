"""Fills the typed fields of every mention from what its entry says."""

from __future__ import annotations

import msgspec

from normalize.fields import map_fields
from normalize.records import Reading


def mapped(reading: Reading) -> Reading:
    """A reading whose mentions have licence, languages, sizes, dates and organisation."""
    return msgspec.structs.replace(
        reading, mentions=[map_fields(mention) for mention in reading.mentions]
    )
