"""Languages: the tags that a list states, and the language that a description is written in."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

import langcodes

from normalize.fields.markup import unmarked
from normalize.tables import table


def tags(text: str) -> list[str]:
    """BCP 47 tags for the languages that a text names: ``"中英"`` → ``["zh", "en"]``.

    ``mul`` stands for "multilingual". Made for cells and labels, where "it" is Italian; what
    is no language gives nothing. Table: ``normalize/data/languages.toml``.
    """
    plain = unmarked(unicodedata.normalize("NFKC", text)).casefold()
    if re.search(table("languages")["words"]["counted"], plain):
        return ["mul"]
    plain = _KIND_BEHIND.sub(_joined, plain)
    found = [tag for part in _SEPARATOR.split(plain) for tag in _of_part(part)]
    return list(dict.fromkeys(found))


def names_chinese(names: str, text: str) -> bool:
    """Whether names and links (``Chinese-LLaMA``, ``model-zh``) or a text (中文) name Chinese.

    Beside another language (中英双语, "English and Chinese") it is no answer to which one.
    """
    if _CHINESE_NAME.search(names):
        return True
    return bool(_CHINESE_TEXT.search(text)) and not _OTHER_LANGUAGE.search(text)


def detect(text: str) -> str | None:
    """The BCP 47 tag of the language that a description is written in, ``None`` if too short.

    The script decides wherever it can; only Latin script is given to a statistical model
    (py3langid), and only with enough of it. The same text always gives the same answer.
    """
    plain = _URL.sub(" ", text)
    counts = {script: len(found.findall(plain)) for script, found in _SCRIPTS.items()}
    latin = len(_LATIN_WORD.findall(plain))
    script = max(counts, key=lambda name: counts[name])
    # A Han character weighs about as much as a word: model names in Latin letters are common
    # in Chinese descriptions, Chinese names in English ones are few.
    if counts[script] >= _LEAST_CHARACTERS and counts[script] > latin:
        return _by_script(script, counts, plain)
    return _by_model(plain) if latin >= _LEAST_WORDS else None


_CHINESE_NAME = re.compile(
    r"chinese|mandarin|(?<![A-Za-z.])(?:zh|cn)(?![A-Za-z.])|中文|汉语", re.IGNORECASE
)
# Machine translation renders "a Chinese model" as 中国模型.
_CHINESE_TEXT = re.compile(
    r"中文|汉语|漢語|普通话|\bChinese\b|中国[^,，。\s]{0,12}(?:模型|LLM|数据|模式)", re.IGNORECASE
)
_OTHER_LANGUAGE = re.compile(
    r"英文|英语|英語|双语|雙語|多语|中英|\bEnglish\b|multilingual", re.IGNORECASE
)


#: "Chinese (Simplified)", 中文（简体）: one language.
_KIND_BEHIND = re.compile(r"([^\W\d_]+)\s*\(\s*([^\W\d_]+)\s*\)")
_SEPARATOR = re.compile(r"[/,、，;；|&+()\[\]\n]|\s+(?:and|or|to)\s+|\s*[和与及或]\s*")
_CODE = re.compile(r"[a-z]{2}(?:-[a-z0-9]{2,8}){0,2}")
_LONG_CODE = re.compile(r"[a-z]{3}")
_LONGEST_NAME = 2  # words
_URL = re.compile(r"https?://\S+")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
_LEAST_CHARACTERS = 2
_LEAST_WORDS = 4
_LEAST_CONFIDENCE = 0.8
_SCRIPTS = {
    "Han": re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"),
    "Kana": re.compile(r"[\u3041-\u30ff\uff66-\uff9f]"),
    "Hangul": re.compile(r"[\uac00-\ud7af\u1100-\u11ff]"),
    "Cyrillic": re.compile(r"[\u0400-\u04ff]+"),
    "Arabic": re.compile(r"[\u0600-\u06ff]+"),
    "Hebrew": re.compile(r"[\u0590-\u05ff]+"),
    "Greek": re.compile(r"[\u0370-\u03ff]+"),
    "Thai": re.compile(r"[\u0e00-\u0e7f]+"),
    "Devanagari": re.compile(r"[\u0900-\u097f]+"),
    "Bengali": re.compile(r"[\u0980-\u09ff]+"),
    "Tamil": re.compile(r"[\u0b80-\u0bff]+"),
    "Tibetan": re.compile(r"[\u0f00-\u0fff]+"),
}
_LANGUAGE_OF_SCRIPT = {
    "Hangul": "ko", "Cyrillic": "ru", "Arabic": "ar", "Hebrew": "he", "Greek": "el",
    "Thai": "th", "Devanagari": "hi", "Bengali": "bn", "Tamil": "ta", "Tibetan": "bo",
}  # fmt: skip
_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
_PERSIAN = re.compile(r"[پچژگ]")


def _joined(match: re.Match[str]) -> str:
    """The two words as one name, "simplified chinese", if that is a language."""
    for name in (f"{match[2]} {match[1]}", f"{match[2]}{match[1]}"):
        if name in _names():
            return f" {name} "
    return match[0]


def _of_part(part: str) -> list[str]:
    """The languages of what stands between separators: as a whole, else word by word."""
    if whole := _of_words(part) or _of_long_code(part.strip()):
        return whole
    words, found, start = part.split(), list[str](), 0
    while start < len(words):
        for end in range(min(start + _LONGEST_NAME, len(words)), start, -1):
            if tags_here := _of_words(" ".join(words[start:end])):
                found += tags_here
                start = end - 1
                break
        start += 1
    return found


def _of_long_code(text: str) -> list[str]:
    """A code of three letters, alone; but only of languages with one of two, and ``mul``.

    All others are words as well: "all", "any", "and".
    """
    if not _LONG_CODE.fullmatch(text) or not langcodes.tag_is_valid(text):
        return []
    tag = langcodes.standardize_tag(text)
    return [tag] if len(tag) == 2 or tag in table("languages")["names"] else []


def _of_words(part: str) -> list[str]:
    words = table("languages")["words"]["drop"]
    bare = part.strip(" .:-")
    for word in ("", *words):
        bare = bare.replace(word, "").strip(" .:-") if word else bare
        if found := _known(bare):
            return found
    return []


def _known(text: str) -> list[str]:
    if text in _names():
        return [_names()[text]]
    if strung := _strung(text):
        return strung
    if _CODE.fullmatch(text) and langcodes.tag_is_valid(text):
        return [langcodes.standardize_tag(text)]
    return []


def _strung(text: str) -> list[str]:
    """Several languages in one character each: 中英, 中英文, 中英日语."""
    letters: dict[str, str] = table("languages")["strung"]
    bare = text.rstrip("文语語")
    if len(bare) < 2 or any(char not in letters for char in bare):
        return []
    return [letters[char] for char in bare]


@cache
def _names() -> dict[str, str]:
    return {name: tag for tag, names in table("languages")["names"].items() for name in names}


def _by_script(script: str, counts: dict[str, int], text: str) -> str:
    if script in ("Han", "Kana"):
        # Japanese mixes both scripts; a stray の in Chinese does not make it Japanese.
        return "ja" if counts["Kana"] * 5 > counts["Han"] else "zh"
    if script == "Cyrillic" and _UKRAINIAN.search(text):
        return "uk"
    if script == "Arabic" and _PERSIAN.search(text):
        return "fa"
    return _LANGUAGE_OF_SCRIPT[script]


def _by_model(text: str) -> str | None:
    language, confidence = _identifier().classify(text)
    return str(language) if confidence >= _LEAST_CONFIDENCE else None


@cache
def _identifier() -> Any:
    """The model, with probabilities; loading it takes a moment, so once and only when needed."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
