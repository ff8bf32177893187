"""UTF-8 that was read in a double-byte encoding: its runs, what they stand for, and what is lost.

Two bytes at a time were made one character, so three characters of ``寮€婧愬ぇ妯″瀷`` hold the
bytes of two. Read backwards they are UTF-8 again. Where the encoding had no character for a pair,
or one byte was left over before a space or the end of a line, U+FFFD or ``?`` stands instead; the
other bytes of the character that lost it, if any, are still there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from normalize.tables import table
from normalize.text.double_byte import CODECS, EURO, LOST, DoubleByte, double_byte, readable
from normalize.text.likelihood import likelihood
from normalize.text.utf8 import (
    CHARACTER,
    LEAD_OF_FOUR,
    LEAD_OF_THREE,
    LEAD_OF_TWO,
    TAIL,
    decoded,
)


class Piece(NamedTuple):
    """``text[start:end]`` stands for ``after``, or, with bytes lost, for one of each slot."""

    start: int
    end: int
    after: str
    slots: tuple[Sequence[str], ...] = ()


class Run(NamedTuple):
    """A stretch within a line that is UTF-8 throughout; what lies between its pieces is ASCII.

    ``gain`` is how much likelier what it stands for is than what stands there, in nats.
    """

    pieces: list[Piece]
    gain: float


def suspect_places(text: str) -> dict[str, list[int]]:
    """For each codec, where ``text`` has what is rare in all languages but common in misread UTF-8.

    Empty for nearly all healthy text, after one quick search.
    """
    found: dict[str, list[int]] = {}
    any_codec, by_codec = _suspicions()
    for match in any_codec.finditer(text):
        for codec, pattern in by_codec.items():
            if pattern.match(text, match.start()) and _begins(text, match.start(), codec):
                found.setdefault(codec, []).append(match.start())
        if sum(map(len, found.values())) > _ENOUGH:
            break
    return found


_ENOUGH = 20_000  # suspicions: several hundred times what a megabyte of healthy text has


def runs(text: str, codec: str, start: int, end: int) -> Iterator[Run]:
    """All of ``text[start:end]`` that is UTF-8 when seen as bytes of ``codec``."""
    encoding = double_byte(codec)
    for line in _LINE.finditer(text, start, end):
        yield from _line_runs(text, line.start(), line.end(), encoding)


_BROKEN = (
    f"(?:{LEAD_OF_THREE}{TAIL}?|{LEAD_OF_FOUR}{TAIL}{{0,2}}|{LEAD_OF_TWO})"
    f"(?:\\?|{LOST}++){TAIL}{{0,3}}|{LOST}++{TAIL}{{1,3}}"
)
_ASCII = "[\t\r\x20-\x7e]"
_RUN = re.compile(f"(?:{CHARACTER}|{_BROKEN}|{_ASCII}++)++")
_TOKEN = re.compile(f"({CHARACTER})|({_BROKEN})|{_ASCII}")
_PARTS = re.compile(f"([\x80-\xff]*)([?{LOST}]+)([\x80-\xff]*)")
_LINE = re.compile(r"[^\n]+")
_BEGINNING = re.compile(f"(?:{CHARACTER}|{_BROKEN})(?:{CHARACTER}|{_BROKEN}|[\t-\x7e]|.?\\Z)")


def _begins(text: str, place: int, codec: str) -> bool:
    """Whether UTF-8 begins at ``place``, where that is where suspicions begin: a cheap look."""
    if codec == "cp949":
        return True
    view = text[place : place + 8].translate(double_byte(codec).to_bytes)
    return bool(_BEGINNING.match(view.replace(EURO, "\x80")))


def _line_runs(text: str, start: int, end: int, encoding: DoubleByte) -> Iterator[Run]:
    line = text[start:end]
    if line.isascii():
        return
    view, sizes = encoding.byte_view(line)
    places: list[int] | None = None
    for match in _RUN.finditer(view):
        if match.group().isascii():
            continue
        if places is None:
            places = _places(sizes, start)
        pieces = list(_pieces(view, match.start(), match.end(), places))
        if pieces:
            yield Run(pieces, _gain(text, pieces))


def _places(sizes: list[int], start: int) -> list[int]:
    """Where in the text each character of the view begins; -1 within one of the text's."""
    places: list[int] = []
    for place, size in enumerate(sizes, start):
        places.append(place)
        if size > 1:
            places += [-1] * (size - 1)
    places.append(start + len(sizes))
    return places


class _Token(NamedTuple):
    after: str
    mark: tuple[int, int] | None = None  # in the text
    slots: tuple[Sequence[str], ...] = ()


def _pieces(view: str, start: int, end: int, places: list[int]) -> Iterator[Piece]:
    """Cut a run where characters of the text and of UTF-8 both begin."""
    begun = places[start]
    pending: list[_Token] = []
    for match in _TOKEN.finditer(view, start, end):
        if begun >= 0:
            pending.append(_token(match, places))
        stop = places[match.end()]
        if stop < 0:
            continue
        if begun >= 0 and not (match.lastindex is None and len(pending) == 1):
            yield from _fitted(pending, begun, stop)
        begun = stop
        pending = []


def _token(match: re.Match[str], places: list[int]) -> _Token:
    if match.lastindex == 1:
        return _Token(decoded(match.group()))
    if match.lastindex is None:
        return _Token(match.group())
    parts = _PARTS.fullmatch(match.group())
    if parts is None:
        raise AssertionError("what is no character and no text has a mark in it")
    head, mark, tail = parts.groups()
    patterns = _patterns(head, len(mark), tail)
    first = match.start() + len(head)
    slots = tuple(alternatives(pattern) for pattern in patterns)
    return _Token("\ufffd" * len(patterns), (places[first], places[first + len(mark)]), slots)


