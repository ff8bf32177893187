"""Names taken apart, and how two of them relate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.name_likeness import Likeness, disagree, likeness
from normalize.names import name_of


def alike(one: str, other: str) -> Likeness:
    found = likeness(name_of(one), name_of(other))
    assert likeness(name_of(other), name_of(one)) is found
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("【复旦】MOSS", "MOSS"),
        ("OpenLMLab/MOSS", "moss"),
        ("lab/Colossal#ColossalChat", "ColossalChat"),
        ("天秤（FlagEval）", "FlagEval"),
        ("Koala: A Dialogue Model for Academic Research 考拉对话模型", "Koala"),
        ("轩辕-首个千亿级中文金融对话模型", "轩辕"),
        ("中文LLaMA&Alpaca", "Chinese-LLaMA-Alpaca"),
        ("中文对话式大语言模型Firefly", "Firefly"),
        ("Chat-TCM & Chat-Consult", "Chat"),
        ("Open Leaderboard by Somebody", "open_leaderboard"),
    ],
)
def test_ways_of_writing_one_name_are_one_name(one: str, other: str) -> None:
    assert alike(one, other) is Likeness.EQUAL


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("MPT", "MPT-7B", Likeness.RELATED),
        ("CodeShell-base", "CodeShell", Likeness.RELATED),
        ("Fudan MOSS", "MOSS", Likeness.RELATED),
        ("轩辕", "XuanYuan", Likeness.SOUND),
        ("百聆", "BayLing", Likeness.NEAR),
        ("BLOOMChat176B", "BLOOChat", Likeness.NEAR),
        ("凤凰", "LLMZoo", Likeness.UNKNOWN),
        ("Chinese-Vicuna", "Vicuna", Likeness.DERIVED),
        ("MOSS", "MOSS-RLHF", Likeness.DERIVED),
        ("StableLM", "StableVicuna", Likeness.DIFFERENT),
        ("华佗", "本草", Likeness.DIFFERENT),
    ],
)
def test_names_relate_in_ways_that_weigh_differently(
    one: str, other: str, expected: Likeness
) -> None:
    assert alike(one, other) is expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ChatGLM2-6B", "ChatGLM3-6B"),
        ("ChatGLM-6B", "ChatGLM2-6B"),
        ("LLaMA", "LLaMA 2"),
        ("Qwen1.5", "Qwen-2.5"),
        ("Mistral 7B", "Mistral 7B v0.2"),
        ("Baichuan-7B", "Baichuan-13B"),
        ("Jais-30b", "Jais-30b v3"),
    ],
)
def test_versions_and_sizes_that_differ_disagree(one: str, other: str) -> None:
    assert disagree(name_of(one), name_of(other))
    assert disagree(name_of(other), name_of(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mixtral-8x7B", "Mixtral 8x7B v0.1"),
        ("Grok", "Grok-1"),
        ("ChatGLM", "ChatGLM-6B"),
        ("Qwen2", "Qwen 2.0"),
        ("GPT4All", "GPT4All"),
    ],
)
def test_a_first_version_and_a_missing_size_do_not_disagree(one: str, other: str) -> None:
    assert not disagree(name_of(one), name_of(other))


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_the_same_both_ways_whatever_the_names(one: str, other: str) -> None:
    alike(one, other)
    assert disagree(name_of(one), name_of(other)) == disagree(name_of(other), name_of(one))
