"""Where a link ends in text that may be glued to it: every end that may be, and its score."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from normalize.tables import table
from normalize.text.english import english
from spiders.readers.plaintext.link_grammar import (
    find_runs,
    form_of,
    joined_end,
    without_punctuation,
)

#: Weights of the evidence, set by hand: what begins behind an end, and what the link then is.
REPEATS_NAME, REPEATS_PATH, IS_NAME, OPENER, LABEL, SUBJECT, KNOWN_WORD, WORD, KNOWN_PART = (
    4.0, 4.0, 3.0, 3.0, 2.5, 2.5, 1.5, 1.0, 0.4,
)  # fmt: skip
KNOWN_FOLDER, BARE_FOLDER = 2.0, -1.0
#: Weights of the whole run, by what stands behind it.
BEFORE_LINK, BEFORE_LINE_END, BEFORE_OTHER, BEFORE_SPACE, BEFORE_SPACE_GLUED, BEYOND_FORM = (
    5.0, 3.0, 1.5, 4.0, 0.0, 0.5,
)  # fmt: skip
#: How far before the end of its run a glued link's end is looked for (characters).
REACH = 160
#: How far before a link others of its entry are looked for (characters).
AROUND = 400
#: No more ends than these are weighed in one run.
MOST_ENDS = 40

_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]{2,}")
_SQUASH = re.compile(r"[\W_]+")
_KNOWN = [*table("list_words")["openers"], *table("list_words")["openers_elsewhere"]]
_OPENERS = sorted(set(_KNOWN), key=lambda word: (-len(word), word))
_OPENER = re.compile(rf"(?:{'|'.join(_OPENERS)})(?=[ ,'’:])")
_DATE = re.compile(r"(?:19|20)\d\d ?(?:年|[-./]\d)")
_LABEL = re.compile(r"[A-Z][a-z]+ ?: ?https?://")
_WORD = re.compile(r"([A-Z][a-z]*)(?![A-Za-z0-9/=_&?#%+~])")
_INNER = re.compile(
    r"(?<=[a-z0-9/=#])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])"
    r"|(?<=[A-Z0-9])(?=A [a-z])"
)
_APART = re.compile(r"\w+(?:[^\x21-\x7e]|[,:] )")
# A name that a sentence goes on to tell of: it is text, not the last part of a path.
_SUBJECT = re.compile(
    r"[\w.-]+(?: ?[是为（(：:，由采基利提可]|,? (?:is|are|has|was|can|offers|provides)\b)", re.A
)
_FOLDER = re.compile(r"[\w.-]+/")
_UNBROKEN = re.compile(r"[!-~]+")
_SEPARATES = frozenset(" \t\r\n\u3000([{<>（【「“\"'`:：|,，、;；=-–—")


class Run(msgspec.Struct, frozen=True):
    """A link's start, how far it can reach, and the ends that its form allows.

    ``glued``: text or a link touches it on the left. ``ends`` are offsets, the last one the
    whole run's, for which ``whole`` speaks; null: it is the only one. ``touches``: a link follows.
    """

    start: int
    stop: int
    glued: bool
    ends: tuple[int, ...]
    whole: float | None = None
    touches: bool = False


def runs(text: str) -> list[Run]:
    """All links of a text, in order."""
    found: list[Run] = []
    bounds = find_runs(text)
    for index, (start, stop) in enumerate(bounds):
        touches = bool(index) and bounds[index - 1][1] == start
        glued = found[-1].glued if touches else start > 0 and text[start - 1] not in _SEPARATES
        following = index + 1 < len(bounds) and bounds[index + 1][0] == stop
        found.append(_run(text, start, stop, glued, following))
    return found


def squash(text: str) -> str:
    """A text as likeness sees it: no case, no punctuation, no spaces."""
    return _SQUASH.sub("", text).casefold()


def words_of(name: str) -> list[str]:
    """What a description may begin with: the whole name, and each Latin word of it."""
    words = [word.casefold() for word in _TOKEN.findall(name)]
    whole = (squash(name), "".join(words), *words)
    return list(dict.fromkeys(word for word in whole if len(word) >= 3))


def ends(text: str, run: Run, words: list[str]) -> list[tuple[int, float]]:
    """Where a link may end and what speaks for it, if its entry is called by these words."""
    last = run.ends[-1]
    if run.whole is None:
        return [(last, 0.0)]
    weighed = [(last, run.whole + _is_name(text, run.start, last, words))]
    told = () if run.touches else _told_by(text, run, words)
    for end in sorted({*run.ends[:-1], *told}):
        score = _score(text, run, end, words)
        if score > 0.0 and end != last and text[end - 1] not in ".-_" and text[end].isalnum():
            weighed.append((end, score))
    return weighed


def _run(text: str, start: int, stop: int, glued: bool, following: bool) -> Run:
    joined = joined_end(text, start, stop) if not following else None
    if joined is not None:
        return Run(start, joined, glued, (joined,))
    form = form_of(text, start, stop)
    if form.exact:
        return Run(start, stop, glued, (form.most,))
    last = without_punctuation(text, start, form.most)
    if not glued and form.most == stop and not following:
        behind = text[last : last + 1]
        if not behind or behind.isspace() or not behind.isalnum():
            return Run(start, stop, glued, (last,))
    low = max(form.least, last - REACH)
    # A look ahead must see what stands behind the run.
    inner = {found.start() for found in _INNER.finditer(text, low, min(last + 12, len(text)))}
    path = text.find("/", start + len("https://"), last) + 1
    if path:
        inner |= {
            found.start() for found in _DATE.finditer(text, max(path + 1, last - REACH), last + 12)
        }
    ends = sorted(end for end in inner if end < last and text[end - 1] not in ".-_")[-MOST_ENDS:]
    return Run(
        start,
        stop,
        glued,
        (*ends, last),
        _whole(text, stop, form.most, glued, following),
        following,
    )


def _whole(text: str, stop: int, most: int, glued: bool, following: bool) -> float:
    behind = text[most : most + 1]
    if most < stop:
        return BEYOND_FORM
    if following:
        return BEFORE_LINK
    if not behind or behind in "\r\n":
        return BEFORE_LINE_END
    if behind.isspace() or behind in "’'" or (behind.islower() and behind.isalpha()):
        return BEFORE_SPACE_GLUED if glued else BEFORE_SPACE  # within words or before the next
    return BEFORE_OTHER


def _told_by(text: str, run: Run, words: list[str]) -> Iterator[int]:
    """Ends that only an entry's name tells: where it ends in the path, where it comes again."""
    high = run.ends[-1]
    folder = max(text.rfind("/", run.start, high), text.rfind("=", run.start, high)) + 1
    tail = text[folder:high].casefold()
    for word in words[:6]:
        at = tail.find(word, 1)
        while at > 0:
            yield folder + at
            at = tail.find(word, at + len(word))
    if words and (end := _covered(tail, words[0])) and end < len(tail):
        yield folder + end


