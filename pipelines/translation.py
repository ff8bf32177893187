"""Gives translated entries the name that another source of the run gives the same link."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from normalize.identity import link_key, name_key
from normalize.name_likeness import OTHER_THINGS, disagree, likeness
from normalize.names import name_of
from normalize.records import Mention, Repair
from normalize.text.translation import fold, has_foreign_letters
from normalize.text.translation.links import own_names

#: A name given by a person for the very same link; only the choice of the link may mislead.
_CONFIDENCE = 0.9


class Renamed(msgspec.Struct, frozen=True):
    """The mentions with their own names, in their order, and a repair for each that got one."""

    mentions: list[Mention]
    repairs: list[Repair]


def names_from_other_sources(mentions: Sequence[Mention], ranks: Mapping[str, int]) -> Renamed:
    """Replace a machine-translated name by that of a source which nobody translated.

    Joined by the first link of each entry; only where its own page did not tell the name, whatever
    others list. A link under which others list several things tells nothing; nor does a name that
    lacks a number or Latin letters of the translated one, since those pass a translation, or that
    is not what the link itself is called: it is another thing at the same address. Ids stay as
    they are.
    """
    known = _names(mentions, ranks)
    renamed: list[Mention] = []
    repairs: list[Repair] = []
    for one in mentions:
        found = known.get(_key(one) or "") if one.machine_translated else None
        if found is None or name_key(found.name) == name_key(one.name) or not _fits(one, found):
            renamed.append(one)
            continue
        renamed.append(msgspec.structs.replace(one, name=found.name))
        repairs.append(_repair(one, found))
    return Renamed(renamed, repairs)


def _names(mentions: Sequence[Mention], ranks: Mapping[str, int]) -> dict[str, Mention]:
    """Key of a link → the mention that names it best, where all of a kind speak of one thing."""
    told: defaultdict[str, list[Mention]] = defaultdict(list)
    for one in mentions:
        key = None if one.machine_translated else _key(one)
        if key and name_key(one.name) and "\ufffd" not in one.name:
            told[key].append(one)
    return {key: _best(named, ranks) for key, named in told.items() if _agree(named)}


def _agree(named: list[Mention]) -> bool:
    """Whether no single source lists several things under the link."""
    per_source: defaultdict[str, set[str]] = defaultdict(set)
    for one in named:
        per_source[one.source_id].add(name_key(one.name))
    return all(len(names) == 1 for names in per_source.values())


def _best(named: list[Mention], ranks: Mapping[str, int]) -> Mention:
    """The name that most sources give, then that of the source with the highest rank."""
    votes = Counter(name_key(one.name) for one in named)
    return max(
        named,
        key=lambda one: (votes[name_key(one.name)], ranks.get(one.source_id, 0), one.source_id),
    )


def _key(one: Mention) -> str | None:
    return link_key(one.urls[0]) if one.urls else None


def _fits(one: Mention, found: Mention) -> bool:
    """Whether everything in the raw name that no translation touches is in the other one."""
    if not has_foreign_letters(one.name):
        return False  # it was not translated, or its own page told the name already
    kept = "".join(char if char.isascii() else " " for char in one.name_raw)
    whole = fold(found.name)
    return all(fold(word) in whole for word in kept.split()) and _may_be_called(one, found.name)


def _may_be_called(one: Mention, name: str) -> bool:
    """Whether what the link calls itself, if it does, may be the thing of that name."""
    called, own = name_of(name), [name_of(each) for each in own_names(one.urls[0])]
    return not own or any(
        not disagree(each, called) and likeness(each, called) not in OTHER_THINGS for each in own
    )


def _repair(one: Mention, found: Mention) -> Repair:
    return Repair(
        source_id=one.source_id,
        document_url=one.document_url,
        mention_id=one.mention_id,
        field="name",
        rule="machine-translated-name",
        before=one.name,
        after=found.name,
        confidence=_CONFIDENCE,
        evidence=f"the same link in source {found.source_id}: {found.urls[0]}",
        locator=one.locator,
    )
