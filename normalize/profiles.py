"""What a mention can be recognised by: its name, its links by place, who made it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from normalize.forges import project_name
from normalize.identity import link_key, name_key
from normalize.naming import Name, name_of
from normalize.records import Mention
from normalize.text.translation.glossary import words
from normalize.text.translation.links import other_names, own_names, owner
from normalize.urls import canonical


class Profile(msgspec.Struct, frozen=True):
    """The evidence that a mention brings; equal profiles are recognised as one at once."""

    name: Name
    #: whether the name is evidence; what a machine translated is none, nor is a torn name
    named: bool
    #: the name as its list has it, where that is not the name
    raw: str
    #: what the glossary knows the translated name to stand for
    meant: str
    #: the first link that identifies anything, and whether no other link stands before it
    lead: str | None
    leads: bool
    #: the first key of each kind, in the order of the text, the lead first
    heads: tuple[str, ...]
    #: all keys of its links
    keys: frozenset[str]
    #: articles, demos and the like: shared ones are weak evidence
    pages: frozenset[str]
    first_url: str
    organization: str
    #: whose its first links are, as ``owner`` and ``owner/repository``
    owners: frozenset[str]
    #: what the lead calls itself
    link_name: Name | None
    #: the sizes that its links name, where the name itself has none
    linked_sizes: frozenset[str]
    #: told apart from all others by a decision of people
    decided: str = ""

    @property
    def urls(self) -> frozenset[str]:
        """Every link that counts for anything."""
        return self.keys | self.pages


def profiles(mentions: Sequence[Mention], decided: frozenset[str]) -> list[Profile]:
    """The profile of each mention. ``decided`` are ids of mentions that keep one of their own."""
    unsure = _told_twice(mentions)
    return [_profile(one, decided, (one.document_url, one.name) not in unsure) for one in mentions]


def own_key(mention: Mention) -> str:
    """``name:…`` of a name that is evidence of identity, else nothing."""
    return name_key(mention.name) if _is_evidence(mention) else ""


def _told_twice(mentions: Iterable[Mention]) -> set[tuple[str, str]]:
    """Names that different translated entries of one document were given: at most one is right."""
    raw: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for one in mentions:
        if one.machine_translated:
            raw[one.document_url, one.name].add(one.name_raw)
    return {place for place, names in raw.items() if len(names) > 1}


def _profile(mention: Mention, decided: frozenset[str], sure: bool) -> Profile:
    links = _links(tuple(mention.urls))
    name = name_of(_name(mention))
    named = sure and _is_evidence(mention) and bool(name.forms)
    return Profile(
        name=name,
        named=named,
        raw=mention.name_raw if mention.machine_translated else "",
        meant=_meant(mention),
        lead=links.lead,
        leads=links.leads,
        heads=links.heads,
        keys=links.keys,
        pages=links.pages,
        first_url=links.first_url,
        organization=name_key(mention.organization or ""),
        owners=links.owners,
        link_name=links.link_name,
        linked_sizes=_linked_sizes(name, links.names) if named else frozenset(),
        decided=mention.mention_id if mention.mention_id in decided else "",
    )


def _is_evidence(mention: Mention) -> bool:
    """Whether the name is the thing's own.

    U+FFFD stands for a letter that was lost, and an uncertain repair may have put in a wrong
    one: other names may have the same by chance. Latin letters are never lost so.
    """
    restored = mention.name != mention.name_raw
    doubtful = restored and "uncertain_text" in mention.flags and not name_of(mention.name).words
    if "\ufffd" in mention.name or doubtful:
        return False
    return not mention.machine_translated or restored or mention.name.isascii()


def _name(mention: Mention) -> str:
    """Its name; where that is said to stand in a link and does not, what the link is called.

    Empty where it leads into a repository, whose folders are not called as what is in them.
    """
    if not mention.machine_translated or "name_from_link" not in mention.flags:
        return mention.name
    key = name_key(mention.name).removeprefix("name:")
    if any(key in name_key(url) for url in mention.urls):
        return mention.name
    called = next((names for url in mention.urls if (names := own_names(url))), [])
    return called[0] if len(called) == 1 else ""


def _meant(mention: Mention) -> str:
    """What the glossary says that a translated name stands for, where it knows one thing only."""
    known = words().get(mention.name_raw, []) if mention.machine_translated else []
    return name_key(known[0]).removeprefix("name:") if len(known) == 1 else ""


class _Links(msgspec.Struct, frozen=True):
    lead: str | None
    leads: bool
    heads: tuple[str, ...]
    keys: frozenset[str]
    pages: frozenset[str]
    first_url: str
    owners: frozenset[str]
    link_name: Name | None
    names: tuple[Name, ...]


@lru_cache(maxsize=1 << 14)
def _links(urls: tuple[str, ...]) -> _Links:
    """What the links of an entry say, in the order of the text."""
    keyed = [(key, url) for url in urls if (key := link_key(url))]
    heads: dict[str, str] = {}
    for key, _ in keyed:
        heads.setdefault(key.split(":", 1)[0], key)
    names = tuple(name_of(name) for url in urls if (name := _called(url)))
    lead_name = _called(keyed[0][1]) if keyed else None
    return _Links(
        lead=keyed[0][0] if keyed else None,
        leads=bool(keyed) and keyed[0][1] == urls[0],
        heads=tuple(heads.values()),
        keys=frozenset(key for key, _ in keyed),
        pages=frozenset(page for url in urls if (page := _page(url))),
        first_url=_shown(urls[0]) if urls else "",
        owners=frozenset(_owners(urls[:_NEAR])),
        link_name=name_of(lead_name) if lead_name else None,
        names=names,
    )


def _owners(urls: Iterable[str]) -> Iterator[str]:
    for url in urls:
        if account := owner(url):
            yield account.lower()
            yield f"{account}/{project_name(url)}".lower()


#: Links of an entry that may be its own; later ones are of what it builds on.
_NEAR = 3
_PAGES = frozenset(["blog", "article", "demo"])


def _called(url: str) -> str | None:
    """What a link calls the thing it leads to."""
    return project_name(url) or next(iter(other_names(url)), None)


def _page(url: str) -> str | None:
    link = canonical(url)
    if link is None or link.kind not in _PAGES or link_key(url):
        return None
    return link.url.rstrip("/")


def _shown(url: str) -> str:
    link = canonical(url)
    return link_key(url) or (link.url if link else url)


def _linked_sizes(name: Name, links: Iterable[Name]) -> frozenset[str]:
    """The one size that links of this name have; none, where they have several."""
    if name.sizes:
        return frozenset()
    sizes = {size for link in links if link.latin == name.latin for size in link.sizes}
    return frozenset(sizes) if len(sizes) == 1 else frozenset()
