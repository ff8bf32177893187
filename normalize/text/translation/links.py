"""What a link calls the thing it leads to, and whose it is: translation leaves addresses alone."""

from __future__ import annotations

import re
from urllib.parse import unquote

from normalize.addresses import Address, parse
from normalize.forges import github_id, huggingface_id, modelscope_id, project_name
from normalize.text.translation.glossary import common_labels


def own_names(url: str) -> list[str]:
    """The name of a repository, model or folder that a link leads to, the most particular first."""
    name, address = project_name(url), parse(url)
    return [*_folder(address), name] if name and address else []


def other_names(url: str) -> list[str]:
    """Words of an address that may be a name, if something else says so.

    The parts of a page's path (``…/examples/raft.html``) and the labels of its host
    (``rome.example.org``); none for a page of a forge.
    """
    address = parse(url)
    if address is None or len(url) > _LONGEST or project_name(url):
        return []
    labels = [
        part for part in address.host.split(":")[0].split(".")[:-1] if part not in common_labels()
    ]
    stems = [_stem(part) for part in reversed(address.segments)]
    return [one for one in dict.fromkeys([*stems, *labels]) if _WORDY.search(one)]


def owner(url: str) -> str | None:
    """The account on a forge that a repository or model belongs to."""
    identifier = github_id(url) or huggingface_id(url) or modelscope_id(url)
    account, slash, _ = (identifier or "").removeprefix("datasets/").partition("/")
    return account if slash else None


def site(url: str) -> str | None:
    """The label that names the site of a page outside the forges: ``example`` of example.org."""
    address = parse(url)
    if address is None or project_name(url):
        return None
    labels = address.host.split(":")[0].split(".")
    named = labels[:1] if labels[-2:-1] in (["github"], ["gitlab"]) else labels[-2:-1]
    return named[0] if named and named[0] not in common_labels() else None


_LONGEST = 400
_WORDY = re.compile(r"[A-Za-z]")
_NAMELESS = re.compile(
    r"readme(\.\w+)?|index\.html?|[^.]+\.(pdf|md|txt|py|sh|ipynb)|main|master|blob|tree|docs?",
    re.IGNORECASE,
)


def _folder(address: Address) -> list[str]:
    """The folder below a branch of a repository that a link leads to."""
    for page in ("tree", "blob"):
        if page in address.segments[2:3]:
            below = [part for part in address.segments[4:] if not _NAMELESS.fullmatch(part)]
            return below[-1:]
    return []


def _stem(part: str) -> str:
    return re.sub(r"\.(?:html?|pdf|md|php|aspx?)$", "", unquote(part), flags=re.IGNORECASE)
