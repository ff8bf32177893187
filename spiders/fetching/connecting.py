"""Connects to public addresses only: the address is checked at the moment of connecting."""

from __future__ import annotations

import ipaddress
from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _BindAddressAgent,
    _ScrapyAgent,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Request, Response
from scrapy.utils._download_handlers import normalize_bind_address, wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.interfaces import IConnector
from twisted.web.client import Agent
from zope.interface import (  # type: ignore[import-untyped]
    directlyProvides,
    providedBy,
)

from spiders.causes import TLS_FAILED, cause
from spiders.fetching.addresses import is_public
from spiders.fetching.certificates import ExplainingPolicy
from spiders.fetching.gate import refused_address
from spiders.fetching.hosts import Hosts
from spiders.fetching.permits import permit_in
from spiders.fetching.refusals import HostRests, Refused
from spiders.fetching.whole_bodies import WholeBodies


class PublicHandler(HTTP11DownloadHandler):
    """Scrapy's handler of http(s), with the check of every address that it connects to.

    The name is looked up once per connection, and what was checked is what is connected to: a
    name that leads to another address at the next look (DNS rebinding) gains nothing. A private
    host that its source allows is connected to freely; its connections are not lent to others.

    A proxy that the environment names is where the operator wants requests to go: its address is
    not checked. It looks up names itself, so of what is fetched through it only addresses that
    are written out can be checked (``gate.py``).
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._hosts = Hosts.of(crawler)
        self._certificates = ExplainingPolicy(self._contextFactory)
        self._pool._factory = WholeBodies

    async def download_request(self, request: Request) -> Response:
        """Called by Scrapy. Raises Refused, HostRests, and what Scrapy's own handler raises."""
        # Requests that had passed everything else when the host was given up or asked to rest.
        if refusal := self._hosts.refusal(request):
            raise refusal
        if left := self._hosts.seconds_left(request):
            raise HostRests(left)
        agent = _PublicOnly(
            contextFactory=self._certificates,  # type: ignore[arg-type]  # zope tells, not mypy
            bindAddress=self._bind_address,
            pool=self._pool,
            maxsize=self._default_maxsize,
            warnsize=0,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
        )
        try:
            with wrap_twisted_exceptions():
                return await maybe_deferred_to_future(agent.download_request(request))
        except DownloadFailedError as error:
            said = self._certificates.explain(urlparse_cached(request).hostname or "")
            if said and cause(error) == TLS_FAILED:
                raise Refused(TLS_FAILED[0], said) from error
            raise


class _PublicOnly(_ScrapyAgent):
    def _get_agent(self, request: Request, timeout: float) -> Agent:
        from twisted.internet import reactor

        host = urlparse_cached(request).hostname or ""
        if request.meta.get("proxy") or permit_in(request.meta).private_host(host):
            return super()._get_agent(request, timeout)
        return _PublicAgent(
            reactor=_PublicReactor(reactor, host),  # type: ignore[arg-type]  # acts as one
            contextFactory=self._contextFactory,
            connectTimeout=timeout,
            bindAddress=normalize_bind_address(self._bindAddress),
            pool=self._pool,
        )


class _PublicAgent(_BindAddressAgent):
    """Reuses only connections that were checked as well."""

    def _requestWithEndpoint(self, key: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N802
        return super()._requestWithEndpoint((*key, "public"), *args, **kwargs)


class _PublicReactor:
    """A reactor whose TCP connections go to public addresses only."""

    def __init__(self, reactor: Any, host: str) -> None:
        self._reactor = reactor
        self._host = host
        directlyProvides(self, providedBy(reactor))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reactor, name)

    def connectTCP(self, host: str, *args: Any, **kwargs: Any) -> IConnector:  # noqa: N802
        """Called by Twisted with the address that the name was found to have."""
        if not is_public(ipaddress.ip_address(host.partition("%")[0])):
            raise refused_address(self._host, host)
        connector: IConnector = self._reactor.connectTCP(host, *args, **kwargs)
        return connector
