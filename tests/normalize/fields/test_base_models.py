"""Base models: the single names in a cell."""

from __future__ import annotations

import pytest

from normalize.fields.base_models import names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("LLaMA", ["LLaMA"]),
        ("LLaMA、Vicuna", ["LLaMA", "Vicuna"]),
        ("Qwen2/internlm2/llama3", ["Qwen2", "internlm2", "llama3"]),
        ("骆驼/ChatGLM", ["骆驼", "ChatGLM"]),
        ("LLaMA/Flan-T5 ...", ["LLaMA", "Flan-T5"]),
        ("OFA-Sys/chinese-clip", ["OFA-Sys/chinese-clip"]),
        ("[ChatGLM](https://github.com/THUDM/ChatGLM-6B)", ["ChatGLM"]),
        ("LLaMA, LLaMA", ["LLaMA"]),
        ("LLaMA/Alpaca", ["LLaMA", "Alpaca"]),
        ("LLaMA2/CodeLLaMA", ["LLaMA2", "CodeLLaMA"]),
        ("LLaMA-7B/13B", ["LLaMA-7B"]),
        ("Qwen1.5-7B/Baichuan-13B", ["Qwen1.5-7B", "Baichuan-13B"]),
        ("LLaMA, N/A", ["LLaMA"]),
    ],
)
def test_a_cell_is_split_into_names(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    "text",
    ["owner/name", "TheOwner/Kirin-7B-GGUF", "google/flan-t5", "tiiuae/falcon-7b", "Qwen/Qwen"],
)
def test_a_hub_id_stays_whole(text: str) -> None:
    assert names(text) == [text]


@pytest.mark.parametrize(
    "text", ["", "-", "/", "...", "7", "13B", "None", "From scratch", "自研", "无", "N/A", "不清楚"]
)
def test_a_cell_without_a_name_gives_none(text: str) -> None:
    assert names(text) == []
