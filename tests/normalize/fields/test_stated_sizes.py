"""Sizes in texts: the entry's own, not those of what it is compared with, tuned from or runs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.fields.stated_sizes import stated_counts


def billions(name: str, text: str) -> list[float]:
    return [count / 1_000_000_000 for count in stated_counts(name, text)]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("具有 62 亿参数的对话模型", [6.2]),
        ("包含 670 亿个参数", [67]),
        ("在1.2万亿 tokens 上训练的70亿参数模型", [7]),
        ("an open model with 6.2 billion parameters", [6.2]),
        ("a 20 billion parameter chat model, and a 6 billion parameter moderation model", [6, 20]),
        ("parameter ranges from 111 million to 13 billion, trained on text", [0.111, 13]),
        ("发布了参数范围从21亿到1026亿的模型", [2.1, 102.6]),
        ("具有 12B 个活动参数和总共 52B 个参数", [12, 52]),
        ("产生 480B 总数和 17B 活动参数", [17, 480]),
        ("拥有十亿参数量的模型", [1]),
        ("Kirin-13B 处于开源模型的前列", [13]),
        ("KirinChat-7B and Kirin-v2-12b", [7, 12]),
        ("Kirin基础模型（7B、33B），对话模型", [7, 33]),
        ("我们分别开源了13B和65B的模型文件", [13, 65]),
        ("目前已开源的模型版本：7B（基础版）、13B（Plus版）", [7, 13]),
        ("12B 开源LM。", [12]),
        ("a 1.76 trillion parameter model", [1760]),
        ("the 7B parameter Kirin is open", [7]),
        ("the 7B parameter LLM is open", [7]),
        ("a 7B parameter model from the institute of a city", [7]),
        ("Kirin chat 7B and Kirin Base 13B", [7, 13]),
        ("Kirin large 1.5B", [1.5]),
    ],
)
def test_a_text_states_the_size_of_its_entry(text: str, counts: list[float]) -> None:
    assert billions("Kirin", text) == counts


@pytest.mark.parametrize(
    "text",
    [
        "", "在1.2万亿 tokens 上训练", "trained on 1.2 trillion tokens", "43 million instructions",
        "在单个 48GB GPU 上微调 65B 参数模型", "to finetune a 65B parameter model on a single GPU",
        "支持运行超过 100 亿个参数的模型", "基于 LLaMA-7B 的中文模型", "优于 1750 亿参数的 GPT-3",
        "LLaMA 7B model on 52K instructions", "即使面对千亿参数模型也能完成评测",
        "基于Kirin-7B构建", "开源了100M 对话数据", "up to 20B parameters",
        "StableKirin-13B", "Kirin outperforms 70B models", "Kirin beats 13B models of others",
        "distilled from a 70B parameter model", "Kirin is pruned from a 13B parameter model",
        "The 540B parameter PaLM is closed; Kirin is open.", "Kirin has 8x7B parameters",
        "Inspired by the 175B parameter GPT-3, Kirin is small.",
        "Kirin is made from the 13B parameter model",
    ],
)  # fmt: skip
def test_sizes_of_other_things_are_not_the_entrys(text: str) -> None:
    assert billions("Kirin", text) == []


def test_a_statement_is_more_exact_than_the_name() -> None:
    assert billions("Kirin", "Kirin 7B 是一个 7.3B 参数模型") == [7.3]


def test_a_size_in_the_name_leaves_those_of_siblings_in_the_text_alone() -> None:
    assert billions("Kirin-13B", "Kirin-13B 在 Kirin-7B 的基础上训练") == []


@given(
    st.text(max_size=20), st.text(alphabet="0123456789./-~BbMm亿参数 parametersKirin", max_size=60)
)
def test_no_string_breaks_it(name: str, text: str) -> None:
    counts = stated_counts(name, text)
    assert counts == sorted(set(counts))


@pytest.mark.parametrize("text", ["1/" * 2_500, "1B to " * 800, "Kirin 1" * 700, "参数从" * 1_600])
def test_a_hostile_text_takes_no_time(text: str, no_hang: None) -> None:
    assert isinstance(stated_counts("Kirin", text), list)
