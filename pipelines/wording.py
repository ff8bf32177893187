"""Leaves the words of a source out of what is published, where it does not let us publish them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from normalize.fields.columns import role
from normalize.records import Mention, Reject, Repair

#: What a column may hold that is a fact; any other may hold sentences.
_FACTS = frozenset(
    ("base_model", "date", "index", "languages", "license", "name", "organization", "params")
)


def facts_only(
    mentions: Sequence[Mention], rejects: Sequence[Reject], repairs: Sequence[Repair]
) -> tuple[list[Mention], list[Reject], list[Repair]]:
    """The rows without descriptions and quotations; names, links and typed facts stay."""
    return (
        [
            msgspec.structs.replace(
                one,
                description=None,
                description_raw=None,
                fields=[field for field in one.fields if role(field.label) in _FACTS],
            )
            for one in mentions
        ],
        [msgspec.structs.replace(one, raw="") for one in rejects],
        # Repairs quote the text that they heal; only a name is a fact.
        [one for one in repairs if one.field == "name"],
    )
