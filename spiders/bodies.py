"""Where a document lies, and its bytes, unpacked and no more than its source allows."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

from normalize.records import Source
from spiders.errors import ReadError

#: Reason and detail of a document that is refused for its size.
TOO_LARGE = ("too-large", "larger than limits.bytes of its source file")
_GZIP = b"\x1f\x8b"


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
    if packed and body.startswith(_GZIP):
        try:
            with gzip.GzipFile(fileobj=BytesIO(body)) as opened:
                body = opened.read(limit + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise ReadError("not-gzip", f"the name ends in .gz, but: {error}") from error
    if len(body) > limit:
        raise ReadError(*TOO_LARGE)
    return body
