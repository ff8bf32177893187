"""Linked pages of the same place that a source asks to be read too (``follow`` in its file)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from urllib.parse import urldefrag, urljoin, urlsplit

from normalize.records import Source

# What stands in the document is fetched from beside it; what is published of a link is another
# address (normalize.urls.resolve_relative): the page that a person reads.
_LINK = re.compile(rb"\]\(\s*<?([^)\s>]+)|<a\s[^<>]*?href\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)


def followed(source: Source, url: str, body: bytes) -> Iterator[str]:
    """URLs that a document links to and its source's patterns name, each once.

    A pattern is matched against the link's path below the document's own folder, on the same
    host and over http(s) only: a document can never lead to a local file.
    """
    if not source.follow or urlsplit(url).scheme not in ("http", "https"):
        return
    folder = url.rsplit("/", 1)[0] + "/"
    seen = {url}
    for match in _LINK.finditer(body):
        href = (match[1] or match[2]).decode("utf-8", "replace")
        try:
            target = urldefrag(urljoin(url, href)).url
        except ValueError:  # "http://[": no URL at all
            continue
        # Servers read an encoded dot as a dot: "%2e%2e/" leads out of the folder.
        if not target.startswith(folder) or "%2e" in target.lower() or target in seen:
            continue
        seen.add(target)
        if any(fnmatchcase(target.removeprefix(folder), pattern) for pattern in source.follow):
            yield target
