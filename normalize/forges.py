"""Where repositories, models and papers live: their ids, and one spelling of their pages."""

from __future__ import annotations

import re
from functools import cache

from normalize.addresses import Address, parse
from normalize.tables import table


def github_id(url: str) -> str | None:
    """``owner/name`` of the repository that a page belongs to, in the spelling of the URL."""
    address = tidy(parse(url))
    return _github(address) if address else None


def huggingface_id(url: str) -> str | None:
    """``owner/name`` of a model, ``datasets/owner/name`` of a data set, as the hub writes them.

    ``None`` for spaces, blogs, papers, documentation and the pages of an owner.
    """
    address = tidy(parse(url))
    return _huggingface(address) if address else None


def modelscope_id(url: str) -> str | None:
    """``owner/name`` of a model on ModelScope, ``datasets/owner/name`` of a data set."""
    address = tidy(parse(url))
    return _modelscope(address) if address else None


def arxiv_id(url: str) -> str | None:
    """The id of a paper without its version, out of arXiv's own pages, its DOI or a mirror."""
    address = tidy(parse(url))
    return _arxiv(address) if address else None


def project_name(url: str) -> str | None:
    """What a repository or a model is called on its forge: the last part of its id."""
    identifier = github_id(url) or huggingface_id(url) or modelscope_id(url)
    return identifier.rpartition("/")[2] if identifier else None


def github_owner(url: str) -> str | None:
    """The owner whose page on GitHub a link is, by name; null for all other links."""
    address = parse(url)
    if address is None or address.host != "github.com" or len(address.segments) != 1:
        return None
    owner = address.segments[0]
    return owner if _OWNER.fullmatch(owner) and owner not in reserved("github") else None


def tidy(address: Address | None) -> Address | None:
    """The same page at its forge's own address: one host, https, no decoration of the path.

    Addresses outside the known forges come back as they are.
    """
    if address is None:
        return None
    host = table("hosts")["mirrors"].get(address.host, address.host)
    if host not in table("hosts")["forge"]["hosts"]:
        return address
    address = address._replace(scheme="https", host=host, fragment=_route(address.fragment))
    if identifier := _arxiv(address) if host == "arxiv.org" else None:
        return Address("https", host, f"/abs/{identifier}")
    if "//" in address.path:  # another URL glued on: not ours to cut, and not to be blurred
        return address
    return address._replace(path="/" + "/".join(_without_decoration(host, address.segments)))


_OWNER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9_])?")
_NAME = re.compile(r"(?=.*[A-Za-z0-9_])[A-Za-z0-9_.-]{1,100}")
_HUB_OWNER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,95}")
_ARXIV = re.compile(
    r"(?:arxiv[.:])?(\d{4}\.\d{4,5}|[a-z-]{2,16}(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?",
    re.IGNORECASE,
)
_ARXIV_PAGES = ("abs", "pdf", "html", "format", "ps", "src", "e-print")


def _github(address: Address) -> str | None:
    segments = address.segments
    if address.host != "github.com" or len(segments) < 2 or segments[0] in reserved("github"):
        return None
    owner, name = segments[0], segments[1].removesuffix(".git")
    return f"{owner}/{name}" if _OWNER.fullmatch(owner) and _NAME.fullmatch(name) else None


def _huggingface(address: Address) -> str | None:
    segments = address.segments
    if address.host != "huggingface.co" or not segments:
        return None
    if segments[0] == "datasets":
        parts = [part for part in segments[1:3] if part not in ("tree", "blob", "viewer")]
        return f"datasets/{'/'.join(parts)}" if parts and _hub_names(parts) else None
    if segments[0] in table("hosts")["reserved"]["huggingface_models"]:
        return segments[0]
    if segments[0] in reserved("huggingface") or len(segments) < 2:
        return None
    return "/".join(segments[:2]) if _hub_names(segments[:2]) else None


def _modelscope(address: Address) -> str | None:
    segments = address.segments
    if address.host not in ("modelscope.cn", "modelscope.ai") or len(segments) < 3:
        return None
    if segments[0] not in ("models", "datasets") or not _hub_names(segments[1:3]):
        return None
    return "/".join(segments[1:3] if segments[0] == "models" else segments[:3])


def _arxiv(address: Address) -> str | None:
    first, *rest = address.segments or [""]
    own = address.host == "arxiv.org" and first in _ARXIV_PAGES
    doi = address.host.endswith("doi.org") and first == "10.48550"
    hub = address.host == "huggingface.co" and first == "papers"
    if not (own or doi or hub):
        return None
    match = _ARXIV.fullmatch("/".join(rest))
    return match[1] if match else None


def _without_decoration(host: str, segments: list[str]) -> list[str]:
    if host == "github.com" and len(segments) == 2:
        return [segments[0], segments[1].removesuffix(".git") or segments[1]]
    if segments[-2:] in (["tree", "main"], ["tree", "master"]) and _owned(host, segments[:-2]):
        return _without_decoration(host, segments[:-2])
    if host.startswith("modelscope.") and segments[3:] in (["summary"], ["files"]):
        return segments[:3]
    return segments


def _owned(host: str, segments: list[str]) -> bool:
    """Whether these segments name exactly one repository, model or data set."""
    expected = 3 if host == "huggingface.co" and segments[:1] == ["datasets"] else 2
    return len(segments) == expected and host in ("github.com", "huggingface.co")


@cache
def reserved(forge: str) -> frozenset[str]:
    """First words of a path that are the forge's own pages, never an owner."""
    return frozenset(table("hosts")["reserved"][forge])


def _route(fragment: str) -> str:
    """Fragments of a forge's page only scroll, except where they are the page (``#/models``)."""
    return fragment if fragment.startswith(("/", "!")) else ""


def _hub_names(parts: list[str]) -> bool:
    return all(_HUB_OWNER.fullmatch(part) for part in parts)
