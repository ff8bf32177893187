"""Projects recognised among nine real documents, against pairs labelled by reading.

The labels were made before the code that is measured on them; no rule knows a pair.
"""

from __future__ import annotations

import random
from functools import cache

from conftest import SHARED, needs_shared

from benchmarks.identity import (
    Judged,
    b_cubed,
    by_exact_links,
    judge,
    mentions,
    pairs,
    precision,
    recall,
    resolved,
    unread,
)
from normalize.records import Mention


@cache
def found() -> list[Mention]:
    return mentions(SHARED)


@cache
def judged() -> list[Judged]:
    return judge(pairs(), found(), resolved(found()))


def hard() -> list[Judged]:
    return [one for one in judged() if one.pair.hard]


def test_the_labels_are_many_and_mostly_hard() -> None:
    labels = pairs()
    assert len(labels) >= 400
    assert sum(one.hard for one in labels) * 2 >= len(labels)


@needs_shared
def test_nearly_every_labelled_entry_is_read() -> None:
    assert len(unread(pairs(), found())) <= 12


@needs_shared
def test_pairs_that_are_joined_are_the_same() -> None:
    assert precision(judged()) >= 0.99
    assert precision(hard()) >= 0.98


@needs_shared
def test_pairs_that_are_the_same_are_joined() -> None:
    assert recall(judged()) >= 0.97
    assert recall(hard()) >= 0.95


@needs_shared
def test_evidence_does_far_better_than_exact_links() -> None:
    grouping, plain = resolved(found()), by_exact_links(found())
    baseline = judge(pairs(), found(), plain)
    assert b_cubed(judged(), grouping) >= 0.98 > b_cubed(baseline, plain)
    assert precision(judged()) > precision(baseline)
    assert recall(judged()) > recall(baseline)


@needs_shared
def test_the_order_of_real_entries_does_not_matter() -> None:
    shuffled = random.Random(3).sample(found(), len(found()))
    assert groups(shuffled) == groups(found())


def groups(listed: list[Mention]) -> set[frozenset[str]]:
    members: dict[int, set[str]] = {}
    for one, number in resolved(listed).items():
        members.setdefault(number, set()).add(one)
    return {frozenset(group) for group in members.values()}
