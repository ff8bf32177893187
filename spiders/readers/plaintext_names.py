"""Where a name starts in front of its links: candidates, scored, the best one chosen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import msgspec

from normalize.tables import table
from spiders.readers.naming import clean_name, split_lead
from spiders.readers.plaintext_links import squash

#: No name is wider (columns: a Chinese character takes two).
WIDEST_NAME = 170
#: Below this score nothing reads like a name. Set by hand.
ENOUGH = 1.5
#: What each kind of border in front of a name counts.
CHAPTER, LINE, SENTENCE, LINK, INNER = 3.5, 3.0, 2.5, 0.5, 0.5

_WORDS = table("list_words")
_TITLE = "|".join(sorted(map(re.escape, _WORDS["chapters"]), key=len, reverse=True))
_CHAPTER = re.compile(
    rf"(?<![\d \t])(\d{{1,2}}[.、．]?[ \u3000])((?:[A-Z][a-z]+ ){{0,5}}(?:{_TITLE})"
    rf"(?:(?: ?[/、&与和] ?)(?:{_TITLE}))*)(?![a-z])\s*"
)
_BORDER = re.compile(
    r"(?P<line>\n[ \t]*)"
    r"|(?P<sentence>[。！？!?；…][”’」）)]*|(?<=[^\W\d_]|[)）\]”\"%])\.(?=[^\W_]|[【#“(])"
    r"|(?<=\d)\.(?=[A-Z])|\.{3}|\. )"
    r"|(?P<inner>[)）](?=\w)|(?<=[a-z0-9])(?=[A-Z])"
    r"|(?<=[\u3400-\u9fff])(?=[A-Za-z])|(?<=[A-Z])(?=[A-Z][a-z]))"
)
_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]{2,}|[\u3400-\u9fff]{2,}")
_LOOSE_END = re.compile(r"\b(?:a|an|and|are|at|by|for|from|here|in|is|of|on|or|see|the|to|via)\W*$")
_FULL_STOP = re.compile(r"[。；]\s*$|\s\S*[a-z)]\.\s*$")
_ENDS_SENTENCE = re.compile(r"[。！？；]\s*\S|[a-z)]\.\s+[A-Z]|[?!]\s+[A-Z]")
_IN_SENTENCE = frozenset(_WORDS["sentence_characters"])


_MARK = re.compile(r"[ \t]*(?:[*\-•·+>]|\(?\d{1,3}[.)、．])[ \t]*")


class Name(msgspec.Struct, frozen=True):
    """A name's place ``[start, end)``, how much speaks for it, and its chapter's title, if any.

    ``marked``: a bullet or a number stands in front of it.
    """

    start: int
    end: int
    score: float
    chapter: tuple[int, int] | None = None
    marked: bool = False


def find_line_name(text: str, low: int, high: int, links: str) -> Name | None:
    """The name that the line which ends at ``high`` begins with; null where none reads so.

    Lists that set links off by spaces or line ends begin their entries on a line of their own.
    """
    line = text.rfind("\n", max(low, high - 4 * WIDEST_NAME), high) + 1
    if not line:
        line = low
        if low and text[low - 1] != "\n":
            return None
    marked = _MARK.match(text, line, high)
    start = marked.end() if marked else line
    whole, hay = text[start:high], squash(links)
    lead = split_lead(whole)
    if not squash(lead):
        return None
    score = score_name(lead, hay)
    if not marked and likeness(lead, squash(lead), hay) < 2:
        # Without a mark in front, a line may as well be the text of the entry above.
        score = min(score, score_name(whole, hay))
    score += LINE
    end = start + whole.find(lead) + len(lead)
    return Name(end - len(lead), end, score, None, bool(marked)) if score >= ENOUGH else None


def find_name(text: str, low: int, high: int, links: str) -> Name | None:
    """The name that ends at ``high`` and starts at or after ``low``; null where none reads so.

    ``links`` is what follows the name: its links, and the start of its description.
    """
    nearest = max(low, high - WIDEST_NAME)
    chapter = None
    for found in _CHAPTER.finditer(text, nearest, high):
        if found.end() < high:
            chapter = (found.start(), found.end())
    hay = squash(links)
    best = None
    for start, prior in _starts(text, low, nearest, high, chapter):
        score = prior + score_name(text[start:high], hay)
        if prior == INNER and not _begins_in(text[start:high], hay):
            continue
        if score >= ENOUGH and (best is None or score > best.score):
            titled = chapter if chapter and chapter[1] == start else None
            best = Name(start, high, score, titled)
    return best


def score_name(name: str, hay: str) -> float:
    """How much a stretch reads like the name of what ``hay`` (squashed) is about."""
    stopped = _FULL_STOP.search(name)
    name = clean_name(name)
    squashed = squash(name)
    width = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in name)
    if not squashed or width > WIDEST_NAME:
        return -9.0
    score = likeness(name, squashed, hay)
    score -= max(0, width - 60) / 25
    score -= 0.8 * min(3, sum(char in _IN_SENTENCE for char in name))
    score -= 1.5 * min(2, name.count("，")) + 0.7 * min(2, name.count(", "))
    if _LOOSE_END.search(name) or stopped:
        score -= 3
    if _ENDS_SENTENCE.search(name):
        score -= 4
    return score


def likeness(name: str, squashed: str, hay: str) -> float:
    """From 0 to 4.8: how much of a name comes back in its links or its description."""
    covered = longest = 0
    for token in _TOKEN.findall(name):
        if token.casefold() in hay:
            covered += len(token)
            longest = max(longest, len(token))
    if squashed in hay and len(squashed) >= 2:
        covered = longest = len(squashed)
    return 4 * min(1.0, covered / len(squashed)) + 0.1 * min(longest, 8)


def _begins_in(name: str, hay: str) -> bool:
    """In the middle of a sentence, only a word that its links or its text repeat is a name."""
    first = _TOKEN.match(name)
    return bool(first) and first[0].casefold() in hay if first else False


def _starts(
    text: str, low: int, nearest: int, high: int, chapter: tuple[int, int] | None
) -> Iterator[tuple[int, float]]:
    """Candidate starts and what the border in front of each counts."""
    if chapter:
        yield chapter[1], CHAPTER
    if nearest == low:
        yield low, LINE if low == 0 or text[low - 1] == "\n" else LINK
    priors = {"line": LINE, "sentence": SENTENCE, "inner": INNER}
    for border in _BORDER.finditer(text, nearest, high):
        in_title = chapter and chapter[0] <= border.start() < chapter[1]
        if border.end() < high and not in_title:
            yield border.end(), priors[border.lastgroup or "inner"]
