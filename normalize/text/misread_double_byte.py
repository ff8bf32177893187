"""GBK, Big5, Shift_JIS, EUC-KR or EUC-JP that was read as Latin-1 or Windows-1252.

Every byte was made one character: ``中文`` (D6 D0 CE C4) stands as ``ÖÐÎÄ``. Bytes 80-9F stand as
control characters or as those of Windows-1252. Read backwards they are double bytes again; of the
encodings, it was the one whose reading is most like its language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from normalize.text.edits import Edit
from normalize.text.examples import SHORT, count_high, is_example
from normalize.text.likelihood import evidence
from normalize.text.text_lines import by_line, line_end
from normalize.text.utf8 import LEAD_OF_THREE, LEAD_OF_TWO, TAIL


def find(text: str) -> list[Edit]:
    """Edits of one encoding, one for each character; none for healthy text, after one search."""
    if not _SUSPICION.search(text):
        return []
    lines = list(_suspect_lines(text))
    near = "\n".join(lines)
    if _is_utf8(near.translate(_TO_BYTES)):
        return []
    encoding = _likeliest([line.translate(_TO_BYTES) for line in lines])
    if not encoding or not (
        len(lines) == _SAMPLE or _accepted_in(near, near.translate(_TO_BYTES), encoding)
    ):
        return []
    view = text.translate(_TO_BYTES)
    return [
        edit for each in _accepted_in(text, view, encoding) for edit in _edits(view, each, encoding)
    ]


def _is_utf8(view: str) -> bool:
    """Whether the bytes have the shape of UTF-8, perhaps with some missing: other damage."""
    whole = sum(map(len, _SEQUENCES.findall(view)))
    high = len(_HIGH.findall(view))
    return whole > (_SHAPELY if high > _FEW else _VERY_SHAPELY) * high


_HIGH = re.compile("[\x80-\xff]")
_SEQUENCES = re.compile(f"{LEAD_OF_TWO}{TAIL}|{LEAD_OF_THREE}{TAIL}{TAIL}")
# Of the bytes above 7F; long texts in double bytes have at most a third.
_SHAPELY, _VERY_SHAPELY, _FEW = 0.5, 0.85, 300


class _Encoding(NamedTuple):
    name: str
    codec: str
    languages: tuple[str, ...]
    char: re.Pattern[str]
    stretch: re.Pattern[str]


def _encoding(name: str, codec: str, languages: tuple[str, ...], pair: str) -> _Encoding:
    return _Encoding(name, codec, languages, re.compile(pair), re.compile(f"(?:{pair})++"))


_ENCODINGS = (
    _encoding(
        "gbk",
        "gb18030",
        ("simplified", "traditional", "japanese"),
        "[\x81-\xfe][@-~\x80-\xfe]|[\x81-\xfe][0-9][\x81-\xfe][0-9]",
    ),
    _encoding("big5", "big5hkscs", ("traditional",), "[\x87-\xf9][@-~\xa1-\xfe]"),
    _encoding(
        "shift-jis",
        "cp932",
        ("japanese",),
        "[\x81-\x9f\xe0-\xef\xfa-\xfc][@-~\x80-\xfc]|[\xa1-\xdf]",
    ),
    _encoding(
        "euc-kr", "cp949", ("korean",), "[\xa1-\xfd][\xa1-\xfe]|[\x81-\xc6][A-Za-z\x81-\xa0]"
    ),
    _encoding(
        "euc-jp",
        "euc_jp",
        ("japanese",),
        "[\xa1-\xf4][\xa1-\xfe]|\x8e[\xa1-\xdf]|\x8f[\xa1-\xfe]{2}",
    ),
)

# Windows-1252 gives these to 80-9F; what it leaves out, and all of Latin-1, is its own number.
_SPECIAL = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_TO_BYTES = {ord(char): char.encode("cp1252").decode("latin-1") for char in _SPECIAL}
# Of these, four in a row stand in no healthy text but in lists of letters; the punctuation that
# Chinese and Western text repeat is not among them.
_LETTERS = "[\x80-\x9f\xa1-\xff€‚ƒ„†‡ˆ‰Š‹ŒŽ˜™š›œžŸ]"
_SUSPICION = re.compile(
    f"({_LETTERS})(?!\\1)(?:{_LETTERS}{{3}}"
    "|(?<=[\xa4-\xc6])[@-~](?:[\xa4-\xc6][@-~\xa1-\xfe]){2}"  # Big5
    "|(?<=[‚ƒ\x82\x83])[@-~](?:[‚ƒ\x82\x83].){2})"  # Shift_JIS
)

_EVIDENT = 12.0  # nats
_MEAN = 1.0  # nats a character; real text has 2 to 3
_THROUGHOUT = 0.95  # of the characters above U+007F
_TELLING = re.compile("[^\x00-\x7f\u2500-\u25ff]")
_WEAK = 3.0  # nats; enough for a line where the text has plenty of evidence
_PLENTY = 60.0  # nats
_SAMPLE = 300  # lines
_LONG_LINE = 2000


class _Stretch(NamedTuple):
    start: int
    end: int
    after: str
    gain: float


def _accepted_in(text: str, view: str, encoding: _Encoding) -> list[_Stretch]:
    return _accepted(text, list(_stretches(view, 0, len(view), encoding)))


def _likeliest(lines: list[str]) -> _Encoding | None:
    """Choose the encoding whose readings of suspect lines gain most, each counted once."""
    best, most = None, _EVIDENT
    for encoding in _ENCODINGS:
        gains = {
            stretch.after: stretch.gain
            for line in lines
            for stretch in _stretches(line, 0, len(line), encoding)
            if stretch.gain > 0
        }
        gain = sum(gains.values())
        if gain > most:
            best, most = encoding, gain
    return best


def _suspect_lines(text: str) -> Iterator[str]:
    done = 0
    for _ in range(_SAMPLE):
        match = _SUSPICION.search(text, done)
        if not match:
            return
        start = max(text.rfind("\n", done, match.start()) + 1, done, match.start() - _LONG_LINE)
        end = text.find("\n", match.end(), match.end() + _LONG_LINE)
        done = end if end >= 0 else match.end() + _LONG_LINE
        yield text[start:done]


def _stretches(view: str, start: int, end: int, encoding: _Encoding) -> Iterator[_Stretch]:
    """All that can be read in ``encoding``; where a byte cannot, the stretch ends."""
    for match in encoding.stretch.finditer(view, start, end):
        after = match.group().encode("latin-1").decode(encoding.codec, "replace")
        if "\ufffd" in after:
            yield from _readable_parts(view, match.start(), match.end(), encoding)
        else:
            yield _stretch(match.start(), match.end(), after, encoding)


def _readable_parts(view: str, start: int, end: int, encoding: _Encoding) -> Iterator[_Stretch]:
    begun, after = start, ""
    for match in encoding.char.finditer(view, start, end):
        char = match.group().encode("latin-1").decode(encoding.codec, "replace")
        if "\ufffd" not in char:
            after += char
            continue
        if after:
            yield _stretch(begun, match.start(), after, encoding)
        begun, after = match.end(), ""
    if after:
        yield _stretch(begun, end, after, encoding)


def _stretch(start: int, end: int, after: str, encoding: _Encoding) -> _Stretch:
    return _Stretch(start, end, after, max(evidence(after, each) for each in encoding.languages))


def _accepted(text: str, found: list[_Stretch]) -> list[_Stretch]:
    whole = _convince(found, _EVIDENT) and _explain(found, count_high(text))
    if whole and sum(len(each.after) for each in found) >= SHORT:
        return found
    enough = _WEAK if sum(each.gain for each in found if each.gain > 0) > _PLENTY else _EVIDENT
    accepted: list[_Stretch] = []
    for line in by_line(text, found):
        start, end = line[0].start, line[-1].end
        high = count_high(
            text[text.rfind("\n", 0, start) + 1 : start]
            + text[start : line_end(text, end, len(text))]
        )
        if not (_convince(line, enough) and _explain(line, high)):
            line = [each for each in line if _convince([each], _EVIDENT)]
        accepted += [
            each for each in line if not is_example(text, each.start, each.end, each.after)
        ]
    return accepted


def _convince(stretches: list[_Stretch], enough: float) -> bool:
    """Whether they are like a language."""
    gain = sum(each.gain for each in stretches)
    return gain > enough and gain > _MEAN * sum(
        len(_TELLING.findall(each.after)) for each in stretches
    )


def _explain(stretches: list[_Stretch], high: int) -> bool:
    """Whether they are nearly all of ``high`` characters above U+007F."""
    covered = sum(each.end - each.start for each in stretches)
    return covered >= _THROUGHOUT * high


def _edits(view: str, stretch: _Stretch, encoding: _Encoding) -> Iterator[Edit]:
    rule = f"{encoding.name}-as-windows-1252"
    for match in encoding.char.finditer(view, stretch.start, stretch.end):
        after = match.group().encode("latin-1").decode(encoding.codec)
        yield Edit(match.start(), match.end(), after, rule)
