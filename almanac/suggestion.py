"""Suggests the source file that would follow a document, ready for ``almanac check``."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from normalize.records import Reading, Source
from spiders.fetching.gate import is_private

#: A list that moves within these is as healthy as it was when it was added.
_SHARE_KEPT, _MAX_DROP, _MAX_REJECTS = 0.8, 0.2, 0.1
_FACTS = ("urls", "organization", "license", "languages", "parameter_counts", "released_on")


def suggest(source: Source, reading: Reading) -> str:
    """A source file to save as ``sources/<id>.toml``, its gates a little beside what was read.

    ``source`` is what was read: its title, kind and URLs.
    """
    url = _as_written(source.urls[0])
    lines = [
        f"title = {_quoted(source.title)}",
        f"kind = {_quoted(source.kind)}",
        f"urls = [{', '.join(_quoted(_as_written(one)) for one in source.urls)}]",
        *_private(source.urls),
        *_origin(url),
        'license = "unknown"  # of the words of the list: an SPDX id',
        "publish_text = false  # true, if that licence lets us publish its sentences",
        "",
        "[expect]",
        f"min_mentions = {max(1, int(len(reading.mentions) * _SHARE_KEPT))}",
        f"max_drop = {_MAX_DROP}",
        f"max_rejects = {_max_rejects(reading)}",
        *_filled(reading),
    ]
    return "\n".join(lines)


def page_of(url: str) -> str | None:
    """The page on which a person reads what a URL leads to; null where that is not known.

    A raw file of GitHub is shown on the page of its repository, or of the file where it is not
    the README at its root; GitLab and Hugging Face say "raw" in the path.
    """
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    site = f"{parts.scheme}://{parts.netloc}"
    if parts.hostname == "raw.githubusercontent.com" and len(segments) > 3:
        owner, name, *rest = segments
        rest = rest[2:] if rest[:2] == ["refs", "heads"] and len(rest) > 3 else rest
        repository = f"https://github.com/{owner}/{name}"
        if len(rest) == 2 and rest[1].lower().startswith("readme"):
            return repository
        return f"{repository}/blob/{'/'.join(rest)}"
    if "/-/raw/" in parts.path:
        return f"{site}{parts.path.replace('/-/raw/', '/-/blob/', 1)}"
    if parts.hostname == "huggingface.co" and {"raw", "resolve"} & set(segments[2:4]):
        page = ["blob" if one in ("raw", "resolve") else one for one in segments[:4]]
        return "/".join([site, *page, *segments[4:]])
    return None


def raw_of(url: str) -> str | None:
    """The file itself, where a URL leads to GitHub's page around it or to a repository."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if parts.hostname not in ("github.com", "www.github.com"):
        return None
    if len(segments) == 2:
        owner, name = segments
        path = ["HEAD", "README.md"]
    elif len(segments) > 4 and segments[2] == "blob":
        owner, name, _, *path = segments
    else:
        return None
    return "/".join(["https://raw.githubusercontent.com", owner, name, *path])


def _private(urls: Iterable[str]) -> Iterator[str]:
    """The line that a document of one's own network needs: probe asks for it without, a run not."""
    web = (parts for url in urls if (parts := urlsplit(url)).scheme in ("http", "https"))
    if any(is_private(parts.hostname or "") for parts in web):
        yield "allow_private = true  # its host is on no public address"


def _origin(url: str) -> Iterator[str]:
    """Lines on who made the list and where a person reads it."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        yield '# homepage = "https://…"  # where a person reads it'
        return
    page = page_of(url)
    yield f"homepage = {_quoted(page or url)}"
    if urlsplit(page or url).hostname == "github.com":
        yield f"publisher = {_quoted(parts.path.strip('/').split('/')[0])}"


def _max_rejects(reading: Reading) -> float:
    """The usual share, or a little above what was refused: else the source were held at once."""
    found = len(reading.mentions) + len(reading.rejects)
    share = len(reading.rejects) / found if found else 0.0
    return _MAX_REJECTS if share <= _MAX_REJECTS else min(1.0, math.ceil(share * 20 + 1) / 20)


def _filled(reading: Reading) -> Iterator[str]:
    """Facts that most entries state: where all lose one, a column has moved."""
    count = len(reading.mentions)
    found = {
        field: sum(bool(getattr(mention, field)) for mention in reading.mentions)
        for field in _FACTS
    }
    least = [
        f"{field} = {math.floor(number / count * _SHARE_KEPT * 10) / 10}"
        for field, number in found.items()
        if number > count / 2
    ]
    if least:
        yield f"filled = {{ {', '.join(least)} }}"


def _as_written(url: str) -> str:
    """A URL as it is; a file relative to ``sources/``, where the suggestion is to be saved."""
    parts = urlsplit(url)
    if parts.scheme != "file":
        return url
    path = Path(os.path.relpath(unquote(parts.path), Path("sources").resolve())).as_posix()
    return path if path == path.strip() else url


def _quoted(text: str) -> str:
    """A string of TOML: that of JSON, but that TOML also wants DEL escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
