from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.scoring import _equal_characters, wrong, wrong_lines

SHORT = st.text(alphabet="ab中文äx", max_size=9)


@pytest.mark.parametrize(
    ("original", "made", "expected"),
    [
        ("中文", "中文", 0),
        ("中文", "中字", 1),
        ("中文", "文", 1),
        ("中文", "ä¸\xadæ–‡", 2),
        ("一个 café", "一个 cafÃ©", 1),
        ("café “is” open", "cafe is open", 3),
        ("中文", "中文多", 1),
        ("中a文", "中b文", 1),
        ("中文", "", 2),
        ("plain", "plain", 0),
    ],
)
def test_each_character_that_is_not_at_its_place_counts_once(
    original: str, made: str, expected: int
) -> None:
    assert wrong(original, made) == expected


@given(SHORT, SHORT)
def test_nothing_is_wrong_only_if_the_texts_are_equal(original: str, made: str) -> None:
    assert (wrong(original, made) == 0) == (original == made)


@given(SHORT, SHORT)
def test_the_alignment_has_as_many_equal_characters_as_there_can_be(left: str, right: str) -> None:
    @cache
    def most(start: int, other: int) -> int:
        if start == len(left) or other == len(right):
            return 0
        if left[start] == right[other]:
            return 1 + most(start + 1, other + 1)
        return max(most(start + 1, other), most(start, other + 1))

    pairs = _equal_characters(left, right)
    assert len(pairs) == most(0, 0)
    assert all(left[place] == right[other] for place, other in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))


def test_one_lost_line_end_does_not_make_the_lines_after_it_wrong() -> None:
    original = ["第一行", "第二行", "third", "第四行"]
    assert wrong_lines(original, ["第一行", "第二行third", "第四行"]) == 1
    assert wrong_lines(original, original) == 0
    assert wrong_lines(original, ["", "", "", ""]) == 14
