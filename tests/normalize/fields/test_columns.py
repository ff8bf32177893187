"""Column headings: their roles and units."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.fields.columns import _folded, is_header, role, unit
from normalize.tables import table


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Model", "name"), ("项目", "name"), ("模型/项目", "name"), ("项目名称", "name"),
        ("贡献者", "organization"), ("机构/个人", "organization"), ("機構", "organization"),
        ("地址：", "link"), ("**链接**：", "link"), ("Checkpoints", "link"), ("Try it", "link"),
        ("GitHub 地址", "link"), ("PyTorch", "link"), ("🤗 HuggingFace", "link"),
        ("Paper/Blog", "paper"), ("📝 论文", "paper"), ("執照", "license"), ("License:", "license"),
        ("Licence", "license"), ("开源协议", "license"), ("Model License Type", "license"),
        ("语言", "languages"), ("語種", "languages"), ("基础模型", "base_model"),
        ("Params (B)", "params"), ("参数量（亿）", "params"), ("大小", "params"),
        ("#Params", "params"),
        ("Release Date", "date"), ("发布时间", "date"), ("最新时间", "updated"),
        ("简介：", "description"), ("主要特征", "description"), ("备注", "description"),
        ("#", "index"), ("No.", "index"), ("序号", "index"), ("应用领域", "topic"),
        ("Context Length", "context"), ("⭐", "stars"), ("Stars ⭐️", "stars"),
        ("# Samples", "samples"), ("Tokens (T)", "tokens"),
    ],
)  # fmt: skip
def test_a_heading_has_a_role(header: str, expected: str) -> None:
    assert role(header) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "ChatGLM-6B", "用户", "我们的模型能够", "The model that we release", "codebase",
        "Papercut",
        "本模型在多个公开的下载地址上发布", "MOSS", "客服请联系",
    ],
)  # fmt: skip
def test_what_heads_no_column_has_none(text: str) -> None:
    assert role(text) is None


def test_only_a_whole_heading_is_a_header_word() -> None:
    assert is_header("Paper")
    assert is_header("下载")
    assert not is_header("Paper Llama")
    assert not is_header("Code Llama")


@pytest.mark.parametrize(
    ("header", "factor"),
    [
        ("Params (B)", 10**9), ("Size (M)", 10**6), ("参数量（亿）", 10**8),
        ("Params [in billions]", 10**9),
        ("Params", None), ("大小", None), ("Size (base)", None),
    ],
)  # fmt: skip
def test_a_heading_may_state_a_unit(header: str, factor: int | None) -> None:
    assert unit(header) == factor


def test_no_word_has_two_roles() -> None:
    owners = {
        (_folded(word), kind) for kind, words in table("columns")["exact"].items() for word in words
    }
    counts = Counter(word for word, _ in owners)
    assert [word for word, count in counts.items() if count > 1] == []


@given(st.text(max_size=40))
def test_no_string_breaks_it(text: str) -> None:
    role(text)
    unit(text)
