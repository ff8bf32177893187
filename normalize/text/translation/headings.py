"""Gives translated headings the words of their anchors, and what an anchor loses besides."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from urllib.parse import unquote

from normalize.tables import table
from normalize.text.translation.original import Original, has_foreign_letters
from normalize.text.translation.parts import align
from normalize.text.translation.spellings import fold


def original_heading(heading: str, anchor: str | None) -> Original | None:
    """A translated heading as its anchor has it: ``#base-models`` → ``"Base Models"``.

    An anchor has lost case and punctuation: words are spelled as the heading kept them or as the
    glossary does, and the signs between words come back from the translated heading
    (``#toolsdata`` under 工具/数据 is ``"Tools/Data"``). ``None`` where nothing was translated, and
    where the anchor has no Latin letters of its own.
    """
    if not anchor or not has_foreign_letters(heading):
        return None
    slug = unquote(anchor.rpartition("#")[2]).removeprefix("user-content-").strip("-_ ")[:_LONGEST]
    if has_foreign_letters(slug) or not re.search("[A-Za-z]", slug):
        return None
    slug = re.sub(r"(?<=\D)-\d$", "", slug)  # GitHub numbers headings that stand twice
    kept = {fold(word): word for word in re.findall(r"[A-Za-z][A-Za-z0-9+.-]*", heading)}
    parts = _resplit(heading, slug)
    title = parts[0]
    for sign, part in zip(_SIGNS.findall(heading), parts[1:], strict=False):
        title += _CLOSED.get(sign.strip(), sign.strip()) + part
    return Original(_titled(title, kept), f"anchor #{slug}", 0.9)


_LONGEST, _MOST_PARTS = 120, 6
_SIGNS = re.compile(r"\s*[/／&＆]\s*|\s*[:：]\s*|\s*[和与及]\s*")
_CLOSED = {
    "／": "/",
    "：": ": ",
    ":": ": ",
    "&": " & ",
    "＆": " & ",
    "和": " & ",
    "与": " & ",
    "及": " & ",
}
_WORD = re.compile(r"[A-Za-z0-9]+")


def _resplit(heading: str, slug: str) -> list[str]:
    """A slug cut where the heading has signs that it lost; in one piece where nothing tells.

    A lost ``/`` glues two words together, a lost ``&`` or ``:`` leaves its spaces: ``a--b``.
    """
    parts = [part for part in _SIGNS.split(heading) if part.strip()]
    spaced = [part for part in re.split(r"-{2,}", slug) if part]
    if not 2 <= len(parts) <= _MOST_PARTS:
        return ["-".join(spaced)]
    if len(spaced) == len(parts):
        return spaced
    if any(sign.strip() not in "/／" for sign in _SIGNS.findall(heading)):
        return ["-".join(spaced)]  # "and" is a word of the slug
    return _cut(parts, slug) or [slug]


def _cut(parts: list[str], slug: str) -> list[str]:
    """The slug cut inside words so that each part of the heading has the words that it explains."""
    pieces: list[str] = []
    for part, following in pairwise(parts):
        places = [
            place
            for place in range(2, len(slug) - 1)
            if slug[place - 1].isalnum() and slug[place].isalnum()
        ]
        fits = {
            place: (_fit(part, slug[:place]), _fit(following, slug[place:])) for place in places
        }
        place = max(places, key=lambda one: sum(fits[one]), default=0)
        if not place or not fits[place][0]:
            return []
        pieces.append(slug[:place])
        slug = slug[place:]
    return [*pieces, slug]


def _fit(part: str, words: str) -> float:
    fit = align(part, words)
    return fit.explained * fit.covered if fit else 0.0


def _titled(title: str, kept: dict[str, str]) -> str:
    """Words in title case, in the spelling that the heading kept or the trade uses."""
    text = re.sub(r"[-_\s]+", " ", title)
    for prefix in table("glossary")["spellings"]["hyphenated"]:
        text = re.sub(rf"\b{prefix} (?=\w)", f"{prefix}-", text)
    first = _WORD.search(text)

    def spelled(match: re.Match[str]) -> str:
        word = match[0]
        known = kept.get(fold(word)) or _spellings().get(word.lower())
        if known:
            return known
        if word.lower() in table("glossary")["spellings"]["lower"] and match.start() != (
            first.start() if first else 0
        ):
            return word
        after_hyphen = text[match.start() - 1 : match.start()] == "-"
        return word if after_hyphen else word[:1].upper() + word[1:]

    return _WORD.sub(spelled, text).strip()


@cache
def _spellings() -> dict[str, str]:
    return {word.lower(): word for word in table("glossary")["spellings"]["words"]}
