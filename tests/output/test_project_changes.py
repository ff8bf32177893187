import json
from typing import Any

import pytest
from published_rows import LATER, project, redirect

from normalize.records import Change, Link
from output.changes import BOOKKEEPING, changed_fields, diff


def kinds(changes: list[Change]) -> list[tuple[str, str, str | None]]:
    return [(row.change, row.project_id, row.field) for row in changes]


def test_nothing_changed_gives_no_rows() -> None:
    assert diff([project("a"), project("b")], [project("b"), project("a")], []) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("first_seen", LATER),
        ("last_seen", LATER),
        ("last_changed", LATER),
        ("mention_count", 9),
        ("source_ids", ["two"]),
        ("identity_keys", ["github:a/b"]),
    ],
)
def test_bookkeeping_is_no_change(column: str, value: Any) -> None:
    assert getattr(project(), column) != value
    assert changed_fields(project(), project(**{column: value})) == []
    assert diff([project()], [project(**{column: value})], []) == []


def test_every_other_column_is_a_change() -> None:
    for column in project().__struct_fields__:
        if column in BOOKKEEPING | {"status", "project_id"}:
            continue
        value: Any = True if column == "machine_translated" else ["x"]
        assert changed_fields(project(), project(**{column: value})) == [column]


def test_an_update_has_one_row_per_field_with_both_values_as_json() -> None:
    after = project(
        description="一个模型", urls=[Link(kind="paper", url="https://arxiv.org/abs/2304.08177")]
    )
    rows = diff([project()], [after], [])
    assert kinds(rows) == [("updated", "p1", "description"), ("updated", "p1", "urls")]
    assert (rows[0].before, rows[0].after) == ("null", '"一个模型"')
    assert json.loads(rows[1].after or "") == [
        {"kind": "paper", "url": "https://arxiv.org/abs/2304.08177"}
    ]


def test_a_new_row_is_added_without_values() -> None:
    (row,) = diff([], [project("n", name="New")], [])
    assert row == Change(change="added", project_id="n", name="New")


def test_a_project_in_no_source_any_more_is_removed() -> None:
    (row,) = diff([project()], [project(status="removed")], [])
    assert (row.change, row.field, row.before, row.after) == (
        "removed",
        "status",
        '"active"',
        '"removed"',
    )


def test_a_row_that_is_gone_is_removed_with_nothing_after_it() -> None:
    (row,) = diff([project()], [], [])
    assert (row.change, row.field, row.before, row.after) == ("removed", "status", '"active"', None)


def test_a_project_that_comes_back_is_restored_and_its_other_changes_are_told() -> None:
    rows = diff([project(status="removed")], [project(arxiv="2304.08177")], [])
    assert kinds(rows) == [("updated", "p1", "arxiv"), ("restored", "p1", "status")]


def test_a_merged_project_says_into_which_and_is_not_removed() -> None:
    before = [project("p0", name="Old"), project("p1")]
    (row,) = diff(before, [project("p1")], [redirect(project_id="p0", merged_into="p1")])
    assert (row.change, row.project_id, row.name) == ("merged", "p0", "Old")
    assert (row.before, row.after) == ('"p0"', '"p1"')


def test_a_redirect_of_an_earlier_run_is_no_news() -> None:
    assert diff([project("p1")], [project("p1")], [redirect(project_id="p0")]) == []


def test_rows_are_in_one_order_whatever_the_order_of_the_projects() -> None:
    before = [project("b", name="B"), project("r", name="R"), project("m", name="M")]
    after = [
        project("b", name="B", github="x/y", arxiv="2304.08177"),
        project("z", name="A"),
        project("a", name="A"),
    ]
    redirects = [redirect(project_id="m", merged_into="b")]
    rows = diff(before, after, redirects)
    assert kinds(rows) == [
        ("added", "a", None),
        ("added", "z", None),
        ("updated", "b", "arxiv"),
        ("updated", "b", "github"),
        ("removed", "r", "status"),
        ("merged", "m", "project_id"),
    ]
    assert diff(before[::-1], after[::-1], redirects) == rows


def test_a_part_that_fell_off_says_what_it_was_part_of_and_is_not_added() -> None:
    after = [project("p1"), project("n", name="Part"), project("z", name="Added")]
    rows = diff([project("p1")], after, [], {"n": "p1"})
    assert kinds(rows) == [("added", "z", None), ("split", "n", "project_id")]
    assert (rows[1].name, rows[1].before, rows[1].after) == ("Part", '"p1"', '"n"')
