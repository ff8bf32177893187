"""People's decisions by the commands: ``run`` obeys and warns, ``check`` refuses, ``why`` shows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import Almanac
from stories import rows, write_source

LIST = """# Models

- [MOSS](https://github.com/OpenLMLab/MOSS) - A chat model of Fudan.
- [Moon Speech](https://github.com/someone/moon) - It talks.
- [Firefly](https://github.com/yangjianxin1/Firefly) - Instruction tuning.
"""
SAME = """[[same]]
things = ["https://github.com/openlmlab/moss.git", "name:moon speech"]
reason = "the one moved to the other"
"""
RENAME = """[[rename]]
thing = "github:yangjianxin1/Firefly"
name = "流萤"
reason = "its title"
"""
IDLE = """[[different]]
things = ["name:firefly", "name:glowworm"]
reason = "two animals"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with one list."""
    (tmp_path / "list.md").write_text(LIST)
    write_source(tmp_path / "sources", "list", "readme", "../list.md")
    return tmp_path


def report(folder: Path) -> dict[str, Any]:
    """The report of the newest run."""
    newest = max((folder / "dataset" / "runs").glob("*.json"), key=lambda path: path.stem[-4:])
    content: dict[str, Any] = json.loads(newest.read_text())
    return content


def names(folder: Path) -> set[str]:
    return {one["name"] for one in rows(folder / "dataset", "projects")}


def test_a_run_obeys_the_file_beside_it_and_why_names_the_reason(
    almanac: Almanac, folder: Path
) -> None:
    (folder / "decisions.toml").write_text(SAME + RENAME)
    done = almanac("run")
    assert done.returncode == 0, done.stderr
    assert "decisions.toml" not in done.stderr
    assert names(folder) == {"MOSS", "流萤"}
    assert report(folder)["decisions"] == {"count": 2, "unmet": []}
    by_name = {one["name"]: one for one in rows(folder / "dataset", "projects")}
    why = almanac("why", by_name["MOSS"]["project_id"]).stdout
    assert re.search(r"decision: ?the one moved to the other", why)
    assert "(decisions.toml: [[same]] 1)" in why
    assert "its title" not in why
    assert "decided: called 流萤" in almanac("why", by_name["流萤"]["project_id"]).stdout


def test_taking_the_file_away_takes_back_what_it_did(almanac: Almanac, folder: Path) -> None:
    (folder / "decisions.toml").write_text(SAME + RENAME)
    assert almanac("run").returncode == 0
    (folder / "decisions.toml").unlink()
    assert almanac("run").returncode == 0
    assert names(folder) == {"MOSS", "Moon Speech", "Firefly"}
    assert "decisions" in report(folder)


def test_an_idle_decision_is_a_warning_and_no_error(almanac: Almanac, folder: Path) -> None:
    (folder / "mine.toml").write_text(IDLE)
    done = almanac("run", "--decisions", "mine.toml")
    assert done.returncode == 0
    said = "mine.toml: [[different]] 1: no entry is told by name:glowworm any more (two animals)"
    assert said in done.stderr
    (unmet,) = report(folder)["decisions"]["unmet"]
    assert unmet == {
        "place": "mine.toml: [[different]] 1",
        "reason": "two animals",
        "problem": "no entry is told by name:glowworm any more",
    }
    checked = almanac("check", "--decisions", "mine.toml", "--dataset", "dataset")
    assert checked.returncode == 0
    assert said in checked.stderr
    assert "name:glowworm" not in almanac("check", "--decisions", "mine.toml").stderr


@pytest.mark.parametrize("command", ["run", "check"])
def test_a_contradiction_is_refused_before_anything_is_fetched(
    almanac: Almanac, folder: Path, command: str
) -> None:
    against = SAME.replace("[[same]]", "[[different]]").replace("the one moved", "not so")
    (folder / "decisions.toml").write_text(SAME + against)
    done = almanac(command)
    assert done.returncode == 2
    assert "decisions.toml: [[different]] 1: github:openlmlab/moss and name:moonspeech" in (
        done.stderr
    )
    assert not (folder / "dataset").exists()


def test_check_counts_the_decisions(almanac: Almanac, folder: Path) -> None:
    (folder / "decisions.toml").write_text(SAME + RENAME)
    done = almanac("check")
    assert done.returncode == 0
    assert "1 sources with 1 documents and 2 decisions: nothing wrong." in done.stdout


def test_a_file_that_is_named_and_missing_is_refused(almanac: Almanac, folder: Path) -> None:
    for command in (["run"], ["check"], ["why", "p0123456789abcdef"]):
        done = almanac(*command, "--decisions", "none.toml")
        assert done.returncode == 2, command
        assert "none.toml: No such file" in done.stderr
