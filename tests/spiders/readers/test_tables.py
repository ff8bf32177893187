"""Table rows to entries: the column of the names, and what the others say."""

from __future__ import annotations

import pytest

from spiders.readers.blocks import Table
from spiders.readers.contents import Entry, Unread
from spiders.readers.html.page import html_blocks
from spiders.readers.markdown.page import markdown_blocks
from spiders.readers.tables import read_table


def read(text: str) -> list[Entry | Unread]:
    (table,) = [block for block in markdown_blocks(text) if isinstance(block, Table)]
    return list(read_table(table, ["Models"]))


def entries(text: str) -> list[Entry]:
    return [one for one in read(text) if isinstance(one, Entry)]


WHOLE = """\
| Model | Org | Params | License | Paper | Description |
|---|---|---|---|---|---|
| [MOSS](https://a.org/m) | Fudan | 16B | Apache-2.0 | [p](https://arxiv.org/abs/2304.1) | chat |
| **Firefly** | | 7B | | https://a.org/f | |
"""


def test_each_column_goes_where_its_heading_says() -> None:
    first, second = entries(WHOLE)
    assert (first.name, first.organization, first.license, first.description) == (
        "MOSS",
        "Fudan",
        "Apache-2.0",
        "chat",
    )
    assert first.links == ["https://a.org/m", "https://arxiv.org/abs/2304.1"]
    assert first.fields == [("Params", "16B"), ("Paper", "p")]
    assert (second.name, second.organization, second.license) == ("Firefly", None, None)
    assert second.fields == [("Params", "7B"), ("Paper", "https://a.org/f")]


def test_a_row_points_at_its_own_line() -> None:
    first, second = entries(WHOLE)
    lines = WHOLE.splitlines(keepends=True)
    assert WHOLE[first.start : first.end] == lines[2]
    assert WHOLE[second.start : second.end] == lines[3]


def test_the_header_is_ignored_and_says_so() -> None:
    (header,) = [one for one in read(WHOLE) if isinstance(one, Unread)]
    assert (header.outcome, header.reason) == ("ignored", "table-header")
    assert WHOLE[header.start : header.end].startswith("| Model | Org")


def test_the_column_headed_as_a_name_wins_over_the_one_with_the_links() -> None:
    (one,) = entries("| # | Link | Name |\n|---|---|---|\n| 1 | [here](https://a.org) | MOSS |\n")
    assert one.name == "MOSS"


def test_without_such_a_heading_the_column_with_most_links_holds_the_names() -> None:
    found = entries(
        "| Group | Thing | License |\n|---|---|---|\n"
        "| x | [MOSS](https://a.org/m) | [MIT](https://a.org/l) |\n"
        "| x | [GLM](https://a.org/g) | [MIT](https://a.org/l) |\n"
    )
    assert [one.name for one in found] == ["MOSS", "GLM"]


def test_without_links_in_any_candidate_the_first_column_holds_the_names() -> None:
    (one,) = entries("| A | B | Paper |\n|---|---|---|\n| MOSS | x | [p](https://a.org) |\n")
    assert one.name == "MOSS"


def test_a_row_without_a_name_is_rejected_if_it_has_links_and_else_ignored() -> None:
    found = read(
        "| # | Name | Link |\n|---|---|---|\n| 1 | MOSS | https://a.org/m |\n"
        "| 2 | | https://a.org/x |\n| 3 | | |\n"
    )
    rest = [one for one in found if isinstance(one, Unread)][1:]
    assert [(one.outcome, one.reason) for one in rest] == [
        ("reject", "no-name"),
        ("ignored", "empty-row"),
    ]
    assert "column 2" in rest[0].detail


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("| Year | Count |\n|---|---|\n| 2023 | 7 |\n", "table-without-entries"),
        ("| Part | Place |\n|---|---|\n| Chat | [go](#chat) |\n", "table-of-contents"),
    ],
)
def test_a_table_of_no_projects_is_ignored_whole(text: str, reason: str) -> None:
    (one,) = read(text)
    assert isinstance(one, Unread)
    assert (one.outcome, one.reason, one.start, one.end) == ("ignored", reason, 0, len(text))


def test_a_second_column_of_the_same_role_is_kept_as_a_field() -> None:
    (one,) = entries(
        "| Name | Model License | Data License |\n|---|---|---|\n"
        "| [MOSS](https://a.org/m) | MIT | CC-BY-4.0 |\n"
    )
    assert one.license == "MIT"
    assert one.fields == [("Data License", "CC-BY-4.0")]


