"""Where a document lies, and its bytes, unpacked and no more than its source allows."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from normalize.records import Source
from spiders.errors import ReadError

#: Reason and detail of a document that is refused for its size.
TOO_LARGE = ("too-large", "larger than limits.bytes of its source file")
#: ``wbits`` of zlib for gzip.
GZIP = 31
_MAGIC = b"\x1f\x8b"
_AT_ONCE = 1 << 16


def address(source: Source, url: str) -> str:
    """Where to fetch what a source file names: a URL as it is, a path relative to the file."""
    if urlsplit(url).scheme in ("http", "https", "file"):
        return url
    return (Path(source.path).parent / url).resolve().as_uri()


def too_large(target: str, limit: int) -> bool:
    """Whether a file is larger than ``limit`` bytes: Scrapy would read it whole to find out."""
    parts = urlsplit(target)
    if parts.scheme != "file":
        return False
    path = Path(unquote(parts.path))
    return path.is_file() and path.stat().st_size > limit


def unpacked(body: bytes, names: Iterable[str], limit: int) -> bytes:
    """A body, unpacked where one of its names ends in ``.gz`` and nobody unpacked it yet.

    Raises:
        ReadError: it is broken gzip, or is larger than ``limit`` bytes when unpacked.
    """
    packed = any(urlsplit(name).path.endswith(".gz") for name in names)
    if packed and body.startswith(_MAGIC):
        try:
            body = inflated(body, GZIP, limit)
        except (EOFError, zlib.error) as error:
            raise ReadError("not-gzip", f"the name ends in .gz, but: {error}") from error
    if len(body) > limit:
        raise ReadError(*TOO_LARGE)
    return body


def inflated(body: bytes, wbits: int, limit: int) -> bytes:
    """What zlib unpacks of a body; of one that is larger than ``limit`` bytes a little more.

    Gzip may be several streams, one after the other; what follows them is padding.

    Args:
        body: packed.
        wbits: the format, as zlib numbers it.
        limit: of the unpacked body.

    Raises:
        EOFError: it ends too early.
        zlib.error: it is of another format, or damaged.
    """
    found = bytearray()
    while body and len(found) <= limit:
        unpacker = zlib.decompressobj(wbits)
        while not unpacker.eof and len(found) <= limit:
            part = unpacker.decompress(body, _AT_ONCE)
            body = unpacker.unconsumed_tail
            if not part and not body and not unpacker.eof:
                raise EOFError("it ends too early")
            found += part
        rest = unpacker.unused_data
        body = rest if rest.startswith(_MAGIC) else b""
    return bytes(found)
