"""Aligns a translated name with a candidate in Latin letters, part by part."""

from __future__ import annotations

import re

import msgspec

from normalize.text.scripts import HAN
from normalize.text.translation.glossary import FILLERS, words, words_at
from normalize.text.translation.sound import sounds_like

_PIECE = re.compile(rf"[A-Za-z]+|\d+|[{HAN}]+")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
#: Below this likeness a sound is chance.
ALIKE = 0.7
#: Letters of a first word that translation may drop.
_DROPPED = 3


class Aligned(msgspec.Struct, frozen=True):
    """How well a candidate fits a translated name.

    ``explained`` is the share of the name's Chinese part found in the candidate by meaning or
    sound, 1 where there is none; ``covered`` the share of the candidate that the name explains;
    ``[start, end)`` the stretch of the candidate that it explains. ``heard`` says that something
    was told by its sound only.
    """

    explained: float
    covered: float
    start: int
    end: int
    heard: bool = False


def align(name: str, candidate: str, alike: float = ALIKE) -> Aligned | None:
    """Align a translated name with a candidate; null where Latin words or numbers are missing.

    Letters and numbers pass a translation unharmed, so all those of the name have to be in the
    candidate. Its Chinese words are looked up in the glossary, and what that does not know is
    compared by sound, which has to be ``alike`` (0 to 1); the order of the parts does not count.
    """
    return _Alignment(candidate, alike).of(name)


class _Alignment:
    """A candidate as letters and digits only, and which of them are explained so far."""

    def __init__(self, candidate: str, alike: float) -> None:
        self.alike = alike
        places = [
            place for place, char in enumerate(candidate) if char.isascii() and char.isalnum()
        ]
        self.places = places
        self.text = "".join(candidate[place] for place in places).lower()
        self.claimed = [False] * len(places)
        at = {place: index for index, place in enumerate(places)}
        self.starts = {at[match.start()] for match in _WORD.finditer(candidate)}
        self.borders = sorted(self.starts | {len(places)})

    def of(self, name: str) -> Aligned | None:
        pieces = _PIECE.findall(name)
        foreign = [piece for piece in pieces if not piece.isascii()]
        for piece in sorted((one for one in pieces if one.isascii()), key=len, reverse=True):
            if not self._claim(piece.lower(), loose=True):
                return None
        if not self.text:
            return None
        left = [rest for piece in foreign for rest in self._by_meaning(piece)]
        heard = [self._by_sound(rest) for rest in left]
        unknown = sum(len(rest) for rest, found in zip(left, heard, strict=True) if not found)
        total = sum(len(piece) for piece in foreign)
        taken = [place for place, done in zip(self.places, self.claimed, strict=True) if done]
        return Aligned(
            explained=1 - unknown / total if total else 1.0,
            covered=(len(taken) + self._dropped()) / len(self.places),
            start=taken[0] if taken else 0,
            end=taken[-1] + 1 if taken else 0,
            heard=any(heard),
        )

    def _dropped(self) -> int:
        """Letters of a short first word: translation drops the X of X-LLM."""
        first = self.claimed.index(True) if True in self.claimed else 0
        return first if first <= _DROPPED and first in self.starts else 0

    def _by_meaning(self, han: str) -> list[str]:
        """Claim what the glossary knows; the stretches that it does not explain."""
        rest, position = [""], 0
        while position < len(han):
            known = next((one for one in words_at(han, position) if self._claim_sense(one)), None)
            if known:
                rest.append("")
                position += len(known)
            else:
                rest[-1] += "" if han[position] in FILLERS else han[position]
                position += 1
        return [stretch for stretch in rest if stretch]

    def _claim_sense(self, word: str) -> bool:
        senses = [re.sub(r"[\W_]+", "", sense).lower() for sense in words()[word]]
        return any(self._claim(sense) for sense in sorted(senses, key=len, reverse=True))

    def _claim(self, piece: str, loose: bool = False) -> bool:
        """Claim a piece where it stands unclaimed, at the start of a word if there is a choice."""
        found = [
            match.start()
            for match in re.finditer(f"(?={re.escape(piece)})", self.text)
            if not any(self.claimed[match.start() : match.start() + len(piece)])
        ]
        found.sort(key=lambda start: start not in self.starts)
        short = len(piece) < 3 and not loose
        for start in found:
            end = start + len(piece)
            if short and (start not in self.starts or end not in self.borders):
                continue
            for plural in ("es", "s"):  # translation drops the plural
                if (
                    not loose
                    and self.text.startswith(plural, end)
                    and end + len(plural) in self.borders
                ):
                    end += len(plural)
                    break
            self._take(start, end)
            return True
        return False

    def _by_sound(self, han: str) -> bool:
        """Claim the run of words that sounds most like a stretch of characters."""
        best, span = self.alike, None
        for first, start in enumerate(self.borders):
            for end in self.borders[first + 1 : first + 5]:
                if any(self.claimed[start:end]):
                    break
                likeness = sounds_like(han, self.text[start:end])
                if likeness >= best and (likeness > best or span is None):
                    best, span = likeness, (start, end)
        if span:
            self._take(*span)
        return span is not None

    def _take(self, start: int, end: int) -> None:
        self.claimed[start:end] = [True] * (end - start)
