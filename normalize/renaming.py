"""A project under the name that a person gave it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from normalize.identity import name_key
from normalize.records import Mention, Project
from normalize.stars import same_but_for_stars
from normalize.texts import as_told


def renamed(project: Project, name: str, mentions: Iterable[Mention]) -> Project:
    """The project with another name; the one it had becomes an alias.

    As ever, a name that differs by case or punctuation only is the same name and no alias.

    Args:
        project: as its mentions alone tell it.
        name: what people call it.
        mentions: those of the project; they tell which of its flags spoke of the old name.
    """
    others = {name_key(other) or other: other for other in [project.name, *project.aliases]}
    others.pop(name_key(name) or name, None)
    doubtful = any(
        same_but_for_stars(as_told(one.description), project.description)
        for one in mentions
        if one.description and project.description and "uncertain_text" in one.flags
    )
    settled = {"name_from_link"} if doubtful else {"name_from_link", "uncertain_text"}
    return msgspec.structs.replace(
        project,
        name=name,
        # A name that lost a letter is nobody's name.
        aliases=sorted(other for other in others.values() if "\ufffd" not in other),
        flags=[flag for flag in project.flags if flag not in settled],
    )
