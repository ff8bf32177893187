"""Where a link ends in text that may be glued to it: candidates, scored, the best one chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from normalize.tables import table
from spiders.readers.link_grammar import complete_end, find_runs, least_end, without_punctuation

#: Weights of the evidence, set by hand; an end needs more than the full run's own score to win.
REPEATS_NAME, REPEATS_PATH, IS_NAME, OPENER, LABEL, WORD = 4.0, 4.0, 3.0, 3.0, 2.5, 1.0
KNOWN_FOLDER, BARE_FOLDER = 2.0, -4.0
RUN_BEFORE_LINK, RUN_BEFORE_OTHER, RUN_BEFORE_SPACE = 5.0, 1.5, 0.5
#: How far before the end of its run a glued link's end is looked for (characters).
REACH = 160

_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]{2,}")
_SQUASH = re.compile(r"[\W_]+")
_OPENER = re.compile(rf"(?:{'|'.join(table('list_words')['openers'])})(?=[ ,'’:])")
_DATE = re.compile(r"(?:19|20)\d\d ?(?:年|[-./]\d)")
_LABEL = re.compile(r"[A-Z][a-z]+ ?: ?https?://")
_WORD = re.compile(r"[A-Z][a-z]*(?![A-Za-z0-9/=_-])")
_SEPARATES = frozenset(" \t\r\n\u3000([{<>（【「“\"'`:：|,，、;；=-–—")


class Run(msgspec.Struct, frozen=True):
    """A link's start, how far it can reach, and whether text is glued to it on the left."""

    start: int
    stop: int
    glued: bool


def runs(text: str) -> list[Run]:
    """All links of a text, in order."""
    return [
        Run(start, stop, start > 0 and text[start - 1] not in _SEPARATES)
        for start, stop in find_runs(text)
    ]


def squash(text: str) -> str:
    """A text as likeness sees it: no case, no punctuation, no spaces."""
    return _SQUASH.sub("", text).casefold()


def plain_end(text: str, run: Run) -> int:
    """Where a link ends that is set off by spaces, line ends or brackets."""
    return without_punctuation(text, run.start, run.stop)


def glued_end(text: str, run: Run, name: str, earlier: list[str]) -> int:
    """Where a link ends that text may be glued to.

    ``name`` is its entry's name, ``earlier`` the links of the entry before this one.
    """
    whole = plain_end(text, run)
    complete = complete_end(text, run.start, run.stop)
    if complete is not None:
        return complete
    best, best_score = whole, _score_of_run(text, run)
    words = _words(name)
    for end in _inner_ends(text, run):
        score = _score(text, run.start, end, words)
        if text[end - 1] == "/":
            known = any(link.startswith(text[run.start : end]) for link in earlier[-8:])
            score += KNOWN_FOLDER if known else BARE_FOLDER
        if score > best_score:
            best, best_score = end, score
    return best


def _inner_ends(text: str, run: Run) -> Iterator[int]:
    least = least_end(text, run.start, run.stop)
    for end in range(max(least, run.stop - REACH), run.stop):
        if text[end].isalnum() and text[end - 1] not in ".-_":
            yield end


def _score_of_run(text: str, run: Run) -> float:
    following = text[run.stop : run.stop + 1]
    if text.startswith(("http", "github.com", "arxiv.org"), run.stop):
        return RUN_BEFORE_LINK
    return RUN_BEFORE_SPACE if following == " " else RUN_BEFORE_OTHER


def _words(name: str) -> list[str]:
    """What a description may begin with: the whole name, and each Latin word of it."""
    words = [word.casefold() for word in _TOKEN.findall(name)]
    return [word for word in (squash(name), "".join(words), *words) if len(word) >= 3]


def _score(text: str, start: int, end: int, words: list[str]) -> float:
    """How much speaks for an end here: what stands before it, and what would begin after it."""
    segment = squash(re.split(r"[/=]", text[start:end])[-1])
    rest = text[end : end + 80]
    squashed = squash(rest)
    score = max(
        (_weight(word, REPEATS_NAME) for word in words if squashed.startswith(word)), default=0
    )
    shown = rest[0].isupper() or not text[end - 1].isalpha()
    if len(segment) >= (3 if shown else 5) and squashed.startswith(segment):
        score += _weight(segment, REPEATS_PATH)
    opens = _opens(text, end, rest)
    # Within lower case and numbers nothing but a repeated word shows a border.
    if not score and not opens and not rest[0].isupper():
        return 0.0
    return score + opens + (_weight(segment, IS_NAME) if segment in words else 0.0)


def _opens(text: str, end: int, rest: str) -> float:
    """How much a text looks like the start of a sentence, whatever it is about."""
    opener = _OPENER.match(rest)
    if _DATE.match(rest) or (opener and (len(opener[0]) > 1 or not text[end - 1].isupper())):
        return OPENER
    if _LABEL.match(rest):
        return LABEL
    return WORD if _WORD.match(rest) and text[end - 1].islower() else 0.0


def _weight(word: str, weight: float) -> float:
    """Long words prove more than short ones."""
    return weight + 0.05 * min(len(word), 20)
