"""Where the original of a translated name may stand: in the entry's links and description."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

import msgspec

from normalize.text.scripts import HAN
from normalize.text.translation.glossary import no_names
from normalize.text.translation.links import other_names, own_names, owner
from normalize.text.translation.original import Original
from normalize.text.translation.parts import ALIKE, Aligned, align
from normalize.text.translation.spellings import Spellings, capitals, fold, names_in

#: Share of a name's Chinese part from which on it counts as explained.
COMPLETE = 0.9
#: A description has many words: one that sounds alike by chance is likelier there.
ALIKE_IN_TEXT = 0.85


class Surroundings(msgspec.Struct, frozen=True):
    """What stands around a name: the entry's links, its own first, its text, its document.

    ``others`` are the names, folded, that translation left alone in other entries.
    """

    urls: list[str] = []
    description: str | None = None
    spellings: Spellings = Spellings()
    others: frozenset[str] = frozenset()

    def is_other(self, name: str) -> bool:
        """Whether a name is that of another entry, or a general word."""
        return fold(name) in self.others or fold(name) in no_names()


class Candidate(msgspec.Struct, frozen=True):
    """A spelling that may be the original: where it stands, how it fits, and how likely there."""

    text: str
    source: str
    fit: Aligned
    prior: float

    @property
    def score(self) -> float:
        """How likely this is the original, about 0 to 1.6."""
        # What is left of the name has to be somewhere in the candidate, too.
        missing = self.fit.explained < COMPLETE and self.fit.covered > COMPLETE
        heard = 0.15 if self.fit.heard and self.source.startswith("description") else 0.0
        penalty = heard + (0.4 if missing else 0.0)
        return self.fit.explained + 0.5 * self.fit.covered + self.prior - penalty


def aligned(name: str, around: Surroundings) -> Iterator[Candidate]:
    """All candidates that have the name's letters and share something of its Chinese part."""
    for text, source, prior in _candidates(around):
        alike = ALIKE_IN_TEXT if source.startswith("description") else ALIKE
        fit = None if fold(text) in no_names() else align(name, text, alike)
        if fit and fit.heard and source.startswith("account"):
            continue  # an account only sounds alike by chance
        if fit and fit.explained > 0 and fit.end:
            yield Candidate(text, source, fit, prior)


def confirmed(linked: str, around: Surroundings) -> str | None:
    """The opening of a link's name that the description writes as a word of its own."""
    words = [part for part in re.split(r"[-_. ]", linked) if part]
    openings = {fold("".join(words[:end])) for end in range(1, len(words) + 1)}
    found = [
        word
        for word in names_in(around.description or "")
        if len(fold(word)) >= _SHORTEST and fold(word) in openings
        if fold(word) not in no_names() and not around.is_other(word)
    ]
    return max(found, key=len, default=None)


def subject(name: str, around: Surroundings, linked: str = "") -> Original | None:
    """What the description speaks of first: the entry's own name, unless a link is called so."""
    found = _SUBJECT.match(around.description or "")
    if found is None or align(name, found[1]) is None or around.is_other(found[1]):
        return None
    if linked and (_near(found[1], linked) or _near(linked, around.description or "")):
        return None
    return Original(found[1], f"description “{found[1]}”", 0.6)


def introduced(name: str, around: Surroundings, linked: str = "") -> Original | None:
    """The only name that the description introduces: 名为“…”（RaR）."""
    if re.search("[A-Za-z]", name):
        return None
    found = {
        match[1]
        for match in _INTRODUCTION.finditer(around.description or "")
        if not around.is_other(match[1]) and capitals(match[1]) > 1
    }
    if len(found) != 1:
        return None
    (text,) = found
    if linked and (_near(text, linked) or _near(linked, around.description or "")):
        return None
    return Original(text, f"description “{text}”", 0.6)


_MOST_WORDS = 400
_SLIP = 0.8
_SHORTEST = 3
_SUBJECT = re.compile(
    rf"^[^A-Za-z{HAN}]{{0,3}}(?:我们(?:推出|提出|引入|介绍|展示|开发)了?\s*)?"
    r"([A-Za-z][A-Za-z0-9_.+-]*(?: [A-Z0-9][A-Za-z0-9_.+-]*){0,2})\s*"
    r"(?:[（(][^（）()]{1,80}[）)])?\s*"
    r"(?=[:：—-]|[，,]\s*(?:一|是|这|其)|是|为|旨在|利用|提供|支持|可|允许|能|引入|提出|扩展|代表|具有|"
    r"由|通过|增强|使用|采用|结合|将|有|继承|主要|以|从|在)"
)
_INTRODUCTION = re.compile(
    r"(?:名为|称为|叫做|命名为|提出了?|推出了?|引入了?|介绍了?)[^A-Za-z。；]{0,30}([A-Za-z][A-Za-z0-9_.+-]*)"
)


def _candidates(around: Surroundings) -> Iterator[tuple[str, str, float]]:
    for position, url in enumerate(around.urls[:8]):
        for text in own_names(url):
            yield text, f"link {url}", 0.1 if position == 0 else -0.1
        for text in other_names(url):
            yield text, f"link {url}", -0.05 if position == 0 else -0.2
        if account := owner(url):
            yield account, f"account of link {url}", -0.1
    said = around.description or ""
    lead = _SUBJECT.match(said)
    for text in names_in(said)[:_MOST_WORDS]:
        leads = lead is not None and fold(text) == fold(lead[1])
        yield text, f"description “{text}”", 0.1 if leads else 0.0


def _near(text: str, other: str) -> bool:
    """Whether one text holds the other, a slip of the pen aside."""
    short, long = sorted((fold(text), fold(other)), key=len)
    return short in long or SequenceMatcher(None, short, long).ratio() > _SLIP
