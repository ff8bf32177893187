"""Leaves the words of a source out of what is published, where it does not let us publish them."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

import msgspec

from normalize.fields.columns import role
from normalize.records import Mention, Project, Reject, Repair

#: What a column may hold that is a fact; any other may hold sentences.
_FACTS = frozenset(
    ("base_model", "date", "index", "languages", "license", "name", "organization", "params")
)


#: A fact is told in so many words at most, two Chinese characters for one: more are a sentence.
_WORDS = 8
_WORD = re.compile(r"[\u3400-\u9fff]{1,2}|[^\W\u3400-\u9fff]+(?:[.'-][^\W\u3400-\u9fff]+)*")


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
                license=_fact(one.license),
                organization=_fact(one.organization),
                base_models=[name for name in one.base_models if _fact(name)],
                fields=[
                    field
                    for field in one.fields
                    if role(field.label) in _FACTS and _fact(field.value)
                ],
            )
            for one in mentions
        ],
        [msgspec.structs.replace(one, raw="") for one in rejects],
        # Repairs quote the text that they heal; only a name is a fact.
        [one for one in repairs if one.field == "name"],
    )


def without_words_of(project: Project, source_ids: Set[str]) -> Project:
    """A project as it was published before, without its description where that is of these."""
    if project.description_source_id not in source_ids:
        return project
    return msgspec.structs.replace(
        project,
        description=None,
        description_language=None,
        description_source_id=None,
        machine_translated=False,
    )


def _fact(value: str | None) -> str | None:
    return value if value and len(_WORD.findall(value)) <= _WORDS else None
