"""The sizes that a text states of the entry it belongs to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from normalize.fields.own_names import families, own_names, spoken
from normalize.fields.sizes import NOT_A_FACTOR, NOT_PARAMETERS, parameter_counts
from normalize.tables import table


def stated_counts(name: str, text: str) -> list[int]:
    """Numbers of parameters that a text states of the entry with this name, ascending.

    Counted are numbers "of parameters" (``62 亿参数``, ``a 7 billion parameter model``); only
    where there are none and the name has no size either, sizes behind the entry's own name
    (``Skywork-13B``) and those that are called released (``开源了13B和65B``). Sizes of what the
    entry is compared with, tuned from or runs are none of its own.
    """
    plain = unicodedata.normalize("NFKC", text)
    if not _NUMBER.search(plain):
        return []
    clauses = [one for one in _CLAUSE.split(plain) if one and not _of_others(one, name)]
    if found := _counted(_of_parameters(clauses)):
        return found
    if parameter_counts(name):
        return []
    return _counted([*_of_name(name, plain), *_released(plain)])


_NUMBER = re.compile(r"\d\s*(?:[bmBM亿十百千万]|trillion)|亿")
_CLAUSE = re.compile(r"[。;!?,\n]+(?!\d)|\.\s(?=[A-Z])")
_SIZE = (
    rf"(?<![\d.]){NOT_A_FACTOR}\d+(?:\.\d+)?\s*"
    r"(?:trillion|billion|million|[BMbm](?:\d)?(?![A-Za-z0-9])|[十百千万]?亿)"
)
_AND = r"\s*(?:[-~/、,]|to|and|到|至|和|及|与)\s*"
_SIZES = rf"(?:(?<![\d.])\d+(?:\.\d+)?\s*[-~/]\s*){{0,9}}{_SIZE}(?:{_AND}{_SIZE}){{0,9}}"
_PARAMETERS = re.compile(
    rf"({_SIZES})\s*-?\s*(?:个|的)?\s*(?:总|活动|激活|活跃|可训练|模型|active|total|trainable)?\s*"
    r"(?:参数|parameters?\b|params?\b)",
    re.IGNORECASE,
)
#: 千亿参数 is an order of magnitude; a count only where a model is said to have or to be it.
_HAN_PARAMETERS = re.compile(r"(?:有|是[^,。]{0,20}的)\s*([十百千]亿)(?=参数)")
_RANGE = re.compile(
    rf"(?:参数|parameters?|params)[^\d]{{0,16}}?(?:从|from|为|到|至|达|约|有|of|:)\s*({_SIZES})",
    re.IGNORECASE,
)
_TOTAL = re.compile(rf"({_SIZES})\s*(?:总数|总量|in total)", re.IGNORECASE)
_REMARK = re.compile(r"\([^()\d]*\)")
#: "the 540B parameter Kirin": what the article speaks of is known already.
_OF_A_KNOWN = re.compile(rf"\b[Tt]he {_SIZE}[- ]param(?:eter)?s? (?P<called>[A-Z][\w.-]*)")
_FROM_ANOTHER = re.compile(rf"\bfrom (?:an?|the) {_SIZE}")
_OF_OTHERS = re.compile(r"(?:基于|based on|从|using)\s*$", re.IGNORECASE)


def _of_parameters(clauses: Iterable[str]) -> Iterator[str]:
    for clause in clauses:
        for pattern in (_PARAMETERS, _HAN_PARAMETERS, _RANGE, _TOTAL):
            yield from (match[1] for match in pattern.finditer(clause))


def _of_others(clause: str, name: str) -> bool:
    """Whether a clause with a size speaks of something else than the entry of this name."""
    lowered = clause.casefold()
    if any(word in lowered for word in table("statements")["sizes"]["others"]):
        return True
    if _FROM_ANOTHER.search(clause):
        return True
    known = _OF_A_KNOWN.search(clause)
    if known is None or not own_names(known["called"]):
        return False
    return not any(_spoken(own).match(known["called"]) for own in families(name))


def _of_name(name: str, text: str) -> Iterator[str]:
    """Sizes that the entry's own name stands before."""
    for own in own_names(name):
        if not own.isascii():
            continue
        for match in _spoken(own).finditer(text):
            behind = _behind().match(text, match.end())
            if behind and not _OF_OTHERS.search(text[max(0, match.start() - 10) : match.start()]):
                yield behind[1] or behind[2]


@cache
def _behind() -> re.Pattern[str]:
    """What holds a size behind a name: "-13B", "Chat-7B", " v1 6b", "基础模型(7B、33B)".

    A word of its own is part of the name where it is spelt like one or tells a variant; "beats"
    is a verb.
    """
    known = table("statements")
    words = "|".join([*known["names"]["variants"], *known["sizes"]["between"]])
    word = rf"[-_]?[A-Za-z]{{1,12}}| (?:[A-Z][A-Za-z]{{0,11}}|{words})"
    return re.compile(
        rf"(?:{word}|[-_ ]?[vV]?\d(?:\.\d)?)?[-_ ]?({_SIZE})"
        rf"|[A-Za-z]{{0,12}}[\u3400-\u9fff ]{{0,8}}\(({_SIZES})\)"
    )


@lru_cache(maxsize=10_000)
def _spoken(own: str) -> re.Pattern[str]:
    return re.compile(spoken(own), re.IGNORECASE)


def _released(text: str) -> Iterator[str]:
    """Sizes that are called released, and those that a text begins with."""
    yield from (match[1] for match in _release().finditer(_REMARK.sub("", text)))


@cache
def _release() -> re.Pattern[str]:
    words = sorted(table("statements")["sizes"]["released"], key=len, reverse=True)
    verbs = "|".join(map(re.escape, words))
    return re.compile(
        rf"(?:(?:{verbs})(?:了|的|模型|版本|the|a|its|[ :])*|^\s*)({_SIZES}){NOT_PARAMETERS}",
        re.IGNORECASE,
    )


def _counted(found: Iterable[str]) -> list[int]:
    counts = {count for one in found for count in parameter_counts(one)}
    return sorted(counts)
