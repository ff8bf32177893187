import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from published_rows import ABOUT, LATER, NOW, project, tables

from normalize.records import Tables
from output import latest
from output.runs import record
from output.schemas import SCHEMA_VERSION, SCHEMAS
from output.snapshots import (
    DatasetError,
    SchemaTooNew,
    newest,
    next_run_id,
    open_snapshot,
    prepare,
    publish,
    renew_checked_at,
)
from output.verify import verify

FIRST, SECOND = "20261120T030000Z-0001", "20261121T030000Z-0002"


def edit(file: Path, /, **values: object) -> None:
    file.write_text(json.dumps(json.loads(file.read_text()) | values))


def test_nothing_is_published_in_a_new_dataset(tmp_path: Path) -> None:
    assert newest(tmp_path / "nowhere") is None
    prepare(tmp_path / "a" / "dataset")
    assert newest(tmp_path / "a" / "dataset") is None


def test_what_is_published_is_the_newest_and_sound(tmp_path: Path) -> None:
    given = publish(tmp_path, FIRST, tables(), ABOUT, NOW)
    found = newest(tmp_path)
    assert found == given
    assert found is not None
    assert found.table("projects") == tables().projects
    assert found.tables().mentions == tables().mentions
    assert verify(found.path) == []


def test_the_pointer_has_exactly_the_keys_of_the_contract(tmp_path: Path) -> None:
    publish(tmp_path, FIRST, tables(), ABOUT, NOW)
    assert json.loads((tmp_path / "latest.json").read_text()) == {
        "run_id": FIRST,
        "path": f"snapshots/{FIRST}",
        "schema_version": SCHEMA_VERSION,
        "published_at": "2026-11-20T03:00:00Z",
        "checked_at": "2026-11-20T03:00:00Z",
    }
    assert os.readlink(tmp_path / "latest") == f"snapshots/{FIRST}"  # noqa: PTH115


def test_the_manifest_names_its_predecessor_and_every_file(tmp_path: Path) -> None:
    publish(tmp_path, FIRST, tables(), ABOUT, NOW)
    snapshot = publish(tmp_path, SECOND, tables(), ABOUT, LATER)
    text = (snapshot.path / "manifest.json").read_text()
    manifest = json.loads(text)
    assert text == json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    files = manifest.pop("files")
    assert manifest == {
        "run_id": SECOND,
        "inputs": None,
        "previous": FIRST,
        "schema_version": SCHEMA_VERSION,
        "code_version": "0.1.0",
        "published_at": "2026-11-21T03:00:00Z",
        "result": "published",
        "sources": {"one": {"mentions": 2}},
    }
    assert set(files) == {f"{name}.{end}" for name in SCHEMAS for end in ("parquet", "jsonl.gz")}
    assert files["projects.parquet"]["rows"] == 2
    assert set(files["projects.parquet"]) == {"rows", "bytes", "sha256"}
    first = open_snapshot(tmp_path, FIRST)
    assert first.manifest.previous is None


def test_earlier_snapshots_stay_as_they_were(tmp_path: Path) -> None:
    first = publish(tmp_path, FIRST, tables(), ABOUT, NOW).path
    before = {path.name: path.read_bytes() for path in first.iterdir()}
    publish(tmp_path, SECOND, tables(projects=[project()]), ABOUT, LATER)
    assert {path.name: path.read_bytes() for path in first.iterdir()} == before
    with pytest.raises(DatasetError, match="never modified"):
        publish(tmp_path, FIRST, tables(), ABOUT, LATER)
    assert {path.name: path.read_bytes() for path in first.iterdir()} == before


def test_the_same_tables_in_two_datasets_are_the_same_bytes(tmp_path: Path) -> None:
    a, b = (publish(tmp_path / d, FIRST, tables(), ABOUT, NOW).path for d in ("a", "b"))
    assert {p.name: p.read_bytes() for p in a.iterdir()} == {
        p.name: p.read_bytes() for p in b.iterdir()
    }


def test_checked_renews_only_its_own_time(tmp_path: Path) -> None:
    publish(tmp_path, FIRST, tables(), ABOUT, NOW)
    before = json.loads((tmp_path / "latest.json").read_text())
    renew_checked_at(tmp_path, LATER)
    after = json.loads((tmp_path / "latest.json").read_text())
    assert after == before | {"checked_at": "2026-11-21T03:00:00Z"}
    assert [path.name for path in (tmp_path / "snapshots").iterdir()] == [FIRST]


def test_checked_repairs_a_symlink_that_was_left_behind(tmp_path: Path) -> None:
    publish(tmp_path, FIRST, tables(), ABOUT, NOW)
    link = tmp_path / "latest"
    link.unlink()
    link.symlink_to("snapshots/elsewhere")
    renew_checked_at(tmp_path, LATER)
    assert link.resolve().name == FIRST


def test_checked_needs_something_published(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="nothing has been published"):
        renew_checked_at(tmp_path, NOW)


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", '{"schema_version": 1}', "\0\0", "\xff"])
def test_an_unreadable_pointer_is_named(damage: str, tmp_path: Path) -> None:
    publish(tmp_path, FIRST, tables(), ABOUT, NOW)
    (tmp_path / "latest.json").write_bytes(damage.encode("latin-1"))
    for use in (
        newest,
        lambda d: renew_checked_at(d, NOW),
        lambda d: publish(d, SECOND, Tables(), ABOUT, NOW),
    ):
        with pytest.raises(DatasetError, match=r"latest\.json"):
            use(tmp_path)


