"""English words that lost the space between them, as PDF extraction loses it at line ends.

The damage: ``challenges in thefield``, ``often withreinforcement``, ``modelsthat``: the extractor
joined two lines and put nothing between them. A run of letters that is in no word list, and is two
words of which one is a function word (``the``, ``with``, ``that``), gets its space back.

Other runs could as well be names or new compounds (``financialprediction``, ``flashattention``).
They are taken apart only in a text that has lost several spaces for certain, only if they stand in
it once, and only if both words are common. Nothing is taken apart in addresses, paths, code and
names with capitals inside, and nothing that is not surrounded by English.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from normalize.text.edits import Edit
from normalize.text.english import English, english
from normalize.text.scripts import HAN

RULE = "lost-space"
CERTAIN, LIKELY = 0.95, 0.8


def find(text: str) -> list[Edit]:
    """Edits that put lost spaces back, rule ``lost-space``."""
    words = english()
    runs = Counter(_RUN.findall(text))
    certain = {run: cut for run in runs if (cut := _certain_cut(words, run, runs))}
    if not certain:
        return []
    cuts = [
        Edit(at + cut - 1, at + cut, text[at + cut - 1] + " ", RULE, CERTAIN)
        for at, cut in _places(text, certain, words)
    ]
    if len(cuts) >= max(_ENOUGH, runs.total() * _SHARE):
        cuts += _likely(text, runs, certain, words)
        cuts.sort()
    return cuts


def _likely(
    text: str, runs: Counter[str], certain: dict[str, int], words: English
) -> Iterator[Edit]:
    """Find what is two words if the text has lost other spaces."""
    runs = runs + Counter(_ACRONYM_ALONE.findall(text))
    likely = {
        run: cut
        for run in runs
        if run not in certain and runs[run] == 1 and (cut := _likely_cut(words, run, runs))
    }
    for at, cut in _places(text, likely, words):
        yield Edit(at + cut - 1, at + cut, text[at + cut - 1] + " ", RULE, LIKELY)
    yield from _behind_marks(text, words)


#: So many spaces lost for certain, and of so many words, show that a text has lost others.
_ENOUGH = 2
_SHARE = 1 / 2000
_RUN = re.compile("[A-Za-z]{5,}")
_ACRONYM = re.compile("([a-z]{2,})([A-Z]{2,}s?)")
_ACRONYM_ALONE = re.compile("(?<![A-Za-z])[A-Z]{2,4}s?(?![A-Za-z])")
_BEHIND_MARK = re.compile("(?<=[a-z])(?:,|['’]s)(?=([a-z]{4,}))")
_WORD = re.compile("[A-Za-z]{2,}")
#: What may stand before and behind a word of running text.
_BEFORE = re.compile(rf"(?:\A|[\s\"“‘—、，。；：！？（「《{HAN}]|(?<![\w\])])[(\[])\Z")
_BEHIND = re.compile(
    rf"\Z|\s(?!\s*=)|[\"”’—)\]、，。；：！？）」》{HAN}]|['’]s?\b|[.,;:!?](?=\W|\Z)"
)
_QUOTES = "\"'“”‘’"
_AROUND = 32  # characters of context


def _certain_cut(words: English, run: str, runs: Counter[str]) -> int:
    """Where a run is two words for certain; 0 where it is not. A run that comes back is a name."""
    word = run.lower()
    if not words.may_be_certain(word) or not run[1:].islower():
        return 0
    parts = words.parts(word)
    if parts is None or not parts.certain:
        return 0
    first, second = word[: parts.cut], word[parts.cut :]
    if run[0].isupper() and not (words.begins(first) and len(second) > 2):
        return 0
    may_come_back = second in _DETERMINERS and words.is_bound(first)
    return parts.cut if (may_come_back or runs[run] == 1) and first != second else 0


_DETERMINERS = ("the", "this", "that", "these", "those", "their")


def _likely_cut(words: English, run: str, runs: Counter[str]) -> int:
    """Where a run that stands in a text once is two words, if the text has lost other spaces."""
    if acronym := _ACRONYM.fullmatch(run):
        first, second = acronym.groups()
        is_word = words.is_common(first) or words.is_bound(first)
        known = runs[second] or runs[second.removesuffix("s")]
        return len(first) if words.begins(first) or (is_word and known) else 0
    if run[0].isupper() and run[1:].islower():
        return _cut_behind_name(words, run, runs)
    if not run.islower():
        return 0
    parts = words.parts(run)
    return parts.cut if parts else _cut_beside_own_word(words, run, runs)


def _cut_beside_own_word(words: English, run: str, runs: Counter[str]) -> int:
    """``finetuningon``, where the text has ``finetuning``."""
    if run in words or len(run) > _LONGEST:
        return 0
    for at in range(2, len(run) - 1):
        first, second = run[:at], run[at:]
        if words.is_bound(second) and len(first) >= _OWN and runs[first]:
            return at
        if words.is_prefix(first):
            continue
        if words.is_bound(first) and len(second) >= _OWN and runs[second]:
            return at
    return 0


_OWN = 7
_LONGEST = 40


def _cut_behind_name(words: English, run: str, runs: Counter[str]) -> int:
    """``Alpacamodel``, where the text has ``Alpaca`` more than once."""
    if run.lower() in words or len(run) > _LONGEST:
        return 0
    for at in range(5, len(run) - 4):
        name, word = run[:at], run[at:]
        if runs[name] > 1 and name.lower() not in words and words.is_common(word):
            return at
    return 0


def _places(text: str, cuts: dict[str, int], words: English) -> Iterator[tuple[int, int]]:
    """Where runs stand in English running text, with their cut."""
    if not cuts:
        return
    for run in _RUN.finditer(text):
        cut = cuts.get(run.group())
        if cut and _is_in_prose(text, run.start(), run.end(), words):
            yield run.start(), cut


def _is_in_prose(text: str, start: int, end: int, words: English) -> bool:
    before, behind = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    if not _BEFORE.search(before) or not (_BEHIND.match(behind) or behind[:1] == "-"):
        return False
    if before[-1:] in _QUOTES and behind[:1] in _QUOTES and before[-1:]:
        return False  # a single word in quotes is a name
    return _are_english(before, behind, words)


def _are_english(before: str, behind: str, words: English) -> bool:
    """Whether most of the words around a place are English."""
    # The outermost may be cut off.
    near = _WORD.findall(before)[-2:] + _WORD.findall(behind)[:2]
    known = sum(word.lower() in words or words.parts(word) is not None for word in near)
    return known >= 1 and known * 2 >= len(near)


def _behind_marks(text: str, words: English) -> Iterator[Edit]:
    """Find ``policy,behavior`` and ``human'sneeds`` between words of running text."""
    for mark in _BEHIND_MARK.finditer(text):
        before = text[max(mark.start() - _AROUND, 0) : mark.start()]
        behind = text[mark.end() : mark.end() + _AROUND]
        first, second = _LAST_WORD.search(before), _FIRST_WORD.match(behind)
        if not (first and second and words.is_common(first[1]) and words.is_common(second[0])):
            continue
        if _BEHIND.match(behind, second.end()) and _are_english(before, behind, words):
            yield Edit(mark.end() - 1, mark.end(), text[mark.end() - 1] + " ", RULE, LIKELY)


_LAST_WORD = re.compile(r"(?:\A|[\s(])([a-z]+)\Z")
_FIRST_WORD = re.compile("[a-z]+")
