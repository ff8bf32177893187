"""Leaves the words of a source out of what is published, where it does not let us publish them."""

from __future__ import annotations

import msgspec

from normalize.fields.columns import role
from normalize.records import Reading

#: What a column may hold that is a fact; any other may hold sentences.
_FACTS = frozenset(
    ("base_model", "date", "index", "languages", "license", "name", "organization", "params")
)


def facts_only(reading: Reading) -> Reading:
    """A reading without descriptions and quotations; names, links and typed facts stay."""
    return msgspec.structs.replace(
        reading,
        mentions=[
            msgspec.structs.replace(
                one,
                description=None,
                description_raw=None,
                fields=[field for field in one.fields if role(field.label) in _FACTS],
            )
            for one in reading.mentions
        ],
        rejects=[msgspec.structs.replace(one, raw="") for one in reading.rejects],
        # Repairs quote the text that they heal; only a name is a fact.
        repairs=[one for one in reading.repairs if one.field == "name"],
    )
