"""By what a mention or a project is recognised: ids made once, and the keys of identity."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from normalize.addresses import Address, parse
from normalize.fields.columns import is_header
from normalize.forges import tidy
from normalize.link_kinds import is_organization_host
from normalize.records import Mention
from normalize.tables import table
from normalize.urls import arxiv_id, canonical, github_id, huggingface_id, modelscope_id


def mention_id(source_id: str, section: list[str], name: str, first_url: str | None) -> str:
    """The id of an entry: ``m`` and 20 hexadecimal digits.

    Made of what stays when an entry is inserted above it. Two entries that agree in all four
    get the same id: telling such twins apart is up to the reader, who knows their order.
    """
    return "m" + _digest([source_id, *section, name, first_url or ""], size=10)


def project_id(key: str) -> str:
    """The id of a new project, made of the first key seen: ``p`` and 16 hexadecimal digits."""
    return "p" + _digest([key], size=8)


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """``name:`` and the name without case, width, spaces and punctuation; empty if nothing is left.

    Kept are ``+`` (CodeT5+ is not CodeT5), the point inside a number, and a border between two
    numbers, so that "Llama 2 7B" is ``name:llama2-7b`` and not a Llama 27B. A word that only
    heads a column or a link ("GitHub", "论文") names nothing.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    key, end = "", 0
    for word in _WORD.finditer(folded):
        if key and key[-1].isdigit() and word[0][0].isdigit():
            key += "." if folded[end : word.start()] == "." else "-"
        key, end = key + word[0], word.end()
    return f"name:{key}" if key and not is_header(name) else ""


@lru_cache(maxsize=1 << 16)
def link_key(url: str) -> str | None:
    """The key of a link that can identify a project, ``None`` for one that is nobody's identity.

    ``github:owner/name``, ``huggingface:owner/name``, ``huggingface:datasets/owner/name``,
    ``modelscope:owner/name``, ``arxiv:2305.15334``, else ``url:host/path``. A folder inside a
    repository is a key of its own (``github:owner/name/folder``): large repositories house many
    projects, and each of them is not the other.
    """
    link = canonical(url)
    address = tidy(parse(link.url)) if link else None
    if link is None or address is None:
        return None
    if paper := arxiv_id(link.url):
        return f"arxiv:{paper.lower()}"
    if link.kind == "github":
        return _repository_key(link.url, address)
    if link.kind in ("huggingface", "modelscope"):
        identifier = huggingface_id(link.url) or modelscope_id(link.url)
        return f"{link.kind}:{identifier.lower()}" if identifier else None
    if link.kind not in ("homepage", "paper") or _is_front_door(address):
        return None
    return _page_key(address)


def keys(mention: Mention) -> list[str]:
    """The keys that a mention can be recognised by, strongest first.

    Repositories, models and data sets, papers, other pages, each in the order of the text, then
    the name. An entry's own links stand before those of what it builds on; the later keys of a
    kind are therefore weaker evidence than the first. A machine-translated name is no evidence
    of identity and gives no key, unless it was read out of a link (flag ``name_from_link``),
    which no translation touches.
    """
    found = dict.fromkeys(key for url in mention.urls if (key := link_key(url)))
    ordered = sorted(found, key=strength)
    untranslated = not mention.machine_translated or "name_from_link" in mention.flags
    # U+FFFD stands for a letter that was lost: other names may have lost the same one.
    name = name_key(mention.name) if untranslated and "\ufffd" not in mention.name else ""
    return [*ordered, name] if name else ordered


def key_kind(key: str) -> str:
    """``github``, ``huggingface``, ``modelscope``, ``arxiv``, ``url``, ``name`` or ``entry``."""
    return key.split(":", 1)[0]


def strength(key: str) -> int:
    """The place of a key among the kinds of keys; 0 is the strongest evidence of identity."""
    return _KINDS.index(key_kind(key))


#: The strongest first. ``entry:`` is for what has neither a link nor a name: see ``resolve``.
_KINDS = ("github", "huggingface", "modelscope", "arxiv", "url", "name", "entry")
_WORD = re.compile(r"[^\W_]+(?:\++(?![^\W_]))?")
_CODE_FILE = re.compile(r"^(?:readme|index)\b.*\.(?:md|rst|html?)$", re.IGNORECASE)


def _digest(parts: Iterable[str], size: int) -> str:
    encoded = [part.encode("utf-8", "surrogatepass") for part in parts]
    state = hashlib.blake2b(len(encoded).to_bytes(4, "big"), digest_size=size)
    for part in encoded:
        state.update(len(part).to_bytes(8, "big") + part)
    return state.hexdigest()


def _repository_key(url: str, address: Address) -> str | None:
    repository = github_id(url)
    if repository is None:
        return None
    page, *rest = [*address.segments[2:], ""]
    if page in table("hosts")["reserved"]["github_aside"]:
        return None
    path = [segment for segment in rest[1:] if segment]
    if page == "blob":
        if path and "license" in path[-1].lower():
            return None
        path = path[:-1] if path and _CODE_FILE.match(path[-1]) else []
    folder = path if page in ("blob", "tree") else []
    return "github:" + "/".join([repository, *folder]).lower()


def _is_front_door(address: Address) -> bool:
    """The bare host of an organisation or the page of an owner; also two URLs glued together."""
    if "://" in address.path:
        return True
    if address.host.removeprefix("www.") in table("hosts")["forge"]["owner_first"]:
        return len(address.segments) < 2
    bare = not address.segments and not address.query and not address.fragment
    return bare and is_organization_host(address)


def _page_key(address: Address) -> str | None:
    host = address.host.removeprefix("www.")
    path = address.path.rstrip("/").removesuffix("/index.html")
    # A route such as "#/model" is a page; any other fragment is a place on one.
    route = f"#{address.fragment}" if address.fragment.startswith(("/", "!")) else ""
    route = "" if route == "#/" else route
    query = f"?{address.query}" if address.query else ""
    return f"url:{host}{path}{query}{route}"
