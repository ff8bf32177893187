"""Made-up mentions, and how well what a resolver makes of them is judged."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.scale import by_every_name, measure, scores
from benchmarks.synthetic_mentions import world
from normalize.identity import link_key

NUMBER = 3_000
MADE = world(NUMBER)


def test_a_world_has_as_many_mentions_as_asked_for_each_with_an_id_and_a_truth_of_its_own():
    ids = {one.mention_id for one in MADE.mentions}
    assert len(MADE.mentions) == len(ids) == NUMBER
    assert ids == MADE.truth.keys()


def test_the_same_seed_makes_the_same_world_and_another_seed_another():
    assert world(500) == world(500)
    assert world(500) != world(500, seed=2)


def test_few_projects_are_in_many_lists_and_most_in_a_few():
    counted = Counter(MADE.truth.values())
    assert counted.most_common(1)[0][1] > 5 * NUMBER / len(counted)
    assert sum(number < 5 for number in counted.values()) > len(counted) / 2


def test_a_project_is_spelt_and_linked_in_several_ways():
    most = Counter(MADE.truth.values()).most_common(1)[0][0]
    own = [one for one in MADE.mentions if MADE.truth[one.mention_id] == most]
    assert len({one.name for one in own}) > 2
    assert len({tuple(one.urls) for one in own}) > 2


def test_some_entries_share_a_repository_with_another_project_and_some_have_no_link():
    projects: dict[str, set[int]] = {}
    for one in MADE.mentions:
        for url in one.urls[:1]:
            projects.setdefault(link_key(url) or "", set()).add(MADE.truth[one.mention_id])
    assert any(len(those) > 1 for key, those in projects.items() if key)
    assert any(not one.urls for one in MADE.mentions)


def test_the_truth_itself_scores_best_and_one_heap_has_no_precision():
    truth = {"a": 1, "b": 1, "c": 2}
    assert scores([["a", "b"], ["c"]], truth) == (1, 1, 1)
    precision, recall, _ = scores([["a", "b", "c"]], truth)
    assert (precision, recall) == (pytest.approx(1 / 3), 1)
    assert scores([["a"], ["b"], ["c"]], truth)[1] == 0


def test_the_resolver_finds_the_truth_better_than_names_and_links_alone():
    ours = measure(NUMBER)
    precision, _, b_cubed = scores(by_every_name(MADE.mentions), MADE.truth)
    assert ours.precision > 0.97
    assert ours.recall > 0.95
    assert ours.precision > precision
    assert ours.b_cubed > b_cubed
