"""Puts a name together of words of the glossary, where nothing else tells it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from normalize.text.translation.glossary import FILLERS, words, words_at
from normalize.text.translation.original import has_foreign_letters

NOTHING: Mapping[str, str] = MappingProxyType({})


def composed_name(name: str, known: Mapping[str, str] = NOTHING) -> str | None:
    """A name put together of the glossary's words: ``"聊天GLM-6B"`` → ``"ChatGLM-6B"``.

    ``known`` are further words: originals that were found for other names of the document.
    ``None`` where a part of it is in neither.
    """
    parts: list[str] = []
    position = 0
    if len(name) > _LONGEST or _SENTENCE.search(name):
        return None
    while position < len(name):
        char = name[position]
        if not has_foreign_letters(char):
            parts.append(char)
            position += 1
        elif word := next(words_at(name, position), None):
            parts.append(words()[word][0])
            position += len(word)
        elif word := next((one for one in known if one and name.startswith(one, position)), None):
            parts.append(known[word])
            position += len(word)
        elif char in FILLERS:
            position += 1
        else:
            return None
    return "".join(parts).strip() or None


_LONGEST = 24
_SENTENCE = re.compile("[（）《》“”。！？]")  # a title in words is no name made of them
