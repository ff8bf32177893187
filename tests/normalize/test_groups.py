"""Groups that pairs connect, however far around."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from normalize.groups import Groups, groups

PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12)


@given(PAIRS)
def test_two_are_in_one_group_exactly_if_a_way_of_pairs_leads_from_one_to_the_other(
    pairs: list[tuple[int, int]],
) -> None:
    reached = {number: {number} for number in range(10)}
    for _ in range(10):
        for one, other in pairs:
            together = reached[one] | reached[other]
            reached[one] = reached[other] = together
    found = Groups(pairs)
    for number in range(10):
        assert sorted(found.members(number)) == sorted(reached[number])
        assert {found.root(one) for one in reached[number]} == {found.root(number)}
    assert groups(10, pairs) == sorted(sorted(one) for one in {*map(frozenset, reached.values())})


def test_the_larger_group_stays_and_what_is_one_already_is_not_joined_again() -> None:
    found = Groups([("a", "b"), ("a", "c")])
    root = found.root("a")
    assert found.unite("d", "b") == (root, "d")
    assert found.unite("d", "c") is None
