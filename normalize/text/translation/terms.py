"""Gives terms of the trade back that a translated text renders as everyday words."""

from __future__ import annotations

import re

from normalize.tables import table
from normalize.text.translation.original import Original, has_foreign_letters


def original_terms(text: str) -> Original | None:
    """A translated text with the terms that have only one sense on such a page: 法学硕士 → LLM.

    ``None`` where it has none of them. A term is left where its everyday sense is meant.
    """
    glossary = table("glossary")
    found = [
        term
        for term in glossary["text"]
        if term in text and not any(one in text for one in glossary["unless"].get(term, []))
    ]
    if not found:
        return None
    undone = _replaced(text, {term: glossary["text"][term] for term in found})
    evidence = ", ".join(f"{term} → {glossary['text'][term]}" for term in found)
    return Original(undone, f"glossary {evidence}", 0.9)


def original_license(text: str) -> Original | None:
    """A translated licence with the words that name licences: 阿帕奇-2.0 → Apache-2.0."""
    if not has_foreign_letters(text):
        return None
    known: dict[str, str] = table("glossary")["licenses"]
    undone = _replaced(text, known)
    if undone == text or has_foreign_letters(undone):
        return None
    return Original(undone, f"glossary {text} → {undone}", 0.9)


def _replaced(text: str, terms: dict[str, str]) -> str:
    """Terms replaced, the longest first, with a space where Latin words would run together."""
    pattern = re.compile("|".join(map(re.escape, sorted(terms, key=len, reverse=True))))
    undone, position = "", 0
    for match in pattern.finditer(text):
        undone = _spaced(undone + text[position : match.start()], terms[match[0]])
        position = match.end()
        if text[position : position + 1].isascii() and text[position : position + 1].isalnum():
            undone += " "
    return undone + text[position:]


def _spaced(before: str, term: str) -> str:
    glued = before[-1:].isascii() and before[-1:].isalnum()
    return f"{before} {term}" if glued else before + term
