"""Connections that do not take a body that broke off for a whole one."""

from __future__ import annotations

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from twisted.internet.error import ConnectionDone
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HTTP11ClientProtocol
from twisted.web.http import _IdentityTransferDecoder


class WholeBodies(_LenientHTTP11ClientFactory):
    """Scrapy's connections, with an eye on answers that do not say how long they are.

    Such a body ends with its connection. Twisted takes any end for that, a reset too; half a list
    would be published as if the other half had been taken out. Whole it is only where the
    connection was closed in order (RFC 9112, 8 and 9.8).
    """

    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:  # noqa: N802
        """Called by Twisted for each connection."""
        return _Wary(self._quiescentCallback)  # type: ignore[no-untyped-call]


class _Wary(_LenientHTTP11ClientProtocol):
    def _disconnectParser(self, reason: Failure | Exception) -> None:  # noqa: N802
        decoder = getattr(self._parser, "bodyDecoder", None)
        if isinstance(decoder, _IdentityTransferDecoder) and not _in_order(reason):
            # Where no length was said: more was to come. It fails as a body does that is shorter
            # than it said.
            decoder.contentLength = 1 if decoder.contentLength is None else decoder.contentLength
        super()._disconnectParser(reason)  # type: ignore[no-untyped-call]


def _in_order(reason: Failure | Exception) -> bool:
    """Whether a connection was closed, and not lost; Twisted gives a failure or what is in one."""
    return isinstance(getattr(reason, "value", reason), ConnectionDone)
