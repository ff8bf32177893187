"""Names taken apart for comparison: the ways in which they are written, versions and sizes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from normalize.fields.columns import is_header
from normalize.fields.organizations import known_names
from normalize.identity import name_key


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


@lru_cache(maxsize=1)
def _makers() -> frozenset[str]:
    return frozenset(name.casefold() for name in known_names() if name.isascii())
