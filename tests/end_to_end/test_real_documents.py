"""One run over real documents that are not part of the project: skipped where they are not."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED, Almanac, needs_shared
from stories import latest, manifest, rows, table_bytes, write_source

pytestmark = needs_shared

EPOCH = {"SOURCE_DATE_EPOCH": "1767225600"}


def seed(number: str) -> Path:
    return next((SHARED / "seeds").glob(f"{number}_*"))


def versions() -> Iterator[tuple[str, list[Path]]]:
    """The real lists, each with its versions from old to new."""
    with (SHARED / "corpus" / "INDEX.toml").open("rb") as file:
        index: dict[str, Any] = tomllib.load(file)
    for one in index["list"]:
        yield one["id"], [SHARED / "corpus" / version for version in one["versions"]]


def write_sources(folder: Path) -> None:
    """The five documents and the newest version of each list."""
    print_out = [seed(number) for number in ("001", "000", "003")]
    write_source(folder, "print-out", "plaintext", *print_out)
    write_source(folder, "mojibake", "readme", seed("002"))
    write_source(folder, "translated", "webpage", seed("004"))
    for source_id, paths in versions():
        write_source(folder, source_id, "readme", paths[-1])


@pytest.fixture
def published(almanac: Almanac, tmp_path: Path) -> Path:
    write_sources(tmp_path / "sources")
    done = almanac("run", **EPOCH)
    assert done.returncode == 0, done.stderr
    return tmp_path / "dataset"


def test_everything_is_read_and_counted(published: Path) -> None:
    counts = {one["source_id"]: one["mention_count"] for one in rows(published, "sources")}
    assert counts["translated"] >= 370
    assert counts["print-out"] >= 60
    documents = 0
    for source in manifest(published)["sources"].values():
        for coverage in source["coverage"].values():
            documents += 1
            for what in ("links", "rows"):
                count = coverage[what]
                covered = count["mention"] + count["reject"] + count["ignored"]
                assert covered == count["total"]
    assert documents == 9
    # The guarantee would hold emptily if what nobody read were simply called a reject.
    assert [one for one in rows(published, "rejects") if one["reason"] == "unread"] == []


def test_the_same_again_publishes_nothing(almanac: Almanac, published: Path) -> None:
    before = latest(published)["run_id"]
    again = almanac("run", **EPOCH)
    assert again.returncode == 0
    assert "Nothing changed" in again.stdout
    assert latest(published)["run_id"] == before


def test_another_folder_gets_the_same_bytes(almanac: Almanac, published: Path) -> None:
    assert almanac("run", "--dataset", "other", **EPOCH).returncode == 0
    assert table_bytes(published) == table_bytes(published.parent / "other")


def test_the_next_version_of_a_list_changes_what_the_list_changed_and_nothing_else(
    almanac: Almanac, published: Path, tmp_path: Path
) -> None:
    # From an older version to the one after it: every change must come from that list alone.
    paths = dict(versions())["llms-in-china"]
    write_source(tmp_path / "sources", "llms-in-china", "readme", paths[-3])
    assert almanac("run", "--only", "llms-in-china").returncode == 0
    before = {one["mention_id"]: one for one in rows(published, "mentions")}
    write_source(tmp_path / "sources", "llms-in-china", "readme", paths[-2])
    assert almanac("run").returncode == 0
    after = {one["mention_id"]: one for one in rows(published, "mentions")}
    moved = before.keys() ^ after.keys()
    assert moved
    assert {(before | after)[one]["source_id"] for one in moved} == {"llms-in-china"}
    touched = {one["project_id"] for one in rows(published, "changes")}
    of_the_list = {
        one["project_id"]
        for one in [*before.values(), *after.values()]
        if one["source_id"] == "llms-in-china"
    }
    assert touched
    assert touched <= of_the_list
