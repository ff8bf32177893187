"""Which mentions become one project, and which id a project keeps."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from examples import mention as entry
from hypothesis import given
from hypothesis import strategies as st

from normalize.decisions import Decision
from normalize.identity import project_id
from normalize.records import Mention
from normalize.resolve import Assigned, Cluster, assign, cluster

STABLE = "https://github.com/Stability-AI/StableLM"
MOSS = "https://github.com/OpenLMLab/MOSS"


def mention(name: str, *urls: str, at: str = "one", **values: object) -> Mention:
    """An entry of the document ``at``; its id is made of both."""
    return entry(
        f"m-{at}-{name}-{len(urls)}",
        name,
        source_id=at,
        document_url=f"https://example.org/{at}.md",
        urls=list(urls),
        **values,
    )


def names(clusters: Iterable[Cluster]) -> list[list[str]]:
    return sorted([one.name for one in group.mentions] for group in clusters)


def assigned(
    mentions: list[Mention],
    before: dict[str, str] | None = None,
    keys: dict[str, list[str]] | None = None,
) -> Assigned:
    return assign(cluster(mentions), before or {}, keys or {})


def keys_of(found: Assigned) -> dict[str, list[str]]:
    """The keys of each project, as the next run finds them published."""
    return {number: list(one.keys) for number, one in found.clusters.items()}


def ties_of(found: Assigned) -> dict[str, str]:
    return {
        one.mention_id: number for number, group in found.clusters.items() for one in group.mentions
    }


def test_the_same_link_joins_whatever_the_lists_call_it() -> None:
    (one,) = cluster([mention("MOSS", MOSS), mention("Fudan MOSS", f"{MOSS}.git", at="two")])
    assert [item.name for item in one.mentions] == ["MOSS", "Fudan MOSS"]
    assert one.evidence[0] == ["first"]
    assert one.evidence[1][1:] == ["github:openlmlab/moss", "score=3.5>=2"]


def test_the_same_name_joins_where_one_list_gives_no_link() -> None:
    (one,) = cluster(
        [
            mention("ChatGLM-6B", "https://github.com/THUDM/ChatGLM-6B"),
            mention("chatglm 6b", at="two"),
        ]
    )
    assert one.evidence == [["first"], ["name:chatglm6b", "score=2>=2"]]


def test_names_that_share_nothing_stay_apart() -> None:
    assert names(cluster([mention("MOSS"), mention("GLM"), mention("GLM2")])) == [
        ["GLM"],
        ["GLM2"],
        ["MOSS"],
    ]


def test_what_one_list_lists_apart_stays_apart_though_the_repository_is_one() -> None:
    found = cluster([mention("StableLM", STABLE), mention("StableVicuna", STABLE)])
    assert names(found) == [["StableLM"], ["StableVicuna"]]


@pytest.mark.parametrize("later", ["StableLM", "StableVicuna"])
def test_another_list_joins_the_one_of_two_that_has_its_name(later: str) -> None:
    found = cluster(
        [
            mention("StableLM", STABLE),
            mention("StableVicuna", STABLE),
            mention(later, STABLE, at="two"),
        ]
    )
    joined = next(one for one in found if len(one.mentions) == 2)
    assert {one.name for one in joined.mentions} == {later}


def test_one_list_that_has_a_thing_twice_does_not_outweigh_forty_that_have_it_once() -> None:
    spellings = ("MOSS", "MOSS LLM")
    twice = [mention(name, MOSS, at="twice") for name in spellings]
    once = [mention(name, MOSS, at=f"{name}-{n}") for name in spellings for n in range(20)]
    assert len(cluster(twice)) == 2
    assert len(cluster([*twice, *once])) == 1


RIVALS = [
    ("https://github.com/a/lion", "https://github.com/b/lion"),
    ("https://huggingface.co/a/lion", "https://huggingface.co/b/lion"),
    ("https://huggingface.co/datasets/a/lion", "https://huggingface.co/datasets/b/lion"),
    ("https://arxiv.org/abs/2302.06675", "https://arxiv.org/abs/2305.12870"),
    ("https://gitlab.com/a/lion", "https://gitlab.com/b/lion"),
    ("https://lion.example.org/", "https://example.ac.uk/lion"),
]


@pytest.mark.parametrize(("one", "other"), RIVALS)
@pytest.mark.parametrize("third", ["", "https://modelscope.cn/models/c/lion"])
def test_one_name_at_two_places_of_a_kind_is_two_things_though_a_third_has_it_too(
    one: str, other: str, third: str
) -> None:
    rivals = [mention("Lion", one), mention("Lion", other, at="two")]
    bridge = mention("Lion", *[third] if third else [], at="three")
    assert len(cluster(rivals)) == 2
    found = cluster([*rivals, bridge])
    assert len(found) == 2
    before = {one.mention_id: "p1" for one in [*rivals, bridge]}
    assert len(cluster([*rivals, bridge], before=before)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://github.com/a/lion", "https://arxiv.org/abs/2302.06675"),
        ("https://github.com/a/lion", "https://lion.example.org/"),
        ("https://lion.example.org/", "https://example.org/models/lion"),
        ("https://lion.example.org/", "https://example.com/leaderboard"),
        ("https://github.com/a/lion", "https://github.com/a/lion-2023"),
        ("https://aclanthology.org/2023.acl-long.1", "https://openreview.net/forum?id=x"),
    ],
)
def test_one_name_at_places_that_may_be_of_one_owner_is_one_thing(one: str, other: str) -> None:
    assert len(cluster([mention("Lion", one), mention("Lion", other, at="two")])) == 1


@pytest.mark.parametrize("name", ["Tutorial", "leaderboards", "Getting Started", "教程", "Paper"])
def test_what_any_page_may_be_called_ties_nothing_but_a_link_does(name: str) -> None:
    page, other = "https://docs.example.org/lion", "https://github.com/a/lion"
    found = [mention(name, page), mention(name, other, at="two"), mention(name, at="three")]
    assert len(cluster(found)) == 3
    again = [mention(name, page), mention(name, page, at="two"), mention(name, page, section=["B"])]
    assert len(cluster(again)) == 1
    assert len(cluster([mention(f"{name} of lions", at="one"), mention(f"{name} of lions")])) == 1


def test_a_list_that_has_both_links_makes_one_of_a_repository_that_moved() -> None:
    old, new = "https://github.com/a/lion", "https://github.com/lions/lion"
    found = cluster(
        [
            mention("Lion", old),
            mention("Lion", new, at="two"),
            mention("Lion", new, old, at="three"),
        ]
    )
    assert len(found) == 1


def test_the_same_name_with_two_different_repositories_stays_apart() -> None:
    found = cluster(
        [
            mention("Firefly", "https://github.com/yangjianxin1/Firefly"),
            mention("Firefly", "https://github.com/somebody/firefly", at="two"),
        ]
    )
    assert len(found) == 2


def test_a_repository_and_a_model_page_of_one_name_do_not_contradict_each_other() -> None:
    found = cluster(
        [
            mention("MOSS", MOSS),
            mention("MOSS", "https://huggingface.co/fnlp/moss-moon-003-sft", at="two"),
        ]
    )
    assert len(found) == 1


def test_one_entry_that_stands_twice_in_a_document_is_one_project() -> None:
    twice = [mention("MOSS", MOSS), mention("MOSS", MOSS, section=["Other"])]
    assert len(cluster(twice)) == 1


def test_machine_translated_names_tie_nothing() -> None:
    found = cluster(
        [
            mention("骆驼", machine_translated=True),
            mention("骆驼", at="two", machine_translated=True),
            mention("骆驼", at="three"),
        ]
    )
    assert len(found) == 3
    (joined,) = cluster(
        [
            mention("骆驼", MOSS, machine_translated=True),
            mention("MOSS", MOSS, at="two"),
        ]
    )
    assert joined.evidence[1] == ["github:openlmlab/moss", "score=2>=2"]


def test_names_that_lost_a_letter_tie_nothing() -> None:
    assert len(cluster([mention("模\ufffd"), mention("模\ufffd", at="two")])) == 2


def test_every_mention_is_in_exactly_one_project_with_its_evidence() -> None:
    mentions = [mention(f"N{number % 7}", at=str(number)) for number in range(30)]
    found = cluster(mentions)
    assert sorted(one.mention_id for group in found for one in group.mentions) == sorted(
        one.mention_id for one in mentions
    )
    assert all(len(group.evidence) == len(group.mentions) for group in found)


def test_a_new_project_is_named_after_its_first_key() -> None:
    found = assigned([mention("MOSS", MOSS)])
    assert list(found.clusters) == [project_id("github:openlmlab/moss")]
    assert found.merged == {}


def test_two_projects_never_share_an_id_even_where_they_share_their_first_key() -> None:
    found = assigned([mention("StableLM", STABLE), mention("StableVicuna", STABLE)])
    assert len(found.clusters) == 2


def test_what_was_one_project_stays_one_when_what_tied_it_leaves() -> None:
    hub = "https://huggingface.co/tiiuae/falcon"
    large, small = f"{hub}-40b", f"{hub}-7b"
    apart = [mention("Falcon", f"{hub}-180b", large), mention("Falcon-7B", small, at="two")]
    assert len(cluster([*apart, mention("Falcon", small, large, at="three")])) == 1
    assert len(cluster(apart)) == 2
    before = dict.fromkeys([one.mention_id for one in apart], "p1")
    (kept,) = cluster(apart, before=before)
    assert kept.evidence == [["first"], ["one-before"]]


def test_what_was_one_project_and_is_tied_by_evidence_tells_only_that() -> None:
    mentions = [mention("MOSS", MOSS), mention("MOSS", MOSS, at="two"), mention("MOSS", at="three")]
    (first,) = cluster(mentions)
    before = {one.mention_id: "p1" for one in mentions}
    assert cluster(mentions, before=before) == [first]


@pytest.mark.parametrize("listed", ["StableVicuna", "StableLM 2"])
def test_what_was_one_project_is_not_where_one_list_has_both_or_versions_differ(
    listed: str,
) -> None:
    mentions = [mention("StableLM", STABLE), mention(listed, STABLE, at="one")]
    before = {one.mention_id: "p1" for one in mentions}
    assert len(cluster(mentions, before=before)) == 2


def test_entries_without_any_key_get_an_id_each_and_find_it_again() -> None:
    mentions = [
        mention("骆驼", machine_translated=True),
        mention("羊驼", machine_translated=True),
        mention("骆驼", at="two", machine_translated=True),
    ]
    first = assigned(mentions)
    assert len(first.clusters) == 3
    again = assigned(mentions, keys=keys_of(first))
    assert ties_of(again) == ties_of(first)


def test_ids_are_found_again_after_a_section_was_renamed() -> None:
    first = assigned([mention("MOSS", MOSS), mention("GLM")])
    renamed = [
        entry("m-new-1", "MOSS", section=["Chat models"], urls=[MOSS], source_id="one"),
        entry("m-new-2", "GLM", section=["Chat models"], source_id="one"),
    ]
    again = assigned(renamed, ties_of(first), keys_of(first))
    assert set(again.clusters) == set(first.clusters)
    assert again.merged == {}


def test_an_id_stays_when_the_link_and_name_it_was_made_of_are_gone() -> None:
    old = mention("MOSS", MOSS)
    first = assigned([old])
    moved = entry(old.mention_id, "MOSS 2", urls=["https://github.com/new/moss2"], source_id="one")
    again = assigned([moved], ties_of(first), keys_of(first))
    assert list(again.clusters) == list(first.clusters)


def test_projects_that_grow_together_leave_a_redirect() -> None:
    one, two, three = (
        mention("MOSS", MOSS),
        mention("Fudan MOSS", at="two"),
        mention("MOSS", at="three"),
    )
    first = assigned([one, three, two])
    kept, ended = sorted(first.clusters, key=lambda one: -len(first.clusters[one].mentions))
    joined = entry(
        two.mention_id,
        "Fudan MOSS",
        urls=[MOSS],
        source_id="two",
        document_url="https://example.org/two.md",
    )
    again = assigned([one, three, joined], ties_of(first), keys_of(first))
    assert list(again.clusters) == [kept]
    assert again.merged == {ended: kept}


def test_a_project_whose_entries_left_every_list_is_not_merged_into_its_namesake() -> None:
    first = assigned([mention("MOSS", MOSS), mention("GLM")])
    again = assigned([mention("MOSS", MOSS)], ties_of(first), keys_of(first))
    assert again.merged == {}


def test_where_a_project_falls_apart_the_larger_part_keeps_the_id() -> None:
    together = [mention("Firefly", at=at) for at in ("one", "two", "three")]
    first = assigned(together)
    (known,) = first.clusters
    apart = [
        entry(
            one.mention_id,
            "Firefly",
            source_id=one.source_id,
            document_url=one.document_url,
            urls=[url],
        )
        for one, url in zip(
            together,
            [
                "https://github.com/x/firefly",
                "https://github.com/y/firefly",
                "https://github.com/y/firefly",
            ],
            strict=True,
        )
    ]
    again = assigned(apart, ties_of(first), keys_of(first))
    assert len(again.clusters) == 2
    assert {one.source_id for one in again.clusters[known].mentions} == {"two", "three"}
    assert again.merged == {}


def test_shuffling_the_mentions_of_a_project_keeps_its_id() -> None:
    mentions = [
        mention("MOSS", MOSS),
        mention("Fudan MOSS", MOSS, at="two"),
        mention("MOSS", at="three"),
        mention("GLM", "https://github.com/THUDM/GLM"),
        mention("GLM", at="two"),
    ]
    first = assigned(mentions)
    assert len(first.clusters) == 2
    rng = random.Random(7)
    for _ in range(20):
        shuffled = rng.sample(mentions, len(mentions))
        again = assigned(shuffled, ties_of(first), keys_of(first))
        assert ties_of(again) == ties_of(first)
        assert again.merged == {}


def test_the_same_mentions_in_any_order_are_the_same_groups() -> None:
    mentions = [
        mention("MOSS", MOSS),
        mention("Fudan MOSS", MOSS, at="two"),
        mention("MOSS", at="three"),
        mention("GLM", at="two"),
    ]
    groups = {frozenset(names_) for names_ in map(frozenset, names(cluster(mentions)))}
    rng = random.Random(7)
    for _ in range(20):
        shuffled = rng.sample(mentions, len(mentions))
        assert {frozenset(group) for group in names(cluster(shuffled))} == groups


def test_a_name_alone_does_not_carry_an_id_to_another_repository() -> None:
    first = assigned([mention("Alpha", "https://github.com/a/one")])
    again = assigned([mention("Alpha", "https://github.com/b/two")], keys=keys_of(first))
    assert not first.clusters.keys() & again.clusters.keys()


def test_an_id_that_ended_in_a_merge_is_never_given_again() -> None:
    (number,) = assigned([mention("Beta", "https://github.com/a/beta")]).clusters
    again = assign(cluster([mention("Beta", "https://github.com/a/beta")]), {}, {}, {number: "p0"})
    assert number not in again.clusters


def test_a_link_that_very_many_share_is_grouped_in_linear_time() -> None:
    shared = [mention(f"Model-{n}", "https://github.com/a/zoo") for n in range(3_000)]
    assert len(cluster(shared)) == 3_000


def test_an_entry_that_a_list_repeats_joins_by_its_link_and_the_first_group_too() -> None:
    twice = [mention("MOSS", MOSS), mention("MOSS", MOSS)]
    (one,) = cluster(twice)
    assert one.evidence == [["first"], ["github:openlmlab/moss", "name:moss"]]
    nameless = [
        mention("苔藓", MOSS, machine_translated=True),
        mention("苔藓", MOSS, machine_translated=True),
    ]
    assert len(cluster(nameless)) == 1


def pictured(found: Assigned) -> dict[str, frozenset[str]]:
    """Each id with the mentions that have it: all that order must not touch."""
    return {
        number: frozenset(one.mention_id for one in group.mentions)
        for number, group in found.clusters.items()
    }


LINKS = [MOSS, STABLE, "https://huggingface.co/fnlp/moss", "https://example.org/blog/moss", ""]
NAMES = ["MOSS", "moss", "MOSS 2", "MOSS-7B", "StableLM", "StableVicuna", "苔藓", "Fudan MOSS"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(NAMES),
            st.lists(st.sampled_from(LINKS), max_size=2),
            st.sampled_from(["one", "two", "three"]),
            st.booleans(),
        ),
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_no_order_of_sources_and_mentions_changes_groups_or_ids(
    drawn: list[tuple[str, list[str], str, bool]], rng: random.Random
) -> None:
    mentions = [
        entry(
            f"m-{number}",
            name,
            source_id=at,
            document_url=f"https://example.org/{at}.md",
            urls=[url for url in urls if url],
            position=number,
            machine_translated=translated,
        )
        for number, (name, urls, at, translated) in enumerate(drawn)
    ]
    shuffled = list(mentions)
    rng.shuffle(shuffled)
    assert pictured(assigned(shuffled)) == pictured(assigned(mentions))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(NAMES),
            st.sampled_from(LINKS),
            st.sampled_from(["one", "two", "three"]),
            st.sampled_from(["p1", "p2", "p3", None]),
        ),
        max_size=10,
    ),
    st.randoms(use_true_random=False),
)
def test_nor_where_projects_stood_before_and_the_next_run_finds_the_same(
    drawn: list[tuple[str, str, str, str | None]], rng: random.Random
) -> None:
    mentions = [
        entry(
            f"m-{number}",
            name,
            source_id=at,
            document_url=f"https://example.org/{at}.md",
            urls=[url] if url else [],
            position=number,
        )
        for number, (name, url, at, _) in enumerate(drawn)
    ]
    before = {f"m-{number}": project for number, (*_, project) in enumerate(drawn) if project}
    shuffled = list(mentions)
    rng.shuffle(shuffled)
    found = cluster(mentions, before=before)
    assert cluster(shuffled, before=before) == found
    ids = assign(found, before, {})
    again = cluster(mentions, before=ties_of(ids))
    assert again == found
    assert pictured(assign(again, ties_of(ids), keys_of(ids))) == pictured(ids)


def test_a_project_keeps_its_id_when_a_first_link_is_added_in_front() -> None:
    first = assigned([mention("MOSS", MOSS)])
    moved = entry("m-new", "MOSS", urls=["https://moss.example.org/", MOSS], source_id="one")
    again = assigned([moved], ties_of(first), keys_of(first))
    assert list(again.clusters) == list(first.clusters)


def test_a_project_keeps_its_id_when_name_and_strongest_key_change_but_one_link_stays() -> None:
    page = "https://openi.example.org/lab/pangu-alpha"
    old = entry("m-old", "盘古,盘古气象", urls=[page], source_id="one")
    new = entry(
        "m-new",
        "盘古,盘古气象,盘古-Σ",
        urls=[page, "https://arxiv.org/abs/2303.10845"],
        source_id="one",
    )
    first = assigned([old])
    again = assigned([new], ties_of(first), keys_of(first))
    assert list(again.clusters) == list(first.clusters)


def test_people_decide_that_entries_are_the_same_whatever_speaks_against_it() -> None:
    mentions = [mention("StableLM", STABLE), mention("StableVicuna", STABLE)]
    same = Decision(
        kind="same", things=tuple(one.mention_id for one in mentions), place="decisions.toml: 1"
    )
    (one,) = cluster(mentions, [same])
    assert [tie[:-1] for tie in one.evidence] == [
        ["first", "decision:decisions.toml: 1"],
        ["decision:decisions.toml: 1"],
    ]
    assert [tie[-1] for tie in one.evidence] == [
        f"without-decisions:{mention.mention_id}" for mention in mentions
    ]
    assert len(cluster(mentions)) == 2


def test_people_decide_that_entries_are_different_whatever_speaks_for_it() -> None:
    mentions = [mention("MOSS", MOSS), mention("MOSS", MOSS, at="two"), mention("MOSS", at="three")]
    apart = Decision(kind="different", things=(mentions[0].mention_id, mentions[1].mention_id))
    found = cluster(mentions, [apart])
    assert len(found) == 2
    for group in found:
        ids = {one.mention_id for one in group.mentions}
        assert not {mentions[0].mention_id, mentions[1].mention_id} <= ids
    assert len(cluster(mentions)) == 1


def test_a_link_under_which_one_list_has_several_things_ties_no_name_unknown_to_it() -> None:
    found = cluster(
        [
            mention("竞技场", MOSS, machine_translated=True),
            mention("骆驼", MOSS, machine_translated=True),
            mention("MOSS", MOSS, at="two"),
        ]
    )
    assert len(found) == 3


def test_an_entry_that_names_two_things_does_not_make_them_one() -> None:
    found = cluster(
        [
            mention("InternLM", "https://github.com/InternLM/InternLM"),
            mention("InternLM, MedLab", at="two"),
            mention("MedLab", "https://github.com/openmedlab/home", at="three"),
        ]
    )
    assert len(found) == 2


def test_the_evidence_adds_up_to_the_score_and_says_against_which_threshold() -> None:
    (one,) = cluster([mention("轩辕", MOSS), mention("XuanYuan", MOSS, at="two")])
    assert one.evidence[1] == ["sound:xuanyuan~轩辕", "github:openlmlab/moss", "score=3.5>=2"]
