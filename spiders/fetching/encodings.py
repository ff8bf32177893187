"""Unpacks what servers pack for the way (Content-Encoding), whole and within limits."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from spiders.bodies import TOO_LARGE
from spiders.fetching.refusals import Refused

#: ``wbits`` of zlib by the name of an encoding; "deflate" is a zlib stream (RFC 9110, 8.4.1).
_WBITS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
_AT_ONCE = 1 << 16
_GZIP = b"\x1f\x8b"


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
            body = unpacked(body, encoding, request.meta.get("download_maxsize", self._limit))
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        return response.replace(body=body, headers=headers)


def unpacked(body: bytes, encoding: str, limit: int) -> bytes:
    """A packed body, unpacked.

    Raises:
        Refused: it is larger than ``limit`` bytes, ends too early, or is not of that encoding.
    """
    if encoding not in _WBITS:
        raise Refused("bad-encoding", f"the server packed it as {encoding}, which was not asked")
    found = bytearray()
    try:
        for part in _parts(body, _WBITS[encoding]):
            found += part
            if len(found) > limit:
                raise Refused(*TOO_LARGE)
    except zlib.error as error:
        raise Refused("bad-encoding", f"the server says it is {encoding}, and it is not") from error
    return bytes(found)


def _parts(body: bytes, wbits: int) -> Iterator[bytes]:
    """The unpacked body, a little at a time; gzip may be several streams, one after the other."""
    while body:
        unpacker = zlib.decompressobj(wbits)
        while not unpacker.eof:
            part = unpacker.decompress(body, _AT_ONCE)
            body = unpacker.unconsumed_tail
            if not part and not body and not unpacker.eof:
                raise Refused("truncated-body", "it ends in the middle of what the server packed")
            yield part
        # What follows and is no other stream is padding.
        rest = unpacker.unused_data
        body = rest if rest.startswith(_GZIP) else b""


def _encodings(response: Response) -> Iterator[str]:
    for line in response.headers.getlist("Content-Encoding"):
        for name in line.decode("latin-1").lower().split(","):
            if name.strip() not in ("", "identity"):
                yield name.strip()
