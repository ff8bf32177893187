"""Unpacks what servers pack for the way (Content-Encoding), whole and within limits."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from spiders.bodies import GZIP, TOO_LARGE, inflated
from spiders.fetching.refusals import Refused

#: ``wbits`` of zlib by the name of an encoding; "deflate" is a zlib stream (RFC 9110, 8.4.1).
_WBITS = {"gzip": GZIP, "x-gzip": GZIP, "deflate": 15}
#: Others that HTTP has names for (IANA's registry); what else a server says is not repeated.
_KNOWN = {"br", "compress", "x-compress", "zstd", "dcb", "dcz", "aes128gcm", "exi", "pack200-gzip"}


class Unpack:
    """Asks for gzip and unpacks it.

    Downloader middleware, in the place of Scrapy's: that one takes half a gzip stream for a whole
    one, and half a list would be published as if the other half had been taken out.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._limit = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Unpack:
        """Called by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Called by Scrapy."""
        request.headers["Accept-Encoding"] = "gzip"

    def process_response(self, request: Request, response: Response) -> Response:
        """Called by Scrapy. Raises Refused: `too-large`, `truncated-body`, `bad-encoding`."""
        encodings = list(_encodings(response))
        if not encodings or not response.body:
            return response
        body = response.body
        for encoding in reversed(encodings):
            body = decoded(body, encoding, request.meta.get("download_maxsize", self._limit))
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        return response.replace(body=body, headers=headers)


def decoded(body: bytes, encoding: str, limit: int) -> bytes:
    """A body without the encoding that it was sent in.

    Raises:
        Refused: it is larger than ``limit`` bytes, ends too early, or is not of that encoding.
    """
    if encoding not in _WBITS:
        named = encoding if encoding in _KNOWN else "something unknown"
        raise Refused("bad-encoding", f"the server packed it as {named}, which was not asked")
    try:
        found = inflated(body, _WBITS[encoding], limit)
    except EOFError as error:
        said = "it ends in the middle of what the server packed"
        raise Refused("truncated-body", said) from error
    except zlib.error as error:
        raise Refused("bad-encoding", f"the server says it is {encoding}, and it is not") from error
    if len(found) > limit:
        raise Refused(*TOO_LARGE)
    return found


def _encodings(response: Response) -> Iterator[str]:
    for line in response.headers.getlist("Content-Encoding"):
        for name in line.decode("latin-1").lower().split(","):
            if name.strip() not in ("", "identity"):
                yield name.strip()
