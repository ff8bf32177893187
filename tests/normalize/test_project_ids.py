"""Which part keeps an id where a project falls apart, and who gets an id that had ended."""

from __future__ import annotations

from examples import mention

from normalize.identity import project_id
from normalize.project_ids import Assigned, assign, possible_ids
from normalize.resolve import Cluster

MOSS, MOON = "github:openlmlab/moss", "github:someone/moon"
WHOLE, FORMER = project_id(MOSS), project_id(MOON)


def part(*mentions: str, keys: tuple[str, ...] = ()) -> Cluster:
    found = [mention(one, one) for one in mentions]
    return Cluster(found, [["first"] for _ in found], list(keys))


def fallen_apart(*parts: Cluster, ended: dict[str, str] | None = None) -> Assigned:
    """The parts of what was one project, made of ``MOSS``."""
    before = {one.mention_id: WHOLE for each in parts for one in each.mentions}
    return assign(parts, before, {WHOLE: [MOSS, MOON]}, ended or {})


def held(found: Assigned) -> dict[str, list[str]]:
    return {
        number: [one.mention_id for one in each.mentions] for number, each in found.clusters.items()
    }


def test_of_equal_parts_the_one_with_the_key_of_the_id_keeps_it() -> None:
    one, other = part("m1", keys=(MOON, "name:a")), part("m2", keys=(MOSS,))
    assert held(fallen_apart(one, other))[WHOLE] == ["m2"]
    assert held(fallen_apart(other, one))[WHOLE] == ["m2"]


def test_the_larger_part_keeps_the_id_whatever_it_was_made_of() -> None:
    found = fallen_apart(part("m1", keys=(MOSS,)), part("m2", "m3", keys=(MOON,)))
    assert held(found)[WHOLE] == ["m2", "m3"]


def test_a_part_that_fell_off_is_told_with_what_it_was_part_of() -> None:
    found = fallen_apart(part("m1", "m2", keys=(MOSS,)), part("m3", keys=(MOON,)))
    assert found.split == {project_id(MOON): WHOLE}
    assert found.merged == {}


def test_what_is_new_and_what_moved_to_another_project_did_not_fall_off() -> None:
    found = assign(
        [part("m1", "m2"), part("m3", "m4", "m5"), part("m9", keys=("name:new",))],
        {"m1": "p1", "m2": "p1", "m3": "p1", "m4": "p2", "m5": "p2"},
        {"p1": [], "p2": []},
    )
    assert held(found) == {
        "p1": ["m1", "m2"],
        "p2": ["m3", "m4", "m5"],
        project_id("name:new"): ["m9"],
    }
    assert found.split == {}


def test_a_project_that_is_itself_again_gets_its_former_id() -> None:
    own = part("m3", keys=("name:new", MOON))
    found = fallen_apart(part("m1", "m2", keys=(MOSS,)), own, ended={FORMER: WHOLE})
    assert held(found)[FORMER] == ["m3"]
    assert found.split == {FORMER: WHOLE}


def test_an_id_that_ended_goes_to_nobody_where_two_parts_have_its_key() -> None:
    rest = part("m1", "m2", keys=(MOON,))
    found = fallen_apart(rest, part("m3", keys=(MOON,)), ended={FORMER: WHOLE})
    assert FORMER not in found.clusters


def test_an_id_that_ended_goes_to_no_part_of_another_project_and_to_nothing_new() -> None:
    two = [part("m1", "m2", keys=(MOSS,)), part("m3", keys=(MOON,))]
    assert FORMER not in fallen_apart(*two, ended={FORMER: "p9"}).clusters
    assert FORMER not in assign([part("m9", keys=(MOON,))], {}, {}, {FORMER: "p9"}).clusters


def test_a_part_of_which_every_possible_id_is_taken_gets_one_that_is_not() -> None:
    whole, rest = part("m1", "m2", keys=(MOSS,)), part("m3", keys=(MOON,))
    taken = {made: [MOON] for made in possible_ids(rest)}
    before = {"m1": WHOLE, "m2": WHOLE, "m3": WHOLE, "m8": FORMER, "m9": project_id("m3")}
    others = [part("m8"), part("m9")]
    found = assign([whole, rest, *others], before, {WHOLE: [MOSS], **taken})
    assert len(found.clusters) == 4
    assert found.clusters.keys() > {WHOLE, *taken}


def test_a_new_entry_takes_no_id_of_a_project_that_is_here() -> None:
    found = assign([part("m1"), part("m9", keys=(MOSS,))], {"m1": WHOLE}, {WHOLE: [MOSS]})
    assert held(found)[WHOLE] == ["m1"]


def test_a_project_that_lost_all_its_entries_is_found_again_by_its_keys() -> None:
    found = assign([part("m9", keys=(MOSS, "name:moss"))], {}, {WHOLE: [MOSS, MOON]})
    assert held(found) == {WHOLE: ["m9"]}
    assert found.split == {}


def test_an_id_made_with_a_number_is_known_again_too() -> None:
    own = part("m3", keys=(MOON,))
    plain = [*possible_ids(own)]
    numbered = next(one for one in possible_ids(own, times=2) if one not in plain)
    ended = dict.fromkeys([*plain[1:], numbered], WHOLE)
    elsewhere = {FORMER: [MOON], WHOLE: [MOSS]}
    before = {"m1": WHOLE, "m2": WHOLE, "m3": WHOLE, "m8": FORMER}
    found = assign([part("m1", "m2"), own, part("m8")], before, elsewhere, {numbered: WHOLE})
    assert held(found)[numbered] == ["m3"]
    assert numbered not in assign([own], {}, elsewhere, ended).clusters


def test_a_removed_project_does_not_come_back_with_other_links_or_as_another_version() -> None:
    for keys in ((MOON, "name:moss"), ("arxiv:2501.01234", "name:moss"), (MOSS, "name:moss2")):
        removed = {WHOLE: [MOSS, "name:moss"]}
        assert WHOLE not in assign([part("m9", keys=keys)], {}, removed).clusters
    for keys in ((MOSS, MOON, "name:moss"), ("name:moss",), (MOSS, "name:fudan")):
        assert WHOLE in assign([part("m9", keys=keys)], {}, {WHOLE: [MOSS, "name:moss"]}).clusters


def test_entries_reused_for_another_version_leave_the_id_behind() -> None:
    newer = part("m1", keys=("name:moss2",))
    alone = assign([newer], {"m1": WHOLE}, {WHOLE: [MOSS]}, {}, {"m1"})
    assert (set(alone.clusters), alone.merged, alone.split) == (
        {project_id("name:moss2")},
        {},
        {},
    )
    rest = part("m2", keys=(MOSS,))
    both = assign([newer, rest], {"m1": WHOLE, "m2": WHOLE}, {WHOLE: [MOSS]}, {}, {"m1"})
    assert held(both) == {WHOLE: ["m2"], project_id("name:moss2"): ["m1"]}
    assert both.split == {project_id("name:moss2"): WHOLE}
