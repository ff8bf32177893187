"""The languages that a name or a text states of its entry."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from normalize.fields.languages import tags
from normalize.tables import table


def stated_languages(name: str, text: str) -> list[str]:
    """BCP 47 tags of what an entry is said to speak: ``"支持中英双语"`` → ``["zh", "en"]``.

    ``mul`` for a "multilingual model" or "46 languages", also where some are named beside; two
    languages that are named together; else ``zh`` for a Chinese model, corpus or benchmark.
    Languages of the data that a model was trained on are not its own.
    """
    both = unicodedata.normalize("NFKC", f"{name}\n{text}")
    if _MANY.search(both):
        return ["mul"]
    if _CHINESE_AND_ENGLISH.search(both):
        return ["zh", "en"]
    for listed in _listed().finditer(both):
        if len(found := tags(listed[1] or listed[2])) > 1:
            return found
    if _CHINESE_NAME.search(unicodedata.normalize("NFKC", name)) or _CHINESE.search(both):
        return ["zh"]
    return []


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
_CHINESE_NAME = re.compile(
    r"(?<!国际)中文|(?<![A-Za-z])Chinese(?![A-Za-z])|[-_]zh(?![A-Za-z])", re.I
)
_CHINESE = re.compile(
    r"(?<!国际)(?<!非)中文[^,。;、\s的与和知]{0,14}(?:模型|LLM|基座|底座|语料[集库]|基准|评测榜|评价基准)"
    r"|(?<!国际)中文[^,。;、\s与和知]{0,10}(?:评估套件|评测基准|评估基准)"
    r"|\bChinese (?:[\w-]+ ){0,5}(?:models?|llms?|corpus|benchmark|evaluation suite)\b",
    re.IGNORECASE,
)


@cache
def _listed() -> re.Pattern[str]:
    """Two or more languages by their English names: "for Catalan, Spanish and English"."""
    names = [
        name.capitalize()
        for known in table("languages")["names"].values()
        for name in known
        if name.isascii() and len(name) > 4 and name.isalpha()
    ]
    one = f"(?:{'|'.join(dict.fromkeys(names))})"
    return re.compile(
        rf"\b(?:for|in|supports|[Bb]ilingual)\s+\(?({one}(?:(?:, and |, | and |/|-| & ){one})+)"
        rf"|\b({one}/{one})\b"
    )
