"""Names inside phrases that lists often put around them: a citation, an announcement."""

from __future__ import annotations

import re

from spiders.readers.line_words import clean_name


def cited_title(text: str, start: int) -> str:
    """The name of a paper behind its authors, up to a colon or the end; empty where none stand."""
    if " et al" not in text[:start]:
        return ""
    title = _TITLE.match(text, start)
    return clean_name(title[0]) if title else ""


_TITLE = re.compile(r"[^:：]*?(?=[:：]\s|\.\s|\s*[(\[]?(?:19|20)\d{2}|$)")


def announced(name: str) -> str:
    """What is announced: ``"Built-in support for Otter series"`` → ``"Otter"``."""
    match = _SUPPORT.fullmatch(name)
    return clean_name(match[1]) if match else name


_SUPPORT = re.compile(
    r"(?:(?:add(?:s|ed)?|built-in|experimental|first|full|initial|native|new) )*support for "
    r"(?:the )?(\S.*?)(?: (?:series|family|models?))?",
    re.IGNORECASE,
)
