"""What an entry is called: its name, freed from numbering, decoration and punctuation."""

from __future__ import annotations

import re
import unicodedata

from spiders.readers.blocks import Cell, Link

_NUMBERING = re.compile(r"^\s*(?:\(?\d{1,3}[.)、．](?!\d)|[-*+•·>])\s*")
_SEPARATOR = re.compile(r"\s*[:：|｜]\s*|\s+[-–—~]+\s+|\s*[–—]+\s*|\s*[,，;；。]\s*|\.\s+")
_AFTER_NAME = re.compile(r"^[\s:：|｜,，;；.。\-–—~*]+")
_EDGE = " \t\n*_`~\"'“”:：,，;；、-–—|｜"
#: A lead-in longer than this (characters) is a sentence, not a name.
LONGEST_NAME = 90


def clean_name(text: str) -> str:
    """A name without numbering, leading emoji, quotes or trailing separators."""
    text = _NUMBERING.sub("", text)
    start = 0
    while start < len(text) and _is_decoration(text[start]):
        start += 1
    return _balanced(text[start:].strip(_EDGE))


def split_lead(text: str) -> str:
    """The part of a line before its first separator: ``"MOSS: a model"`` → ``"MOSS"``."""
    return clean_name(_SEPARATOR.split(_NUMBERING.sub("", text), maxsplit=1)[0])


def rest_after(text: str, position: int) -> str | None:
    """What is said after the name, without the separator between; null where nothing is."""
    return _AFTER_NAME.sub("", text[position:]).strip() or None


def is_written_out(link: Link, cell: Cell) -> bool:
    """Whether a link's text is the address itself."""
    return "://" in cell.text[link.start : link.end]


def name_from_link(href: str) -> str:
    """The last telling part of a link's path: ``https://github.com/a/b`` → ``b``."""
    path = re.sub(r"^\w+://", "", href).split("?")[0].split("#")[0].rstrip("/")
    return path.rsplit("/", 1)[-1].removesuffix(".git")


def _is_decoration(char: str) -> bool:
    # U+FFFD stands for a letter that was lost: it is part of the name.
    return char != "\ufffd" and (
        char.isspace()
        or unicodedata.category(char) in ("So", "Sk", "Mn", "Cf")
        or char in "*_•·●►▶"
    )


def _balanced(text: str) -> str:
    """Drop an opening bracket that lost its partner: ``"MOSS ("`` → ``"MOSS"``."""
    for opening, closing in ("()", "（）", "[]", "【】"):
        if text.endswith(opening) or text.count(opening) > text.count(closing):
            cut = text.rfind(opening)
            text = text[:cut].rstrip(_EDGE) if cut > 0 else text[cut + 1 :].lstrip(_EDGE)
    return text
