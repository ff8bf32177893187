"""Reads one document as a run would, without keeping anything."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec
from scrapy.http import Request, Response

from almanac.clock import run_time
from almanac.config import Config
from almanac.crawl import crawl
from almanac.errors import ConfigError
from almanac.kinds import guess_kind
from almanac.sources import url_problem
from almanac.suggestion import raw_of
from almanac.titles import title_of
from normalize.records import Failure, Fetched, Item, Kind, Reading, Source
from spiders.bodies import unpacked
from spiders.errors import ReadError
from spiders.every import EverySpider
from spiders.packing import opened
from spiders.readers.opening import decoded_text


class Probed(msgspec.Struct, frozen=True, kw_only=True):
    """A document that was read. ``source`` has its title and kind, as they were found."""

    source: Source
    reading: Reading
    #: the decoded text that the regions of the reading are offsets in
    text: str


def probed(
    documents: Sequence[str], kind: Kind | None, config: Config
) -> tuple[list[Probed], list[Failure]]:
    """Read URLs or files, with everything that a run does to a source; nothing is written.

    Their kind is guessed where none is given; several are taken for the chunks of a plain text.

    Raises:
        ConfigError: it is the URL of something that is never fetched.
    """
    if len(documents) > 1:
        kind = kind or "plaintext"
    source = _source([_address(one) for one in documents], kind or "webpage")
    came: list[Item] = []
    if failures := [one for url in source.urls if (one := _unreadable(source, url))]:
        return [], failures
    spider = EverySpider if kind else _Guessing
    crawl([source], run_time(), config, None, came.append, spider=spider)
    read = [_probed(source, kind, one) for one in came if isinstance(one, Fetched)]
    return read, [one for one in came if isinstance(one, Failure)]


def advice(failure: Failure) -> str:
    """What a person can do about a document that was not read; empty where we know nothing."""
    raw = raw_of(failure.url)
    if raw and failure.reason in ("not-readme", "not-plaintext", "not-text"):
        return f"That is GitHub's page around the file. Try: almanac probe {raw}"
    if failure.reason.startswith("http-"):
        return "Open the address in a browser; a file that you saved can be probed as well."
    if failure.reason in _OF_THE_NETWORK:
        return "Check the address and the network; a file that you saved can be probed as well."
    if failure.reason == "no-such-file" and _host_like(failure.url):
        return "A URL begins with https://"
    return _ADVICE.get(failure.reason, "")


_OF_THE_NETWORK = (
    "bad-answer",
    "connection-refused",
    "connection-reset",
    "dns-failed",
    "proxy-failed",
    "timed-out",
    "tls-failed",
    "truncated-body",
    "unreachable",
)
_ADVICE = {
    "asked-to-wait": "Wait, or save the document yourself: a file can be probed as well.",
    "refused-address": "It led to a host that you did not name; probe that address itself.",
    "refused-port": "It led to a port that you did not name; probe that address itself.",
    "robots-unreachable": "Try again later, or save the document: a file can be probed as well.",
    "no-such-file": "Name a file that exists, or a URL.",
    "not-a-file": "Name a file that holds the document.",
    "permission": "Make it readable for you.",
    "empty": "There is nothing to read in it: is it the right file, and complete?",
    "not-a-pdf": "Leave --kind out, and the kind is guessed.",
    "not-readme": "Leave --kind out, or say --kind webpage.",
    "not-plaintext": "Leave --kind out, or say --kind webpage.",
    "not-html": "Leave --kind out, or say --kind readme or --kind plaintext.",
    "not-text": "Only READMEs, web pages, PDFs and text are read; without --kind it is guessed.",
    "not-gzip": "Fetch it again: it ends in .gz and is broken.",
    "encrypted": "Save it without a password first.",
    "no-text-layer": "It holds pictures of text only: run it through OCR first.",
    "damaged": "Fetch it again: no PDF reader opens it.",
    "too-large": "A source may raise limits.bytes; probe reads with the usual limits.",
    "robots-txt": "The site does not want it fetched; ask its owner, or follow another place.",
    "too-slow": "A source may raise limits.seconds; probe reads with the usual limits.",
    "too-much-memory": "A source may raise limits.memory_mb; probe reads with the usual limits.",
}


class _Guessing(EverySpider):
    """Has each document read as what it looks like, whatever its source says."""

    async def parse_document(
        self, response: Response, source: Source, url: str
    ) -> AsyncIterator[Item | Request]:
        kind = _kind_of(response, source, url)
        read = super().parse_document(response, msgspec.structs.replace(source, kind=kind), url)
        async for one in read:
            yield one


def _kind_of(response: Response, source: Source, url: str) -> Kind:
    try:
        body = unpacked(response.body, (url, response.url), source.limits.bytes)
    except ReadError:
        return source.kind  # the reader refuses it again, with its reason
    header = response.headers.get("Content-Type")
    return guess_kind(url, body, header.decode("latin-1") if header else None)


def _probed(source: Source, kind: Kind | None, fetched: Fetched) -> Probed:
    reading, document = opened(fetched.packed), fetched.document
    kind = kind or guess_kind(document.url, fetched.body, document.content_type)
    text = decoded_text(fetched.body, kind, document.content_type)
    changed: dict[str, Any] = {"kind": kind, "title": title_of(text, kind, reading)}
    return Probed(source=msgspec.structs.replace(source, **changed), reading=reading, text=text)


def _source(urls: list[str], kind: Kind) -> Source:
    # Who types an address means it, wherever it lies.
    return Source(
        id="probe", path="probe.toml", title=urls[0], kind=kind, urls=urls, allow_private=True
    )


def _address(document: str) -> str:
    scheme = urlsplit(document).scheme
    if (not document or "://" in document) and (problem := url_problem(document)):
        raise ConfigError(f"{document!r} {problem}")
    if scheme not in ("http", "https", "file"):
        document = Path(document).resolve().as_uri()
    return document


def _unreadable(source: Source, url: str) -> Failure | None:
    """Why a local file cannot be read: said at once, and of a pipe before waiting for ever."""
    parts = urlsplit(url)
    if parts.scheme != "file":
        return None
    path = Path(unquote(parts.path))
    try:
        if path.is_file():
            path.open("rb").close()
            return None
        known = "it is a folder" if path.is_dir() else "it is no file that can be read twice"
        reason, detail = (
            ("not-a-file", known) if path.exists() else ("no-such-file", "no such file")
        )
    except PermissionError as error:
        reason, detail = "permission", error.strerror or "permission denied"
    except OSError as error:
        reason, detail = "no-such-file", error.strerror or "it cannot be opened"
    return Failure(source_id=source.id, url=str(path), stage="fetch", reason=reason, detail=detail)


def _host_like(path: str) -> bool:
    """Whether a path that leads nowhere was meant as a URL: ``github.com/owner/name``."""
    try:
        first = Path(path).relative_to(Path.cwd()).parts[0]
    except (ValueError, IndexError):
        return False
    return "." in first.strip(".") and len(Path(path).relative_to(Path.cwd()).parts) > 1
