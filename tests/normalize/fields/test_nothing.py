"""Values that say nothing, and those that only look so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.fields.languages import tags
from normalize.fields.licenses import spdx
from normalize.fields.nothing import says_nothing
from normalize.fields.organizations import is_known
from normalize.tables import table


@pytest.mark.parametrize(
    "value",
    [
        "",
        " ",
        "-",
        "—",
        "/",
        "...",
        "**",
        "N/A",
        "n.a.",
        "Unknown",
        "NONE",
        "TBD",
        "未知",
        "不清楚",
    ],
)
def test_a_word_for_nothing_says_nothing_anywhere(value: str) -> None:
    assert says_nothing(value)
    assert says_nothing(value, "organization")


@pytest.mark.parametrize(
    ("kind", "value"),
    [("organization", "个人"), ("organization", "Individual"), ("base_model", "From scratch"),
     ("base_model", "自研"), ("base_model", "Custom")],
)  # fmt: skip
def test_some_words_say_nothing_in_one_column_only(kind: str, value: str) -> None:
    assert says_nothing(value, kind)
    assert not says_nothing(value)


@pytest.mark.parametrize(
    "value", ["360", "7", "X", "no", "Nonesuch", "未来科技", "无问芯穹", "Custom"]
)
def test_a_value_that_contains_such_a_word_says_something(value: str) -> None:
    assert not says_nothing(value)


def test_no_word_for_nothing_is_a_name_of_something() -> None:
    words = table("nothing")["words"]
    single = [one for one in words["any"] if " " not in one]
    assert [one for one in single if is_known(one) or spdx(one) or tags(one)] == []
    assert [one for one in words["organization"] if is_known(one)] == []


@given(st.text(max_size=40))
def test_what_stands_around_a_value_changes_nothing(value: str) -> None:
    assert says_nothing(f" **{value}** ") == says_nothing(value)