def test_a_pointer_to_nothing_is_named(tmp_path: Path) -> None:
    publish(tmp_path, FIRST, tables(), ABOUT, NOW)
    edit(tmp_path / "latest.json", path="snapshots/gone")
    with pytest.raises(DatasetError, match=r"latest\.json points to no snapshot.*gone"):
        newest(tmp_path)


def test_a_pointer_to_another_runs_snapshot_is_refused(tmp_path: Path) -> None:
    publish(tmp_path, FIRST, tables(), ABOUT, NOW)
    edit(tmp_path / "latest.json", run_id=SECOND)
    with pytest.raises(DatasetError, match="is the manifest of"):
        newest(tmp_path)


@pytest.mark.parametrize("file", ["latest.json", f"snapshots/{FIRST}/manifest.json"])
def test_a_newer_major_schema_is_refused_and_nothing_is_written(file: str, tmp_path: Path) -> None:
    publish(tmp_path, FIRST, tables(), ABOUT, NOW)
    edit(tmp_path / file, schema_version="2.0.0", run_id=["a new", "meaning"])
    before = sorted(path for path in tmp_path.rglob("*"))
    with pytest.raises(SchemaTooNew, match=r"2\.0\.0"):
        newest(tmp_path)
    with pytest.raises(SchemaTooNew):
        publish(tmp_path, SECOND, tables(), ABOUT, LATER)
    assert sorted(path for path in tmp_path.rglob("*")) == before


def test_a_newer_minor_schema_is_read_even_with_new_keys(tmp_path: Path) -> None:
    publish(tmp_path, FIRST, tables(), ABOUT, NOW)
    for file in ("latest.json", f"snapshots/{FIRST}/manifest.json"):
        edit(tmp_path / file, schema_version="1.9.0", colour="red")
    snapshot = newest(tmp_path)
    assert snapshot is not None
    assert snapshot.table("projects") == tables().projects


@pytest.mark.parametrize("run_id", ["", "..", "../..", "latest", f"{FIRST}/../x"])
def test_a_run_id_is_no_path(run_id: str, tmp_path: Path) -> None:
    publish(tmp_path, FIRST, tables(), ABOUT, NOW)
    with pytest.raises(DatasetError, match="not a run id"):
        open_snapshot(tmp_path, run_id)
    with pytest.raises(DatasetError, match="not a run id"):
        publish(tmp_path, run_id, tables(), ABOUT, NOW)


def test_run_numbers_only_grow_whatever_is_left_of_earlier_runs(tmp_path: Path) -> None:
    assert next_run_id(tmp_path, NOW) == FIRST
    publish(tmp_path, FIRST, tables(), ABOUT, NOW)
    assert next_run_id(tmp_path, LATER) == SECOND
    record(tmp_path, "20261121T030000Z-0007", {})
    assert next_run_id(tmp_path, NOW) == "20261120T030000Z-0008"
    (tmp_path / "snapshots" / ".tmp-20261121T030000Z-0011").mkdir()
    assert next_run_id(tmp_path, NOW) == "20261120T030000Z-0012"
    record(tmp_path, "20261121T030000Z-99999", {})
    assert next_run_id(tmp_path, NOW) == "20261120T030000Z-100000"


def test_run_numbers_grow_though_only_the_pointer_is_left(tmp_path: Path) -> None:
    publish(tmp_path, "20261120T030000Z-0041", tables(), ABOUT, NOW)
    (tmp_path / "snapshots").rename(tmp_path / "moved")
    assert next_run_id(tmp_path, NOW) == "20261120T030000Z-0042"


def test_a_row_that_does_not_fit_stops_publishing_before_anything_is_written(
    tmp_path: Path,
) -> None:
    nameless = tables(projects=[project(name=None)])
    with pytest.raises(DatasetError, match=r"projects\.name, row 0"):
        publish(tmp_path, FIRST, nameless, ABOUT, NOW)
    assert list(tmp_path.iterdir()) == []


def test_prepare_leaves_no_file_behind(tmp_path: Path) -> None:
    prepare(tmp_path / "dataset")
    prepare(tmp_path / "dataset")
    assert not any(path.is_file() for path in (tmp_path / "dataset").rglob("*"))


@pytest.mark.parametrize("path", ["file", "file/dataset", "file/a/b/dataset"])
def test_a_file_in_the_way_is_named(path: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatasetError, match=r"/file: is not a folder"):
        prepare(tmp_path / path)


def test_a_folder_where_the_symlink_belongs_is_named(tmp_path: Path) -> None:
    (tmp_path / "latest").mkdir()
    with pytest.raises(DatasetError, match="/latest: is not a symlink"):
        prepare(tmp_path)
    with pytest.raises(DatasetError, match="/latest: is not a symlink"):
        publish(tmp_path, FIRST, tables(), ABOUT, NOW)


@pytest.mark.parametrize("path", ["", "dataset", "dataset/deeper"])
def test_a_folder_that_takes_no_files_is_named(path: str) -> None:
    with TemporaryDirectory() as closed:
        Path(closed).chmod(0o555)
        with as_nobody(), pytest.raises(DatasetError, match=closed):
            prepare(Path(closed) / path)
        Path(closed).chmod(0o755)


def test_a_file_system_without_symlinks_still_publishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(next(iter(latest._NO_SYMLINKS)), "no symlinks here")

    monkeypatch.setattr(os, "symlink", refuse)
    publish(tmp_path, FIRST, tables(), ABOUT, NOW)
    found = newest(tmp_path)
    assert found is not None
    assert found.run_id == FIRST
    assert sorted(path.name for path in tmp_path.iterdir()) == ["latest.json", "snapshots"]


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up root's right to write anywhere, if we have it."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)
