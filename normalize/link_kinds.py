"""What a link leads to: a repository, a paper, an article or a picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from functools import cache, lru_cache

from normalize.addresses import Address, parse
from normalize.tables import table


def kind_of(address: Address) -> str:
    """One of the link kinds of the dataset contract; data in ``normalize/data/hosts.toml``."""
    if _is_picture(address) or _is_badge(address) or _is_raw(address):
        return "other"
    known = _known(address)
    if known in ("github", "huggingface", "modelscope", "arxiv"):
        return known
    if address.path.lower().endswith(".pdf"):
        return "other" if "license" in address.path.lower() else "paper"
    return known or _by_words(address)


def is_image(url: str) -> bool:
    """Whether the link is a picture by its file name."""
    address = parse(url)
    return address is not None and _is_picture(address)


def is_badge(url: str) -> bool:
    """Whether the link is a badge, a counter or a star chart, which speaks of no project."""
    address = parse(url)
    return address is not None and _is_badge(address)


def is_paper(url: str) -> bool:
    """Whether the link leads to a paper."""
    address = parse(url)
    return address is not None and kind_of(address) in ("arxiv", "paper")


def leads_aside(url: str) -> bool:
    """Whether a badge with this target leads to a picture, a count or a state of the thing."""
    address = parse(url)
    if address is None or is_image(url) or is_badge(url):
        return True
    states = table("hosts")["badge"]["states"]
    return any(segment.lower() in states for segment in [address.host, *address.segments])


def is_organization_host(address: Address) -> bool:
    """Whether the host is known as an organisation's own front door."""
    hosts = table("hosts")["organization"]["hosts"]
    return any(suffix in hosts for suffix in _suffixes(address.host)[:2])


_BADGE = re.compile(r"badge|shield|visitors?-count|star-?history", re.IGNORECASE)


def _is_picture(address: Address) -> bool:
    return address.path.lower().endswith(_file_endings("image"))


def _is_badge(address: Address) -> bool:
    known, hosts = _badge_places()
    if any(place in known for place in _places(address, hosts)):
        return True
    file = address.path.rsplit("/", 1)[-1]
    return _is_picture(address) and _BADGE.search(file) is not None


def _is_raw(address: Address) -> bool:
    segments = address.segments
    return address.host == "github.com" and len(segments) > 3 and segments[2] == "raw"


def _known(address: Address) -> str | None:
    kinds, hosts = _kinds()
    for place in _places(address, hosts):
        if (kind := kinds.get(place)) is None:
            continue
        # A forge's kind is for the forge itself: docs.github.com holds no repository.
        if kind in ("github", "huggingface", "modelscope", "arxiv") and (
            place.split("/")[0] != address.host
        ):
            continue
        return kind
    return None


@cache
def _file_endings(files: str) -> tuple[str, ...]:
    return tuple(table("hosts")[files]["suffixes"])


def _by_words(address: Address) -> str:
    if address.path.lower().endswith(_file_endings("file")):
        return "other"
    labels = address.host.split(".")[:-1]
    if any("blog" in label for label in labels):
        return "blog"
    segments = [segment.lower().split(".")[0] for segment in address.segments]
    for kind, words in table("hosts")["kind_words"].items():
        if not set(words).isdisjoint(segments if kind != "demo" else [*labels, *segments]):
            return str(kind)
    return "homepage"


def _places(address: Address, hosts: Set[str]) -> Iterator[str]:
    """The keys under which a table of these hosts may know an address, the most specific first."""
    for host in _suffixes(address.host):
        if host in hosts:
            segments = address.segments[:2]
            for length in range(len(segments), -1, -1):
                yield "/".join([host, *segments[:length]])


@lru_cache(maxsize=10_000)  # many links lead to few hosts
def _suffixes(host: str) -> tuple[str, ...]:
    """``host`` and what is left of it without its first labels."""
    labels = host.split(":")[0].split(".")
    return tuple(".".join(labels[start:]) for start in range(max(len(labels) - 1, 1)))


@cache
def _kinds() -> tuple[dict[str, str], frozenset[str]]:
    """The kind of each place that has one, and the hosts of those places."""
    kinds = {place: kind for kind, places in table("hosts")["kind"].items() for place in places}
    return kinds, _hosts(kinds)


@cache
def _badge_places() -> tuple[frozenset[str], frozenset[str]]:
    """The places of badges, and their hosts."""
    places = frozenset(table("hosts")["badge"]["hosts"])
    return places, _hosts(places)


def _hosts(places: Iterable[str]) -> frozenset[str]:
    return frozenset(place.split("/")[0] for place in places)
