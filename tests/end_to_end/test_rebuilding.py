"""A snapshot is made again out of what was fetched for it, and an older one becomes the newest."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import Almanac
from stories import latest, table_bytes, write_source

LIST = "# Models\n\n- [Firefly](https://github.com/yangjianxin1/Firefly) - a chat model\n"
MORE = LIST + "- [Linly](https://github.com/CVI-SZU/Linly) - adapted\n"
CHUNKS = (
    "1. Firefly: a chat model, https://github.com/yangjianxin1/Firefly\n"
    "2. Moss: with plugins, https://github.com/OpenLMLab/MOSS\n",
    "2. Moss: with plugins, https://github.com/OpenLMLab/MOSS\n"
    "3. Linly: adapted, https://github.com/CVI-SZU/Linly\n",
)


@pytest.fixture
def dataset(almanac: Almanac, tmp_path: Path) -> Path:
    """Two snapshots: one of three sources, of which one fails; and one where a list grew."""
    (tmp_path / "list.md").write_text(LIST)
    for number, text in enumerate(CHUNKS):
        (tmp_path / f"chunk{number}.txt").write_text(text)
    write_source(tmp_path / "sources", "list", "readme", tmp_path / "list.md")
    write_source(tmp_path / "sources", "chunks", "plaintext", *sorted(tmp_path.glob("chunk*.txt")))
    write_source(tmp_path / "sources", "gone", "readme", tmp_path / "gone.md")
    assert almanac("run").returncode == 1
    (tmp_path / "list.md").write_text(MORE)
    assert almanac("run").returncode == 1
    return tmp_path / "dataset"


def snapshots(dataset: Path) -> list[Path]:
    return sorted((dataset / "snapshots").iterdir())


def whole(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_every_run_is_made_again_identical_in_every_byte(almanac: Almanac, dataset: Path) -> None:
    for folder in snapshots(dataset):
        done = almanac("rebuild", "--run", folder.name)
        assert done.returncode == 0, done.stderr
        assert "identical in every byte" in done.stdout


def test_the_documents_themselves_are_not_needed(
    almanac: Almanac, dataset: Path, tmp_path: Path
) -> None:
    for path in [*tmp_path.glob("*.md"), *tmp_path.glob("chunk*"), *tmp_path.glob("sources/*")]:
        path.unlink()
    shutil.rmtree(dataset / ".readings")
    done = almanac("rebuild", "--into", tmp_path / "again")
    assert done.returncode == 0, done.stderr
    assert whole(tmp_path / "again") == whole(snapshots(dataset)[-1])


@pytest.mark.parametrize("which", [0, 1])
def test_a_snapshot_that_is_gone_is_put_back(almanac: Almanac, dataset: Path, which: int) -> None:
    folder = snapshots(dataset)[which]
    before = whole(folder)
    shutil.rmtree(folder)
    done = almanac("rebuild", "--run", folder.name)
    assert done.returncode == 0, done.stderr
    assert "put back" in done.stdout
    assert whole(folder) == before
    assert almanac("verify", folder.name).returncode == 0


def test_where_all_snapshots_are_gone_the_first_is_made_for_the_second(
    almanac: Almanac, dataset: Path
) -> None:
    last = snapshots(dataset)[-1]
    before = whole(last)
    shutil.rmtree(dataset / "snapshots")
    (dataset / "snapshots").mkdir()
    assert almanac("rebuild", "--run", last.name).returncode == 0
    assert whole(last) == before


def test_a_damaged_snapshot_is_put_back_and_a_sound_one_never_replaced(
    almanac: Almanac, dataset: Path
) -> None:
    folder = snapshots(dataset)[-1]
    before = whole(folder)
    (folder / "projects.parquet").write_bytes(b"broken")
    assert almanac("verify").returncode == 1
    assert almanac("rebuild").returncode == 0
    assert whole(folder) == before
    inode = (folder / "manifest.json").stat().st_ino
    assert almanac("rebuild").returncode == 0
    assert (folder / "manifest.json").stat().st_ino == inode


def test_a_body_that_is_lost_is_named(almanac: Almanac, dataset: Path) -> None:
    for path in (dataset / "archive").glob("??/*.warc.gz"):
        path.unlink()
    done = almanac("rebuild")
    assert done.returncode == 2
    assert "missing" in done.stderr
    assert "archive/" in done.stderr


def test_a_run_that_was_not_captured_is_named(almanac: Almanac, dataset: Path) -> None:
    done = almanac("rebuild", "--run", "20200101T000000Z-0099")
    assert done.returncode == 2
    assert "20200101T000000Z-0099" in done.stderr
    assert almanac("rebuild", "--run", "../../etc").returncode == 2


def test_captures_are_records_that_any_tool_for_warc_reads(dataset: Path) -> None:
    from warcio.archiveiterator import ArchiveIterator

    newest = sorted((dataset / "archive" / "runs").iterdir())[-1]
    with newest.open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file)]
    assert kinds == ["warcinfo", *["revisit", "metadata"] * 3, "metadata"]


def test_an_older_snapshot_becomes_the_newest_and_the_next_run_goes_on_from_it(
    almanac: Almanac, dataset: Path
) -> None:
    first, second = snapshots(dataset)
    before = table_bytes(dataset)
    done = almanac("rollback")
    assert done.returncode == 0, done.stderr
    assert latest(dataset)["run_id"] == first.name
    assert (dataset / "latest").resolve() == first.resolve()
    assert almanac("rollback", second.name).returncode == 0
    assert table_bytes(dataset) == before
    almanac("rollback", first.name)
    assert almanac("run").returncode == 1
    assert latest(dataset)["run_id"] not in (first.name, second.name)
    assert len(snapshots(dataset)) == 3


def test_there_is_nothing_before_the_first_snapshot(almanac: Almanac, dataset: Path) -> None:
    almanac("rollback")
    done = almanac("rollback")
    assert done.returncode == 2
    assert "there is no sound one before it" in done.stderr


def test_a_damaged_snapshot_is_no_goal(almanac: Almanac, dataset: Path) -> None:
    first, second = snapshots(dataset)
    (first / "projects.parquet").write_bytes(b"broken")
    done = almanac("rollback", first.name)
    assert done.returncode == 2
    assert f"almanac rebuild --run {first.name}" in done.stderr
    assert latest(dataset)["run_id"] == second.name


def test_a_newest_snapshot_that_broke_is_no_obstacle(almanac: Almanac, dataset: Path) -> None:
    first, second = snapshots(dataset)
    before = whole(second)
    (second / "manifest.json").unlink()
    assert f"almanac rebuild --run {second.name}" in almanac("verify").stderr
    assert almanac("rebuild").returncode == 0
    assert whole(second) == before
    (second / "manifest.json").write_text("{")
    assert almanac("rollback").returncode == 0
    assert latest(dataset)["run_id"] == first.name


def test_what_was_never_published_is_not_put_back(almanac: Almanac, dataset: Path) -> None:
    first, second = snapshots(dataset)
    pointer = (dataset / "latest.json").read_text()
    (dataset / "latest.json").write_text(pointer.replace(second.name, first.name))
    report = dataset / "runs" / f"{second.name}.json"
    report.write_text(report.read_text().replace('"published"', '"started"'))
    shutil.rmtree(second)
    done = almanac("rebuild", "--run", second.name)
    assert done.returncode == 2
    assert "published nothing" in done.stderr
    assert not second.exists()