def test_a_table_without_a_header_is_read_and_each_row_keeps_its_locator() -> None:
    html = (
        "<table><tr><td><a href='https://a.org/m'>MOSS</a></td><td>chat</td></tr>"
        "<tr><td><a href='https://a.org/g'>GLM</a></td></tr></table>"
    )
    (table,) = [block for block in html_blocks(html) if isinstance(block, Table)]
    found = [one for one in read_table(table, []) if isinstance(one, Entry)]
    assert [(one.name, one.locator) for one in found] == [("MOSS", "row=1.1"), ("GLM", "row=1.2")]


def test_rows_that_are_longer_or_shorter_than_the_header_are_read() -> None:
    html = (
        "<table><tr><th>Name</th><th>License</th></tr>"
        "<tr><td><a href='https://a.org/m'>MOSS</a></td><td>MIT</td>"
        "<td><a href='https://a.org/x'>x</a></td></tr>"
        "<tr><td><a href='https://a.org/g'>GLM</a></td></tr></table>"
    )
    (table,) = [block for block in html_blocks(html) if isinstance(block, Table)]
    first, second = [one for one in read_table(table, []) if isinstance(one, Entry)]
    assert (first.links, first.license) == (["https://a.org/m", "https://a.org/x"], "MIT")
    assert (second.name, second.license) == ("GLM", None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "| Branch | Status |\n|---|---|\n| main | [ok](https://a.org/1) |\n"
            "| next | [old](https://a.org/2) |\n",
            id="headed as branches",
        ),
        pytest.param(
            "| 命令 | 说明 |\n|---|---|\n| [train](https://a.org/1) | 训练 |\n"
            "| [test](https://a.org/2) | 测试 |\n",
            id="headed as commands",
        ),
        pytest.param(
            "| Toolkit | Core |\n|---|---|\n| 2.0.0 | [v2.10.0](https://a.org/1) |\n"
            "| 1.9.0 | [v2.9.0-rc1](https://a.org/2) |\n",
            id="versions",
        ),
        pytest.param(
            "| Task | Run |\n|---|---|\n| dig | `tool --task dig --input https://a.org/x` |\n"
            "| swim | `tool --task swim --input https://a.org/y` |\n",
            id="commands",
        ),
    ],
)
def test_tables_of_commands_and_versions_hold_no_entries(text: str) -> None:
    (one,) = read(text)
    assert isinstance(one, Unread)
    assert (one.reason, text[one.start : one.end]) == ("table-without-entries", text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "| Version | Model |\n|---|---|\n| 1.0 | [Otter](https://a.org/1) |\n"
            "| 2.0 | [Badger](https://a.org/2) |\n",
            id="a column of names beside the versions",
        ),
        pytest.param(
            "| Thing | Size |\n|---|---|\n| [Otter 2.0](https://a.org/1) | 7B |\n"
            "| [Badger - small](https://a.org/2) | 1B |\n",
            id="versions and dashes inside of names",
        ),
    ],
)
def test_a_version_beside_or_in_a_name_makes_no_table_of_versions(text: str) -> None:
    assert len(entries(text)) == 2


def test_rows_that_go_on_with_a_dash_are_variants_of_the_row_above() -> None:
    found = entries(
        "| Model | Top1 |\n|---|---|\n"
        "| [OtterSmall, plain](https://a.org/s) | 70 |\n| - [384](https://a.org/s384) | 71 |\n"
        "| OtterBig | 80 |\n| └ deploy=True | 80 |\n"
    )
    assert [one.name for one in found] == [
        "OtterSmall, plain",
        "OtterSmall 384",
        "OtterBig",
        "OtterBig deploy=True",
    ]
    assert found[1].links == ["https://a.org/s384"]


def test_a_dash_in_the_first_row_and_inside_of_names_is_no_variant() -> None:
    found = entries(
        "| Model | Top1 |\n|---|---|\n| - [Otter](https://a.org/o) | 1 |\n"
        "| Badger - [big](https://a.org/b) | 2 |\n"
    )
    assert [one.name for one in found] == ["Otter", "Badger - big"]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("[🤗Base](https://a.org/1) [🗜Base](https://a.org/2)", "Base"),
        ("[Otter](https://a.org/1) [Large](https://a.org/2)", "Otter Large"),
        ("Otter 🆕 (for [members](https://a.org/2))", "Otter"),
        ("[Otter](https://a.org/1) (7B)", "Otter (7B)"),
        ("Otter ([7B](https://a.org/1)) chat", "Otter (7B) chat"),
        ("[Otter](https://a.org/1) `🔥HOT`", "Otter"),
    ],
)
def test_a_cell_is_named_once_and_without_remarks_in_brackets(cell: str, name: str) -> None:
    (one,) = entries(f"| Model | Size |\n|---|---|\n| {cell} | 1B |\n")
    assert one.name == name
