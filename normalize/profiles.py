"""What a mention can be recognised by: its name, its links by place, who made it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from normalize.claims import SITE, Claim
from normalize.identity import name_key
from normalize.link_evidence import LinkEvidence, Links
from normalize.names import Name, name_of
from normalize.page_titles import is_page_title
from normalize.records import Mention
from normalize.text.translation.glossary import words
from normalize.text.translation.links import own_names


class Profile(msgspec.Struct, frozen=True, gc=False):
    """The evidence that a mention brings; equal profiles are recognised as one at once."""

    name: Name
    #: whether the name is evidence; what a machine translated is none, nor is a torn name or
    #: one that any page may have
    named: bool
    #: the name as its list has it, where that is not the name
    raw: str
    #: what the glossary knows the translated name to stand for
    meant: str
    #: the first link that identifies anything, and whether no other link stands before it
    lead: str | None
    #: whose that place is
    claim: Claim | None
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
    reading = _Reading()
    known: dict[tuple[object, ...], Profile] = {}
    found = []
    for one in mentions:
        sure = (one.document_url, one.name) not in unsure
        own = one.mention_id if one.mention_id in decided else ""
        seen = (
            one.name, one.name_raw, one.organization, one.machine_translated, sure, own,
            *one.urls, None, *one.flags,
        )  # fmt: skip
        profile = known.get(seen)
        if profile is None:
            profile = known[seen] = reading.profile(one, sure, own)
        found.append(profile)
    return found


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


def _is_evidence(mention: Mention) -> bool:
    """Whether the name is the thing's own, and not what any page may be called.

    U+FFFD stands for a letter that was lost, and an uncertain repair may have put in a wrong
    one: other names may have the same by chance. Latin letters are never lost so.
    """
    restored = mention.name != mention.name_raw
    doubtful = restored and "uncertain_text" in mention.flags and not name_of(mention.name).words
    if "\ufffd" in mention.name or doubtful or is_page_title(mention.name):
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


class _Reading:
    """Reads mentions, every name and every link once, however many mentions have it."""

    def __init__(self) -> None:
        self._names: dict[str, Name] = {}
        self._links = LinkEvidence(self._name)

    def profile(self, mention: Mention, sure: bool, own: str) -> Profile:
        """The profile of a mention; ``sure`` that its name is its own."""
        links = self._links(tuple(mention.urls))
        name = self._name(_name(mention))
        named = sure and _is_evidence(mention) and bool(name.forms)
        return Profile(
            name=name,
            named=named,
            raw=mention.name_raw if mention.machine_translated else "",
            meant=_meant(mention),
            lead=links.lead,
            claim=_claim(links, name if named else None),
            leads=links.leads,
            heads=links.heads,
            keys=links.keys,
            pages=links.pages,
            first_url=links.first_url,
            organization=name_key(mention.organization or ""),
            owners=links.owners,
            link_name=links.link_name,
            linked_sizes=_linked_sizes(name, links.names) if named else frozenset(),
            decided=own,
        )

    def _name(self, text: str) -> Name:
        if text not in self._names:
            self._names[text] = name_of(text)
        return self._names[text]


def _claim(links: Links, name: Name | None) -> Claim | None:
    """Whose its lead is. A page is a thing's own only where its address bears the name."""
    if links.claim is None or links.claim[0] != SITE:
        return links.claim
    address = name_key(links.lead or "")
    return links.claim if name and any(form in address for form in name.forms) else None


def _linked_sizes(name: Name, links: Iterable[Name]) -> frozenset[str]:
    """The one size that links of this name have; none, where they have several."""
    if name.sizes:
        return frozenset()
    sizes = {size for link in links if link.latin == name.latin for size in link.sizes}
    return frozenset(sizes) if len(sizes) == 1 else frozenset()
