"""Whose the place is that a link leads to: things that others own are not the same thing."""

from __future__ import annotations

from functools import cache

from tldextract import TLDExtract

from normalize.addresses import Address, parse
from normalize.identity import key_kind
from normalize.link_kinds import is_paper
from normalize.tables import table
from normalize.text.translation.links import owner

#: A kind of place, and whose it is: ``("github", "openlmlab")``, ``("arxiv", "arxiv:2304.08177")``.
Claim = tuple[str, str]
#: The kind of pages outside the forges.
SITE = "site"


def claim(key: str, url: str) -> Claim | None:
    """Whose the place is that a link leads to, of which ``key`` is the key of identity.

    Accounts on a forge, papers on arXiv, sites of other pages. ``None`` where two of a kind may
    well be one thing: models without an owner, papers elsewhere.
    """
    kind = key_kind(key)
    if kind == "arxiv":
        return kind, key
    if kind != "url":
        account = owner(url)
        return (kind, account.lower()) if account else None
    address = parse(url)
    return None if address is None or is_paper(url) else _of_page(address)


def _of_page(address: Address) -> Claim | None:
    host = address.host.removeprefix("www.")
    if host in table("hosts")["forge"]["owner_first"]:
        return (host, address.segments[0].lower()) if address.segments else None
    site = _suffixes()(host).top_domain_under_public_suffix
    return (SITE, site) if site else None


@cache
def _suffixes() -> TLDExtract:
    """The public suffix list that comes with the library: nothing is fetched, nothing written."""
    return TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)
