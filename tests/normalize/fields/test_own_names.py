"""What an entry is called in its own text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.fields.own_names import families, own_names, spoken


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("【复旦】MOSS-RLHF", ["MOSS-RLHF"]),
        ("悟道·天鹰（Aquila）", ["Aquila", "悟道", "天鹰"]),
        ("Skywork-13B", ["Skywork"]),
        ("owner/kirin", ["kirin"]),
        ("Stanford Alpaca", ["Alpaca"]),
        ("Kirin: a model that thinks", ["Kirin"]),
        ("GPT2 for Multiple Language", ["GPT2 for Multiple Language"]),
    ],
)
def test_a_name_is_told_from_what_stands_around_it(name: str, names: list[str]) -> None:
    assert own_names(name) == names


@pytest.mark.parametrize("name", ["", "大模型", "Chat Model", "7B", "The LLM", "🎉"])
def test_a_name_that_tells_nothing_apart_is_none(name: str) -> None:
    assert own_names(name) == []


def test_a_family_has_no_version_or_variant() -> None:
    assert families("Kirin 0.1") == ["Kirin 0.1", "Kirin"]
    assert families("StableKirin-Alpha") == ["StableKirin-Alpha", "StableKirin"]
    assert families("Kirinize") == ["Kirinize"]


def test_a_name_is_found_however_it_is_joined() -> None:
    assert re.search(spoken("Code Shell"), "CodeShell 是")
    assert re.search(spoken("Code Shell"), "the Code-Shell model")
    assert not re.search(spoken("Vicuna"), "StableVicuna")


@given(st.text(max_size=60))
def test_no_string_breaks_it(name: str) -> None:
    assert all(re.compile(spoken(one)) for one in families(name))
