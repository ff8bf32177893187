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
    ],
)
def test_a_cell_is_split_into_names(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize("text", ["", "-", "/", "...", "7"])
def test_a_cell_without_a_name_gives_none(text: str) -> None:
    assert names(text) == []
