"""Languages in names and texts: what an entry speaks, not what its data or tasks are in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.fields.languages import tags
from normalize.fields.stated_languages import stated_languages
from normalize.tables import table


@pytest.mark.parametrize(
    ("name", "text", "tags"),
    [
        ("Kirin", "支持中英双语，上下文窗口长度为4096", ["zh", "en"]),
        ("Kirin", "完全开源的百亿参数中英文基座模型", ["zh", "en"]),
        ("Kirin", "Large Language Model for Dialogue in Chinese and English", ["zh", "en"]),
        ("Kirin", "superior capability in English/Chinese generation", ["en", "zh"]),
        ("Kirin", "a model for Catalan, Spanish and English", ["ca", "es", "en"]),
        ("Kirin", "是一个多语言多任务的大规模语言模型", ["mul"]),
        ("Kirin", "coherent text in 46 languages", ["mul"]),
        ("Kirin", "An Open-Access Multilingual Language Model", ["mul"]),
        ("Kirin", "开源可商用的多语言聊天模型，是中文模型", ["mul"]),
        ("Kirin", "一个经过微调的中文法律大模型", ["zh"]),
        ("Kirin", "a comprehensive Chinese evaluation suite", ["zh"]),
        ("Chinese-Kirin", "", ["zh"]),
        ("大规模中文开放域对话系统", "", ["zh"]),
        ("国际中文大模型", "", ["zh"]),
        ("Kirin", "一个超过百亿参数的中文模型", ["zh"]),
        ("Kirin", "using LoRA we have tuned a Chinese model", ["zh"]),
        ("Kirin", "not only a Chinese model", ["zh"]),
        ("Kirin", "中文教育大模型，一个中文模型", ["zh"]),
        ("Kirin", "Unlike most, it is small. An instruction-tuned Chinese model", ["zh"]),
        ("Kirin", "Telugu/Kannada", ["te", "kn"]),
    ],
)
def test_an_entry_says_what_it_speaks(name: str, text: str, tags: list[str]) -> None:
    assert stated_languages(name, text) == tags


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Kirin", ""),
        ("Kirin", "使用多语言语料训练分词模型"),
        ("Kirin", "13 programming languages"),
        ("Kirin", "构建的中文医学指令数据集"),
        ("国际中文教育", "国际中文教育大模型"),
        ("Kirin", "面向中文教学的中文教师大模型"),
        ("Kirin", "a model for Chinese language teaching, the Chinese education model"),
        ("Kirin", "not a Chinese model"),
        ("Kirin", "outperforms Chinese models"),
        ("Kirin", "better than other Chinese LLMs"),
        ("Kirin", "English model trained with a Chinese corpus"),
        ("Kirin", "evaluated on a Chinese benchmark"),
        ("Kirin", "优于中文模型"),
        ("Kirin", "这不是中文模型"),
        ("Kirin", "还能支持中英文互译、内容续写"),
        ("Kirin", "most examples are in Chinese"),
        ("Kirin", "training data include Chinese and English text"),
    ],
)
def test_languages_of_data_and_tasks_are_not_its_own(name: str, text: str) -> None:
    assert stated_languages(name, text) == []


@given(st.text(max_size=30), st.text(max_size=60))
def test_no_string_breaks_it(name: str, text: str) -> None:
    assert isinstance(stated_languages(name, text), list)


@pytest.mark.parametrize(
    "text", ["中文" * 2_500, "for Chinese and " * 300, "multilingual a " * 300]
)
def test_a_hostile_text_takes_no_time(text: str, no_hang: None) -> None:
    assert isinstance(stated_languages("Kirin", text), list)


def test_every_language_is_known_by_its_english_name_in_a_sentence() -> None:
    known = [name for names in table("languages")["names"].values() for name in names]
    told = [name.capitalize() for name in known if name.isascii() and name.isalpha()]
    missed = [
        name
        for name in told
        if len(name) > 4
        and (said := tags(f"{name} and English")) != ["en"]
        and stated_languages("Kirin", f"a model for {name} and English") != said
    ]
    assert missed == []
