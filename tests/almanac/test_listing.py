"""Tables of one line a row: no row is wider than the terminal, and nothing wraps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from almanac.listing import Column, fitted, listing


def column(title: str, *cells: str, least: int = 8, rank: int = 0, right: bool = False) -> Column:
    return Column(
        title=title, cells=[Text(cell) for cell in cells], least=least, rank=rank, right=right
    )


words = st.text(alphabet="ab 大模型🔥é-", max_size=60)


@given(
    rows=st.lists(st.tuples(words, words, words), min_size=1, max_size=5),
    width=st.integers(20, 200),
)
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, str, str]], width: int) -> None:
    columns = [column(f"column {at}", *(row[at] for row in rows), rank=at) for at in range(3)]
    made = listing(columns, width)
    assert len(made.rows) in (0, len(rows))
    for line in [made.header, *made.rows]:
        assert cell_len(line.plain) <= width
        assert "\n" not in line.plain


def test_columns_begin_at_the_same_cell_whatever_letters_stand_before_them() -> None:
    made = listing([column("name", "文心一言", "MOSS"), column("link", "a.org", "b.org")], 40)
    at = [cell_len(row.plain[: row.plain.index(".org")]) for row in made.rows]
    assert at[0] == at[1]


def test_what_is_too_long_ends_in_an_ellipsis_and_what_fits_is_whole() -> None:
    made = listing([column("name", "x" * 50, "short"), column("link", "y" * 50, "a.org")], 30)
    assert made.rows[0].plain.count("…") == 2
    assert "short" in made.rows[1].plain
    assert "a.org" in made.rows[1].plain


def test_columns_of_high_rank_go_first_and_are_named() -> None:
    columns = [
        column("where", "line=12", rank=2),
        column("name", "MOSS is a name of this length", least=20, rank=0),
        column("text", "a description of this length", least=20, rank=1),
    ]
    assert listing(columns, 80).left_out == []
    assert listing(columns, 44).left_out == ["where"]
    assert listing(columns, 25).left_out == ["where", "text"]


def test_a_column_without_content_is_neither_shown_nor_missed() -> None:
    made = listing([column("name", "MOSS"), column("licence", "")], 80)
    assert made.header.plain == "name"
    assert made.left_out == []


def test_numbers_stand_at_the_right() -> None:
    made = listing([column("count", "1", "1,000", right=True)], 80)
    assert [row.plain for row in made.rows] == ["    1", "1,000"]


@pytest.mark.parametrize("width", [1, 2, 3, 10])
def test_a_line_is_cut_to_its_width_in_cells(width: int) -> None:
    assert cell_len(fitted(Text("大模型列表 of models"), width).plain) <= width