def _fitted(tokens: list[_Token], start: int, end: int) -> Iterator[Piece]:
    """Lay tokens over ``text[start:end]``, so that what is certain is apart from what is lost."""
    if all(token.mark is None for token in tokens):
        yield Piece(start, end, "".join(token.after for token in tokens))
        return
    certain = ""
    done = start
    pieces: list[Piece] = []
    for token in tokens:
        if token.mark is None:
            certain += token.after
            continue
        first, last = token.mark
        if certain:
            pieces.append(Piece(done, first, certain))
            done, certain = first, ""
        pieces.append(Piece(done, last, token.after, token.slots))
        done = last
    if certain:
        pieces.append(Piece(done, end, certain))
    else:
        pieces[-1] = pieces[-1]._replace(end=end)
    yield from pieces


def _patterns(head: str, marks: int, tail: str) -> list[str]:
    """What characters a gap of ``marks`` to twice as many bytes was, with ``LOST`` for each byte.

    ``head`` is an incomplete character before the gap, ``tail`` the continuation bytes after it.
    """
    needed = _length(head[0]) - len(head) if head else 0
    if not tail:
        return [head + LOST * needed]
    if head and needed > len(tail):
        return [head + LOST * (needed - len(tail)) + tail]
    before = [head + LOST * needed] if head else []
    for length in (3, 2, 4):
        missing = length - len(tail)
        if missing > 0 and marks <= needed + missing <= 2 * marks:
            return [*before, LOST * missing + tail]
    return [*before, LOST * max(3 - len(tail), 1) + tail]


def _length(lead: str) -> int:
    return 2 if lead < "\xe0" else 3 if lead < "\xf0" else 4


@cache
def alternatives(pattern: str) -> tuple[str, ...]:
    """The characters whose UTF-8 fits ``pattern``: a character a byte, ``LOST`` for any byte."""
    leads = {2: range(0xC2, 0xE0), 3: range(0xE1, 0xF0), 4: range(0xF0, 0xF1)}[len(pattern)]
    ranges = [leads] + [range(0x80, 0xC0)] * (len(pattern) - 1)
    choices = [
        known if byte == LOST else (ord(byte),) for byte, known in zip(pattern, ranges, strict=True)
    ]
    if sum(byte == LOST for byte in pattern) > _MAX_LOST:
        return ()
    chars = (bytes(each).decode("utf-8", "ignore") for each in product(*choices))
    return tuple(char for char in chars if len(char) == 1 and likelihood(char) > _PLAUSIBLE)


_MAX_LOST = 2
_PLAUSIBLE = -13.0
_GAP = 9.0  # nats: the price of a character that is not known
_SWALLOWED = 3.0  # nats: the price of a letter that became half of a character


def _gain(text: str, pieces: list[Piece]) -> float:
    before: list[str] = []
    after: list[str] = []
    gaps = done = 0
    for piece in pieces:
        if piece.slots:
            gaps += len(piece.slots)
            before += (" ", text[piece.start : piece.end].replace("\ufffd", " "))
            continue
        if piece.start != done:
            before.append(" ")
            after.append(" ")
        before.append(text[piece.start : piece.end])
        after.append(piece.after)
        done = piece.end
    swallowed = sum(not char >= "\x80" for part in after if part != " " for char in part)
    price = _GAP * gaps + _SWALLOWED * swallowed
    return likelihood("".join(after)) - likelihood("".join(before)) - price


_LEADS, _TWO_LEADS, _TAILS = range(0xE2, 0xF1), range(0xC2, 0xE0), range(0x80, 0xC0)
_EVEN_LEADS = range(0x80, 0xA1)  # as leads; the pairs they begin are rare characters


@cache
def _suspicions() -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
    """One pattern for all codecs, that begins with a class of rare characters, and one for each."""
    frequent = {char for chars in table("frequent_characters").values() for char in chars}
    two = readable("gb18030", _TWO_LEADS, _TAILS) - frequent
    firsts = set(two)
    by_codec: dict[str, str] = {}
    for codec in CODECS:
        first, then = _rare_pairs(codec)
        firsts |= first - frequent
        by_codec[codec] = f"{_one_of(first - frequent)}{_one_of(then | set('€�?'))}"
    in_words = f"(?={_one_of(two)}|[a-z])|(?<=[A-Za-z].)"
    by_codec["gb18030"] += f"|{_one_of(two)}(?:{in_words})"
    each = {codec: re.compile(pattern) for codec, pattern in by_codec.items()}
    return re.compile(_one_of(firsts)), each


def _rare_pairs(codec: str) -> tuple[set[str], set[str]]:
    """Characters that a sequence begins with, or has second; and what may follow them."""
    single = {chr(char) for char in range(0xFF61, 0xFF80)} if codec == "cp932" else set()
    following = readable(codec, _TAILS, range(0x40, 0xFF)) | single
    if codec == "cp949":  # nearly all that the first two bytes are read as is undefined there
        return readable(codec, _EVEN_LEADS, range(0x80, 0xF1)), following
    return readable(codec, _LEADS, _TAILS), following


def _one_of(chars: set[str]) -> str:
    return f"[{re.escape(''.join(sorted(chars)))}]"
