"""What a source file allows beyond the public web: the place that it names itself."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlsplit

from w3lib.url import safe_url_string

from normalize.records import Source

_META = "permit"
_WEB_PORTS = {"http": 80, "https": 443}


class Permit(NamedTuple):
    """The place of one document, and whether it may be private.

    It holds for this host alone: where the document's URL leads on to another, or links one,
    only the public web is open.
    """

    url: str = ""
    host: str = ""
    port: int | None = None
    private: bool = False

    def private_host(self, host: str) -> bool:
        """Whether a host may lie on a private address."""
        return self.private and host == self.host


def permit_of(source: Source, url: str) -> Permit:
    """What a source allows for the document at ``url``, an address that can be fetched."""
    url = safe_url_string(url)  # as Scrapy's requests have it
    return Permit(url, urlsplit(url).hostname or "", port_of(url), source.allow_private)


def permitted(source: Source, url: str) -> dict[str, Any]:
    """A permit, as a request's ``meta`` carries it; redirects and new tries keep it."""
    return {_META: permit_of(source, url)}


def permit_in(meta: dict[str, Any]) -> Permit:
    """The permit of a request; one that came without may see the public web only."""
    permit: Permit = meta.get(_META) or Permit()
    return permit


def carried_on(meta: dict[str, Any]) -> dict[str, Any]:
    """The ``meta`` of a request that is made for the sake of another."""
    return {_META: permit_in(meta)}


def port_of(url: str) -> int | None:
    """The port of an http(s) URL, said or not; null for other schemes.

    Raises:
        ValueError: the port is no number below 65,536.
    """
    parts = urlsplit(url)
    return parts.port or _WEB_PORTS.get(parts.scheme)


def is_web_port(port: int | None) -> bool:
    """Whether web servers listen there by default."""
    return port in _WEB_PORTS.values()
