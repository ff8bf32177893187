"""Likelihood of characters: right readings are likelier than wrong ones."""

from __future__ import annotations

from itertools import pairwise

import pytest

from normalize.tables import table
from normalize.text.likelihood import likelihood


def test_the_stretches_of_characters_are_in_order_and_begin_behind_ascii() -> None:
    starts = [start for start, _, _ in table("character_blocks")["stretches"]]
    assert starts[0] == 0x80
    assert all(one < other for one, other in pairwise(starts))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("开源大模型", "寮€婧愬ぇ妯″瀷"), ("Größe", "GrĂ¶Ăźe"), ("модель", "РјРѕРґРµР»СЊ")],
)
def test_what_was_written_is_likelier_than_what_it_was_misread_as(right: str, wrong: str) -> None:
    assert likelihood(right) > likelihood(wrong)


def test_what_no_text_has_is_unlikelier_than_any_letter() -> None:
    assert likelihood("\uffff") < likelihood("\u13a0") < likelihood("é")


def test_letters_of_ascii_cost_nothing() -> None:
    assert likelihood("open models") == 0.0
