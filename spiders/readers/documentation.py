"""Pages of one documentation: what leads to them is a chapter of a manual, and no project."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from normalize.addresses import parse
from normalize.link_kinds import kind_of
from spiders.readers.blocks import Cell
from spiders.readers.line_words import clean_name
from spiders.readers.links import leads_out, outward

#: Of so many things that lead somewhere, this share must lead to one documentation.
_FEWEST, _SHARE = 3, 0.75
#: What addresses of documentations have, in the host or as a step of the path.
_DOCUMENTATION = re.compile(
    r"//(?:[\w-]+\.)*(?:docs?|documentation|guides?|help|manual)\.[\w-]+\."
    r"|//[\w.-]+\.(?:readthedocs\.(?:io|org)|rtfd\.io|gitbook\.io)/"
    r"|//[\w-]+\.(?:github|gitee|gitlab)\.io/[^/?#]+/[^/?#]"
    r"|/(?:docs?|documentation|latest|stable|tutorials?|usage|migration|user_guides?)(?:/|$)",
    re.IGNORECASE,
)
#: A file as forges show one, whatever the forge is called.
_FILE = frozenset(["blob", "tree", "raw", "src"])
#: Digits, capitals inside of a word or in all of it: titles of chapters hardly have these.
_FORM_OF_NAMES = re.compile(r"\d|[a-z][A-Z]|^[A-Z]{3,}$")


def chapters(groups: Sequence[Sequence[Cell]]) -> set[int]:
    """Which of a list's items, or a table's rows, are chapters of one documentation.

    Of those with links, three or more and three quarters lead to one site and nowhere else, and
    fewer than half of these have names that only things have (``GPT-4``, ``PyTorch``). Empty,
    where that is not so.
    """
    if len(groups) < _FEWEST:
        return set()
    firsts = list(filter(None, map(_first_link, groups)))
    fewest = max(_FEWEST, _SHARE * len(firsts))
    if sum(map(bool, map(_DOCUMENTATION.search, firsts))) < fewest:
        return set()
    sites = {index: site for index, cells in enumerate(groups) if (site := _only_site(cells))}
    for site, times in Counter(sites.values()).most_common(1):
        there = {index for index, one in sites.items() if one == site}
        named = sum(_is_named(groups[index]) for index in there)
        if times >= fewest and named * 2 < times:
            return there
    return set()


def _first_link(cells: Sequence[Cell]) -> str:
    return next((link.href for cell in cells for link in cell.links if leads_out(link)), "")


def _only_site(cells: Sequence[Cell]) -> str:
    """The documentation that all links of an item lead to; empty if there is none."""
    hrefs = [link.href for cell in cells for link in outward(cell)]
    if not hrefs or not _DOCUMENTATION.search(hrefs[0]):
        return ""
    sites = set(map(_site, hrefs))
    return sites.pop() if len(sites) == 1 else ""


def _site(href: str) -> str:
    """The site of a page that may be a documentation's: its host, with the project it names."""
    address = parse(href)
    if address is None or kind_of(address) != "homepage" or _FILE & set(address.segments):
        return ""
    shared = address.host.endswith((".github.io", ".gitee.io", ".gitlab.io"))
    return "/".join([address.host, *address.segments[: 1 if shared else 0]])


def _is_named(cells: Sequence[Cell]) -> bool:
    """Whether the first link has the form of a name."""
    cell, link = next((cell, link) for cell in cells for link in outward(cell))
    return _FORM_OF_NAMES.search(clean_name(cell.text[link.start : link.end])) is not None
