"""One project out of its mentions: which value wins."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from examples import NOW
from examples import mention as entry

from normalize.projects import Earlier, compose
from normalize.records import Link, Mention, Project
from normalize.resolve import Cluster
from normalize.voices import copied

RANKS = {"low": 10, "high": 90, "middle": 50, "list": 50}
TEXT = "Firefly is an open model for dialogues in Chinese, trained on a million of instructions."


def project(*mentions: Mention, earlier: Earlier | None = None) -> Project:
    one = Cluster(list(mentions), [["first"]] * len(mentions), ["name:firefly"])
    return compose("p1", one, RANKS, NOW, earlier, copied(mentions))


def mention(at: str = "list", name: str = "Firefly", **values: Any) -> Mention:
    return entry(f"m-{at}-{name}", name, source_id=at, **values)


def test_the_name_that_most_mentions_agree_on_wins_over_rank() -> None:
    made = project(
        mention("high", "firefly"), mention("low", "Firefly"), mention("middle", "Firefly")
    )
    assert made.name == "Firefly"


def test_where_no_name_is_agreed_on_the_rank_of_the_source_decides() -> None:
    assert project(mention("low", "FireFly"), mention("high", "Firefly")).name == "Firefly"


def test_words_of_people_win_over_those_of_a_machine() -> None:
    made = project(
        mention("high", "流萤", machine_translated=True, description="很长的一段机器翻译的话"),
        mention("high", "流萤", machine_translated=True),
        mention("low", "Firefly", description="Short."),
    )
    assert (made.name, made.description, made.machine_translated) == ("Firefly", "Short.", False)


def test_a_machine_translation_is_used_and_said_where_there_is_nothing_else() -> None:
    made = project(mention("high", "流萤", machine_translated=True, description="机器翻译的话"))
    assert (made.name, made.description, made.machine_translated) == ("流萤", "机器翻译的话", True)


def test_an_uncertain_name_loses_against_a_certain_one() -> None:
    made = project(
        mention("high", "Fire\ufffdly", flags=["uncertain_text"]), mention("low", "Firefly")
    )
    assert made.name == "Firefly"
    assert made.aliases == []
    assert "uncertain_text" not in made.flags


def test_other_names_are_aliases_and_spellings_of_the_same_are_not() -> None:
    made = project(mention("high"), mention("low", "FIREFLY"), mention("middle", "萤火"))
    assert (made.name, made.aliases) == ("Firefly", ["萤火"])


def test_the_longest_description_of_the_highest_rank_wins_and_its_source_is_named() -> None:
    made = project(
        mention("list", description="Short."),
        mention("middle", description="A longer description of the same thing."),
        mention("low", description="The longest description of all, by those we trust least."),
    )
    assert made.description == "A longer description of the same thing."
    assert (made.description_source_id, made.description_language) == ("middle", "en")


def test_counts_of_stars_neither_choose_a_description_nor_change_one() -> None:
    def told(stars: str, earlier: Earlier | None = None) -> Project:
        return project(
            mention("list", description=f"A chat model of many words, {stars}"),
            mention("middle", description="Of many words, a chat model indeed"),
            earlier=earlier,
        )

    few = told("⭐ 9")
    assert told("⭐ 10,000,000").description_source_id == few.description_source_id
    words = told("and it has 9 stars now")
    later = told("and it has 9,876,543 stars now", Earlier(words))
    assert "9 stars" in (words.description or "")
    assert (later.description, later.description_source_id) == (
        words.description,
        words.description_source_id,
    )


def test_a_sentence_repeated_inside_an_entry_stands_once_in_the_description() -> None:
    said = "The model was trained on four hundred thousand dialogues by the whole team. "
    assert project(mention(description=said + "It is small. " + said)).description == (
        said + "It is small."
    )


def test_lists_of_values_are_joined_best_supported_first() -> None:
    made = project(
        mention("high", license_spdx=["MIT"], languages=["en"], base_models=["LLaMA"]),
        mention("middle", license_spdx=["Apache-2.0"], languages=["zh", "en"]),
        mention("low", license_spdx=["Apache-2.0"]),
    )
    assert made.licenses == ["Apache-2.0", "MIT"]
    assert made.languages == ["en", "zh"]
    assert made.base_models == ["LLaMA"]


def test_licences_that_differ_are_said_to_conflict_and_agreeing_ones_are_not() -> None:
    one, other = mention("high", license_spdx=["MIT"]), mention("low", license_spdx=["Apache-2.0"])
    assert "conflicting_license" in project(one, other).flags
    assert project(one, mention("low", license_spdx=["MIT"]), mention("middle")).flags == []


def test_parameter_counts_are_sorted_and_each_stands_once() -> None:
    made = project(
        mention("high", parameter_counts=[13_000_000_000, 7_000_000_000]),
        mention("low", parameter_counts=[7_000_000_000]),
    )
    assert made.parameter_counts == [7_000_000_000, 13_000_000_000]


def test_the_date_that_most_sources_agree_on_wins() -> None:
    made = project(
        mention("high", released_on="2023"),
        mention("low", released_on="2023-05"),
        mention("middle", released_on="2023-05"),
    )
    assert made.released_on == "2023-05"


def test_a_date_agrees_with_a_more_precise_one_which_then_wins() -> None:
    made = project(
        mention("high", released_on="2023-06"),
        mention("low", released_on="2023-05-02"),
        mention("middle", released_on="2023-05"),
    )
    assert made.released_on == "2023-05-02"
    assert made.flags == ["conflicting_release_date"]
    agreeing = project(mention("high", released_on="2023"), mention("low", released_on="2023-05"))
    assert (agreeing.released_on, agreeing.flags) == ("2023-05", [])


def test_sources_that_copied_from_each_other_are_one_voice() -> None:
    copying = [
        mention("low", "firefly", description=TEXT),
        mention("middle", "firefly", description=TEXT + " A demo is online."),
    ]
    assert project(mention("high"), *copying).name == "Firefly"
    alone = [mention("low", "firefly", description=TEXT), mention("middle", "firefly")]
    assert project(mention("high"), *alone).name == "firefly"


def test_a_source_that_says_it_twice_is_one_voice() -> None:
    said = [mention("low", "firefly"), mention("low", "firefly", urls=["https://github.com/a/b"])]
    assert project(mention("high"), *said).name == "Firefly"


def test_where_voices_and_ranks_are_equal_the_newest_claim_wins_and_then_stays() -> None:
    one, other = mention("list", released_on="2023-05"), mention("middle", released_on="2023-06")
    first = project(one, other)
    assert first.released_on == "2023-05"
    other_now = mention("middle", released_on="2023-07")
    second = project(one, other_now, earlier=Earlier(first, [one, other]))
    assert second.released_on == "2023-07"
    third = project(one, other_now, earlier=Earlier(second, [one, other_now]))
    assert third.released_on == "2023-07"


def test_the_order_of_mentions_decides_nothing() -> None:
    said = [
        mention("list", "firefly", urls=["https://github.com/a/one"], license_spdx=["MIT"]),
        mention("middle", urls=["https://github.com/a/two"], license_spdx=["Apache-2.0"]),
        mention("list", "FireFly", urls=["https://github.com/a/three"], languages=["en"]),
    ]
    made = [project(*order) for order in permutations(said)]
    assert all(one == made[0] for one in made)


def test_the_repository_that_most_voices_name_first_is_the_projects_own() -> None:
    made = project(
        mention("high", urls=["https://github.com/big/base", "https://github.com/a/firefly"]),
        mention("low", urls=["https://github.com/a/firefly"]),
        mention("middle", urls=["https://github.com/A/Firefly"]),
    )
    assert made.github is not None
    assert made.github.lower() == "a/firefly"


def test_what_tells_a_kind_most_strongly_wins_over_what_more_voices_hint_at() -> None:
    made = project(
        mention("low", section=["Tools"]),
        mention("middle", section=["Tools"]),
        mention("high", section=[], name="Firefly 数据集"),
    )
    assert made.kind == "dataset"


def test_topics_are_joined_those_of_most_voices_first() -> None:
    made = project(
        mention("high", section=["Medical models"]),
        mention("low", section=["Chat models"]),
        mention("middle", section=["对话模型"]),
    )
    assert made.topics == ["chat", "medical"]


def test_links_are_joined_each_once_those_of_the_best_source_first() -> None:
    made = project(
        mention("low", urls=["https://arxiv.org/abs/2304.08177", "https://github.com/a/fork"]),
        mention(
            "high", urls=["https://github.com/a/firefly", "https://arxiv.org/pdf/2304.08177v2"]
        ),
    )
    assert made.urls == [
        Link(kind="github", url="https://github.com/a/firefly"),
        Link(kind="arxiv", url="https://arxiv.org/abs/2304.08177"),
        Link(kind="github", url="https://github.com/a/fork"),
    ]
    assert (made.github, made.arxiv, made.huggingface) == ("a/firefly", "2304.08177", None)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://huggingface.co/datasets/a/b", "dataset"),
        ("https://huggingface.co/a/b", "model"),
        ("https://arxiv.org/abs/2304.08177", "paper"),
        ("https://github.com/a/b", "other"),
    ],
)
def test_where_nothing_else_tells_the_links_do(url: str, kind: str) -> None:
    assert project(mention(urls=[url], section=[])).kind == kind


def test_organisations_are_told_by_their_canonical_name_once() -> None:
    made = project(
        mention("high", organization="Tsinghua University"), mention("low", organization="清华大学")
    )
    assert len(made.organizations) == 1


def test_flags_speak_of_the_values_that_won() -> None:
    named = mention("low", "b", flags=["name_from_link"])
    assert "name_from_link" in project(named).flags
    assert "name_from_link" not in project(named, mention("high"), mention("middle")).flags


def test_a_project_counts_its_mentions_and_names_their_sources() -> None:
    made = project(mention("low"), mention("high"), mention("high", "FireFly"))
    assert (made.source_ids, made.mention_count) == (["high", "low"], 3)
    assert made.identity_keys == ["name:firefly"]
    assert made.first_seen == made.last_seen == made.last_changed == NOW
