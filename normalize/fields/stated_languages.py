"""The languages that a name or a text states of its entry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import KeysView
from functools import cache

from normalize.fields.languages import tags
from normalize.tables import table


def stated_languages(name: str, text: str) -> list[str]:
    """BCP 47 tags of what an entry is said to speak: ``"支持中英双语"`` → ``["zh", "en"]``.

    ``mul`` for a "multilingual model" or "46 languages", also where some are named beside; two
    languages that are named together; else ``zh`` for a Chinese model, corpus or benchmark.
    Languages of the data that a model was trained on, and of what it is compared with, are not
    its own; Chinese that is taught (中文教育) is a subject.
    """
    both = unicodedata.normalize("NFKC", f"{name}\n{text}")
    named = not _names().isdisjoint(_CAPITALISED.findall(both))
    lowered = both.casefold()
    if not named and not any(cue in lowered for cue in _CUES):
        return []
    if _MANY.search(both):
        return ["mul"]
    if _CHINESE_AND_ENGLISH.search(both):
        return ["zh", "en"]
    for listed in _listed().finditer(both) if named else ():
        if len(found := tags(listed[1] or listed[2])) > 1:
            return found
    called = _CHINESE_NAME.finditer(unicodedata.normalize("NFKC", name))
    told = (found for found in _CHINESE.finditer(both) if not _of_others(both, found.start()))
    return ["zh"] if any(not _taught(found) for found in (*called, *told)) else []


#: One of these stands in whatever the patterns below find, but for languages by their names.
_CUES = ("中文", "中英", "多语", "chinese", "zh", "languages", "multilingual")
_CAPITALISED = re.compile(r"[A-Z][a-z]+")
_LONGEST_CLAUSE = 80
_CHINESE_WORD = re.compile("中文|Chinese", re.IGNORECASE)
_THING = r"(?:模型|LLM|基座|底座|系统|语料[集库]|基准|评测|评估|数据集)"
_MANY = re.compile(
    rf"多语(?:言|种)?(?!言|种|支持|能力|语料[^集库])[^,。;、\s]{{0,10}}{_THING}"
    r"|\bmultilingual (?:[\w-]+ ){0,4}(?:models?|llms?|datasets?|corpus|benchmark)"
    r"|\b(?:[2-9]\d|1\d\d|1\d) (?:natural |human |different )?languages\b",
    re.IGNORECASE,
)
_CHINESE_AND_ENGLISH = re.compile(
    rf"(?:支持|具备)中英(?!文?[互翻对])|中英文?(?:双语|两种语言)|双语\(中英文?\)|中英文的?版本|中英文[^,。;、\s的]{{0,6}}{_THING}"
)
_CHINESE_NAME = re.compile(r"中文|(?<![A-Za-z])Chinese(?![A-Za-z])|[-_]zh(?![A-Za-z])", re.I)
_CHINESE = re.compile(
    r"(?<!非)中文[^,。;、\s的与和知]{0,14}(?:模型|LLM|基座|底座|语料[集库]|基准|评测榜|评价基准)"
    r"|中文[^,。;、\s与和知]{0,10}(?:评估套件|评测基准|评估基准)"
    r"|\bChinese (?:[\w-]+ ){0,5}(?:models?|llms?|corpus|benchmark|evaluation suite)\b",
    re.IGNORECASE,
)


_CLAUSE = re.compile(r"[,。;:!?\n()]|\.\s")


def _of_others(text: str, start: int) -> bool:
    """Whether the clause up to there speaks of something else: "trained on a …", 优于."""
    before = _CLAUSE.split(text[max(0, start - _LONGEST_CLAUSE) : start])[-1]
    return _others().search(before) is not None


def _taught(found: re.Match[str]) -> bool:
    """Whether the Chinese of a match is a subject of teaching."""
    word = _CHINESE_WORD.search(found.string, found.start(), found.end())
    return word is not None and _subjects().match(found.string, word.end()) is not None


@cache
def _others() -> re.Pattern[str]:
    """Such a word, not far before the end: "超过百亿参数的中文模型" compares no languages."""
    words = table("statements")["languages"]["others"]
    latin = "|".join(_bordered(word) for word in words if word.isascii())
    han = "|".join(_bordered(word) for word in words if not word.isascii())
    return re.compile(rf"(?:{latin})(?:\W+[\w-]+){{0,3}}\W*$|(?:{han})[^的]{{0,6}}$", re.IGNORECASE)


@cache
def _subjects() -> re.Pattern[str]:
    words = table("statements")["languages"]["subjects"]
    return re.compile(rf"\s*(?:language\s+)?(?:{'|'.join(map(_bordered, words))})", re.IGNORECASE)


def _bordered(word: str) -> str:
    return rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)


@cache
def _listed() -> re.Pattern[str]:
    """Two or more languages by their English names: "for Catalan, Spanish and English"."""
    one = f"(?:{'|'.join(_names())})"
    return re.compile(
        rf"\b(?:for|in|supports|[Bb]ilingual)\s+\(?({one}(?:(?:, and |, | and |/|-| & ){one})+)"
        rf"|\b({one}/{one})\b"
    )


@cache
def _names() -> KeysView[str]:
    """The English names of languages, as they are written in a text."""
    return dict.fromkeys(
        name.capitalize()
        for known in table("languages")["names"].values()
        for name in known
        if name.isascii() and len(name) > 4 and name.isalpha()
    ).keys()
