"""One project out of its mentions: which value wins, column by column.

Rules, in order, wherever sources disagree: words of people before words of a machine
translation, then agreement of sources, then the rank of the source, then the order of the
mentions. Lists of values are joined, best supported first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import msgspec

from normalize.fields.languages import detect
from normalize.fields.organizations import canonical as canonical_organization
from normalize.identity import name_key
from normalize.records import Link, Mention, Project
from normalize.resolve import Cluster
from normalize.urls import arxiv_id, canonical, github_id, huggingface_id

V = TypeVar("V", bound=Hashable)

#: What lists claim of a licence; a reader of the project should know whoever claims it.
_CLAIMS = ("commercial_use_claimed", "commercial_use_denied")


def compose(
    project_id: str,
    one: Cluster,
    ranks: Mapping[str, int],
    now: datetime,
) -> Project:
    """The project that a cluster of mentions describes.

    Args:
        project_id: its id.
        one: its mentions and keys.
        ranks: rank by source id; a higher one weighs more.
        now: the run's time, for ``first_seen`` and the like.
    """
    mentions = sorted(
        one.mentions, key=lambda mention: (mention.machine_translated, -ranks[mention.source_id])
    )
    name = _name(mentions)
    described = _described(mentions)
    urls = _urls(mentions)
    project = Project(
        project_id=project_id,
        name=name,
        aliases=_aliases(mentions, name),
        kind=_kind(urls),
        organizations=_joined(
            [canonical_organization(mention.organization)] if mention.organization else []
            for mention in mentions
        ),
        description=described.description if described else None,
        description_language=detect(described.description or "") if described else None,
        description_source_id=described.source_id if described else None,
        machine_translated=bool(described and described.machine_translated),
        licenses=_joined(mention.license_spdx for mention in mentions),
        languages=_joined(mention.languages for mention in mentions),
        base_models=_joined(mention.base_models for mention in mentions),
        parameter_counts=sorted(_joined(mention.parameter_counts for mention in mentions)),
        released_on=_most_agreed(mention.released_on for mention in mentions),
        github=_first(github_id, urls),
        huggingface=_first(huggingface_id, urls),
        arxiv=_first(arxiv_id, urls),
        urls=urls,
        identity_keys=one.keys,
        first_seen=now,
        last_seen=now,
        last_changed=now,
        source_ids=sorted({mention.source_id for mention in mentions}),
        mention_count=len(mentions),
    )
    return msgspec.structs.replace(project, flags=_flags(mentions, project, described))


def _name(mentions: Sequence[Mention]) -> str:
    """The spelling that most mentions agree on, among the most trustworthy ones."""
    trusted = [mention for mention in mentions if not mention.machine_translated] or mentions
    certain = [mention for mention in trusted if "uncertain_text" not in mention.flags] or trusted
    return _most_agreed(mention.name for mention in certain) or certain[0].name


def _aliases(mentions: Sequence[Mention], name: str) -> list[str]:
    """Every other name; one that differs by case or punctuation only is the same name."""
    aliases = {name_key(name): name}
    for mention in mentions:
        if "\ufffd" not in mention.name:  # a name that lost a letter is nobody's name
            aliases.setdefault(name_key(mention.name), mention.name)
    return sorted(alias for alias in aliases.values() if alias != name)


def _described(mentions: Sequence[Mention]) -> Mention | None:
    """The mention whose description is published: the longest of the most trustworthy ones."""
    return max(
        (mention for mention in mentions if mention.description),
        key=lambda mention: (
            not mention.machine_translated,
            "uncertain_text" not in mention.flags,
            len(mention.description or ""),
        ),
        default=None,
    )


def _urls(mentions: Sequence[Mention]) -> list[Link]:
    found = (canonical(url) for mention in mentions for url in mention.urls)
    return list(dict.fromkeys(link for link in found if link))


def _kind(urls: Sequence[Link]) -> str:
    """What the links alone tell: a paper without anything else is a paper."""
    if any("huggingface.co/datasets/" in link.url for link in urls):
        return "dataset"
    if any(link.kind in ("huggingface", "modelscope") for link in urls):
        return "model"
    if urls and all(link.kind in ("arxiv", "paper") for link in urls):
        return "paper"
    return "other"


def _flags(mentions: Sequence[Mention], project: Project, described: Mention | None) -> list[str]:
    """What a reader should be wary of in the values that won, not in those that lost."""
    flags = {flag for mention in mentions for flag in mention.flags if flag in _CLAIMS}
    named = [mention for mention in mentions if mention.name == project.name]
    if all("name_from_link" in mention.flags for mention in named):
        flags.add("name_from_link")
    if "\ufffd" in project.name or (described and "uncertain_text" in described.flags):
        flags.add("uncertain_text")
    if not project.languages and any("language_ambiguous" in one.flags for one in mentions):
        flags.add("language_ambiguous")
    licensed = {tuple(sorted(one.license_spdx)) for one in mentions if one.license_spdx}
    if len(licensed) > 1:
        flags.add("conflicting_license")
    return sorted(flags)


def _joined(values: Iterable[Sequence[V]]) -> list[V]:
    """All values, best supported first; ties in the order of the mentions."""
    counts: Counter[V] = Counter(value for group in values for value in dict.fromkeys(group))
    return [value for value, _ in counts.most_common()]


def _most_agreed(values: Iterable[V | None]) -> V | None:
    counts: Counter[V] = Counter(value for value in values if value is not None)
    return counts.most_common(1)[0][0] if counts else None


def _first(identify: Callable[[str], str | None], urls: Sequence[Link]) -> str | None:
    return next((found for link in urls if (found := identify(link.url))), None)
