"""Requests for documents: within the limits of their source, and only for what is news."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scrapy.http import Request, Response

from normalize.records import Document, Source
from spiders.answers import NOT_MODIFIED, conditions
from spiders.fetching.permits import permitted

#: Where a request's ``meta`` has the document that its validators are of.
_KNOWN = "known"


def request(
    source: Source,
    url: str,
    target: str,
    known: Document | None,
    callback: Callable[..., Any],
    errback: Callable[..., Any],
) -> Request:
    """Asks for a document of a source at ``target``; ``known`` is what it was, if we have it."""
    headers = conditions(known) if known else {}
    return Request(
        target,
        headers=headers,
        callback=callback,
        errback=errback,
        cb_kwargs={"source": source, "url": url},
        # Two sources may name the same document; each gets its own.
        dont_filter=True,
        meta=_meta(source, target) | (_known(known) if known and headers else {}),
    )


def known_to(response: Response) -> Document:
    """The document that an answer calls "not modified"."""
    known: Document = response.meta[_KNOWN]
    return known


def _meta(source: Source, target: str) -> dict[str, Any]:
    """How Scrapy is to fetch a document: within its limits, files without waiting in between."""
    meta: dict[str, Any] = {"download_maxsize": source.limits.bytes, **permitted(source, target)}
    if target.startswith("file:"):
        meta["download_slot"] = target
    return meta


def _known(document: Document) -> dict[str, Any]:
    """How a request goes with validators: "not modified" is an answer to it, and to no other."""
    return {_KNOWN: document, "handle_httpstatus_list": [NOT_MODIFIED]}
