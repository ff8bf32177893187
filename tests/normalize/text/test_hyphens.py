import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text.edits import apply
from normalize.text.hyphens import find


def restored(text):
    return apply(text, find(text))


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("an under-\nstanding of it", "an understanding of it"),
        ("the atten\u2010\n  tion layer", "the attention layer"),
        ("implemen-\r\ntation", "implementation"),
        ("a nou\u00ad\nveau mod\u00ad\nèle", "a nouveau modèle"),
        ("die Verar-\nbeitung und die Verarbeitung", "die Verarbeitung und die Verarbeitung"),
        ("在 “trans-\nformer” 中", "在 “transformer” 中"),
    ],
)
def test_a_word_cut_at_the_end_of_a_line_is_joined(damaged, whole):
    assert restored(damaged) == whole
    assert {edit.rule for edit in find(damaged)} == {"line-end-hyphen"}


@pytest.mark.parametrize(
    "text",
    [
        "a state-of-\nthe-art model",
        "short-\nand long-term memory",
        "fine-\ntuning",
        "GPT-\nbased",
        "Jean-\nPierre",
        "under-\nStanding",
        "https://example.org/under-\nstanding",
        "--under-\nstanding",
        "under-\nstanding.md and under-\nstanding/x",
        "a list:\n- under\n- standing",
        "under-\n\nstanding",
        "re-\nsign, where re-sign is meant",
        "Heading\n-------\nunder",
        "die Verar-\nbeitung",
    ],
)
def test_hyphens_of_the_author_stay(text):
    assert find(text) == []


PIECES = st.sampled_from(
    ["under", "standing", "-", "\n", "\u00ad", " ", "trans", "former", "a", "ß"]
)


@given(st.lists(PIECES, max_size=30))
def test_repairing_until_nothing_is_found_ends(pieces):
    text = "".join(pieces)
    while edits := find(text):
        text = apply(text, edits)
    assert "under\u00ad\nstanding" not in text


@pytest.mark.parametrize(
    "unit", ["under-\nstanding ", "a", "-\n", "ab-\n", "\u00ad\n", "-\n" + " " * 50, "词"]
)
def test_hostile_text_does_not_hang(unit, no_hang):
    find(unit * (300_000 // len(unit)) + "x-\nx")
