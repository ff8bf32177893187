"""What the links of an entry say of what it is: keys, owners, names, and their places."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from normalize.claims import Claim, claim
from normalize.forges import project_name
from normalize.identity import key_kind, link_key
from normalize.names import Name
from normalize.text.translation.links import other_names, owner
from normalize.urls import canonical


class Links(msgspec.Struct, frozen=True, gc=False):
    """What the links of an entry say together; as in ``profiles.Profile``."""

    lead: str | None
    claim: Claim | None
    leads: bool
    heads: tuple[str, ...]
    keys: frozenset[str]
    pages: frozenset[str]
    first_url: str
    owners: frozenset[str]
    link_name: Name | None
    names: tuple[Name, ...]


class LinkEvidence:
    """Reads links, each and each row of them once, however many entries have it."""

    def __init__(self, name_of: Callable[[str], Name]) -> None:
        self._name_of = name_of
        self._link: dict[str, _Link] = {}
        self._links: dict[tuple[str, ...], Links] = {}

    def __call__(self, urls: tuple[str, ...]) -> Links:
        """What the links of an entry say, in the order of the text."""
        if urls not in self._links:
            self._links[urls] = _together([self._alone(url) for url in urls])
        return self._links[urls]

    def _alone(self, url: str) -> _Link:
        if url not in self._link:
            key, project = link_key(url), project_name(url)
            called = project or _called(url, key)
            self._link[url] = _Link(
                key=key,
                claim=claim(key, url) if key else None,
                name=self._name_of(called) if called else None,
                page=None if key else _page(url),
                shown=key or _shown(url),
                owners=_owners(url, project) if project else (),
            )
        return self._link[url]


class _Link(msgspec.Struct, frozen=True, gc=False):
    """What a link says by itself."""

    key: str | None
    claim: Claim | None
    name: Name | None
    page: str | None
    shown: str
    #: whose it is, as ``owner`` and ``owner/repository``
    owners: tuple[str, ...]


def _together(links: Sequence[_Link]) -> Links:
    """What links say, in the order of the text."""
    keyed = [(one.key, one) for one in links if one.key]
    heads: dict[str, str] = {}
    for key, _ in keyed:
        heads.setdefault(key_kind(key), key)
    return Links(
        lead=keyed[0][0] if keyed else None,
        claim=keyed[0][1].claim if keyed else None,
        leads=bool(keyed) and keyed[0][1] is links[0],
        heads=tuple(heads.values()),
        keys=frozenset(key for key, _ in keyed),
        pages=frozenset(one.page for one in links if one.page),
        first_url=links[0].shown if links else "",
        owners=frozenset(owner for one in links[:_NEAR] for owner in one.owners),
        link_name=keyed[0][1].name if keyed else None,
        names=tuple(one.name for one in links if one.name),
    )


def _owners(url: str, project: str) -> tuple[str, ...]:
    account = owner(url)
    return (account.lower(), f"{account}/{project}".lower()) if account else ()


#: Links of an entry that may be its own; later ones are of what it builds on.
_NEAR = 3
_PAGES = frozenset(["blog", "article", "demo"])


def _called(url: str, key: str | None) -> str | None:
    """What a page outside the forges calls the thing it is of; a paper's page has a number only."""
    if key and key.startswith("arxiv:"):
        return None
    return next(iter(other_names(url)), None)


def _page(url: str) -> str | None:
    link = canonical(url)
    return link.url.rstrip("/") if link and link.kind in _PAGES else None


def _shown(url: str) -> str:
    link = canonical(url)
    return link.url if link else url
