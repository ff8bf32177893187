"""Licences that an entry does not name but links to, or that are its own ("Custom")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from normalize.fields.license_names import is_unnamed
from normalize.fields.licenses import says_own, spdx
from normalize.tables import table


def spdx_of_entry(license_text: str, name: str, urls: Iterable[str]) -> list[str]:
    """SPDX expressions of an entry's licence, by its name, else by the text it links to.

    A licence that is said to be custom or changed becomes ``LicenseRef-`` and the family that
    its text belongs to (``…/chatglm-6b/blob/main/MODEL_LICENSE`` → ``LicenseRef-ChatGLM``), or
    the entry's own name where no text is linked. A mere "License" is what its link leads to, if
    that is a well-known text. Everything else that is not known gives ``[]``.
    """
    if found := spdx(license_text):
        return found
    texts = [url for url in urls if _LICENSE_TEXT.search(_path(url))]
    known = [expression for url in texts if (expression := _well_known(url))]
    if known and (says_own(license_text) or is_unnamed(license_text)):
        return known[:1]
    if not says_own(license_text):
        return []
    families = (family for url in texts if (family := _family(url)))
    return _reference(next(families, _SIZE.split(name)[0]))


_LICENSE_TEXT = re.compile(r"licen[cs]e|/terms|terms-|/tou\b|/legalcode", re.IGNORECASE)
_CREATIVE_COMMONS = re.compile(r"creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)")
_PUBLIC_DOMAIN = re.compile(r"creativecommons\.org/publicdomain/zero/1\.0")
_FORGES = ("github.com", "huggingface.co", "gitee.com", "gitlab.com", "modelscope.cn")
_SIZE = re.compile(r"[-_ ](?=\d+(?:\.\d+)?[bm](?![a-z])|base\b|chat\b|instruct\b)", re.IGNORECASE)
_WORDS_OF_TERMS = re.compile(r"[-_.]?(?:terms|licen[cs]e|tou\b|legal).*$", re.IGNORECASE)


def _well_known(url: str) -> str | None:
    place = _place(url)
    if match := _CREATIVE_COMMONS.search(place):
        return next(iter(spdx(f"CC {match[1]} {match[2]}")), None)
    if _PUBLIC_DOMAIN.search(place):
        return "CC0-1.0"
    known: dict[str, str] = table("licenses")["addresses"]
    return next((known[one] for one in known if place.startswith(one.casefold())), None)


def _family(url: str) -> str | None:
    """The model or project whose licence stands there, without its size."""
    host = urlsplit(url).netloc.casefold().removeprefix("www.")
    parts = [part for part in _path(url).split("/") if part]
    if host in _FORGES:
        parts = parts[1:] if parts[:1] in (["models"], ["datasets"]) else parts
        return _SIZE.split(parts[1])[0] if len(parts) > 2 else None
    return _WORDS_OF_TERMS.sub("", parts[-1]) or None if parts else None


def _reference(family: str) -> list[str]:
    if known := [one for one in spdx(family) if one.startswith("LicenseRef-")]:
        return known
    plain = re.sub(r"[^A-Za-z0-9.]+", "-", family).strip("-.")
    return [f"LicenseRef-{plain}"] if plain else []


def _place(url: str) -> str:
    parts = urlsplit(url)
    return (parts.netloc.removeprefix("www.") + _path(url)).casefold()


def _path(url: str) -> str:
    try:
        return unquote(urlsplit(url).path)
    except ValueError:
        return ""
