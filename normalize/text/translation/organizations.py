"""Finds the organisation that a translated page calls 周四 or 稳定人工智能."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from normalize.fields.organizations import canonical, known_names
from normalize.tables import table
from normalize.text.translation.candidates import Surroundings
from normalize.text.translation.composing import composed_name
from normalize.text.translation.glossary import words, words_at
from normalize.text.translation.links import owner, site
from normalize.text.translation.original import Original, has_foreign_letters
from normalize.text.translation.parts import align
from normalize.text.translation.sound import consonants, reading_of, sounds_like
from normalize.text.translation.spellings import fold


def original_organization(name: str, around: Surroundings) -> Original | None:
    """The original of a translated organisation, and the evidence for it.

    A cell with several is undone one by one. Looked for, in this order: a name that the table of
    organisations knows as it stands (清华大学 is a right name: nothing to undo); the account or
    site that the entry's links name, aligned with the words; the glossary; the known
    organisations, aligned; the words of the glossary; last, the account of the entry's own link
    if it is one of an organisation. ``None`` where nothing was translated or nothing tells.
    """
    name = name[:_LONGEST]
    if not has_foreign_letters(name) or is_known(name):
        return None
    parts = _SEPARATOR.split(_OTHERS.sub("", name))
    single = len(parts) == 1
    told = [part if _SEPARATOR.fullmatch(part) else _part(part, around, single) for part in parts]
    found = [one for one in told if isinstance(one, Original)]
    if not found or any(one is None for one in told):
        return None
    text = "".join(one.text if isinstance(one, Original) else one or "" for one in told)
    if text == name:
        return None
    return Original(
        text=canonical(text) if single else text,
        evidence="; ".join(dict.fromkeys(one.evidence for one in found)),
        confidence=min(one.confidence for one in found),
        from_link=any(one.from_link for one in found),
    )


def is_known(name: str) -> bool:
    """Whether the table of organisations has a name, in whichever language."""
    stripped = name.strip()
    return canonical(stripped) != stripped or stripped in table("organizations")["aliases"]


_LONGEST = 200
#: Consonants of a known organisation below which a name that sounds alike is chance.
_LEAST_CONSONANTS = 3
_NEVER = 2.0  # likeness that no sound reaches
_SEPARATOR = re.compile(r"(\s*[/、，,；;&|]\s*|\s+[和与]\s*)")
_OTHERS = re.compile(r"\s*等(?:人|等)?\s*$")
_INSTITUTION = re.compile(r"(?:大学|学院|研究所|研究院|科学院|实验室|分校)(?:（[^（）]*）)?$")
_COMPANY = re.compile(r"(?<=.)(?:有限)?公司$")
_COLLECTIVE = re.compile(
    r"(?:ai|labs?|org|team|projects?|nlp|research|tech|inc|cloud|hub|group|community|systems?|"
    r"university|open|dev|foundation|institute|computer|data|llm)(?![a-z])|ai$|lab$|labs$|nlp$|^open",
    re.IGNORECASE,
)


def _part(part: str, around: Surroundings, single: bool) -> Original | str | None:
    """One organisation of a cell: undone, or as it stands where it is right, or null."""
    name = _COMPANY.sub("", unicodedata.normalize("NFKC", part).strip())
    if not has_foreign_letters(name):
        return part
    glossary: dict[str, str] = table("glossary")["organizations"]
    if is_known(name):
        return Original(canonical(name), f"known organisation {name}", 0.95)
    if name in glossary:
        return Original(canonical(glossary[name]), f"glossary {name} → {glossary[name]}", 0.85)
    if name.startswith("@"):
        return _handle(name, around)
    institution = _INSTITUTION.search(name) is not None
    found = _by_link(name, around, institution)
    if found or institution:
        return found or part  # a university's name in Chinese is a right name
    return (
        _by_table(name, aloud=False)
        or (_by_account(around, known=True) if single else None)
        or (None if name in words() else _by_table(name, aloud=True))
        or (_by_account(around, known=False) if single else None)
        or _composed(name)
    )


def _handle(name: str, around: Surroundings) -> Original | None:
    """A person's account: that of the entry's own link."""
    account = owner(around.urls[0]) if around.urls else None
    if account is None:
        return None
    fit = align(name, account)
    sure = 0.85 if fit and fit.explained >= 0.6 else 0.7
    return Original(f"@{account}", f"account of link {around.urls[0]}", sure, from_link=True)


def _by_link(name: str, around: Surroundings, institution: bool) -> Original | None:
    """The account or the site of a link whose words are those of the organisation."""
    for url in around.urls[:4]:
        for account in filter(None, (owner(url), site(url))):
            fit = align(name, account)
            if fit is None or (institution and fit.heard):
                continue
            if fit.explained >= 0.6 and fit.covered >= 0.5:
                text = canonical(around.spellings.of(account) or account)
                return Original(text, f"link {url}", 0.85, from_link=True)
    return None


def _by_table(name: str, aloud: bool) -> Original | None:
    """The only known organisation whose words, or whose letters read aloud, are these."""
    fits = _heard(name) if aloud else _meant(name)
    best = max(fits.values(), default=0.0)
    winners = [known for known, covered in fits.items() if covered == best]
    if len(winners) != 1:
        return None
    return Original(winners[0], f"known organisation {winners[0]}", 0.65 if aloud else 0.8)


def _meant(name: str) -> dict[str, float]:
    """The known organisations that a name's words mean, and how much of each they cover."""
    openings = tuple(_openings(name))
    fits = {
        canonical(known): fit.covered
        for known, folded in _latin_names()
        if folded.startswith(openings)
        and (fit := align(name, known, alike=_NEVER))
        and fit.explained >= 0.99
    }
    return {known: covered for known, covered in fits.items() if covered >= 0.9}


def _openings(name: str) -> Iterator[str]:
    """What an organisation can start with that a name's words mean: a sense of one of them."""
    for start in range(len(name)):
        for word in words_at(name, start):
            yield from map(fold, words()[word])
    yield from map(fold, re.findall(r"[A-Za-z]+|\d+", name))


@cache
def _latin_names() -> list[tuple[str, str]]:
    return [(known, fold(known)) for known in known_names() if known.isascii()]


def _heard(name: str) -> dict[str, float]:
    """The known organisations that sound exactly like a name in Chinese characters only."""
    return {
        canonical(known): 1.0
        for known, folded in _latin_names()
        if sounds_like(name, folded) >= 1 and not _by_chance(name, known)
    }


def _by_chance(name: str, known: str) -> bool:
    """Whether a known organisation may sound like a name for no reason at all."""
    return consonants(known) < _LEAST_CONSONANTS and reading_of(name) != fold(known)


def _composed(name: str) -> Original | None:
    composed = composed_name(name)
    return Original(canonical(composed), f"glossary {name} → {composed}", 0.6) if composed else None


def _by_account(around: Surroundings, known: bool) -> Original | None:
    """The account of the entry's own link, where it is one of an organisation."""
    account = owner(around.urls[0]) if around.urls else None
    if account is None or is_known(account) != known:
        return None
    if known:
        return Original(canonical(account), f"account of link {around.urls[0]}", 0.7, True)
    if not _COLLECTIVE.search(account):
        return None
    text = around.spellings.of(account) or account
    return Original(text, f"account of link {around.urls[0]}", 0.6, True)
