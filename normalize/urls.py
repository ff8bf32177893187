"""URLs: one canonical form for each link, what it leads to, and where relative ones point."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import unquote

import ada_url

from normalize.addresses import Address, parse
from normalize.forges import arxiv_id, github_id, huggingface_id, modelscope_id, tidy
from normalize.link_kinds import is_badge, is_image, kind_of
from normalize.records import Link
from normalize.tables import table

__all__ = [
    "arxiv_id",
    "canonical",
    "github_id",
    "huggingface_id",
    "is_badge",
    "is_image",
    "modelscope_id",
    "resolve_relative",
]


@lru_cache(maxsize=1 << 16)
def canonical(url: str) -> Link | None:
    """The link in its canonical form, ``None`` where it is no http(s) URL with a plausible host.

    The form is idempotent and never leads elsewhere: tracking parameters, default ports, double
    schemes, trailing punctuation and a forge's decoration go; the case of a path stays, for only
    the forge knows whether it matters (``identity.link_key`` folds it).
    """
    address = parse(url)
    # Taking one thing away may lay the next one bare ("…/repo.git).?tab=code"): until it rests.
    for _ in range(_ROUNDS):
        if address is None:
            return None
        cleaned = _clean(address)
        if (again := parse(cleaned.url)) == address:
            return Link(kind=kind_of(cleaned), url=cleaned.url)
        address = again
    return None


def resolve_relative(href: str, base: str | None) -> str | None:
    """The absolute URL of a link found in the document at ``base``.

    ``None`` for anchors, for every scheme but http(s), and for a relative link in a document
    that is not on the web: a document may never name a local path. A relative link in a GitHub
    repository leads to the page of that file (``…/blob/BRANCH/path``), whether ``base`` is the
    page or the raw file; one that starts with ``/`` means the root of the repository, as GitHub
    itself reads it.
    """
    text = href.strip()
    if paper := _PAPER.fullmatch(text):
        return f"https://arxiv.org/abs/{paper[1]}"
    if text.startswith("//"):
        text = f"https:{text}"
    if _ABSOLUTE.match(text):
        absolute = parse(text)
        return absolute.url if absolute else None
    if not text or _NO_PATH.match(text) or "://" in text or (place := parse(base or "")) is None:
        return None
    return _join(text, _as_page(place))


_ROUNDS = 10
_ABSOLUTE = re.compile(r"https?:", re.IGNORECASE)
_PAPER = re.compile(r"arxiv:\s?(\d{4}\.\d{4,5})(?:v\d+)?", re.IGNORECASE)
#: Anchors, other schemes and Windows drives, and what is Markdown rather than a path.
_NO_PATH = re.compile(r"[#\[(]|[A-Za-z][A-Za-z0-9+.-]*:")


def _clean(address: Address) -> Address:
    address = tidy(address) or address
    site = _site(address.host)
    noise = table("hosts")["noise"]
    fragment = address.fragment
    if fragment in noise["fragment"].get(site, ()):
        fragment = ""
    return address._replace(query=_without_noise(address.query, site), fragment=fragment)


def _without_noise(query: str, site: str) -> str:
    kept = [part for part in query.split("&") if part and not _is_noise(part, site)]
    return "&".join(kept)


def _is_noise(parameter: str, site: str) -> bool:
    name = unquote(parameter.split("=", 1)[0]).lower()
    exact, prefixes = _noise(site)
    return name in exact or name.startswith(prefixes)


@cache
def _noise(site: str) -> tuple[frozenset[str], tuple[str, ...]]:
    noise = table("hosts")["noise"]
    names = [*noise["any"], *noise["host"].get(site, ())]
    return (
        frozenset(name for name in names if not name.endswith("*")),
        tuple(name[:-1] for name in names if name.endswith("*")),
    )


def _site(host: str) -> str:
    """The entry of the noise tables that covers a host, or nothing."""
    noise = table("hosts")["noise"]
    for site in (*noise["host"], *noise["fragment"]):
        if host == site or host.endswith(f".{site}"):
            return str(site)
    return ""


def _as_page(base: Address) -> Address:
    """Where a browser stands when it reads ``base``: for a raw file of GitHub, on its page."""
    base = tidy(base) or base
    segments = base.segments
    if base.host == "raw.githubusercontent.com" and len(segments) > 2:
        owner, name, *rest = segments
    elif base.host == "github.com" and len(segments) > 1:
        owner, name, *rest = segments
        rest = rest[1:] if rest[:1] in (["blob"], ["tree"], ["raw"]) else []
    else:
        return base
    if rest[:2] == ["refs", "heads"]:
        rest = rest[2:]
    branch, *path = rest or ["HEAD"]
    folder = path if segments[2:3] == ["tree"] else path[:-1]
    return Address("https", "github.com", "/".join(["", owner, name, "blob", branch, *folder, ""]))


def _join(href: str, page: Address) -> str | None:
    segments = page.segments
    if page.host == "github.com" and segments[2:3] == ["blob"] and href.startswith("/"):
        repository = "/".join(["", *segments[:2]])
        if not f"{href}/".lower().startswith(f"{repository}/".lower()):
            href = f"{repository}/blob/{segments[3]}{href}"
    try:
        joined = parse(ada_url.join_url(page.url, href))
    except (ValueError, UnicodeError):
        return None
    return joined.url if joined and joined.host == page.host else None
