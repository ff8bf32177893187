"""A URL taken apart the way browsers do (WHATWG), or nothing where no browser would follow it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import ada_url


class Address(NamedTuple):
    """The parts of an http(s) URL; ``host`` carries a port that is not the default one."""

    scheme: str
    host: str
    path: str
    query: str = ""
    fragment: str = ""

    @property
    def url(self) -> str:
        """The parts put together again; user names and passwords are gone."""
        query = f"?{self.query}" if self.query else ""
        fragment = f"#{self.fragment}" if self.fragment else ""
        return f"{self.scheme}://{self.host}{self.path}{query}{fragment}"

    @property
    def segments(self) -> list[str]:
        """The non-empty parts of the path."""
        return [segment for segment in self.path.split("/") if segment]


#: Longer than servers take; nothing is lost by not calling it a link.
_LONGEST = 8_000


@lru_cache(maxsize=1 << 16)
def parse(url: str) -> Address | None:
    """The address that ``url`` names; ``None`` unless it is http(s) with a plausible host.

    Heals what copying does to a URL: white space around it, a scheme written twice,
    punctuation of the sentence that it stood in.
    """
    if len(url) > _LONGEST:
        return None
    text = trim(_single_scheme(url.strip(_BLANK)))
    if not _SCHEME.match(text):
        return None
    try:
        whole = ada_url.URL(text).href
    except (ValueError, UnicodeError):
        return None
    # Asked for its parts one by one, the parser takes three times as long.
    parts = _PARTS.fullmatch(whole)
    if parts is None:
        return None
    scheme, host, port, path, query, fragment = parts.groups(default="")
    host = host.rstrip(".")
    if not _plausible(host, text):
        return None
    return Address(scheme, f"{host}:{port}" if port else host, path, query, fragment)


def trim(url: str) -> str:
    """``url`` without the punctuation that follows it in a sentence.

    A closing bracket goes only where nothing in the URL opens it: ``/wiki/GPT_(model)`` stays.
    """
    while url:
        last = url[-1]
        opening = _PAIRS.get(last)
        if opening is not None and url.count(last) <= url.count(opening):
            return url
        if opening is None and last not in _PUNCTUATION:
            return url
        url = url[:-1].rstrip(_BLANK)
    return url


def trim_in_text(url: str) -> str:
    """``url`` out of running text, where ``!`` and ``?`` end a sentence as well."""
    return trim(trim(url).rstrip("!?"))


_BLANK = " \t\r\n\f\v\xa0\u3000\u200b\u200c\u200d\u2060\ufeff"
_SCHEME = re.compile(r"https?:", re.IGNORECASE)
#: A URL as the parser writes it, with a user's name that is not ours to keep.
_PARTS = re.compile(
    r"(https?)://(?:[^/@]*@)?([^/:]+)(?::(\d+))?(/[^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL
)
_DOUBLED = re.compile(r"(?:https?:?/+)+(?=https?:?//?[^/])", re.IGNORECASE)
_PUNCTUATION = frozenset(".,;:'\"`*<>|。，、；：！？．…·“‘’”＂＇")
_PAIRS = {
    ")": "(", "]": "[", "}": "{", "）": "（", "】": "【", "》": "《", "」": "「",
    "』": "『", "〉": "〈", "］": "［", "｝": "｛", "〕": "〔",
}  # fmt: skip
_NAME = re.compile(
    r"(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})"
)
_IPV4 = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")


def _single_scheme(url: str) -> str:
    return _DOUBLED.sub("", url, count=1) if _DOUBLED.match(url) else url


def _plausible(host: str, text: str) -> bool:
    # The WHATWG parser reads "7.5" as the address 7.0.0.5: only one written out counts.
    if _IPV4.fullmatch(host):
        return host in text
    return _NAME.fullmatch(host) is not None
