"""Organisations: one canonical name for all the names that each goes by."""

from __future__ import annotations

import re
import string
import unicodedata
from functools import cache, lru_cache

from normalize.fields.nothing import says_nothing
from normalize.tables import table


def canonical(name: str) -> str:
    """The canonical name: ``"清华"`` → ``"Tsinghua University"``; unknown ones as given, stripped.

    Aliases: ``normalize/data/organizations.toml``. Only a whole name is looked up, so that
    "Tsinghua University & Zhipu" stays what its list says.
    """
    stripped = name.strip()
    return _aliases().get(_folded(stripped), stripped)


def names(text: str) -> list[str]:
    """Canonical names of all organisations in a cell: ``"西北工业大学+华为"`` → two names.

    A plus and a semicolon always separate; a slash, a comma, "and" and 和 only where one of
    the parts is known or nobody, so that unknown names with such signs stay whole. A dash is
    nobody, and so are "N/A" and 个人.
    """
    said = [part for part in _parts(text) if not says_nothing(part, "organization")]
    return list(dict.fromkeys(map(canonical, said)))


@cache
def known_names() -> list[str]:
    """Every name and alias in the table of organisations, in its order."""
    known = table("organizations")["aliases"].items()
    return list(dict.fromkeys(one for name, aliases in known for one in [name, *aliases]))


def is_known(name: str) -> bool:
    """Whether a name is that of an organisation in the table."""
    return _folded(name) in _aliases()


@lru_cache(maxsize=1_000)  # a sentence is asked about again as the opening of its text
def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text names known organisations: ``[start, end)``, in order, the longest of each.

    Short Latin names count in their own case only: "hit" is a word.
    """
    # Much faster than a pattern that ignores case, and of the same length.
    lowered = text.translate(_LOWER)
    if not _may_name_one(lowered):
        return ()
    any_case, own_case = _patterns()
    found = [match.span() for match in any_case.finditer(lowered)]
    found += [match.span() for match in own_case.finditer(text)]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def _may_name_one(lowered: str) -> bool:
    """Whether all the Latin words of a known name stand in a text, or a letter that begins others.

    Most texts name nobody, and this tells it in a fraction of the time.
    """
    by_first, letters = _words_of_names()
    words = set(_LATIN_WORD.findall(lowered))
    return letters.search(lowered) is not None or any(
        its_words <= words for first in by_first.keys() & words for its_words in by_first[first]
    )


_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_LEAST_ANY_CASE = 4
_ALWAYS = re.compile(r"\s*[+＋;；]\s*")
_WHERE_KNOWN = [
    re.compile(one, re.IGNORECASE)
    for one in (r"\s*[/／、|]\s*", r"\s*[,，&]\s*", r"\s+and\s+|\s*[和与及]\s*")
]
#: "Meta, Inc." is one company.
_FORM = re.compile(r"(?:inc|ltd|llc|co|corp|gmbh)\.?", re.IGNORECASE)
_AND_OTHERS = re.compile(r"(?:\s*等|\s+et al\.?)\s*$", re.IGNORECASE)
_THE = re.compile(r"^\s*the\s+", re.IGNORECASE)
_NOISE = re.compile(r"[\s\W_]+")
#: A name begins and ends where such a word does.
_LATIN_WORD = re.compile(r"[a-z\d]+", re.ASCII)


@cache
def _aliases() -> dict[str, str]:
    return {
        _folded(alias): name
        for name, aliases in table("organizations")["aliases"].items()
        for alias in [name, *aliases]
    }


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Names in any case (of a text in lower case), and those that count in their own only."""
    known = _forms()
    short = [one for one in known if one.isascii() and len(one) < _LEAST_ANY_CASE]
    others = [one.translate(_LOWER) for one in known if one not in short]
    return _pattern(others), _pattern(short)


def _forms() -> list[str]:
    return [form for name in known_names() for form in {name, _THE.sub("", name)}]


@cache
def _words_of_names() -> tuple[dict[str, set[frozenset[str]]], re.Pattern[str]]:
    """The Latin words of each name by the first of them, and the letters that begin the others."""
    by_first: dict[str, set[frozenset[str]]] = {}
    letters: set[str] = set()
    for form in _forms():
        words = _LATIN_WORD.findall(form.translate(_LOWER))
        if form[0].isascii() and words:
            by_first.setdefault(words[0], set()).add(frozenset(words))
        else:
            letters.add(form[0])
    return by_first, re.compile(f"[{re.escape(''.join(sorted(letters)))}]")


def _pattern(names: list[str]) -> re.Pattern[str]:
    """Any of the names, longest first, sorted by first letter: few are tried at any place."""
    by_letter: dict[str, list[str]] = {}
    for name in sorted(set(names), key=lambda name: (-len(name), name)):
        border = r"(?![A-Za-z\d])" if name[-1].isascii() else ""
        by_letter.setdefault(name[0], []).append(re.escape(name[1:]) + border)
    # What stands before a Latin name is looked at once per place, not once per letter.
    latin = _branches({one: rest for one, rest in by_letter.items() if one.isascii()})
    others = _branches({one: rest for one, rest in by_letter.items() if not one.isascii()})
    return re.compile("|".join([*(rf"(?<![A-Za-z\d]){one}" for one in latin), *others]))


def _branches(by_letter: dict[str, list[str]]) -> list[str]:
    """One pattern for all of these; none where there are none."""
    if not by_letter:
        return []
    letters = "".join(map(re.escape, by_letter))
    each = (f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
    return [f"(?=[{letters}])(?:{'|'.join(each)})"]


def _parts(text: str) -> list[str]:
    return [part for piece in _ALWAYS.split(text.strip()) for part in _where_known(piece)]


def _where_known(piece: str) -> list[str]:
    """The piece split at its strongest separator that leaves a known name, and so on."""
    if _is_told(piece):
        return [piece]
    for separator in _WHERE_KNOWN:
        parts = [part for part in separator.split(piece) if part.strip()]
        if len(parts) < 2 or any(_FORM.fullmatch(part.strip()) for part in parts):
            continue
        split = [one for part in parts for one in _where_known(part)]
        if any(map(_is_told, split)):
            return split
    return [piece]


def _is_told(text: str) -> bool:
    """Whether it is known that a text is one organisation, or none."""
    return is_known(text) or says_nothing(text, "organization")


def _folded(name: str) -> str:
    """Without case, width, punctuation, a leading @ or "the", and "and others"."""
    text = _AND_OTHERS.sub("", unicodedata.normalize("NFKC", name))
    return _NOISE.sub("", _THE.sub("", text).casefold())
