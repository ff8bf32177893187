"""Texts that say the same: sentences repeated inside a text, texts copied from one to another.

Candidates are found by MinHash and confirmed by the true Jaccard similarity of their groups of
characters, which works for Chinese and English alike. Everything here is linear in the number
of texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rensa import RMinHash, RMinHashLSH

from normalize.groups import groups
from normalize.stars import without_counts

#: Two sentences are the same where their groups of three characters agree so far.
_SAME = 0.8
#: Two texts are copies where so much of the shorter one stands in the other.
_COPIED = 0.5
#: Cells (a Chinese character takes two) below which words agree by chance: "a chat model".
_TELLING = 32
#: A sentence is compared with so many before it in its text; beyond, only exact repeats are found.
_LOOK_BACK = 100
#: Texts that share a sentence are compared with so many of the others that have it.
_COMPARED = 8

_GROUP = 3
# 20 bands of 6 rows: two sentences with 0.8 in common are found 99.8 times of 100, those with
# 0.3 in common 1.4 times, and then thrown out.
_PERMUTATIONS, _BANDS = 120, 20
#: A sentence with so many candidates that are not the same is a template, filled in again and
#: again: no other is compared with it, or the time would grow with the square of their number.
_TEMPLATES = 24
_SEED = 1


def as_told(text: str) -> str:
    """What a text tells of a project: every sentence once, no count of stars that stands apart."""
    return without_repeats(without_counts(text)).strip()


def without_repeats(text: str) -> str:
    """The text with every sentence once: the first of those that say the same in the same words.

    Nearly the same words will do, but a sentence with a number, a Latin word or a negation that
    the first has not stays ("trained on 7B", "trained on 13B"); so do short ones.
    """
    if len(text) < _TELLING:  # two sentences that are long enough do not fit
        return text
    kept: list[_Sentence] = []
    seen: set[str] = set()
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        said = _Sentence(piece)
        if said.telling and (
            said.folded in seen or any(said.repeats(one) for one in kept[-_LOOK_BACK:])
        ):
            # The line end that the sentence took with it still ends the line before.
            if "\n" in piece and pieces and not pieces[-1].endswith("\n"):
                pieces.append("\n")
            continue
        pieces.append(piece)
        if said.telling:
            seen.add(said.folded)
            kept.append(said)
    return _EMPTY_LINES.sub("\n\n", "".join(pieces)).strip() if len(kept) else text


def copies(texts: Sequence[str]) -> list[list[int]]:
    """The groups of texts, by their index, of which one was copied from the other.

    Two texts are copies where sentences that are nearly the same make half of the shorter one or
    more. Only groups of two and more are told, each in ascending order.
    """
    sentences = [_telling_sentences(text) for text in texts]
    if sum(map(bool, sentences)) < 2:
        return []
    classes = _classes(list(dict.fromkeys(one for said in sentences for one in said)))
    sizes = [sum(map(_cells, said)) for said in sentences]
    shared: Counter[tuple[int, int]] = Counter()
    standing: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, said in enumerate(sentences):
        for one in dict.fromkeys(said):
            known = standing[classes[one]]
            for other, cells in known[-_COMPARED:]:
                if other != number:
                    shared[other, number] += min(cells, _cells(one))
            known.append((number, _cells(one)))
    pairs = (
        pair for pair, cells in shared.items() if cells >= _COPIED * min(sizes[one] for one in pair)
    )
    return [group for group in groups(len(texts), pairs) if len(group) > 1]


# A sentence with the white space behind it; a point ends one only before a space.
_PIECE = re.compile(r"(?:[^。！？!?；;.\n]|[.;!?](?=\S))*(?:[。！？!?；;.]+[”』」）)]*|\n|$)\s*")
_EMPTY_LINES = re.compile(r"\n\s*\n\s*\n+")
_WORDS = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?|[不没沒无無未非否]")
_NEGATIONS = frozenset(
    ["不", "没", "沒", "无", "無", "未", "非", "否", "not", "no", "without", "never"]
)


class _Sentence:
    """A sentence as it is compared: its letters, and the words that must not differ."""

    def __init__(self, text: str) -> None:
        self.folded = _folded(text)
        self.telling = _cells(self.folded) >= _TELLING
        self.groups = _groups_of(self.folded) if self.telling else frozenset()
        self.words = _WORDS.findall(text.casefold()) if self.telling else []

    def repeats(self, other: _Sentence) -> bool:
        """Whether the other one says all of this one already."""
        if not _in_order(self.words, other.words) or self._negates_otherwise(other):
            return False
        if sorted(self.folded) == sorted(other.folded):
            return self.folded == other.folded  # the same characters in another order
        common = len(self.groups & other.groups)
        return common == len(self.groups) or _alike(self.groups, other.groups)

    def _negates_otherwise(self, other: _Sentence) -> bool:
        return not _NEGATIONS.isdisjoint({*self.words} ^ {*other.words})


def _in_order(words: Iterable[str], others: Iterable[str]) -> bool:
    """Whether the others have all the words, in the same order: who outperforms whom."""
    left = iter(others)
    return all(word in left for word in words)


def _telling_sentences(text: str) -> list[str]:
    """The sentences that are long enough, folded; a text of short ones counts as one sentence."""
    said = [
        folded for piece in _PIECE.findall(text) if _cells(folded := _folded(piece)) >= _TELLING
    ]
    whole = _folded(text)
    return said or ([whole] if _cells(whole) >= _TELLING else [])


def _classes(sentences: Sequence[str]) -> dict[str, int]:
    """A number for each distinct sentence; those that are nearly the same have the same one."""
    index = RMinHashLSH(threshold=_SAME, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    shown: dict[int, frozenset[str]] = {}
    found: dict[str, int] = {}
    for number, sentence in enumerate(sentences):
        own = _groups_of(sentence)
        sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        sketch.update(sorted(own))
        near = sorted(index.query(sketch))
        same = next((one for one in near if _alike(own, shown[one])), None)
        if same is None and len(near) < _TEMPLATES:
            # Only the first of a class is kept in the index, so that no bucket of it grows long.
            index.insert(number, sketch)
            shown[number] = own
        found[sentence] = number if same is None else same
    return found


def _folded(text: str) -> str:
    """Letters and digits only: neither punctuation nor a line end makes another sentence."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _groups_of(folded: str) -> frozenset[str]:
    return frozenset(_windows(folded))


def _windows(folded: str) -> Iterator[str]:
    for start in range(max(len(folded) - _GROUP + 1, 1)):
        yield folded[start : start + _GROUP]


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether their true Jaccard similarity is high enough."""
    common = len(one & other)
    return common >= _SAME * (len(one) + len(other) - common)


def _cells(text: str) -> int:
    # In UTF-8 a Chinese character takes three bytes: together with its one place two times two.
    return (len(text.encode("utf-8", "surrogatepass")) + len(text)) // 2
