"""Finds in a document what a person asks for, also where it is spelled in another way there."""

from __future__ import annotations

import html
import re
import unicodedata
from array import array
from collections.abc import Iterator
from urllib.parse import unquote

from normalize.urls import canonical, resolve_relative

_Span = tuple[int, int]

#: What leads somewhere: a Markdown or HTML target, or an address written out.
_TARGET = re.compile(
    r"\]\(\s*<?([^)\s>]+)"
    r"|\bhref\s*=\s*[\"']?([^\"'\s>]+)"
    r"|^[ \t]*\[[^\]\n]+\]:[ \t]*<?(\S+?)>?(?=\s|$)"
    r"|((?:https?://(?:(?!https?://)[^\s|<>\"'\u2e80-\uffef]){1,2000}))"
    r"|(?<![\w./@-])((?:[a-z0-9-]+\.)+[a-z]{2,}/(?:(?!https?://)[^\s|<>\"'()\u2e80-\uffef]){1,2000})"
    r"|\b(arxiv:\s?\d{4}\.\d{4,5})",
    re.IGNORECASE | re.MULTILINE,
)
#: The group above of an address without a scheme.
_BARE = 5
_LINK_LIKE = re.compile(
    r"https?:/\S+|arxiv:\s?\d{4}\.\d{4,5}\S*|(?:[a-z0-9-]+\.)+[a-z]{2,}/\S+", re.IGNORECASE
)
_LETTER = r"&#?\w{1,10};|[^\W_]"
_LETTERS = re.compile(_LETTER)
#: Tags and the targets of Markdown links: what a person does not see.
_SEEN = re.compile(
    # Possessive, lest a bracket that nothing closes takes the square of the time.
    rf"<[^<>]{{1,1000}}>|(?<=\])\((?:[^()\s]|\([^()\s]*+\)){{0,2000}}+[^()\n]{{0,500}}+\)|{_LETTER}"
)


def occurrences(text: str, wanted: str) -> Iterator[_Span]:
    """Where a text stands exactly so."""
    at = text.find(wanted)
    while wanted and at >= 0:
        yield at, at + len(wanted)
        at = text.find(wanted, at + len(wanted))


def link_spelling(url: str, base: str | None = None) -> str | None:
    """What all spellings of a link have in common; null for what is no link.

    ``http`` or ``https``, ``www.``, a slash at the end, percent-encoding, case, and whatever
    :func:`normalize.urls.canonical` takes for decoration make no difference.
    """
    text = html.unescape(url.strip())
    absolute = resolve_relative(text, base)
    if absolute is None and _LINK_LIKE.fullmatch(text):
        absolute = f"https://{text}"
    link = canonical(absolute) if absolute else None
    if link is None:
        return None
    return unquote(link.url.split("://", 1)[-1]).removeprefix("www.").rstrip("/").lower()


def as_link(wanted: str) -> str | None:
    """The spelling of a link that a person asks for, also with Markdown's marks around it."""
    marked = wanted.strip()
    text = marked.strip("<>")
    if not _LINK_LIKE.fullmatch(text):
        found = list(_TARGET.finditer(marked))
        if len(found) != 1 or not marked.endswith((")", ">")):
            return None
        text = found[0][found[0].lastindex or 0]
    return link_spelling(text)


def links(text: str, base: str | None) -> Iterator[tuple[_Span, str]]:
    """Every link written in a text and its spelling; ``base`` is what relative ones begin at."""
    for match in _TARGET.finditer(text):
        group = match.lastindex or 0
        # Without a scheme in running text: a host comes first, and no file of that name is meant.
        if spelling := link_spelling(match[group], None if group == _BARE else base):
            yield match.span(group), spelling


def folded_occurrences(text: str, wanted: str) -> Iterator[_Span]:
    """Where a text stands but for case, width, white space, punctuation and Markdown's marks.

    If it stands nowhere so, where a person sees it: without tags and the targets of links.
    """
    for pattern in (_LETTERS, _SEEN):
        sought, _, _ = _folded(wanted, pattern)
        if len(sought) < _FEW:
            continue
        folded, starts, ends = _folded(text, pattern)
        found = False
        for start, end in occurrences(folded, sought):
            found = True
            yield starts[start], ends[end - 1]
        if found:
            return


#: Fewer letters would be found anywhere.
_FEW = 2


def _folded(text: str, pattern: re.Pattern[str]) -> tuple[str, array[int], array[int]]:
    """The letters of a text, folded, and where each of them begins and ends."""
    letters: list[str] = []
    starts, ends = array("q"), array("q")
    for match in pattern.finditer(text):
        token = match[0]
        if token[0] in "<(":
            continue
        char = html.unescape(token) if token[0] == "&" else token
        folded = char.lower() if char.isascii() else unicodedata.normalize("NFKC", char).casefold()
        for one in folded:
            if one.isalnum():
                letters.append(one)
                starts.append(match.start())
                ends.append(match.end())
    return "".join(letters), starts, ends
