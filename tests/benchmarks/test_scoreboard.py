from pathlib import Path

import pytest

from benchmarks import scoreboard
from benchmarks.cases import Case
from benchmarks.comparing import Result
from benchmarks.damage import Damage
from benchmarks.scoreboard import END, START, Table, restoration, share, summary, write
from benchmarks.unseen import Text


def result(ours: float, theirs: float, target: float | None) -> Result:
    damage = Damage("CP437", str)
    case = Case("No byte lost", "Chinese", damage, lambda: Text("Chinese", ()), target)
    return Result(case, 1000, 1.0, {"ftfy": theirs, "ftfy default": 0.5, "ours": ours})


def test_rows_that_miss_their_target_or_lose_to_ftfy_say_so() -> None:
    rows = [result(0, 0, 0), result(0.01, 0.2, 0.005), result(0.01, 0.001, None)]
    table = restoration("No byte lost", rows)
    assert [row[-1] for row in table.rows] == ["0", "≤ 0.50%, missed", "ftfy is better"]
    assert (table.met, table.missed, table.worse_than_ftfy) == (1, 1, 1)
    assert summary([table]).startswith("3 rows; of 2 targets 1 are met and 1 missed;")


def test_a_share_is_zero_only_if_nothing_at_all_is_wrong() -> None:
    assert share(0) == "0"
    assert share(0.000004) == "0.0004%"
    assert share(0.0123) == "1.23%"
    assert share(0.5123) == "51.2%"


def test_writing_replaces_what_is_between_the_markers_and_keeps_the_prose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "restoration.md"
    page.write_text(f"# Prose\n\n{START}\nold\n{END}\n\nMore prose.\n", encoding="utf-8")
    monkeypatch.setattr(scoreboard, "SCOREBOARD", page)
    monkeypatch.setattr(scoreboard, "versions", lambda: "Versions.")
    tables = [Table("Speed", ("Text", "Times"), [("a|b", "2")], met=1)]
    write(tables)
    once = page.read_text(encoding="utf-8")
    write(tables)
    assert page.read_text(encoding="utf-8") == once
    assert once.startswith("# Prose\n")
    assert once.endswith(f"{END}\n\nMore prose.\n")
    assert "old" not in once
    assert "| Text | Times |\n| --- | --: |\n| a/b | 2 |" in once
