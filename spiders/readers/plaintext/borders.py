"""Where a name may start in text that is glued to it: every border, and what each counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from normalize.text.english import english
from normalize.text.scripts import HAN
from spiders.readers.plaintext.likeness import AHEAD, TOKEN, WIDEST_NAME
from spiders.readers.plaintext.links import squash
from spiders.readers.plaintext.words import CHAPTERS

#: What each kind of border counts. Weights are set by hand: a numbered title, a line's start, the
#: end of a sentence that text is glued to, a spelling that begins like a part of the link's path,
#: the end of a sentence and a space, the end of the link before; within a sentence a change of
#: case or script, behind an English word, or behind a word that has humps of its own.
CHAPTER, LINE, SENTENCE, SPELLED, TITLE, SPACED, LINK, KNOWN_INNER, INNER, CAMEL = (
    3.5, 3.0, 2.5, 2.5, 2.0, 1.0, 1.0, 1.2, 0.5, -0.5,
)  # fmt: skip
#: So many Chinese characters between two strong borders are one name.
SHORT = 8

_ONLY_TITLE = re.compile(rf"(?:{CHAPTERS})+")
_CHAPTER = re.compile(
    rf"(?<![\d \t])(\d{{1,2}}[.、．]?[ \u3000])((?:[A-Z][A-Za-z-]+ ){{0,5}}(?:{CHAPTERS})"
    rf"(?:(?: ?[/、&与和] ?| and )(?:{CHAPTERS}))*)(?![a-z])\s*"
)
# Any short title behind a number, where what stands before it is a whole sentence.
_ANY_TITLE = re.compile(
    r"(?:(?<=[。！？.!?)）…])|(?<=\n)|(?<=\A))(\d{1,2}[.、．]?[ \u3000])"
    rf"(?:[{HAN}]{{2,10}}|[A-Z][A-Za-z]+(?: (?:[A-Z&/][A-Za-z]*|and|of|for)){{0,4}})$"
)
_CJK = f"\u3040-\u30ff{HAN}\uac00-\ud7af"
_BORDER = re.compile(
    r"(?P<line>\n[ \t]*)"
    r"|(?P<sentence>[。！？!?；…][”’」）)]*|(?<=[^\W\d_]|[)）\]”\"%])\.(?=[^\W_]|[【#“(「])"
    r"|(?<=\d)\.(?=[A-Z])|\.{3})"
    r"|(?P<spaced>[.!?] +(?=[^\W_]))"
    r"|(?P<inner>[)）\]」”](?=\w)|(?<=[a-z0-9])(?=[A-Z])"
    rf"|(?<=[{_CJK}])(?=[A-Za-z])|(?<=[A-Z])(?=[A-Z][a-z])"
    rf"|(?<=[A-Za-z0-9,%])(?=[{_CJK}])"
    r"|(?<=\d)(?=[A-Za-z])|(?=[【「《]))"
)
_PRIORS = {"line": LINE, "sentence": SENTENCE, "spaced": SPACED, "inner": INNER}
_LAST_WORD = re.compile(r"(?:^|[^A-Za-z])([a-z]{2,})$")
_HUMP = re.compile(r"[A-Z][a-z0-9]*$")
_STRONG = ("", "\n", "。", "！", "？", ".", "!", "?")
_HAN = re.compile(f"[{HAN}]{{3,}}")
_PATH = re.compile(r"[!-~]{1,200}")
_UNSPELT = re.compile(r"[^A-Za-z0-9/]+")


class Border(msgspec.Struct, frozen=True):
    """Where a name may start, and what the border in front of it counts.

    ``chapter`` is the numbered title that ends there, if one does.
    """

    start: int
    prior: float
    chapter: tuple[int, int] | None = None


def borders(text: str, low: int, high: int, link: int, touching: frozenset[int]) -> list[Border]:
    """Where a name may start that ends at ``high``, in front of a link that starts at ``link``.

    Nothing before ``low`` can be in it. ``touching`` are the ends that the link before may have.
    """
    hay = squash(text[link : link + AHEAD])
    nearest = max(low, high - WIDEST_NAME)
    chapter = _chapter(text, nearest, high)
    found = [Border(chapter[1], CHAPTER, chapter)] if chapter else []
    for start, prior in _starts(text, nearest, high, chapter, touching):
        counted = _counted(text, start, prior, link, hay)
        if counted is not None:
            found.append(_titled(text, nearest, start, counted))
    found += [Border(start, INNER) for start in _repeated(text, nearest, high, hay)]
    spelled = _spelled(text, nearest, high, link)
    if spelled and not text[spelled - 1].isspace():
        found.append(Border(spelled, _spelled_prior(text, spelled)))
    return found


def _chapter(text: str, low: int, high: int) -> tuple[int, int] | None:
    last = None
    for found in _CHAPTER.finditer(text, low, high):
        if found.end() < high:
            last = (found.start(), found.end())
    return last


def _titled(text: str, low: int, start: int, prior: float) -> Border:
    """A border, with the title in front of it where that is one by its looks alone."""
    if prior not in (INNER, KNOWN_INNER, CAMEL):
        return Border(start, prior)
    title = _ANY_TITLE.search(text, max(low, start - 44), start)
    return Border(start, max(prior, TITLE), title.span()) if title else Border(start, prior)


def _counted(text: str, start: int, prior: float, link: int, hay: str) -> float | None:
    if prior == INNER:
        return _inner(text, start, link, hay)
    return None if prior == LINK and _is_inside(text, start, link) else prior


def _is_inside(text: str, start: int, high: int) -> bool:
    """Whether a border lies inside of a word that comes back whole behind it."""
    first = TOKEN.match(text, start, high)
    word = text[start - 1 : first.end() if first else start + 2].casefold()
    return word.isascii() and word.isalnum() and word in text[high : high + AHEAD].casefold()


def _starts(
    text: str, nearest: int, high: int,
    chapter: tuple[int, int] | None, touching: frozenset[int],
) -> Iterator[tuple[int, float]]:  # fmt: skip
    """Borders that show by themselves, and what each counts."""
    if nearest == 0:
        yield 0, LINE
    for start in touching:
        if nearest <= start < high:
            yield start, LINE if start and text[start - 1] == "\n" else LINK
    for border in _BORDER.finditer(text, nearest, high):
        in_title = chapter and chapter[0] <= border.start() < chapter[1]
        if border.end() < high and not in_title and border.end() not in touching:
            yield border.end(), _PRIORS[border.lastgroup or "inner"]


def _spelled(text: str, low: int, high: int, link: int) -> int | None:
    """Where the longest stretch starts that a link's path spells from the start of a part of it."""
    path = _PATH.match(text, link)
    spelling = _UNSPELT.sub("", path[0] if path else "").casefold()
    best, start, tail = None, high, ""
    for start in range(high - 1, max(low, high - 80) - 1, -1):
        char = text[start]
        if not (char.isalnum() or char == "/"):
            if char not in " -_.'":
                break
            continue
        tail = char.casefold() + tail
        if tail not in spelling:
            break
        if len(tail) > 2 and f"/{tail}" in spelling:
            best = start
    return best


