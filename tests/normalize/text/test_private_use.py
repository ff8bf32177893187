import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text.edits import apply
from normalize.text.private_use import find


def restored(text):
    return apply(text, find(text))


@pytest.mark.parametrize(
    ("damaged", "whole", "rules"),
    [
        ("\uf0b7 one model", "• one model", {"symbol-font"}),
        ("  \uf0fc open\n  \uf0fc free\n", "  ✓ open\n  ✓ free\n", {"symbol-font"}),
        ("5\uf0b13 and \uf062-decay, x\uf0b37", "5±3 and β-decay, x≥7", {"symbol-font"}),
        ("\uf09b GitHub \uf0c1", "GitHub ", {"icon-font"}),
        ("a \uf0e0 b", "a b", {"icon-font"}),
        ("\uf0fe only one line begins so", "only one line begins so", {"icon-font"}),
        ("汉\ue843字", "汉\u9fb9字", {"private-use-ideograph"}),
    ],
)
def test_signs_of_symbol_fonts_come_back_and_icons_go(damaged, whole, rules):
    assert restored(damaged) == whole
    assert {edit.rule for edit in find(damaged)} == rules


@pytest.mark.parametrize(
    "text",
    [
        "made on an \uf8ff machine",
        "the icon \uf09b is U+F09B in the font",
        'content: "\uf09b"',
        "模\uf123型",  # a character that is lost: its trace stays
        "\ue0a0\ue0a1\ue0a2\ue0a3 \ue0b0\ue0b1\ue0b2\ue0b3",  # somebody's own script
        "no such characters: • ✓ →",
    ],
)
def test_private_use_that_is_meant_stays(text):
    assert find(text) == []


@given(st.text(st.sampled_from('\uf0b7\uf0fc\uf062\uf09b\ue843\uf8ff a5\n"词'), max_size=40))
def test_repairing_until_nothing_is_found_ends(text):
    for _ in range(10):
        if not (edits := find(text)):
            break
        assert all(edit.start < edit.end for edit in edits)
        text = apply(text, edits)
    assert find(text) == []


@pytest.mark.parametrize(
    "unit", ["\uf0b7", "\uf0b7 ", "\n\uf0fc x", " " * 70 + "\uf0fc", "a\uf062"]
)
def test_hostile_text_does_not_hang(unit, no_hang):
    find(unit * (300_000 // len(unit)))
