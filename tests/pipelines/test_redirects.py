"""Where ended ids lead: on with their goal, or to the part that theirs is in when it fell apart."""

from __future__ import annotations

import msgspec
from examples import mention

from normalize.identity import project_id
from normalize.project_ids import possible_ids
from normalize.records import Redirect, Tables
from normalize.resolve import Assigned, Cluster
from pipelines.redirects import redirects

MOSS, MOON = "github:openlmlab/moss", "github:someone/moon"
ENDED = project_id(MOON)


def cluster(*mentions: str, keys: list[str]) -> Cluster:
    found = [mention(one) for one in mentions]
    return Cluster(mentions=found, evidence=[["first"] for _ in found], keys=keys)


def before(**projects: str) -> Tables:
    """A snapshot in which ``ENDED`` leads to p1, and these mentions speak of these projects."""
    return Tables(
        mentions=[mention(one, project_id=project) for one, project in projects.items()],
        redirects=[Redirect(project_id=ENDED, merged_into="p1", since_run_id="r", reason="x")],
    )


def leads(assigned: Assigned, tables: Tables) -> dict[str, str]:
    return {one.project_id: one.merged_into for one in redirects(assigned, tables, "r2")}


def test_an_ended_id_stays_where_its_goal_does() -> None:
    assigned = Assigned({"p1": cluster("m1", "m2", keys=[MOSS, MOON])}, {})
    assert leads(assigned, before(m1="p1", m2="p1")) == {ENDED: "p1"}


def test_it_leads_on_where_its_goal_was_merged() -> None:
    assigned = Assigned({"p9": cluster("m1", "m2", keys=[MOSS, MOON])}, {"p1": "p9"})
    assert leads(assigned, before(m1="p1", m2="p1")) == {ENDED: "p9", "p1": "p9"}


def test_it_leads_nowhere_once_its_project_is_itself_again() -> None:
    apart = {"p1": cluster("m1", keys=[MOSS]), ENDED: cluster("m2", keys=[MOON])}
    assert leads(Assigned(apart, {}), before(m1="p1", m2="p1")) == {}


def test_it_leads_to_its_own_part_where_the_goal_fell_apart_new_or_old() -> None:
    for part in ("p2", "p3"):
        assigned = Assigned(
            {"p1": cluster("m1", keys=[MOSS]), part: cluster("m2", keys=[MOON])}, {}
        )
        assert leads(assigned, before(m1="p1", m2="p1", m3="p3")) == {ENDED: part}


def test_a_key_that_both_parts_have_leads_nowhere_else() -> None:
    parts = {"p1": cluster("m1", keys=[MOON]), "p2": cluster("m2", keys=[MOON])}
    assert leads(Assigned(parts, {}), before(m1="p1", m2="p1")) == {ENDED: "p1"}


def test_nor_does_a_project_that_was_never_part_of_the_goal() -> None:
    others = {"p1": cluster("m1", keys=[MOSS]), "p2": cluster("m9", keys=[MOON])}
    assert leads(Assigned(others, {}), before(m1="p1")) == {ENDED: "p1"}


def test_an_id_that_was_made_with_a_number_leads_to_its_own_part_too() -> None:
    moon = cluster("m2", keys=[MOON])
    numbered = [*possible_ids(moon, times=2)][-1]
    assigned = Assigned({"p1": cluster("m1", keys=[MOSS]), "p2": moon}, {})
    tables = msgspec.structs.replace(
        before(m1="p1", m2="p1"),
        redirects=[Redirect(project_id=numbered, merged_into="p1", since_run_id="r", reason="x")],
    )
    assert leads(assigned, tables) == {numbered: "p2"}
