"""Which mentions the things of decisions tell, and which decisions come to nothing."""

from __future__ import annotations

from typing import Literal

from examples import NOW, mention

from normalize.decisions import Decision
from normalize.records import Project, Redirect, Tables
from pipelines.deciding import in_mentions, new_names, told_by, unmatched, unmet

MOSS, CHAT = "https://github.com/OpenLMLab/MOSS", "https://github.com/lm-sys/FastChat"


def decision(
    kind: Literal["same", "different", "rename"], *things: str, name: str | None = None
) -> Decision:
    return Decision(kind=kind, things=things, name=name, reason="so it is", place="d: 1")


def project(project_id: str, *keys: str) -> Project:
    return Project(
        project_id=project_id,
        name=project_id,
        identity_keys=list(keys),
        first_seen=NOW,
        last_seen=NOW,
        last_changed=NOW,
    )


def pairs(decisions: list[Decision]) -> set[tuple[str, ...]]:
    return {one.things for one in decisions}


def test_a_key_and_an_id_tell_the_mentions_that_have_them() -> None:
    mentions = [mention("m1", "MOSS", urls=[MOSS]), mention("m2", "moss"), mention("m3", "GLM")]
    asked = [decision("same", "github:openlmlab/moss", "name:moss", "m3", "name:chatglm")]
    assert told_by(asked, mentions, Tables()) == {
        "github:openlmlab/moss": {"m1"},
        "name:moss": {"m1", "m2"},
        "m3": {"m3"},
        "name:chatglm": set(),
    }


def test_a_link_tells_those_that_it_leads_to_before_those_that_build_on_it() -> None:
    own = mention("m1", "MOSS", urls=[MOSS])
    builds_on_it = mention("m2", "FastChat", urls=[CHAT, MOSS])
    asked = [decision("same", "github:openlmlab/moss", "name:x")]
    assert told_by(asked, [builds_on_it, own], Tables())["github:openlmlab/moss"] == {"m1"}
    assert told_by(asked, [builds_on_it], Tables())["github:openlmlab/moss"] == {"m2"}


def test_an_id_of_a_project_tells_its_mentions_also_merged_also_when_their_ids_changed() -> None:
    before = Tables(
        projects=[project("p1", "github:openlmlab/moss", "name:moss"), project("p3", "name:glm")],
        mentions=[mention("m1", "MOSS", project_id="p1")],
        redirects=[Redirect(project_id="p2", merged_into="p1", since_run_id="r", reason="x")],
    )
    now = [mention("m1", "Anything"), mention("m9", "MOSS!", urls=[MOSS]), mention("m4", "GLM")]
    told = told_by([decision("same", "p1", "p2", "p3", "p4")], now, before)
    assert told == {"p1": {"m1", "m9"}, "p2": {"m1", "m9"}, "p3": {"m4"}, "p4": set()}


def test_a_key_that_two_projects_had_says_nothing_of_a_new_mention() -> None:
    before = Tables(projects=[project("p1", "name:moss"), project("p2", "name:moss")])
    told = told_by([decision("same", "p1", "p2")], [mention("m1", "MOSS")], before)
    assert told == {"p1": set(), "p2": set()}


def test_nor_do_keys_of_two_projects() -> None:
    before = Tables(projects=[project("p1", "name:moss"), project("p2", "github:openlmlab/moss")])
    found = [mention("m1", "MOSS", urls=[MOSS]), mention("m2", "MOSS")]
    told = told_by([decision("same", "p1", "p2")], found, before)
    assert told == {"p1": {"m2"}, "p2": set()}


def test_what_is_the_same_is_said_of_all_its_mentions_at_once() -> None:
    told = {"a": {"m1", "m2"}, "b": {"m2", "m3"}, "c": set()}
    assert pairs(in_mentions([decision("same", "a", "b", "c")], told)) == {("m1", "m2", "m3")}
    assert in_mentions([decision("same", "c", "d")], {"c": set(), "d": {"m1"}}) == []


def test_what_is_different_is_said_of_each_pair() -> None:
    told = {"a": {"m1", "m2"}, "b": {"m3"}, "c": {"m4"}}
    found = {frozenset(pair) for pair in pairs(in_mentions([decision("different", *told)], told))}
    expected = ["m1 m3", "m2 m3", "m1 m4", "m2 m4", "m3 m4"]
    assert found == {frozenset(pair.split()) for pair in expected}


def test_what_two_things_tell_belongs_to_the_narrower_one() -> None:
    told = {"link": {"m1", "m2", "m3"}, "name": {"m2", "m3"}}
    found = pairs(in_mentions([decision("different", "link", "name")], told))
    assert {frozenset(pair) for pair in found} == {frozenset(["m1", "m2"]), frozenset(["m1", "m3"])}


def test_a_name_goes_to_the_project_that_the_thing_tells_and_to_no_two() -> None:
    asked = [decision("rename", "a", name="Alpha"), decision("rename", "b", name="Beta")]
    told = {"a": {"m1", "m2"}, "b": {"m1", "m3"}}
    project_of = {"m1": "p1", "m2": "p1", "m3": "p3"}
    assert new_names(asked, told, project_of) == {"p1": "Alpha"}
    (problem,) = unmet(asked, told, project_of)
    assert problem.problem == "b tells 2 projects: p1, p3"


def test_a_decision_of_which_a_thing_tells_nothing_is_reported_with_it() -> None:
    asked = [decision("same", "a", "b", "c"), decision("rename", "a", name="Alpha")]
    (one,) = unmatched(asked, {"a": {"m1"}, "b": set(), "c": set()})
    assert one.problem == "no entry is told by b or c any more"
    assert (one.place, one.reason) == ("d: 1", "so it is")


def test_what_came_true_is_not_reported_and_what_did_not_is() -> None:
    told = {"a": {"m1"}, "b": {"m2"}}
    same, different = decision("same", "a", "b"), decision("different", "a", "b")
    apart, together = {"m1": "p1", "m2": "p2"}, {"m1": "p1", "m2": "p1"}
    assert unmet([same], told, together) == []
    assert unmet([different], told, apart) == []
    assert [one.problem for one in unmet([same], told, apart)] == ["still 2 projects: p1, p2"]
    (one,) = unmet([different], told, together)
    assert one.problem == "a and b are still one project: p1"
    (one,) = unmet([different], {"a": {"m1"}, "b": {"m1"}}, together)
    assert one.problem == "a and b tell the same entries"
