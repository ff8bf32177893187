"""Makers: said by a name or a text, and not just named in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.fields.makers import stated_makers


@pytest.mark.parametrize(
    ("name", "makers"),
    [
        ("【复旦】Kirin", ["Fudan University"]),
        ("Evals by MosaicML", ["MosaicML"]),
        ("Kirin--复旦大学", ["Fudan University"]),
        ("Open Board by Hugging Face", ["Hugging Face"]),
    ],
)
def test_a_name_says_who_made_it(name: str, makers: list[str]) -> None:
    assert stated_makers(name, []) == makers


@pytest.mark.parametrize(
    "name", ["【貔貅】Kirin", "Attention by Example", "Kirin--a test", "Stand by Me", "Qwen-7B"]
)
def test_a_name_that_names_no_maker_says_nothing(name: str) -> None:
    assert stated_makers(name, []) == []


@pytest.mark.parametrize(
    ("text", "makers"),
    [
        ("Kirin-7B 是由百川智能开发的语言模型。", ["Baichuan"]),
        ("近日，清华大学知识工程实验室正式发布对话模型 Kirin。", ["Tsinghua University"]),
        ("微软宣布开源 Kirin，帮助用户训练模型。", ["Microsoft"]),
        ("发布团队：百川智能 家族：llama", ["Baichuan"]),
        ("发布机构：某某科技 家族：bloom", ["某某科技"]),
        ("meta开源 首个世界模型", ["Meta"]),
        ("由HuggingFace组织的一个榜单", ["Hugging Face"]),
        ("Yandex publishes Kirin, a large network", ["Yandex"]),
        ("Introducing Kirin: Microsoft’s newest small model", ["Microsoft"]),
        ("Stability AI's ongoing development of the Kirin series", ["Stability AI"]),
        ("Kirin: a conversational model from Fudan University", ["Fudan University"]),
        ("Kirin is a dataset from Google", ["Google"]),
        ("Kirin is a pretrained model from the University of Hong Kong",
         ["The University of Hong Kong"]),
        ("商汤科技和华中科技大学开源语言模型 Kirin", ["SenseTime",
          "Huazhong University of Science and Technology"]),
    ],
)  # fmt: skip
def test_a_text_says_who_made_what_it_is_about(text: str, makers: list[str]) -> None:
    assert stated_makers("Kirin-7B", [text]) == makers


@pytest.mark.parametrize(
    "text",
    [
        "Kirin 以清华大学开源的ChatGLM2-6B为基础。",
        "基于由百川智能开发的模型，训练了 Kirin。",
        "Alpaca 是斯坦福团队基于 LLaMA 微调得到的。Kirin 与它相似。",
        "Kirin connects the models of the Hugging Face community.",
        "Meet Kirin, outperforming Meta’s new Llama 3",
        "Training of Kirin was sponsored by Stability AI.",
        "They hit the mark with Kirin, released by nobody we know.",
        "Kirin learns from OpenAI GPT-4 outputs",
        "Kirin is trained on data from Google",
        "Kirin was distilled from OpenAI models.",
        "Kirin is a fine-tuned version of Llama 2 released by Meta",
        "Kirin, an alternative to OpenAI ChatGPT",
        "发布团队：未知 家族：llama",
        "发布团队：个人 家族：llama",
        "",
    ],
)
def test_an_organisation_that_is_only_named_is_no_maker(text: str) -> None:
    assert stated_makers("Kirin-7B", [text]) == []


def test_the_model_that_has_a_makers_name_is_not_the_maker() -> None:
    assert stated_makers("百川", ["百川是一个模型，开源可商用。"]) == []


@given(st.text(max_size=30), st.text(max_size=80))
def test_no_string_breaks_it(name: str, text: str) -> None:
    assert all(isinstance(one, str) for one in stated_makers(name, [text]))


@pytest.mark.parametrize("text", ["微软开源" * 1_000, "Kirin from " * 500, "Kirin, Meta's " * 400])
def test_a_hostile_text_takes_no_time(text: str, no_hang: None) -> None:
    assert isinstance(stated_makers("Kirin", [text]), list)
