"""What an entry claims about commercial use, which is no licence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from normalize.tables import table


def claims(text: str) -> list[str]:
    """The flag for what a text claims about commercial use: ``"可商用"`` → claimed.

    ``["commercial_use_denied"]`` also where a part of several is denied (``"非商用"``, ``"not for
    commercial use"``, 仅供研究); ``[]`` where the text claims nothing. Vocabulary: [claims] in
    ``normalize/data/licenses.toml``.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    if not any(word in folded for word in _cues()):
        return []
    if denies_commercial_use(folded):
        return ["commercial_use_denied"]
    return ["commercial_use_claimed"] if _allowed().search(folded) else []


def denies_commercial_use(text: str) -> bool:
    """Whether a text says that something may not be used commercially."""
    return _denied().search(unicodedata.normalize("NFKC", text).casefold()) is not None


#: What may stand between a word that allows or denies and what it allows or denies.
_LATIN_GAP = r"(?:[^.;,()\n]{0,30}[^\w.;,()\n])?"
#: "No limits on commercial use", "no licence needed for …", "not only …" deny nothing.
_UNLIMITED = r"(?:restrict|limit|only|need|requir|licen[cs]|fee|charge)"
_LATIN_GAP_DENIED = rf"(?:(?:(?!\b{_UNLIMITED})[^.;,()\n]){{0,30}}[^\w.;,()\n])?"
_HAN_GAP = r"[^\s,。;:、()\n]"


@cache
def _denied() -> re.Pattern[str]:
    latin, han = _use()
    denies, deny = _words("denies")
    denied, refused = _words("denied")
    only, merely = _words("only")
    return _either(
        rf"\b(?:{denies})\b{_LATIN_GAP_DENIED}(?:{latin})(?!\w)(?!\s*{_UNLIMITED})",
        rf"\bnon[-\s]?(?:{latin})",
        rf"(?:{latin})(?:\s+use)?[\s:=]*(?:is|are|:)?\s*(?:{denied})(?!\w)(?!\s*{_UNLIMITED})",
        rf"(?:{deny}){_HAN_GAP}{{0,5}}(?:{han})",
        rf"[不非](?:{han})",
        rf"(?:{han})(?:用途|使用)?\s*[:是被]?\s*(?:{refused})",
        rf"\b(?:{only})\b",
        merely,
    )


@cache
def _allowed() -> re.Pattern[str]:
    latin, han = _use()
    allows, allow = _words("allows")
    allowed, granted = _words("allowed")
    return _either(
        rf"\b(?:{allows})\b{_LATIN_GAP}(?:{latin})(?!\w)",
        rf"(?:{latin})(?:\s+use)?[\s:=]*(?:is|are|:)?\s*(?:{allowed})(?!\w)",
        # 可申请商用: one has to ask first.
        rf"(?:{allow})(?:(?!申请){_HAN_GAP}){{0,4}}(?:{han})",
        rf"(?:{han})(?:用途|使用)?\s*[:是]?\s*(?:{granted})",
    )


@cache
def _cues() -> list[str]:
    """One of these stands in every claim: the first word of what it is about, or of "only …"."""
    known = table("licenses")["claims"]
    first = {words.split()[0] for words in (*known["use"], *known["only"])}
    return [one for one in first if not any(other in one for other in first - {one})]


def _use() -> tuple[str, str]:
    return _words("use")


@cache
def _words(kind: str) -> tuple[str, str]:
    """Two alternations, of the words in Latin script and of those in Chinese."""
    words: list[str] = table("licenses")["claims"][kind]
    return _any(one for one in words if one.isascii()), _any(
        one for one in words if not one.isascii()
    )


def _any(words: Iterable[str]) -> str:
    longest = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in longest)


def _either(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns))
