"""How the Latin words that a translated document left alone are spelled in it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

#: A name in Latin letters as it stands in running text: ``ChatGLM-6B``, ``LLaMA``, ``CodeT5+``.
WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_.+'][A-Za-z0-9]+)*\+{0,2}")
_PHRASE = re.compile(rf"{WORD.pattern}(?: (?:{WORD.pattern}|\d[\w.]*)){{1,2}}")


def fold(text: str) -> str:
    """Letters and digits only, in lower case: what two spellings of one name share."""
    return re.sub(r"[\W_]+", "", text).casefold()


def capitals(text: str) -> int:
    """How many capitals a text has: of two spellings of a name the one with more is the name's."""
    return sum(char.isupper() for char in text)


def names_in(text: str) -> list[str]:
    """The words of a text that may be names in Latin letters, and runs of two or three of them."""
    words = [match[0] for match in WORD.finditer(text)]
    phrases = [
        " ".join(parts[start:end])
        for match in _PHRASE.finditer(text)
        for parts in [match[0].split(" ")]
        for start in range(len(parts))
        for end in range(start + 2, len(parts) + 1)
    ]
    return list(dict.fromkeys(words + phrases))


class Spellings:
    """An index of a document's Latin words: which spelling of a name it uses most."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._known: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for text in texts:
            for word in WORD.findall(text):
                self._known[fold(word)][word] += 1

    def of(self, name: str) -> str | None:
        """The document's spelling of a name; null where it never stands in Latin letters."""
        found = self._known.get(fold(name))
        return max(found, key=lambda one: (found[one], one)) if found else None
