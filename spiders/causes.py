"""Why a request gave no document, in a stable code and a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from OpenSSL import SSL
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from service_identity import VerificationError
from twisted.internet import error as network
from twisted.web.client import ResponseFailed

from spiders.bodies import TOO_LARGE
from spiders.fetching.refusals import Refused

Cause = tuple[str, str]

#: A secure connection that failed, where nothing more is known of it.
TLS_FAILED = ("tls-failed", "no secure connection could be made")


def cause(error: BaseException | None) -> Cause:
    """A stable code for why a request failed, and a sentence that says it to people."""
    if isinstance(error, Refused):
        return error.code, str(error)
    if isinstance(error, HttpError):
        return answered(error.response.status)
    if isinstance(error, FileNotFoundError | IsADirectoryError):
        is_folder = isinstance(error, IsADirectoryError)
        said = (
            f"{error.filename} is a folder" if is_folder else f"there is no file {error.filename}"
        )
        return "no-such-file", said
    if isinstance(error, PermissionError) and error.filename:
        return "permission", f"{error.filename} may not be read"
    if isinstance(error, IgnoreRequest) and "redirect" in str(error):
        return "too-many-redirects", "it leads on and on, more than five times"
    behind = list(_behind(error))
    known = (found for kinds, found in _CAUSES if any(isinstance(one, kinds) for one in behind))
    return next(known, None) or _unknown(error)


def bounded(detail: str) -> str:
    """Why a document failed, in one line of at most 500 characters: it may quote from outside."""
    line = " ".join(detail.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def answered(status: int) -> Cause:
    """The cause where a server answered, but not with a document."""
    words = _STATUSES.get(status, "")
    return f"http-{status}", f"the server answered {status}{words and f' ({words})'}"


#: Characters. Our own sentences have a fifth of it, and an address in them may be long.
_LONGEST = 500

_STATUSES = {
    304: "not modified, which was not asked",
    401: "a token is missing or wrong",
    403: "forbidden",
    404: "not found",
    410: "gone for good",
    429: "too many requests",
    451: "not available for legal reasons",
    500: "an error of its own",
    502: "its upstream failed",
    503: "not available now",
    504: "its upstream is too slow",
}

_RESET = ("connection-reset", "the connection ended before the answer was there")
_TIMED_OUT = ("timed-out", "it took longer than crawl.timeout")
#: The first of these that an exception is, or that stands behind it, tells.
_CAUSES: tuple[tuple[tuple[type[BaseException], ...], Cause], ...] = (
    (
        (VerificationError,),
        ("tls-failed", "the certificate of the server is for another name"),
    ),
    ((SSL.Error, network.SSLError), TLS_FAILED),
    ((TunnelError,), ("proxy-failed", "the proxy did not connect to the server")),
    ((DownloadCancelledError,), TOO_LARGE),
    ((ResponseDataLossError,), ("truncated-body", "the connection ended in the middle of it")),
    (
        (CannotResolveHostError, network.DNSLookupError, network.UnknownHostError),
        ("dns-failed", "the name of the server leads to no address"),
    ),
    (
        (DownloadConnectionRefusedError, network.ConnectionRefusedError, ConnectionRefusedError),
        ("connection-refused", "the server refused the connection"),
    ),
    (
        (DownloadTimeoutError, network.TimeoutError, network.TCPTimedOutError, TimeoutError),
        _TIMED_OUT,
    ),
    ((network.NoRouteError,), ("unreachable", "no route leads to the server")),
    ((network.ConnectionClosed, ConnectionError), _RESET),
    ((network.ConnectError,), ("unreachable", "the server cannot be connected to")),
)


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    """An exception, what it was made of, and what raised it."""
    if error is None:
        return
    if isinstance(error, ResponseFailed):
        for reason in error.reasons:
            yield from _behind(reason.value)
    yield from _behind(error.__cause__)
    yield error


def _unknown(error: BaseException | None) -> Cause:
    if isinstance(error, DownloadFailedError):
        return "bad-answer", "the server answered with what is no HTTP"
    words = "".join(f"-{c.lower()}" if c.isupper() else c for c in type(error).__name__).strip("-")
    return words.removesuffix("-error"), str(error) or type(error).__name__
