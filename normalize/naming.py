"""Names taken apart for comparison: their forms, versions and sizes, and how two names relate."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache

import msgspec
from rapidfuzz import fuzz

from normalize.fields.columns import is_header
from normalize.fields.organizations import known_names
from normalize.text.translation.sound import reading_of, sounds_like


class Likeness(Enum):
    """How two names relate; what each weighs stands in ``matching``."""

    EQUAL = "name"
    #: the same but for a size, a word such as "base", or the name of an organisation
    RELATED = "related-name"
    #: Chinese and its reading: 轩辕 and XuanYuan
    SOUND = "sound"
    #: what the glossary knows a translated name to stand for
    TRANSLATED = "translated-name"
    #: a letter or two differ, or one sounds like the other
    NEAR = "near-name"
    #: nothing can be told: a Chinese and a Latin name, or one that a machine translated
    UNKNOWN = "unknown-name"
    #: one is the other and a word more, as what is derived is called: Chinese-Vicuna
    DERIVED = "derived-name"
    DIFFERENT = "different-name"


class Name(msgspec.Struct, frozen=True, gc=False):
    """A name as it is compared. All parts are folded: no case, width, spaces or punctuation."""

    #: every way in which it is written, the whole name's head first
    forms: tuple[str, ...]
    #: words of the Latin part, without sizes, versions and words that say nothing
    words: tuple[str, ...]
    han: str
    versions: frozenset[str]
    sizes: frozenset[str]

    @property
    def latin(self) -> str:
        """The words of the Latin part in one."""
        return "".join(self.words)

    @property
    def bare(self) -> str:
        """The same without the names of organisations."""
        return "".join(word for word in self.words if word not in _makers())


@lru_cache(maxsize=1 << 16)
def name_of(text: str) -> Name:
    """The name that a list writes so: ``"【复旦】MOSS"``, ``"owner/name"``, ``"Koala: A …"``."""
    folded = _CHINESE.sub("Chinese ", unicodedata.normalize("NFKC", text)[:_LONGEST])
    head = _head(folded)
    plain = _OWNER.sub("", head)
    words = [*_words(plain)]
    kept, versions, sizes = _parted(words)
    han = "".join(_HAN.findall(_BRACKETS.sub("", plain)))
    forms = {_fold(form): form for form in dict.fromkeys(_forms(folded, head, plain))}
    return Name(
        # Folding looks for headers itself; it may lay another bare.
        forms=tuple(
            form
            for form, written in forms.items()
            if form and (form == written.casefold() or not is_header(form))
        ),
        words=tuple(kept),
        han=han,
        versions=frozenset(versions),
        sizes=frozenset(sizes),
    )


def likeness(one: Name, other: Name) -> Likeness:
    """How two names relate, without regard to their versions and sizes (see :func:`disagree`)."""
    if not set(one.forms).isdisjoint(other.forms):
        return Likeness.EQUAL
    if one.words and other.words:
        return _latin_likeness(one, other)
    if one.han and other.han:
        return _han_likeness(one.han, other.han)
    return _sound(one, other)


def disagree(one: Name, other: Name) -> bool:
    """Whether versions or sizes say that the two are different things.

    ChatGLM2 is not ChatGLM3, and not ChatGLM either: an entry without a version is the first
    one. An entry without a size speaks of all sizes, so only two sizes that differ disagree.
    """
    if one is other:
        return False
    if one.versions != other.versions and not _both_first(one.versions, other.versions):
        return True
    return bool(one.sizes and other.sizes and not one.sizes & other.sizes)


def nearly(one: str, other: str) -> bool:
    """Whether two folded names differ by a few letters only: one in eight or so."""
    return fuzz.ratio(one, other, score_cutoff=_ALIKE) > 0


_LONGEST = 200
#: 中文LLaMA is what others call Chinese-LLaMA.
_CHINESE = re.compile(r"中文(?=[A-Za-z])")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_BRACKETS = re.compile(r"[(（【\[].*?[)）】\]]")
_LEADING = re.compile(r"^\s*[【\[][^】\]]*[】\]]\s*(?=\S)")
_OWNER = re.compile(r"^\s*[\w.-]+/(?=[\w.-]+(?:#[\w.-]+|/)?\s*$)")
_SUBTITLE = re.compile(
    r"\s*[:：|｜]\s*|\s+[-–—]+\s+|——+|\s+by\s+|(?<=[\u3400-\u9fff])-(?=[\u3400-\u9fff]{6})"
    r"|(?<=[A-Za-z0-9])\s+(?=[\u3400-\u9fff].*[A-Za-z])"
)
_SEVERAL = re.compile(r"\s*[,，、;；]\s*|\s+&\s+|\s+and\s+")
#: An edition (vicuna汉化版) or a letter that sets apart (盘古α): neither part stands alone.
_OTHER = re.compile(r"版(?:本)?(?:$|[^\u3400-\u9fff])|[\u0370-\u03ff]")
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+_\- ]*")
_SIZE = re.compile(r"(?:\d+x)?\d+(?:\.\d+)?[bm]\d*|\d+k", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z0-9]+(?:\.\d+[A-Za-z]*)*\+*")
_VERSIONED = re.compile(r"([A-Za-z]{2,}?)-?v?(\d+(?:\.\d+)*)$", re.IGNORECASE)
_VERSION = re.compile(r"v?(\d+(?:\.\d+)*)", re.IGNORECASE)
_GLUED_SIZE = re.compile(r"([A-Za-z]{3,}?)(\d+(?:\.\d+)?[bB])$")
#: Words that say what kind of thing it is, not which.
_KINDS = frozenset(
    [
        "base",
        "model",
        "models",
        "llm",
        "llms",
        "family",
        "series",
        "the",
        "a",
        "pretrain",
        "pretrained",
    ]
)
_ALIKE = 88
_SOUNDS_ALIKE = 0.7


def _head(text: str) -> str:
    """What stands before a subtitle, without a bracket in front that names an organisation."""
    text = _LEADING.sub("", text)
    if "#" in text and _OWNER.match(text):
        return text.partition("#")[2]
    parts = [part for part in _SUBTITLE.split(text) if part and part.strip()]
    return parts[0] if parts else text


def _forms(whole: str, head: str, plain: str) -> Iterator[str]:
    """The head first, then what may stand for it alone."""
    bare = _BRACKETS.sub(" ", plain).strip() or plain
    yield bare
    yield plain
    yield whole
    inner = re.findall(r"[(（「](.+?)[)）」]", head)
    yield from (
        one for one in inner if len(one.split()) < 3 and len(_fold(one)) > 3 and _tells(one)
    )
    several = [one for one in _SEVERAL.split(bare) if one]
    if len(several) > 1:
        yield from (one for one in several if len(_fold(one)) > 1)
        yield _beginning(several)
        return
    if _HAN.search(bare) and not _OTHER.search(bare):
        yield from _runs(bare)


def _tells(text: str) -> bool:
    """Whether there is more in it than versions and sizes, which many things have."""
    return bool(_HAN.search(text) or _parted([*_words(text)])[0])


def _beginning(several: list[str]) -> str:
    """The words that all begin with: what is listed together is one project of that name."""
    words = [_WORD.findall(one) for one in several]
    common = [group[0] for group in zip(*words, strict=False) if len(set(group)) == 1]
    return common[0] if common else ""


def _runs(text: str) -> Iterator[str]:
    """The Latin part of a name that is partly Chinese; the Chinese, where it is short enough."""
    latin = [run.strip() for run in _LATIN.findall(text)]
    if len(latin) == 1 and len(_fold(latin[0])) > 2:
        yield latin[0]
        rest = "".join(_HAN.findall(text))
        if len(rest) <= 4 and not is_header(rest):
            yield rest


def _fold(text: str) -> str:
    """As ``identity.name_key`` has it: borders between numbers and ``+`` stay."""
    from normalize.identity import name_key

    return name_key(text).removeprefix("name:")


def _words(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        glued = _GLUED_SIZE.match(word)
        yield from glued.groups() if glued else (word,)


def _parted(words: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Words, versions and sizes."""
    kept: list[str] = []
    versions: list[str] = []
    sizes: list[str] = []
    for word in words:
        low = word.casefold()
        if _SIZE.fullmatch(low):
            sizes.append(low)
        elif found := _VERSION.fullmatch(low):
            versions.append(found[1])
        elif (found := _VERSIONED.fullmatch(low)) and len(found[1]) > 1:
            kept.append(found[1])
            versions.append(found[2])
        elif low not in _KINDS:
            kept.append(low)
    return kept, [_short(one) for one in versions], sizes


