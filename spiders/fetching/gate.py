"""Refuses requests that are never to be made, before anything is sent for them."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request

from spiders.fetching.addresses import is_public, literal
from spiders.fetching.hosts import Hosts
from spiders.fetching.permits import Permit, is_web_port, permit_in, port_of
from spiders.fetching.refusals import Refused


class Gate:
    """Lets through http(s) to web ports, and what the source file itself names.

    Downloader middleware. Each redirect comes by here again, and so does each robots.txt. Whether
    a *name* leads to a public address is seen when connecting (``connecting.py``); an address that
    is written out is refused here, also where a proxy would be asked to connect to it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._hosts = Hosts.of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Gate:
        """Called by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Called by Scrapy. Raises Refused, with its code."""
        permit = permit_in(request.meta)
        if refusal := self._hosts.refusal(request):
            raise refusal
        if request.url != permit.url or urlsplit(request.url).scheme != "file":
            check(request.url, permit)


def check(url: str, permit: Permit) -> None:
    """Refuse a URL that leads out of the public web, unless it is what the permit names.

    Raises:
        Refused: `refused-scheme`, `refused-url`, `refused-address`, `refused-port`.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https"):
        raise Refused("refused-scheme", f"{parts.scheme}: is neither http nor https")
    if "@" in parts.netloc:
        raise Refused("refused-url", f"a URL that names a user is not asked for, on {host}")
    try:
        port = port_of(url)
    except ValueError as error:
        raise Refused("refused-url", str(error)) from error
    if not permit.private_host(host) and is_private(host):
        raise refused_address(host, host)
    if not is_web_port(port) and (host, port) != (permit.host, permit.port):
        raise Refused(
            "refused-port", f"port {port} of {host} is neither 80 nor 443, and no source names it"
        )


def is_private(host: str) -> bool:
    """Whether a host of a URL is not public by its words: a written-out address, localhost."""
    address = literal(host)
    # RFC 6761: names below localhost are this machine's, whatever a resolver says.
    local = host.rstrip(".") == "localhost" or host.rstrip(".").endswith(".localhost")
    return local if address is None else not is_public(address)


def refused_address(host: str, address: str) -> Refused:
    """The refusal of a host for the address that it has."""
    leads = f"{host} is" if host == address else f"{host} leads to {address},"
    return Refused(
        "refused-address",
        f"{leads} no public address; the host that a source names may be one, by allow_private",
    )
