"""The shape of UTF-8: patterns of what its bytes may be."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text.utf8 import CHARACTER, LONG, decoded, encoded


@given(st.characters(min_codepoint=0x80, exclude_categories=["Cs"]))
def test_every_character_beyond_ascii_has_the_shape(char: str) -> None:
    assert re.fullmatch(CHARACTER, encoded(char))
    assert decoded(encoded(char)) == char
    assert bool(re.fullmatch(LONG, encoded(char))) == (char > "\u07ff")


@pytest.mark.parametrize(
    "view",
    [
        "\xc1\xbf",
        "\xe0\x9f\xbf",
        "\xf0\x8f\xbf\xbf",
        "\xed\xa0\x80",
        "\xf4\x90\x80\x80",
        "\xe4\xb8",
    ],
)
def test_what_is_written_too_long_or_cut_off_or_half_of_a_pair_has_not(view: str) -> None:
    assert not re.fullmatch(CHARACTER, view)