def _covered(tail: str, word: str) -> int:
    """How much of a path's last part spells a word, whatever punctuation is between; 0: none."""
    at = 0
    for index, char in enumerate(tail):
        if char in "-_.":
            continue
        if at < len(word) and char == word[at]:
            at += 1
            if at == len(word):
                return index + 1
        else:
            return 0
    return 0


def _segment(text: str, start: int, end: int) -> str:
    stop = end - 1 if text[end - 1] == "/" else end
    folder = max(text.rfind("/", start, stop), text.rfind("=", start, stop)) + 1
    return squash(text[folder:stop])


def _is_name(text: str, start: int, end: int, words: list[str]) -> float:
    segment = _segment(text, start, end)
    more = segment + text[end : end + 1].casefold()
    if segment not in words or any(word.startswith(more) and word != segment for word in words):
        return 0.0
    return _weight(segment, IS_NAME)


def _score(text: str, run: Run, end: int, words: list[str]) -> float:
    """How much speaks for an end here: what stands before it, and what would begin after it."""
    start, segment = run.start, _segment(text, run.start, end)
    rest = text[end : end + 80]
    squashed = "" if run.touches else squash(rest)  # an address comes next, no text
    score = max(
        (_weight(word, REPEATS_NAME) for word in words if squashed.startswith(word)), default=0.0
    )
    shown = rest[0].isupper() or not text[end - 1].isalpha()
    if len(segment) >= (3 if shown else 5) and squashed.startswith(segment):
        score += _weight(segment, REPEATS_PATH)
    is_name = _is_name(text, start, end, words)
    opens = _opens(text, end, rest)
    if text[end - 1] == "/":
        in_path = rest[0].islower() and not _APART.match(rest)
        if in_path or (_FOLDER.match(rest) and not _DATE.match(rest)):
            return 0.0
        known = rest[0].isupper() and _touched(text, start, end)
        score += KNOWN_FOLDER if known else BARE_FOLDER
        score += SUBJECT if score > 0 and _SUBJECT.match(rest) else 0.0
    # Within lower case and numbers nothing but a repeated word shows a border.
    elif not score and not opens and not (rest[0].isupper() or is_name):
        return 0.0
    return score + opens + is_name


def _touched(text: str, start: int, end: int) -> bool:
    """Whether a link that touches this one begins as this one would end."""
    at = text.rfind(text[start:end], max(0, start - AROUND), start)
    return at >= 0 and bool(_UNBROKEN.fullmatch(text, at, start))


def _opens(text: str, end: int, rest: str) -> float:
    """How much a text looks like the start of a sentence, whatever it is about."""
    opener = _OPENER.match(rest)
    if _DATE.match(rest):
        return OPENER
    if opener:
        return OPENER if len(opener[0]) > 1 or not text[end - 1].isupper() else KNOWN_WORD
    if _LABEL.match(rest):
        return LABEL
    word = _WORD.match(rest)
    if not word or (text[end - 1].isupper() and len(word[1]) < 4):
        return 0.0
    joined = rest[len(word[1]) : len(word[1]) + 1] in ("-", ".")
    if len(word[1]) > 2 and english().level(word[1].lower()):
        return KNOWN_PART if joined else KNOWN_WORD
    return 0.0 if joined else WORD


def _weight(word: str, weight: float) -> float:
    """Long words prove more than short ones."""
    return weight + 0.05 * min(len(word), 20)
