"""Parameter counts: what is one, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.fields.sizes import parameter_counts, parameter_counts_in


def billions(counts: list[int]) -> list[float]:
    return [count / 1_000_000_000 for count in counts]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("7B", [7]),
        ("7B/13B", [7, 13]),
        ("7/13/70B", [7, 13, 70]),
        ("1.5/7/72B", [1.5, 7, 72]),
        ("1b4/2b6", [1.4, 2.6]),
        ("255B / A36B", [36, 255]),
        ("A37/671B", [37, 671]),
        ("A32/1T", [32, 1000]),
        ("0.5~72B (7档)", [0.5, 72]),
        (r"0.5\~72B", [0.5, 72]),
        ("1.8/7<br/>14/72B", [1.8, 7, 14, 72]),
        ("60M - 11B", [0.06, 11]),
        ("1.5-7B", [1.5, 7]),
        ("3B, 7B, 12B", [3, 7, 12]),
        ("3B,7B,12B", [3, 7, 12]),
        ("7B,13B", [7, 13]),
        ("1.76 trillion", [1760]),
        ("1.2 trillion tokens, 7B", [7]),
        ("8x7B (46.7B)", [46.7]),
        ("70亿", [7]),
        ("1750 亿个参数", [175]),
        ("千亿级", [100]),
        ("176B", [176]),
        ("350M", [0.35]),
        ("6B模型", [6]),
        ("7 billion parameters", [7]),
        ("Baichuan-13B", [13]),
        ("Qwen1.5-7B-Chat", [7]),
        ("Qwen 1.5-7B", [7]),
        ("Llama-3.1-405B", [405]),
        ("bloomz-7b1-mt", [7.1]),
        ("GLM130B", [130]),
        ("LLaMA_7B", [7]),
    ],
)
def test_parameter_counts_are_read(text: str, counts: list[float]) -> None:
    assert billions(parameter_counts(text)) == counts


@pytest.mark.parametrize(
    "text",
    [
        "", "4096", "32k", "52K", "1.2万亿 tokens", "300B tokens", "1.2T", "882GB", "400MB", "50G",
        "700M users", "0.4M", "12亿元", "3.5亿条", "8x7B", "8×22B", "8 x 7B",
        "1.2 trillion tokens", "4bit", "INT8", "GPT-3.5", "large",
        "phi-1_5", "2023-09", "https://example.org/7B", "0B", "99999999999999999999B",
    ],
)  # fmt: skip
def test_what_only_looks_like_one_is_not_counted(text: str) -> None:
    assert parameter_counts(text) == []


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("7", [7]),
        ("0.06 - 11", [0.06, 11]),
        ("3, 7, 12", [3, 7, 12]),
        ("1.1-15", [1.1, 15]),
        ("1,7", [1, 7]),
        ("350M", [0.35]),
        ("-", []),
        ("large", []),
        ("8x7", []),
        ("8×22B", []),
        ("1.76 trillion", [1760]),
        ("1.2万亿 tokens", []),
        ("1.2 trillion tokens", []),
        ("3000亿 tokens", []),
        ("300 tokens", []),
        ("2024", []),
        ("7 (2024)", [7]),
        ("7 and 13", [7, 13]),
        ("7 (base)", [7]),
        ("1,000", [1000]),
    ],
)
def test_bare_numbers_take_the_unit_of_their_column(text: str, counts: list[float]) -> None:
    assert billions(parameter_counts_in(text, 1_000_000_000)) == counts


def test_a_large_number_of_millions_is_no_year() -> None:
    assert billions(parameter_counts_in("2024", 1_000_000)) == [2.024]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("1T", [1000]),
        ("A49/1.6T", [49, 1600]),
        ("52B / 102B / 1TB", [52, 102, 1000]),
        ("1TB", []),
        ("1.2T tokens", []),
        ("7", []),
    ],
)
def test_a_column_of_sizes_may_count_in_trillions(text: str, counts: list[float]) -> None:
    assert billions(parameter_counts_in(text, None)) == counts


@given(st.text(alphabet="0123456789.,/-~ABbMmTKkx亿千万 tokens", max_size=40))
def test_no_string_breaks_it(text: str) -> None:
    for counts in (parameter_counts(text), parameter_counts_in(text, 10**9)):
        assert counts == sorted(set(counts))
        assert all(0 < count < 2**63 for count in counts)