def _short(version: str) -> str:
    """2.0 is 2."""
    return re.sub(r"(?:\.0)+$", "", version)


def _both_first(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether neither says more than that it is the first: nothing, 1, 0.1."""
    return all(version in ("1", "0.1", "0") for version in one | other)


def _latin_likeness(one: Name, other: Name) -> Likeness:
    mine, theirs = one.latin, other.latin
    if mine == theirs:
        return Likeness.RELATED
    if one.bare and one.bare == other.bare:
        return Likeness.RELATED
    if min(len(mine), len(theirs)) > 4 and nearly(mine, theirs):
        return Likeness.NEAR
    shorter, longer = (one, other) if len(mine) < len(theirs) else (other, one)
    if set(shorter.words) <= set(longer.words) or shorter.latin in longer.latin:
        # What the shorter lacks in Latin letters, it may say in Chinese ones.
        return Likeness.UNKNOWN if set(shorter.han) - set(longer.han) else Likeness.DERIVED
    return Likeness.DIFFERENT


def _han_likeness(mine: str, theirs: str) -> Likeness:
    if mine == theirs:
        return Likeness.EQUAL
    if reading_of(mine) == reading_of(theirs):
        return Likeness.SOUND
    if mine in theirs or theirs in mine:
        return Likeness.RELATED if min(len(mine), len(theirs)) > 2 else Likeness.UNKNOWN
    return Likeness.DIFFERENT


def _sound(one: Name, other: Name) -> Likeness:
    """A Chinese name and a Latin one: the same where one is how the other is read."""
    han, latin = (one.han, other.latin) if one.han else (other.han, one.latin)
    if not han or len(latin) < 3:
        return Likeness.UNKNOWN
    reading = reading_of(han)
    if reading == latin:
        return Likeness.SOUND
    if len(reading) > 3 and latin.startswith(reading):
        return Likeness.NEAR
    return Likeness.NEAR if sounds_like(han, latin) >= _SOUNDS_ALIKE else Likeness.UNKNOWN


@lru_cache(maxsize=1)
def _makers() -> frozenset[str]:
    return frozenset(name.casefold() for name in known_names() if name.isascii())
