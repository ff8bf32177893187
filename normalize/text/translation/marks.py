"""Whether a page was translated by a machine, told by its markup or by its choice of words."""

from __future__ import annotations

import re

from normalize.tables import table


def is_machine_translated(html: str) -> bool:
    """Whether a page bears the marks of Google Translate.

    They are text wrapped twice in ``<font style="vertical-align: inherit;">``, or the class
    ``translated-ltr``/``translated-rtl`` of the page. The mere widget (``goog-te-…``,
    ``skiptranslate``) is no proof, as it also stands on pages nobody translated; with it, one
    wrapper is enough.
    """
    if _TRANSLATED_CLASS.search(html):
        return True
    enough = 1 if _WIDGET.search(html) else _MIN_WRAPPERS
    wrappers = _WRAPPER.finditer(html)
    return sum(1 for _, _ in zip(range(enough), wrappers, strict=False)) == enough


def reads_translated(text: str) -> bool:
    """Whether a text renders terms of the trade as everyday words, as no person would.

    For pages saved without their markup. Several different ones have to stand in it, and often
    enough for its length: a healthy page may quote one as a joke, or explain a few.
    """
    marks: dict[str, list[str]] = table("glossary")["marks"]
    strong = [text.count(term) for term in marks["terms"] if term in text]
    if not strong:
        return False
    counts = strong + [text.count(term) for term in marks["weak"] if term in text]
    return len(counts) >= _MIN_TERMS and sum(counts) * _LONGEST_BETWEEN >= len(text)


_FONT = r"""<font\s+style=["']?\s*vertical-align:\s*inherit;?\s*["']?\s*>"""
_WRAPPER = re.compile(rf"{_FONT}\s*{_FONT}", re.IGNORECASE)
_MIN_WRAPPERS = 3  # a page that quotes the markup has one
_TRANSLATED_CLASS = re.compile(
    r"""<(?:html|body)\b[^>]*\bclass=["']?[^"'>]*\btranslated-(?:ltr|rtl)\b""", re.IGNORECASE
)
_WIDGET = re.compile(r"""(?:class|id)=["']?[^"'>]*\b(?:goog-te-|skiptranslate\b)""", re.IGNORECASE)
_MIN_TERMS = 3  # different ones; no healthy page of a corpus of 70 on the trade has even one
#: Characters per term: a translated list has one in about every thousand, markup included.
_LONGEST_BETWEEN = 5_000
