"""Languages: stated tags and detected languages."""

from __future__ import annotations

import langcodes
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.fields.languages import detect, tags
from normalize.tables import table


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("en", ["en"]),
        ("中英", ["zh", "en"]),
        ("中英文", ["zh", "en"]),
        ("中英双语", ["zh", "en"]),
        ("中英日", ["zh", "en", "ja"]),
        ("en/zh", ["en", "zh"]),
        ("英文/中文", ["en", "zh"]),
        ("中/英文", ["zh", "en"]),
        ("multi", ["mul"]),
        ("多语", ["mul"]),
        ("多", ["mul"]),
        ("7语", ["mul"]),
        ("46 languages", ["mul"]),
        ("中/多语言", ["zh", "mul"]),
        ("English, Chinese", ["en", "zh"]),
        ("主要英语", ["en"]),
        ("zh-CN", ["zh-CN"]),
        ("Simplified Chinese", ["zh-Hans"]),
        ("Chinese (Traditional)", ["zh-Hant"]),
        ("中文（简体）", ["zh-Hans"]),
        ("Simplified Chinese and Traditional Chinese", ["zh-Hans", "zh-Hant"]),
        ("Classical Chinese, English", ["lzh", "en"]),
        ("English Traditional Chinese", ["en", "zh-Hant"]),
        ("Chinese (mainly)", ["zh"]),
        ("mul", ["mul"]),
        ("zho/deu", ["zh", "de"]),
        ("Romanian, Telugu, Hungarian", ["ro", "te", "hu"]),
        ("French and German", ["fr", "de"]),
    ],
)
def test_stated_languages_become_tags(text: str, found: list[str]) -> None:
    assert tags(text) == found


@pytest.mark.parametrize(
    "text", ["", "-", "/", "text", "code", "xx", "all", "any", "sql", "[dataset](https://a.org/x)"]
)
def test_what_is_no_language_gives_no_tag(text: str) -> None:
    assert tags(text) == []


def test_every_tag_of_the_table_is_valid() -> None:
    found = [*table("languages")["names"], *table("languages")["strung"].values()]
    assert [tag for tag in found if not langcodes.tag_is_valid(tag)] == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("基于 LLaMA 的中文对话模型", "zh"),
        ("オープンソースの日本語モデルです", "ja"),
        ("오픈 소스 언어 모델", "ko"),
        ("модель с открытым исходным кодом", "ru"),
        ("відкрита мовна модель", "uk"),
        ("An open language model that everyone may use and study", "en"),
        ("Un modèle de langue libre pour la recherche et le développement", "fr"),
        ("WuDao (悟道) is a family of large models trained on many languages", "en"),
    ],
)
def test_the_language_of_a_description_is_detected(text: str, language: str) -> None:
    assert detect(text) == language
    assert detect(text) == detect(text)


@pytest.mark.parametrize(
    "text", ["", "模", "LLaMA", "ChatGLM-6B", "https://example.org/only/a/link"]
)
def test_too_little_text_has_no_language(text: str) -> None:
    assert detect(text) is None


@given(st.text(max_size=60))
def test_no_string_breaks_either(text: str) -> None:
    assert detect(text) is None or langcodes.tag_is_valid(detect(text) or "")
    assert all(langcodes.tag_is_valid(tag) for tag in tags(text))
