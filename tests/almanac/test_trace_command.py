"""``almanac trace`` from outside: a published dataset, a file, and what stands nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Almanac
from stories import rows, write_source

LIST = "# List\n\n- [MOSS](https://github.com/OpenLMLab/MOSS) - a model of {place}.\n"


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.md"
    path.write_text(LIST.format(place="Shanghai"))
    return path


def test_a_file_of_which_nothing_is_published_is_looked_at(almanac: Almanac, listed: Path) -> None:
    done = almanac("trace", "http://github.com/openlmlab/moss.git", "--in", listed)
    assert done.returncode == 0, done.stderr
    assert "became     mention" in done.stdout
    assert "line=3" in done.stdout
    assert "»https://github.com/OpenLMLab/MOSS«" in done.stdout


def test_what_stands_nowhere_is_said_with_what_comes_near(almanac: Almanac, listed: Path) -> None:
    done = almanac("trace", "MOOSS", "--in", listed)
    assert done.returncode == 1
    assert f"'MOOSS' stands nowhere in {listed}" in done.stderr
    assert "The nearest: MOSS" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["", "--in", "list.md"], "say what to look for"),
        ([" "], "say what to look for"),
        (["x", "--kind", "pdf"], "--kind is of the file"),
        (["x", "--in", "nowhere.md"], "nowhere.md"),
        (["x", "--in", "list.md", "--kind", "pdf"], "list.md: not-a-pdf"),
    ],
)
def test_bad_usage_is_named(
    almanac: Almanac, listed: Path, arguments: list[str], said: str
) -> None:
    done = almanac("trace", *arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_body_that_is_gone_does_not_hide_the_other_documents(
    almanac: Almanac, tmp_path: Path, listed: Path
) -> None:
    other = tmp_path / "other.md"
    other.write_text(LIST.format(place="Beijing"))
    write_source(tmp_path / "sources", "one", "readme", listed)
    write_source(tmp_path / "sources", "two", "readme", other)
    assert almanac("run").returncode == 0
    both = almanac("trace", "https://github.com/OpenLMLab/MOSS")
    assert both.stdout.count("became     mention") == 2
    (document,) = (
        one for one in rows(tmp_path / "dataset", "documents") if one["source_id"] == "one"
    )
    (tmp_path / "dataset" / document["archive_ref"]).unlink()
    done = almanac("trace", "https://github.com/OpenLMLab/MOSS")
    assert done.returncode == 0
    assert "not looked at: one: " in done.stderr
    assert "a model of Beijing" in done.stdout
