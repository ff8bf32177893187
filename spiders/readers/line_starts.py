"""What a line begins with before it says something: numbers, dates, places, authors, emoji."""

from __future__ import annotations

import re

from spiders.readers.decoration import is_decoration, short_code_at

# "01.AI" is a name: lists are not numbered with a leading zero and no space.
_NUMBERING = re.compile(
    r"^\s*(?:\(?(?!0\d[.．]\S)\d{1,3}[.)、．](?!\d)|[（(]\d{1,3}[)）]|[①-⑳]"
    r"|[-*+•·▪◦‣>]|\[[ xX]?\](?!\())\s*"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = re.compile(
    r"^\s*(?:(?:19|20)\d{2}\s*[|｜]\s*"
    r"|[(\[【（]?(?:(?:19|20)\d{2}(?:[-./年]\s?\d{1,2}(?:[-./月]\s?\d{1,2}日?)?月?)"
    rf"|{_MONTH} (?:\d{{1,2}},? )?(?:19|20)\d{{2}}|{_MONTH} \d{{1,2}}(?!\d))"
    r"\s*[)\]】）]?\s*[:：,，|-]*\s*)"
)
#: Where a paper stands, in front of its title: ``(ICLR 2022)``, ``[arXiv]``, ``[2305.00004]``.
_PLACE = re.compile(
    r"^\s*[(\[【（](?:arxiv|preprint|[A-Za-z][A-Za-z &]{0,20}[ '’-]{1,2}(?:19|20)?\d{2}"
    r"|(?:19|20)\d{2}|\d{4}\.\d{4,5}(?:v\d)?)[)\]】）]\s*",
    re.IGNORECASE,
)
#: Who wrote a paper, in front of its title: ``Wang et al. Otter: …``, ``Li, Sun et al. (2024).``
_AUTHORS = re.compile(
    r"\s*(?:(?:(?:van|von|der?|di|la|el) )*[^\W\d_a-z][\w.'’-]*,? (?:and |& )?){1,4}et al[.,]*\s*"
    r"(?:[(\[]?(?:19|20)\d{2}[a-z]?[)\]]?[.,:]*\s*)?(?=[\"“'‘*]?(?:[A-Z0-9]|[^\x00-\u2e7f]))"
)
#: What stands around a name and is none of it.
EDGE = " \t\n*_`~\"'“”:：,，;；、-–—|｜→←»"


def lead(text: str) -> int:
    """Where a line begins to say something: after numbers, dates, boxes, emoji and authors."""
    position = 0
    while position < len(text):
        ahead = text[position : position + 40]
        match = _NUMBERING.match(ahead) or _DATE.match(ahead) or _PLACE.match(ahead)
        if match is None and " et al" in ahead:
            match = _AUTHORS.match(text[position:])
        if match:
            position += match.end()
        elif text[position] == ":" and (code := short_code_at(text, position)):
            position += code
        elif is_decoration(text[position]) or text[position] in EDGE:
            position += 1
        else:
            break
    return position


def is_dated(text: str) -> bool:
    """Whether a line begins with a date, as news do."""
    return _DATE.match(without_number(text)) is not None


def without_number(text: str) -> str:
    """A line without the number, the bullet or the box in front of it."""
    number = _NUMBERING.match(text)
    return text[number.end() :] if number else text
