"""Parameter counts as lists write them, as integers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal


def parameter_counts(text: str) -> list[int]:
    """Numbers of parameters that a text states, ascending: ``"7B/13B"`` → ``[7e9, 13e9]``.

    A unit holds for the numbers listed before it (``1.5/7/72B``); ``1b4`` is 1.4 billion; 千亿
    is a hundred billion. Not counted: tokens, samples, users, bytes, context lengths, whatever
    is counted in thousands, and mixtures such as ``8x7B``, whose total the name does not tell.
    """
    plain = _plain(text)
    if not _FIGURE.search(plain):
        return []
    found = [*_listed(plain), *_glued(plain), *_split(plain), *_active(plain), *_han(plain)]
    return sorted({count for count in found if 0 < count <= _LARGEST})


def parameter_counts_in(text: str, unit: int | None) -> list[int]:
    """The same for a column of sizes: ``"0.06 - 11"`` under "Params (B)", ``"A32/1T"``.

    Args:
        text: the cell; numbers that bring their own unit keep it. A ``T`` is a trillion here,
            and even a ``TB`` in a list with ``B``; elsewhere they count tokens and bytes.
        unit: what a bare number counts, e.g. ``1_000_000_000``; ``None``: nothing.
    """
    plain = _plain(text)
    trillions = _TRILLIONS_OR_BYTES if _BILLIONS.search(plain) else _TRILLIONS
    plain = trillions.sub(lambda match: f"{Decimal(match['number']) * 1000}B", plain)
    if own := parameter_counts(plain):
        return own
    if unit is None:
        return []
    numbers = (Decimal(number.replace(",", "")) for number in _BARE.findall(plain))
    # No model has thousands of billions; what is so large there is a year.
    sized = (number for number in numbers if unit < _BILLION or number < _MOST)
    return sorted({count for number in sized if 0 < (count := int(number * unit)) <= _LARGEST})


_BILLION = 10**9
_UNITS = {
    "b": _BILLION, "bn": _BILLION, "billion": _BILLION, "m": 10**6, "million": 10**6,
    "trillion": 10**12,
}  # fmt: skip
#: A million things are more often samples or downloads than parameters; no model has so few.
_LEAST_MILLIONS = 10
#: A thousand trillion: beyond any model, and well inside the 64 bits of the published column.
_LARGEST = 10**15

#: What every number of parameters is written with.
_FIGURE = re.compile(r"[\d亿億]")
_MARKUP = re.compile(r"<[^<>]*>|https?://\S+|[*`\\]")
_BREAK = re.compile(r"<br\s*/?>|\n", re.IGNORECASE)
#: Larger numbers before a unit are years and the like ("in 2023, 7B").
_MOST = 2000

_NUMBER = r"\d{1,15}(?:\.\d{1,15})?"
_UNIT = r"(?P<unit>trillion|billion|million|bn|[bm])s?(?![a-z0-9])"
#: What follows a number that counts other things: not parameters.
NOT_PARAMETERS = (
    r"(?!\s*(?:[-+]|个|多)?\s*(?:tokens?|samples?|users?|words?|bytes?|images?|downloads?|rows?"
    r"|examples?|instructions?|conversations?|pairs?|context|characters?|documents?|pages?|ctx"
    r"|词|字|条|元|美元|人|次|用户|篇|张|对|行|样本|数据|对话|语料|指令|上下文|下载)(?![a-z]))"
)
#: Nor does "7B" of "8x7B" count the parameters of the whole.
NOT_A_FACTOR = r"(?<!\d[x×])(?<!\d [x×] )"
# "A21B" states the active parameters of a mixture; "8x7B" does not tell its total.
_ITEM = rf"A?{_NUMBER}"
_START = r"(?<![A-Za-z\d.])(?<!\d,)" + NOT_A_FACTOR
_LISTED = re.compile(
    _START
    + rf"(?P<before>(?:{_ITEM}\s*(?:[/,、~]+|\s[-–]|to|到|至)\s*)*)"
    + rf"A?(?P<number>{_NUMBER})\s*-?\s*{_UNIT}{NOT_PARAMETERS}",
    re.IGNORECASE,
)
#: A tight hyphen joins a range only where nothing stands before it: "1.5-7B", not "Qwen 1.5-7B".
_RANGE = re.compile(rf"^\s*(?P<number>{_NUMBER})-{_NUMBER}\s*{_UNIT}", re.IGNORECASE)
_GLUED = re.compile(rf"(?<=[a-z]{{3}})(?P<number>{_NUMBER}){_UNIT}{NOT_PARAMETERS}", re.IGNORECASE)
_SPLIT = re.compile(
    rf"(?<![\d.])(?P<whole>\d{{1,3}})b(?P<rest>\d)(?![\da-z.]){NOT_PARAMETERS}", re.IGNORECASE
)
_ACTIVE = re.compile(
    rf"(?<![A-Za-z])A(?P<active>{_NUMBER})B?\s*/\s*(?P<total>{_NUMBER})\s*T(?![A-Za-z0-9])"
)
_HAN = re.compile(
    rf"(?<![\d.])(?P<number>{_NUMBER})?\s*(?P<unit>[万萬千百十]?[亿億]){NOT_PARAMETERS}",
    re.IGNORECASE,
)
_BILLIONS = re.compile(r"\d\s*B(?![A-Za-z])")
_TRILLIONS = re.compile(rf"(?<![\d.])(?P<number>{_NUMBER})\s*T(?![A-Za-z0-9]){NOT_PARAMETERS}")
_TRILLIONS_OR_BYTES = re.compile(
    rf"(?<![\d.])(?P<number>{_NUMBER})\s*TB?(?![A-Za-z0-9]){NOT_PARAMETERS}"
)
_HAN_UNITS = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10_000, "萬": 10_000}
_BARE = re.compile(
    rf"(?<![\w.]){NOT_A_FACTOR}(?:\d{{1,3}}(?:,\d{{3}}){{1,5}}|\d{{1,15}}(?:\.\d{{1,15}})?)(?![\d.])"
    rf"(?![\w.]*[A-Za-z])(?!\s*[x×]\s*\d)(?!\s*[十百千万萬亿億])(?!\s*(?:tr|b|m)illion){NOT_PARAMETERS}",
    re.IGNORECASE,
)


def _plain(text: str) -> str:
    return _MARKUP.sub(" ", _BREAK.sub("/", unicodedata.normalize("NFKC", text)))


def _listed(text: str) -> Iterator[int]:
    for match in (*_LISTED.finditer(text), *_RANGE.finditer(text)):
        unit = match["unit"]
        before = match.groupdict().get("before") or ""
        numbers = [number for number in re.findall(_NUMBER, before) if Decimal(number) < _MOST]
        yield from _counted([*numbers, match["number"]], unit)


def _glued(text: str) -> Iterator[int]:
    for match in _GLUED.finditer(text):
        yield from _counted([match["number"]], match["unit"])


def _split(text: str) -> Iterator[int]:
    for match in _SPLIT.finditer(text):
        yield int(Decimal(f"{match['whole']}.{match['rest']}") * _BILLION)


def _active(text: str) -> Iterator[int]:
    for match in _ACTIVE.finditer(text):
        yield int(Decimal(match["active"]) * _BILLION)
        yield int(Decimal(match["total"]) * 1000 * _BILLION)


def _han(text: str) -> Iterator[int]:
    for match in _HAN.finditer(text):
        factor = match["unit"][:-1]
        if match["number"] or factor:
            yield int(Decimal(match["number"] or 1) * _HAN_UNITS[factor] * 10**8)


def _counted(numbers: list[str], unit: str) -> Iterator[int]:
    for number in numbers:
        count = int(Decimal(number) * _UNITS[unit.lower()])
        if count >= _LEAST_MILLIONS * 10**6:
            yield count
