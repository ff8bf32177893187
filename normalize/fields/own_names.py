"""What an entry is called inside its own text: the parts of its name that tell it from others."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from normalize.fields.organizations import known_names
from normalize.tables import table


def own_names(name: str) -> list[str]:
    """The names by which a text may speak of the entry, longest first.

    ``"【复旦】MOSS"`` → ``["MOSS"]``, ``"悟道·天鹰（Aquila）"`` → ``["Aquila", "悟道", "天鹰"]``.
    What stands in 【】, behind a colon, before a slash, is a size or the name of a maker is left
    out, and so are words that many things are called by ("model", 大模型).
    """
    plain = _TAG.sub(" ", unicodedata.normalize("NFKC", name)).strip()
    head = _SIZE.sub(" ", _COLON.split(plain)[0])
    if _PATH.fullmatch(head.strip()):
        head = head.strip().rpartition("/")[2]
    runs = [*(run.strip(" .-_&+") for run in _LATIN.findall(head)), *_HAN.findall(head)]
    found = (_without_maker(run) for run in runs)
    kept = [one for one in found if _tells(one)]
    return sorted(dict.fromkeys(kept), key=len, reverse=True)


def families(name: str) -> list[str]:
    """Those names, and what is left of them without a version or variant at the end."""
    names = own_names(name)
    shorter = (_without_variant(one) for one in names)
    return sorted(dict.fromkeys([*names, *filter(_tells, shorter)]), key=len, reverse=True)


def spoken(name: str) -> str:
    """A pattern for a name of an entry in a text, however its words are joined there."""
    words = [re.escape(word) for word in _WORD.findall(name)]
    joined = r"[-_. ]?".join(words)
    return rf"(?<![A-Za-z]){joined}" if name.isascii() else joined


_TAG = re.compile(r"【[^【】]*】")
_COLON = re.compile(r"[:—]\s?|\s-\s")
_PATH = re.compile(r"[\w.-]+/[\w.-]+")
_SIZE = re.compile(r"[-_ ]?(?<![A-Za-z\d])\d+(?:\.\d+)?[bm]\d?(?![a-z\d])|\d{2,}b(?![a-z])", re.I)
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.+_-]*(?: [A-Za-z0-9][A-Za-z0-9.+_-]*)*")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[A-Za-z]+|\d+|[^\W\d_]+|\+")


def _without_variant(name: str) -> str:
    variants = "|".join(table("statements")["names"]["variants"])
    return re.sub(rf"(?:[-_ ](?:v?\d[\d.]*|{variants})\b)+$", "", name, flags=re.IGNORECASE)


def _tells(name: str) -> bool:
    if not name.isascii():
        return len(name) >= 2 and name not in _general()
    words = re.findall(r"[a-z0-9]+", name.casefold())
    return len(name) >= 3 and not all(word in _general() or word.isdigit() for word in words)


@cache
def _general() -> frozenset[str]:
    return frozenset(table("statements")["names"]["general"])


def _without_maker(run: str) -> str:
    """The run without a maker that it begins with, unless nothing else is left."""
    shorter = _makers().sub("", run).strip(" .-_")
    return shorter or run


@cache
def _makers() -> re.Pattern[str]:
    known = sorted(known_names(), key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(map(re.escape, known))})(?= )", re.IGNORECASE)
