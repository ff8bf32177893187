"""Finds the own name of what a translated page calls 骆驼 or 聊天GLM."""

from __future__ import annotations

import re

from normalize.text.translation.candidates import (
    COMPLETE,
    Candidate,
    Surroundings,
    aligned,
    confirmed,
    introduced,
    subject,
)
from normalize.text.translation.composing import composed_name
from normalize.text.translation.glossary import no_names, senses
from normalize.text.translation.links import own_names
from normalize.text.translation.original import Original, has_foreign_letters
from normalize.text.translation.parts import align
from normalize.text.translation.spellings import capitals, fold, names_in


def original_name(name: str, around: Surroundings) -> Original | None:
    """The original of a translated name, and the evidence for it.

    Looked for, in this order of weight: a Latin spelling in the entry or a link's own words that
    align with the name part by part; the name of the repository that the entry's own link leads
    to; a name put together of words of the glossary. ``None`` where nothing was translated (all
    letters are Latin) and where nothing tells: that name stays as it is.
    """
    name = name[:_LONGEST]
    if not has_foreign_letters(name):
        return None
    best = max(aligned(name, around), key=lambda one: one.score, default=None)
    if best and best.fit.explained >= _ENOUGH:
        return _told(name, best, around)
    return (
        _part_by_part(name, around)
        or _unaligned(name, around)
        or (_told(name, best, around) if best and best.fit.explained >= _SOME else None)
        or _from_glossary(name)
        or subject(name, around)
        or introduced(name, around)
    )


_LONGEST = 200
#: Share of a name's Chinese part that has to be explained for a candidate to be the name.
_ENOUGH, _SOME = 0.6, 0.3
_HALF = 0.5
_DROPPED = 4  # letters of a first word, with its separator
_BOUNDARY = re.compile(r"[-_ .+]|(?<=[a-z0-9])(?=[A-Z])")
_GENERIC = re.compile(
    r"(?:data|dataset|datasets|model|models|code|main|master|official|pytorch|hf|demo|project|repo|"
    r"v?\d[\w.]*)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(\s*[/、，,&+]\s*|\s*[和与]\s*)")


def _told(name: str, found: Candidate, around: Surroundings) -> Original:
    """The candidate without what does not belong to the name, in its best spelling."""
    complete = found.fit.explained >= COMPLETE
    text = _trimmed(found) if complete else _cut(name, found.text)
    spelled = _spelled(name, text, around)
    evidence = found.source
    if spelled != text and "link" in found.source:
        evidence += f", spelled as elsewhere “{spelled}”"
    return Original(
        text=spelled,
        evidence=evidence,
        confidence=0.95 if complete else 0.8,
        from_link="link" in found.source.split(" “")[0],
    )


def _trimmed(found: Candidate) -> str:
    """A candidate without the words after the aligned ones: they are not in the translated name.

    Visible separators part words; inside a word only what names a kind of file is cut.
    """
    text, end = found.text, found.fit.end
    # Translation drops a short first word, so that one stays; so does what would name nothing.
    start = found.fit.start if "link" in found.source and found.fit.start > _DROPPED else 0
    after = _BOUNDARY.match(text, end)
    if after and (after[0] or _GENERIC.fullmatch(text[end:])):
        text = text[:end] + ("+" * _pluses(text, end))
    before = text[:start].rstrip("-_ .")
    if start and before != text[:start] and fold(text[start:]) not in no_names():
        text = text[start:]
    return text.strip("-_ .")


def _pluses(text: str, end: int) -> int:
    rest = text[end:]
    return len(rest) - len(rest.lstrip("+"))


def _cut(name: str, text: str) -> str:
    """A text up to the first word with a number that the name lacks: numbers are not translated."""
    for match in re.finditer(r"(?<=.)[-_ ](v?\d[\w.]*)", text):
        if fold(match[1]) not in fold(name):
            return text[: match.start()]
    return text


def _spelled(name: str, text: str, around: Surroundings) -> str:
    """A name as the entry spells it, else the document, else with the letters that it kept."""
    in_entry = [one for one in names_in(around.description or "") if fold(one) == fold(text)]
    for known in (*in_entry[:1], around.spellings.of(text)):
        if known and capitals(known) > capitals(text):
            return known
    if text.islower() and text.isalnum() and (sense := senses().get(fold(text))):
        return sense
    for word in re.findall(r"[A-Za-z][A-Za-z0-9]*", name):
        text = re.sub(rf"(?<![A-Za-z]){re.escape(word)}(?![a-z])", word, text, flags=re.IGNORECASE)
        if len(word) > 1 and text.lower().endswith(word.lower()):
            text = text[: -len(word)] + word
    return text


def _unaligned(name: str, around: Surroundings) -> Original | None:
    """The name of the repository that the own link leads to, though its words were not known."""
    latin = re.search("[A-Za-z]", name)
    for url in around.urls if latin else around.urls[:1]:
        for text in own_names(url):
            fit = align(name, text)
            if fit is None:
                continue
            if fit.explained == 0 and (spelled := confirmed(text, around)):
                return Original(spelled, f"link {url}, description “{spelled}”", 0.8, True)
            composed = composed_name(name) if fit.explained < _HALF else None
            if composed and (not latin or _is_compound(composed)):
                return None  # all its words are known, and the link has few of them
            if fit.explained == 0 and (
                told := subject(name, around, text) or introduced(name, around, text)
            ):
                return told
            spelled = _spelled(name, _cut(name, text), around)
            return Original(spelled, f"link {url}", 0.7, from_link=True)
    return None


def _is_compound(composed: str) -> bool:
    return len(re.findall("[A-Z][a-z]", composed)) > 1


def _part_by_part(name: str, around: Surroundings) -> Original | None:
    """Several names in one: each told by itself."""
    parts = _PARTS.split(name)
    if len(parts) < 3:
        return None
    told: list[str] = []
    evidence: list[str] = []
    for part in parts:
        found = _single(part, around) if has_foreign_letters(part) and part.strip("和与 ") else None
        if found is None and has_foreign_letters(part) and part.strip("和与 "):
            return None
        told.append(found.text if found else part)
        evidence += [found.evidence] if found else []
    return Original("".join(told), "; ".join(dict.fromkeys(evidence)), 0.75)


def _single(name: str, around: Surroundings) -> Original | None:
    best = max(aligned(name, around), key=lambda one: one.score, default=None)
    if best and best.fit.explained >= _ENOUGH:
        return _told(name, best, around)
    return _from_glossary(name)


def _from_glossary(name: str) -> Original | None:
    composed = composed_name(name)
    return Original(composed, f"glossary {name} → {composed}", 0.6) if composed else None
