"""Says what is wrong with a server's certificate: OpenSSL tells us only that something is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from OpenSSL import SSL
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]


@implementer(IPolicyForHTTPS)
class ExplainingPolicy:
    """Another policy, which verifies, and what its connections said as they ended, by host."""

    def __init__(self, policy: Any) -> None:
        self._policy = policy
        self._alerts: dict[bytes, int] = {}

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802
        """Called by Twisted for each host."""

        def remember(alert: int) -> None:
            self._alerts[hostname] = alert

        return _Listening(self._policy.creatorForNetloc(hostname, port), remember)

    def explain(self, host: str) -> str | None:
        """Why the last secure connection to a host came to nothing; null where nothing tells."""
        return _ALERTS.get(self._alerts.get(host.encode(), 0))


#: Alerts of TLS that tell more than "it failed" (RFC 8446, 6.2).
_ALERTS = {
    40: "the server and we have no way of encryption in common",
    42: "the certificate of the server is not good: damaged, or not valid yet",
    44: "the certificate of the server was revoked",
    45: "the certificate of the server has expired",
    46: "the certificate of the server is not one for web servers",
    48: "the certificate of the server is signed by an authority that is not known",
    51: "the certificate of the server is not signed by whom it says",
    70: "the server speaks only versions of TLS that are no longer safe",
}
_FATAL = 2


@implementer(IOpenSSLClientConnectionCreator)
class _Listening:
    """Makes the connections that another creator makes, and listens to their alerts."""

    def __init__(self, creator: Any, remember: Callable[[int], None]) -> None:
        self._creator = creator
        self._remember = remember

    def clientConnectionForTLS(self, protocol: Any) -> SSL.Connection:  # noqa: N802
        connection: SSL.Connection = self._creator.clientConnectionForTLS(protocol)
        connection.set_info_callback(self._heard)
        return connection

    def _heard(self, connection: SSL.Connection, where: int, value: int) -> None:
        level, alert = divmod(value, 256)
        if where & SSL.SSL_CB_ALERT and level == _FATAL:
            self._remember(alert)
