"""One project out of its mentions: which value wins, column by column.

The rule of each column stands in the dataset contract. What they share: a claim weighs as many
voices as there are sources that make it, copies of one another counted once; then the rank of the
source decides, then the newest claim; words of people stand before those of a machine translation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

import msgspec

from normalize.fields.kinds import Told, kind_of_entry
from normalize.fields.languages import detect
from normalize.fields.license_agreement import disagree
from normalize.fields.organizations import names as organization_names
from normalize.fields.topics import topics_of_entry
from normalize.identity import name_key
from normalize.records import Link, Mention, Project
from normalize.resolve import Cluster
from normalize.stars import length_without, same_but_for_stars
from normalize.texts import as_told
from normalize.urls import arxiv_id, canonical, github_id, huggingface_id
from normalize.voices import Voices, listen

#: What lists claim of a licence; a reader of the project should know whoever claims it.
_CLAIMS = ("commercial_use_claimed", "commercial_use_denied")


class Earlier(msgspec.Struct, frozen=True):
    """A project and its mentions as they stand in the previous snapshot."""

    project: Project | None = None
    mentions: Sequence[Mention] = ()


def compose(
    project_id: str,
    one: Cluster,
    ranks: Mapping[str, int],
    now: datetime,
    earlier: Earlier | None = None,
    copies: Sequence[Sequence[str]] = (),
) -> Project:
    """The project that a cluster of mentions describes.

    Args:
        project_id: its id.
        one: its mentions and keys.
        ranks: rank by source id; a higher one weighs more.
        now: the run's time, for ``first_seen`` and the like.
        earlier: what the previous snapshot has of it; settles what else would be a tie.
        copies: the groups of its mentions, by id, that have a text in common.
    """
    stood = (earlier or Earlier()).project
    heard = listen(one.mentions, ranks, copies, (earlier or Earlier()).mentions)
    mentions = heard.mentions
    name = _name(heard, stood)
    described = _described(heard)
    description = _as_told(described, stood)
    project = Project(
        project_id=project_id,
        name=name,
        aliases=_aliases(mentions, name),
        kind=_kind(heard, stood),
        topics=heard.joined(topics_of_entry),
        organizations=heard.joined(_organizations),
        description=description,
        description_language=detect(description) if description else None,
        description_source_id=described.source_id if described else None,
        machine_translated=bool(described and described.machine_translated),
        licenses=heard.joined(lambda mention: mention.license_spdx),
        languages=heard.joined(lambda mention: mention.languages),
        base_models=heard.joined(lambda mention: mention.base_models),
        parameter_counts=sorted(heard.joined(lambda mention: mention.parameter_counts)),
        released_on=heard.agreed(_released_on, stood.released_on if stood else None, _is_within),
        github=_main(heard, github_id, stood.github if stood else None),
        huggingface=_main(heard, huggingface_id, stood.huggingface if stood else None),
        arxiv=_main(heard, arxiv_id, stood.arxiv if stood else None),
        urls=_urls(mentions),
        identity_keys=one.keys,
        first_seen=now,
        last_seen=now,
        last_changed=now,
        source_ids=sorted({mention.source_id for mention in mentions}),
        mention_count=len(mentions),
    )
    return msgspec.structs.replace(project, flags=_flags(heard, project, described))


def _name(heard: Voices, stood: Project | None) -> str:
    """The spelling that most voices agree on, among the most trustworthy ones."""
    mentions = heard.mentions
    trusted = [mention for mention in mentions if not mention.machine_translated] or mentions
    certain = [mention for mention in trusted if "uncertain_text" not in mention.flags] or trusted
    return (
        heard.among(certain).agreed(lambda one: one.name, stood.name if stood else None)
        or certain[0].name
    )


def _kind(heard: Voices, stood: Project | None) -> str:
    """What those entries say that tell it most strongly."""
    told = [(mention, found) for mention in heard.mentions if (found := kind_of_entry(mention))]
    if len({found.kind for _, found in told}) < 2:
        return told[0][1].kind if told else "other"
    strongest = max(found.weight for _, found in told)
    telling = [mention for mention, found in told if found.weight == strongest]
    return heard.among(telling).agreed(_told_kind, stood.kind if stood else None) or "other"


def _told_kind(mention: Mention) -> str | None:
    told: Told | None = kind_of_entry(mention)
    return told.kind if told else None


def _organizations(mention: Mention) -> list[str]:
    return organization_names(mention.organization) if mention.organization else []


def _released_on(mention: Mention) -> str | None:
    return mention.released_on


def _is_within(claimed: str, other: str) -> bool:
    """Whether who claims a date agrees with a more precise one: 2023 with 2023-05."""
    return other.startswith(claimed)


def _aliases(mentions: Sequence[Mention], name: str) -> list[str]:
    """Every other name; one that differs by case or punctuation only is the same name."""
    aliases = {name_key(name): name}
    for mention in mentions:
        if "\ufffd" not in mention.name:  # a name that lost a letter is nobody's name
            aliases.setdefault(name_key(mention.name), mention.name)
    return sorted(alias for alias in aliases.values() if alias != name)


def _described(heard: Voices) -> Mention | None:
    """The mention whose description is published: of the highest rank, then the longest."""
    return max(
        (mention for mention in heard.mentions if mention.description),
        key=lambda mention: (
            not mention.machine_translated,
            "uncertain_text" not in mention.flags,
            heard.ranks[mention.source_id],
            length_without(mention.description or ""),
        ),
        default=None,
    )


def _as_told(described: Mention | None, stood: Project | None) -> str | None:
    """What its description tells; what stood there, where only counts of stars have moved."""
    told = as_told(described.description or "") if described else ""
    if told and stood and stood.description and same_but_for_stars(told, stood.description):
        return stood.description
    return told or None


def _urls(mentions: Sequence[Mention]) -> list[Link]:
    found = (canonical(url) for mention in mentions for url in mention.urls)
    return list(dict.fromkeys(link for link in found if link))


def _flags(heard: Voices, project: Project, described: Mention | None) -> list[str]:
    """What a reader should be wary of in the values that won, not in those that lost."""
    mentions = heard.mentions
    flags = {flag for mention in mentions for flag in mention.flags if flag in _CLAIMS}
    named = [mention for mention in mentions if mention.name == project.name]
    if all("name_from_link" in mention.flags for mention in named):
        flags.add("name_from_link")
    if "\ufffd" in project.name or (described and "uncertain_text" in described.flags):
        flags.add("uncertain_text")
    if not project.languages and any("language_ambiguous" in one.flags for one in mentions):
        flags.add("language_ambiguous")
    if disagree(one.license_spdx for one in mentions if one.license_spdx):
        flags.add("conflicting_license")
    if heard.disagree(_released_on, project.released_on, _is_within):
        flags.add("conflicting_release_date")
    return sorted(flags)


def _main(heard: Voices, identify: Callable[[str], str | None], stood: str | None) -> str | None:
    """The id of a kind that most voices name first, before what the project builds on."""

    def first(mention: Mention) -> str | None:
        return next((found for url in mention.urls if (found := _id(identify, url))), None)

    def folded(mention: Mention) -> str | None:
        return found.casefold() if (found := first(mention)) else None

    won = heard.agreed(folded, stood.casefold() if stood else None)
    # No forge tells ids apart by case; the spelling is that of the most trusted entry.
    return next((first(one) for one in heard.mentions if won and folded(one) == won), None)


@lru_cache(maxsize=1 << 16)
def _id(identify: Callable[[str], str | None], url: str) -> str | None:
    link = canonical(url)
    return identify(link.url) if link else None
