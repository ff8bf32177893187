"""Evidence that two entries are one project, and what it weighs."""

from __future__ import annotations

import pytest
from examples import mention as entry

from normalize.candidates import candidates
from normalize.matching import THRESHOLD, Match, match
from normalize.profiles import Profile, profiles

REPOSITORY = "https://github.com/lab/moss"
NONE: frozenset[str] = frozenset()


def profile(name: str, *urls: str, **values: object) -> Profile:
    (found,) = profiles([entry("m", name, urls=list(urls), **values)], NONE)
    return found


def score(one: Profile, other: Profile, crowded: frozenset[str] = NONE) -> float:
    found = match(one, other, crowded)
    assert found == match(other, one, crowded)
    return found.score if found else float("-inf")


def test_a_link_weighs_by_its_place_in_both_entries() -> None:
    other = profile("某物", REPOSITORY, machine_translated=True)
    first = profile("MOSS", REPOSITORY)
    after_article = profile("MOSS", "https://mp.weixin.qq.com/s/x", REPOSITORY)
    far = profile("MOSS", "https://github.com/a/b", "https://github.com/c/d", REPOSITORY)
    assert score(first, other) >= THRESHOLD > score(after_article, other) > score(far, other)


def test_a_link_that_many_things_share_weighs_little() -> None:
    one, other = profile("某物", REPOSITORY, machine_translated=True), profile("MOSS", REPOSITORY)
    assert score(one, other, frozenset(["github:lab/moss"])) < THRESHOLD <= score(one, other)


def test_what_is_called_after_another_is_not_it_though_they_share_the_link() -> None:
    assert score(profile("Chinese-Vicuna", REPOSITORY), profile("Vicuna", REPOSITORY)) < THRESHOLD


def test_a_short_name_is_the_long_one_that_its_own_link_has() -> None:
    data = "https://github.com/lab/RedPajama-Data"
    assert score(profile("RedPajama", data), profile("RedPajama-Data", data)) >= THRESHOLD


def test_repositories_of_different_owners_speak_against_one_name() -> None:
    one = profile("Firefly", "https://github.com/a/firefly")
    other = profile("Firefly", "https://github.com/b/firefly")
    assert score(one, other) < THRESHOLD <= score(one, profile("Firefly"))


def test_versions_that_differ_cannot_be_one_project_whatever_they_share() -> None:
    assert match(profile("GLM 2", REPOSITORY), profile("GLM 3", REPOSITORY), NONE) is None


def test_an_entry_without_a_size_is_the_one_that_its_links_name() -> None:
    small = profile("Baichuan-7B", "https://github.com/lab/baichuan-7B")
    large = profile("Baichuan-13B", "https://github.com/lab/baichuan-13B")
    plain = profile("baichuan", "https://github.com/lab/baichuan-7B")
    assert score(small, plain) >= THRESHOLD
    assert match(large, plain, NONE) is None


def test_an_entry_of_all_sizes_is_not_the_only_size_that_a_list_has() -> None:
    whole = profile("TigerBot", "https://github.com/lab/TigerBot")
    size = profile(
        "TigerBot-13B", "https://huggingface.co/lab/tigerbot-13b", "https://github.com/lab/TigerBot"
    )
    assert score(whole, size) < THRESHOLD


def test_an_entry_of_all_sizes_is_none_of_those_that_a_list_has_under_its_link() -> None:
    link = frozenset(["github:lab/moss"])
    whole, size = profile("MOSS", REPOSITORY), profile("MOSS 7B", REPOSITORY)
    assert score(whole, size, link) < THRESHOLD <= score(whole, size)


def test_what_the_glossary_knows_a_translation_to_mean_needs_a_link_beside_it() -> None:
    translated = {"machine_translated": True}
    assert score(profile("考拉", **translated), profile("Koala")) < THRESHOLD
    page = "https://example.org/blog/koala"
    assert score(profile("考拉", page, **translated), profile("Koala", page)) >= THRESHOLD


def test_the_evidence_is_told_in_keys() -> None:
    assert match(profile("MOSS", REPOSITORY), profile("moss", REPOSITORY), NONE) == Match(
        4.0, ("name:moss", "github:lab/moss")
    )


def test_candidates_share_a_link_a_name_or_nearly_a_name() -> None:
    found = [
        profile("BLOOMChat", "https://github.com/a/one"),
        profile("BLOOMChatt", "https://github.com/b/two"),
        profile("轩辕"),
        profile("XuanYuan"),
        profile("Other", "https://github.com/a/one"),
        profile("Unrelated"),
    ]
    assert sorted(candidates(found)) == [(0, 1), (0, 4), (2, 3)]


@pytest.mark.parametrize(
    "name", ["Carmelinda", "Caramlinda", "Crameelinda", "aramelinda", "Carameilnda", "Caramelindo"]
)
def test_a_letter_or_two_in_one_place_make_a_candidate(name: str) -> None:
    found = [profile("Caramelinda"), profile(name)]
    assert list(candidates(found)) == [(0, 1)]


def test_each_pair_is_a_candidate_once_and_the_smaller_number_stands_first() -> None:
    found = [profile("Koala", REPOSITORY), profile("koala", REPOSITORY), profile("Koala 2")]
    pairs = list(candidates(found))
    assert len(pairs) == len(set(pairs))
    assert all(one < other for one, other in pairs)


def test_candidates_stay_few_where_very_many_share_a_link() -> None:
    found = [profile(f"Thing {number} of many", REPOSITORY) for number in range(500)]
    assert len(list(candidates(found))) < 500 * 60
