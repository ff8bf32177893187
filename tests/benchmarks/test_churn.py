"""What counts as movement without a reason between two snapshots."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from examples import mention

from benchmarks.churn import moved, unprovoked, unreported
from normalize.records import Change, ChangeKind, Mention, Project, Redirect, Tables

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MOSS = "https://github.com/OpenLMLab/MOSS"


def entry(name: str, project: str, url: str = MOSS, **values: object) -> Mention:
    return mention(f"m-{name}-{url}", name, project_id=project, urls=[url], **values)


def tables(*mentions: Mention, changes: tuple[Change, ...] = ()) -> Tables:
    projects = {
        one.project_id: Project(
            project_id=one.project_id,
            name=one.name,
            first_seen=NOW,
            last_seen=NOW,
            last_changed=NOW,
        )
        for one in mentions
    }
    return Tables(projects=list(projects.values()), mentions=list(mentions), changes=list(changes))


def change(kind: ChangeKind, project: str, field: str | None = None) -> Change:
    return Change(change=kind, project_id=project, name="MOSS", field=field)


def test_an_entry_moved_when_its_project_is_another_one() -> None:
    (move,) = moved(tables(entry("MOSS", "p1")), tables(entry("MOSS", "p2")))
    assert (move.before.project_id, move.after.project_id) == ("p1", "p2")


def test_an_entry_did_not_move_by_its_place_section_or_spelling() -> None:
    before = tables(entry("MOSS", "p1", section=["A"], position=1))
    assert moved(before, tables(entry("Moss", "p1", section=["B"], position=9))) == []


def test_an_entry_of_another_name_or_link_is_another_entry() -> None:
    before = tables(entry("MOSS", "p1"))
    assert moved(before, tables(entry("MOSS", "p2", "https://github.com/a/b"))) == []
    assert moved(before, tables(entry("BELLE", "p2"))) == []


def test_twins_are_not_compared() -> None:
    before = tables(entry("MOSS", "p1"), entry("MOSS", "p2"))
    assert moved(before, tables(entry("MOSS", "p2"), entry("MOSS", "p1"))) == []


def test_a_name_that_comes_or_goes_without_a_word_is_found() -> None:
    before, after = tables(entry("MOSS", "p1")), tables(entry("BELLE", "p2"))
    assert unreported(before, after) == ["+ name:belle", "- name:moss"]


def test_a_name_that_is_told_is_not() -> None:
    said = (change("added", "p2"), change("removed", "p1"))
    before, after = tables(entry("MOSS", "p1")), tables(entry("BELLE", "p2"), changes=said)
    assert unreported(before, after) == []
    renamed = tables(entry("Fudan MOSS", "p1"), changes=(change("updated", "p1", "name"),))
    assert unreported(before, renamed) == []
    by_the_way = tables(entry("Fudan MOSS", "p1"), changes=(change("updated", "p1", "urls"),))
    assert unreported(before, by_the_way) == ["+ name:fudanmoss", "- name:moss"]


def test_a_change_without_any_new_word_is_unprovoked() -> None:
    said = (change("updated", "p1", "name"),)
    before = tables(entry("MOSS", "p1"))
    assert unprovoked(before, tables(entry("MOSS", "p1", position=4), changes=said)) == list(said)
    assert unprovoked(before, tables(entry("MOSS", "p1", license="MIT"), changes=said)) == []


def test_a_project_that_is_new_with_nothing_but_old_entries_is_unprovoked() -> None:
    said = (change("added", "p2"),)
    before = tables(entry("MOSS", "p1"))
    assert unprovoked(before, tables(entry("MOSS", "p2"), changes=said)) == list(said)
    fresh = tables(entry("MOSS", "p1"), entry("BELLE", "p2"), changes=said)
    assert unprovoked(before, fresh) == []


def test_an_entry_is_where_it_was_when_a_redirect_leads_there() -> None:
    led = Redirect(project_id="p1", merged_into="p2", since_run_id="r", reason="x")
    before, after = tables(entry("MOSS", "p1")), tables(entry("MOSS", "p2"))
    assert moved(before, msgspec.structs.replace(after, redirects=[led])) == []
    elsewhere = msgspec.structs.replace(led, merged_into="p3")
    assert len(moved(before, msgspec.structs.replace(after, redirects=[elsewhere]))) == 1


def test_a_merge_is_called_for_by_a_new_or_changed_entry_of_what_there_is_now() -> None:
    (said,) = merge = (msgspec.structs.replace(change("merged", "p1", "project_id"), after='"p2"'),)
    before = tables(entry("MOSS", "p1"), entry("Moss", "p2"))
    assert unprovoked(before, tables(entry("MOSS", "p2"), entry("Moss", "p2"), changes=merge)) == [
        said
    ]
    bridged = tables(entry("MOSS", "p2"), entry("Moss", "p2"), entry("M", "p2"), changes=merge)
    assert unprovoked(before, bridged) == []


def test_a_part_with_nothing_but_old_entries_fell_off_unprovoked() -> None:
    said = (change("split", "p2", "project_id"),)
    before = tables(entry("MOSS", "p1"), entry("BELLE", "p1"))
    after = tables(entry("MOSS", "p1"), entry("BELLE", "p2"), changes=said)
    assert unprovoked(before, after) == list(said)
    renamed = tables(entry("MOSS", "p1"), entry("BELLE 2", "p2"), changes=said)
    assert unprovoked(before, renamed) == []


def test_a_base_model_becomes_an_id_when_the_project_of_that_id_comes() -> None:
    told = msgspec.structs.replace(
        change("updated", "p1", "base_models"), before='["LLaMA"]', after='["p2"]'
    )
    before = tables(entry("MOSS", "p1"))
    assert (
        unprovoked(before, tables(entry("MOSS", "p1"), entry("LLaMA", "p2"), changes=(told,))) == []
    )
    known = tables(entry("MOSS", "p1"), entry("LLaMA", "p2"))
    after = msgspec.structs.replace(known, changes=[told])
    assert unprovoked(known, after) == [told]
