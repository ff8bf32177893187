"""People's decisions over runs in a row: obeyed, reported when idle, undone when taken out."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
from examples import NOW, document, source

from normalize.decisions import Decision
from normalize.records import Project, Reading, Source
from output.snapshots import newest, next_run_id, prepare
from pipelines.build import Built, build
from pipelines.plan import Plan
from spiders.readers import read

OLD, NEW = "https://github.com/someone/moon", "https://github.com/OpenLMLab/MOSS"
FIRST = f"# Models\n\n- [MOSS]({NEW}) - Sixteen billion.\n- [Moon Speech]({OLD}) - It talks.\n"
SECOND = f"# Models\n\n- [MOSS]({NEW}) - A chat model.\n"


class Runs:
    """A dataset of some lists and its runs, a day apart."""

    def __init__(self, dataset: Path) -> None:
        self.dataset, self.now = dataset, NOW
        prepare(dataset)

    def run(self, *decisions: Decision, **texts: str) -> Built:
        """A run of the lists with these texts, by source."""
        sources = [source(one, urls=[f"https://example.org/{one}.md"]) for one in texts]
        plan = Plan(
            run_id=next_run_id(self.dataset, self.now),
            now=self.now,
            sources=sources,
            crawled=list(texts),
            decisions=decisions,
            code_version="0",
        )
        self.now += timedelta(days=1)
        readings = [_read(one, texts[one.id]) for one in sources]
        return build(self.dataset, plan, readings, [], newest(self.dataset))


def _read(about: Source, text: str) -> Reading:
    body = text.encode()
    return read(document(body, source_id=about.id, url=about.urls[0]), body, about)


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    return Runs(tmp_path / "dataset")


def decision(
    kind: Literal["same", "different", "rename"], *things: str, name: str | None = None
) -> Decision:
    place = f"decisions.toml: [[{kind}]] 1"
    return Decision(kind=kind, things=things, name=name, reason="I looked", place=place)


def ids(built: Built) -> dict[str, str]:
    """The id of each active project, by name."""
    return {one.name: one.project_id for one in built.tables.projects if one.status == "active"}


def told(built: Built) -> dict[str, Project]:
    return {one.name: one for one in built.tables.projects}


def without_history(built: Built) -> list[tuple[object, ...]]:
    """Every active project, but for its id, its times and the keys that it ever had."""
    kept = set(Project.__struct_fields__)
    kept -= {"project_id", "first_seen", "last_seen", "last_changed", "identity_keys"}
    rows = [one for one in built.tables.projects if one.status == "active"]
    return sorted(tuple(str(getattr(one, name)) for name in sorted(kept)) for one in rows)


SAME = decision("same", "github:openlmlab/moss", "name:moonspeech")


def test_what_is_the_same_becomes_one_project_with_the_reason_as_its_evidence(runs: Runs) -> None:
    built = runs.run(SAME, first=FIRST, second=SECOND)
    (one,) = built.tables.projects
    assert (one.name, one.aliases, one.mention_count) == ("MOSS", ["Moon Speech"], 3)
    assert built.unmet == []
    evidence = [tie for mention in built.tables.mentions for tie in mention.matched_by]
    assert any(one.startswith("decision:") and one.endswith("I looked") for one in evidence)


def test_taken_out_again_everything_is_as_it_was_and_every_id_comes_back(runs: Runs) -> None:
    before = runs.run(first=FIRST, second=SECOND)
    moss, moon = ids(before)["MOSS"], ids(before)["Moon Speech"]

    joined = runs.run(SAME, first=FIRST, second=SECOND)
    assert ids(joined) == {"MOSS": moss}
    assert [(one.project_id, one.merged_into) for one in joined.tables.redirects] == [(moon, moss)]
    assert ("merged", moon) in {(one.change, one.project_id) for one in joined.tables.changes}

    after = runs.run(first=FIRST, second=SECOND)
    assert without_history(after) == without_history(before)
    assert ids(after) == {"MOSS": moss, "Moon Speech": moon}
    assert after.tables.redirects == []
    told = {(one.change, one.project_id): one for one in after.tables.changes}
    assert (told["split", moon].before, told["split", moon].after) == (f'"{moss}"', f'"{moon}"')

    again = runs.run(SAME, first=FIRST, second=SECOND)
    assert ids(again) == {"MOSS": moss}
    leads = {one.project_id: one.merged_into for one in again.tables.redirects}
    assert leads == {moon: moss}


def test_a_decision_that_stands_changes_nothing_in_the_next_run(runs: Runs) -> None:
    runs.run(first=FIRST, second=SECOND)
    runs.run(SAME, first=FIRST, second=SECOND)
    assert runs.run(SAME, first=FIRST, second=SECOND).result == "unchanged"


def test_what_is_different_is_two_projects_and_the_larger_part_keeps_the_id(runs: Runs) -> None:
    lists = {"first": SECOND, "second": SECOND, "third": SECOND.replace("[MOSS]", "[Fudan MOSS]")}
    before = runs.run(**lists)
    assert ids(before).keys() == {"MOSS"}
    whole = ids(before)["MOSS"]

    apart = runs.run(decision("different", "name:moss", "name:fudanmoss"), **lists)
    assert ids(apart)["MOSS"] == whole
    assert ids(apart).keys() == {"MOSS", "Fudan MOSS"}
    assert apart.unmet == []

    after = runs.run(**lists)
    assert without_history(after) == without_history(before)
    assert ids(after) == ids(before)
    (redirect,) = after.tables.redirects
    assert redirect.project_id == ids(apart)["Fudan MOSS"]
    assert redirect.merged_into == whole


def test_a_name_that_people_gave_stands_until_they_take_it_back(runs: Runs) -> None:
    before = runs.run(first=FIRST)
    naming = decision("rename", "github:someone/moon", name="Moonspeak")
    built = runs.run(naming, first=FIRST)
    assert ids(built) == {"MOSS": ids(before)["MOSS"], "Moonspeak": ids(before)["Moon Speech"]}
    assert told(built)["Moonspeak"].aliases == ["Moon Speech"]
    changed = {(one.change, one.name, one.field) for one in built.tables.changes}
    assert changed == {("updated", "Moonspeak", "name"), ("updated", "Moonspeak", "aliases")}
    assert runs.run(naming, first=FIRST).result == "unchanged"
    after = runs.run(first=FIRST)
    assert ids(after) == ids(before)
    assert without_history(after) == without_history(before)


def test_a_decision_that_matches_nothing_any_more_is_told_in_every_run(runs: Runs) -> None:
    runs.run(SAME, first=FIRST, second=SECOND)
    naming = decision("rename", "name:moonspeech", name="Moonspeak")
    for _ in range(2):
        built = runs.run(SAME, naming, second=SECOND)
        assert [one.place for one in built.unmet] == [SAME.place, naming.place]
        assert all("name:moonspeech" in one.problem for one in built.unmet)
        assert ids(built).keys() == {"MOSS"}
    assert built.result == "unchanged"


def test_ids_of_projects_go_on_telling_them_after_they_were_joined(runs: Runs) -> None:
    before = runs.run(first=FIRST, second=SECOND)
    by_id = decision("same", *ids(before).values())
    for _ in range(3):
        built = runs.run(by_id, first=FIRST, second=SECOND)
        assert (list(ids(built)), built.unmet) == (["MOSS"], [])
    assert built.result == "unchanged"


def test_ids_of_projects_keep_apart_what_the_lists_would_join_later(runs: Runs) -> None:
    before = runs.run(first=FIRST)
    by_id = decision("different", *ids(before).values())
    moved = f"# Models\n\n- [Moon Speech]({NEW}) - It talks.\n"
    joined = runs.run(by_id, first=FIRST, second=moved)
    kept = {one.mention_id: one.project_id for one in before.tables.mentions}
    assert (
        kept.items() <= {one.mention_id: one.project_id for one in joined.tables.mentions}.items()
    )
    assert joined.unmet == []


def test_of_two_decisions_against_each_other_one_is_obeyed_and_the_other_told(runs: Runs) -> None:
    against = decision("different", "name:moss", "github:someone/moon")
    built = runs.run(SAME, against, first=FIRST, second=SECOND)
    assert len(built.unmet) == 1
    again = runs.run(against, SAME, first=FIRST, second=SECOND)
    assert again.result == "unchanged"


KEPT = f"# Models\n\n- [\u4f36\u8354]({NEW}) - It chats.\n"


def test_a_decision_parts_nothing_that_stayed_one_project_without_it(runs: Runs) -> None:
    runs.run(first=FIRST, second=SECOND)
    before = runs.run(first=FIRST, second=KEPT)
    assert len(ids(before)) == 2
    joined = runs.run(SAME, first=FIRST, second=KEPT)
    assert len(ids(joined)) == 1
    assert runs.run(SAME, first=FIRST, second=KEPT).result == "unchanged"
    after = runs.run(first=FIRST, second=KEPT)
    assert set(ids(after).values()) == set(ids(before).values())
    assert sorted(one.mention_count for one in after.tables.projects) == [1, 2]


def test_what_is_different_from_one_of_two_that_are_the_same_is_so_from_both(runs: Runs) -> None:
    lists = {"first": FIRST, "second": SECOND.replace("[MOSS]", "[Fudan MOSS]")}
    apart = decision("different", "name:moonspeech", "name:fudanmoss")
    built = runs.run(SAME_NAMES, apart, **lists)
    assert built.unmet == []
    assert ids(built).keys() == {"Moon Speech", "Fudan MOSS"}


SAME_NAMES = decision("same", "name:moss", "name:moonspeech")


@pytest.mark.parametrize(
    "made",
    [
        decision("rename", "name:moss", name="Moss!"),
        decision("different", "name:moss", "name:moonspeech"),
        SAME_NAMES,
    ],
)
def test_the_reason_of_every_kind_of_decision_stands_with_the_entries_it_tells(
    runs: Runs, made: Decision
) -> None:
    built = runs.run(made, first=FIRST)
    told_moss = next(one for one in built.tables.mentions if one.name == "MOSS")
    assert "decision:I looked" in told_moss.matched_by
