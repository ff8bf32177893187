"""The words of a line: its name, and the numbers, dates, labels and decoration around one."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from normalize.fields.columns import is_header
from normalize.tables import table
from spiders.readers.blocks import Cell, Link
from spiders.readers.decoration import badge_end, decorated, without_badges
from spiders.readers.line_starts import EDGE, without_number

_SEPARATOR = re.compile(r"\s*[:：|｜]\s*|\s+[-–—~]+\s+|\s*[–—]+\s*|\s*[,，;；。]\s*|\.\s+")
_AFTER_NAME = re.compile(r"^[\s:：|｜,，;；.。\-–—~*]+")
_OPENING = re.compile(r"[(（\[【]")
_SPACE = re.compile(r"\s+")
#: A lead-in longer than this (characters) is a sentence, not a name.
LONGEST_NAME = 90


def clean_name(text: str) -> str:
    """A name without numbering, emoji and badges around it, quotes or trailing separators."""
    text = without_number(text)
    text = text[decorated(text) :].strip()
    # The colon of a short code (":new:") is none behind a name.
    text = (without_badges(text) if text.endswith(":") else text).strip(EDGE)
    return _balanced(text if text.isascii() else without_badges(text).rstrip(EDGE))


def place_of(name: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a name first stands in ``text[start:end]``, whatever white space joins its words."""
    first, *others = name.split() or [""]
    at = text.find(first, start, end)
    while at >= 0:
        behind = at + len(first)
        for word in others:
            space = _SPACE.match(text, behind, end)
            if space is None or not text.startswith(word, space.end(), end):
                break
            behind = space.end() + len(word)
        else:
            return at, behind
        at = text.find(first, at + 1, end)
    return None


def begins_a_sentence(text: str) -> bool:
    """Whether words in front of a link are the beginning of a sentence, and no name."""
    words = text.split()
    if not words:
        return False
    telling = table("list_words")["sentence_characters"]
    return words[0] in _openers() or sum(char in telling for char in text) >= 2


@cache
def _openers() -> frozenset[str]:
    return frozenset(table("list_words")["openers"])


def is_generic(text: str) -> bool:
    """Whether a link's text says what kind of link it is, and not what it leads to."""
    return len(text) <= _LONGEST_LABEL and _is_label(text)


#: No word for a kind of link is longer than this (characters).
_LONGEST_LABEL = 60


@lru_cache(maxsize=10_000)
def _is_label(text: str) -> bool:
    words = clean_name(text).strip("[]()（）【】").casefold()
    return not words or is_header(words) or words in _link_labels()


def alike(name: str, href: str) -> bool:
    """Whether a name and an address share a telling word: ``C-Eval``, ``…/SJTU-LIT/ceval``."""
    path = re.sub(r"^\w+://(?:www\.)?", "", href).casefold()
    packed = re.sub(r"[^a-z0-9]", "", path)
    words = re.findall(r"[a-z0-9]+", name.casefold())
    whole = "".join(words)
    common = table("list_words")["common"]
    telling = [word for word in words if len(word) >= _TELLING and word not in common]
    return (len(whole) >= 3 and whole in packed) or any(word in packed for word in telling)


#: A word of this many letters that stands in a name and in an address is no chance.
_TELLING = 5


@cache
def _link_labels() -> frozenset[str]:
    return frozenset(word.casefold() for word in table("list_words")["link_labels"])


def split_lead(text: str) -> str:
    """The part of a line before its first separator: ``"MOSS: a model"`` → ``"MOSS"``."""
    text = without_number(text)
    depth, counted = 0, 0
    for match in _SEPARATOR.finditer(text):
        depth += _opened(text[counted : match.start()])
        counted = match.start()
        # "ConvNet (B0, B1)" is one name, and so is "《AI：A Guide》".
        if depth <= 0:
            return clean_name(text[: match.start()])
    return clean_name(text)


def _opened(text: str) -> int:
    """How many more brackets a text opens than it closes."""
    return sum(map(text.count, "(（[【《「“")) - sum(map(text.count, ")）]】》」”"))


def without_label(name: str) -> str:
    """A name without the word for the link behind it: ``"Vectara github"`` → ``"Vectara"``."""
    words, _, last = name.rpartition(" ")
    return clean_name(words) if words and last.casefold() in _link_labels() else name


def rest_after(text: str, position: int) -> str | None:
    """What is said after the name, without badges and separators between; null where nothing is."""
    rest = text[position:]
    return _AFTER_NAME.sub("", rest[badge_end(rest) :]).strip() or None


def is_written_out(link: Link, cell: Cell) -> bool:
    """Whether a link's text is the address itself."""
    return "://" in cell.text[link.start : link.end]


def name_from_link(href: str) -> str:
    """The last telling part of a link's path: ``https://github.com/a/b`` → ``b``."""
    path = re.sub(r"^\w+://", "", href).split("?")[0].split("#")[0].rstrip("/")
    return path.rsplit("/", 1)[-1].removesuffix(".git")


def _balanced(text: str) -> str:
    """Drop an opening bracket that lost its partner: ``"MOSS ("`` → ``"MOSS"``."""
    if not _OPENING.search(text):
        return text
    for opening, closing in ("()", "（）", "[]", "【】"):
        if text.endswith(opening) or text.count(opening) > text.count(closing):
            cut = text.rfind(opening)
            text = text[:cut].rstrip(EDGE) if cut > 0 else text[cut + 1 :].lstrip(EDGE)
    return text
