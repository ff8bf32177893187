"""Which English words there are and how common they are, and which words look like two."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from normalize.tables import table
from normalize.text.rows import rows


class Parts(NamedTuple):
    """Two words that stand together without a space: ``word[:cut]`` and ``word[cut:]``.

    ``certain`` if the word can be nothing else; otherwise it may be a compound or a name. Of two
    ways to take a word apart the greater is likelier: certain, of common words, cut late.
    """

    certain: bool
    commonness: int
    cut: int


class English:
    """Words with their levels: one of level ``N`` is ``2**N`` of ten million words of a text."""

    def __init__(self, levels: Mapping[str, int], whole: frozenset[str]) -> None:
        words = table("function_words")
        self._begin = frozenset(words["begin"].split())
        self._end = frozenset(words["end"].split())
        self._weak = frozenset(words["weak"].split())
        self._prefixes = frozenset(words["prefixes"].split())
        self._begins, self._ends = tuple(self._begin), tuple(self._end)
        self._levels = levels
        self._whole = whole

    def __contains__(self, word: str) -> bool:
        return word in self._levels or word in self._whole

    def level(self, word: str) -> int:
        """Level of a word in lower case; 0 for one that is not counted."""
        return self._levels.get(word, 0)

    def parts(self, word: str) -> Parts | None:
        """Take a word that is none (in lower case) apart into two; ``None`` if unlikely."""
        if word in self or not _SHORTEST <= len(word) <= _LONGEST:
            return None
        found = (self._parts_at(word, cut) for cut in range(2, len(word) - 1))
        return max(filter(None, found), default=None)

    def may_be_certain(self, word: str) -> bool:
        """Whether it begins or ends as a word that is two for certain."""
        return word.startswith(self._begins) or word.endswith(self._ends)

    def begins(self, word: str) -> bool:
        """Whether it is a function word that begins no compounds."""
        return word in self._begin

    def is_common(self, word: str) -> bool:
        """Whether it is a word that everybody knows, in lower case."""
        return self._levels.get(word, 0) >= _COMMON.get(len(word), _COMMON_LONG)

    def is_prefix(self, word: str) -> bool:
        """Whether it is a function word that also begins longer words."""
        return word in self._prefixes

    def is_bound(self, word: str) -> bool:
        """Whether it is a function word."""
        return word in self._begin or word in self._end or word in self._weak

    def _parts_at(self, word: str, cut: int) -> Parts | None:
        first, second = word[:cut], word[cut:]
        if first not in self._levels or second not in self._levels:
            return None
        certain = (first in self._begin and self._bears(second)) or (
            second in self._end and self._bears(first)
        )
        if not certain and not self._is_likely(first, second):
            return None
        return Parts(certain, self._levels[first] + self._levels[second], cut)

    def _bears(self, word: str) -> bool:
        """Whether a word is no chance syllable beside a function word."""
        return self._levels[word] >= _LEAST_LEVEL.get(len(word), 0)

    def _is_likely(self, first: str, second: str) -> bool:
        if first in self._prefixes:
            return False
        if self.is_bound(first) or self.is_bound(second):
            return self.is_common(second if self.is_bound(first) else first)
        return (
            min(len(first), len(second)) >= _LONG
            and self.is_common(first)
            and self.is_common(second)
            and not second.endswith(_VERBAL)
        )


# Measured on documentation in English and ten other languages: with these, no healthy text has
# parts that are certain, but for misprints.
_SHORTEST, _LONGEST = 5, 40
_LONG = 5
_LEAST_LEVEL = {2: 15, 3: 12, 4: 9}  # by length; in two letters, of, to, in, is …
_COMMON = {2: 99, 3: 99, 4: 99, 5: 6, 6: 5}
_COMMON_LONG = 4
_VERBAL = ("ing", "ed", "er", "ers")  # compounds new to the lists end so: checkpointing


@cache
def english() -> English:
    """The words of ``normalize/data/english_words.tsv``, read once."""
    levels: dict[str, int] = {}
    whole: frozenset[str] = frozenset()
    for key, words in rows("english_words"):
        if key.startswith("level "):
            levels.update(dict.fromkeys(words.split(), int(key[6:])))
        elif key == "whole":
            whole = frozenset(words.split())
    return English(levels, whole)