def _spelled_prior(text: str, start: int) -> float:
    """Where other signs show borders too, they count; in the middle of a word nothing else does."""
    before = text[start - 1 : start]
    return SPELLED if before.isascii() and (before.isalnum() or before in ".!?)]\"'") else INNER


def _repeated(text: str, low: int, high: int, hay: str) -> Iterator[int]:
    """Where Chinese words begin that come back behind the link: nothing else parts them."""
    for words in list(_HAN.finditer(text, low, high))[-3:]:
        stretch = words[0]
        if len(stretch) <= SHORT and text[words.start() - 1 : words.start()] in _STRONG:
            continue  # a short name of its own, of which a part comes back
        longest = next(
            (size for size in range(min(12, len(stretch) - 1), 1, -1) if stretch[-size:] in hay), 0
        )
        if longest and not _ONLY_TITLE.fullmatch(stretch[-longest:]):
            yield words.end() - longest


def _inner(text: str, start: int, high: int, hay: str) -> float | None:
    """What a border in the middle of a sentence counts; null where none is to be seen.

    There only a word that its links or its text repeat is a name, or a known word in front.
    """
    first = TOKEN.match(text, start, high)
    if not first or first[0].casefold() not in hay:
        return None
    if _is_inside(text, start, high):
        return None
    before = _LAST_WORD.search(text, max(0, start - 24), start)
    if before and text[start].isupper() and english().level(before[1]):
        return KNOWN_INNER
    return CAMEL if _HUMP.search(text, max(0, start - 24), start) else INNER
