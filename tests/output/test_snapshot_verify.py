import gzip
import hashlib
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from published_rows import ABOUT, NOW, mention, project, tables

from normalize.records import Tables
from output.snapshots import publish
from output.verify import verify

RUN = "20261120T030000Z-0001"


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    return publish(tmp_path, RUN, tables(), ABOUT, NOW).path


def edit(snapshot: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = snapshot / "manifest.json"
    manifest = json.loads(path.read_text())
    change(manifest)
    path.write_text(json.dumps(manifest))


def vouch(snapshot: Path, file: str, **facts: object) -> None:
    """Let the manifest promise what the file is now."""
    body = (snapshot / file).read_bytes()
    actual = {"bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}
    edit(snapshot, lambda manifest: manifest["files"][file].update(actual | facts))


def test_a_sound_snapshot_has_no_problems(snapshot: Path) -> None:
    assert verify(snapshot) == []
    assert verify(snapshot.parents[1] / "latest") == []


def test_an_empty_snapshot_is_sound(tmp_path: Path) -> None:
    assert verify(publish(tmp_path, RUN, Tables(), ABOUT, NOW).path) == []


def test_a_missing_file_is_found(snapshot: Path) -> None:
    (snapshot / "repairs.jsonl.gz").unlink()
    assert verify(snapshot) == ["repairs.jsonl.gz: missing"]


def test_a_truncated_file_is_found(snapshot: Path) -> None:
    path = snapshot / "projects.parquet"
    size = path.stat().st_size
    path.write_bytes(path.read_bytes()[:-1])
    size_problem, digest_problem = verify(snapshot)
    assert size_problem == f"projects.parquet: {size - 1} bytes instead of {size}"
    assert digest_problem.startswith("projects.parquet: sha256")


def test_a_flipped_bit_is_found(snapshot: Path) -> None:
    path = snapshot / "projects.parquet"
    body = bytearray(path.read_bytes())
    body[100] ^= 1
    path.write_bytes(body)
    (problem,) = verify(snapshot)
    assert problem.startswith("projects.parquet: sha256")


def test_a_wrong_number_of_rows_is_found(snapshot: Path) -> None:
    edit(snapshot, lambda manifest: manifest["files"]["projects.parquet"].update(rows=9))
    assert verify(snapshot) == ["projects.parquet: 2 rows instead of 9"]


def test_json_lines_that_lack_a_row_are_found(snapshot: Path) -> None:
    path = snapshot / "projects.jsonl.gz"
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).splitlines(True)[0]))
    vouch(snapshot, path.name, rows=1)
    assert verify(snapshot) == ["projects.jsonl.gz: 1 rows, but projects.parquet has 2"]


def test_another_schema_is_found(snapshot: Path) -> None:
    path = snapshot / "rejects.parquet"
    pq.write_table(pq.read_table(path).append_column("extra", pa.array(["x"])), path)
    vouch(snapshot, path.name)
    assert verify(snapshot) == ["rejects.parquet: schema differs: extra"]


def test_ids_that_stand_twice_are_found(tmp_path: Path) -> None:
    twice = tables(projects=[project("p1"), project("p2"), project("p1")])
    path = publish(tmp_path, RUN, twice, ABOUT, NOW).path
    assert verify(path) == ["projects.parquet: project_id 'p1' stands 2 times"]


def test_a_mention_of_an_unknown_project_is_found(tmp_path: Path) -> None:
    lost = tables(mentions=[mention("m1"), mention("m2", project_id="p9")])
    path = publish(tmp_path, RUN, lost, ABOUT, NOW).path
    assert verify(path) == ["mentions.parquet: 'm2' points to unknown project 'p9'"]


def test_an_unexpected_file_is_found(snapshot: Path) -> None:
    (snapshot / "notes.txt").write_text("")
    (snapshot / "folder").mkdir()
    assert verify(snapshot) == ["folder: unexpected file", "notes.txt: unexpected file"]


def test_a_file_the_manifest_does_not_know_is_found(snapshot: Path) -> None:
    edit(snapshot, lambda manifest: manifest["files"].pop("rejects.parquet"))
    assert verify(snapshot) == ["rejects.parquet: not in manifest.json"]


def test_a_manifest_that_names_files_elsewhere_is_not_followed(snapshot: Path) -> None:
    facts = {"rows": 0, "bytes": 0, "sha256": ""}
    edit(snapshot, lambda manifest: manifest["files"].update({"../../latest.json": facts}))
    (problem,) = verify(snapshot)
    assert "'../../latest.json', which is no file of a snapshot" in problem


def test_the_manifest_of_another_run_is_found(snapshot: Path) -> None:
    edit(snapshot, lambda manifest: manifest.update(run_id="20261120T030000Z-0002"))
    assert verify(snapshot) == ["manifest.json: is the manifest of '20261120T030000Z-0002'"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b'{"schema_version": "2.0.0"}'])
def test_a_damaged_manifest_is_a_problem_not_an_exception(body: bytes, snapshot: Path) -> None:
    (snapshot / "manifest.json").write_bytes(body)
    (problem,) = verify(snapshot)
    assert "manifest.json" in problem


def test_no_snapshot_at_all_is_a_problem_not_an_exception(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "nowhere", tmp_path / "file", tmp_path):
        (problem,) = verify(path)
        assert "manifest.json" in problem


def test_a_folder_in_place_of_a_table_is_a_problem_not_an_exception(snapshot: Path) -> None:
    (snapshot / "projects.parquet").unlink()
    (snapshot / "projects.parquet").mkdir()
    assert any(problem.startswith("projects.parquet") for problem in verify(snapshot))


def test_no_damage_that_the_manifest_vouches_for_makes_it_raise(snapshot: Path) -> None:
    chance = random.Random(7)
    for file in ("projects.parquet", "projects.jsonl.gz", "mentions.parquet"):
        path = snapshot / file
        sound = path.read_bytes()
        bodies = [sound[:n] for n in (0, 3, len(sound) // 2, len(sound) - 1)]
        for _ in range(60):
            body = bytearray(sound)
            body[chance.randrange(len(body))] = chance.randrange(256)
            bodies.append(bytes(body))
        for body in bodies:
            path.write_bytes(body)
            vouch(snapshot, file)
            assert isinstance(verify(snapshot), list)
        for body in bodies[:3]:
            path.write_bytes(body)
            vouch(snapshot, file)
            assert any(problem.startswith(file) for problem in verify(snapshot))
        path.write_bytes(sound)
        vouch(snapshot, file)
    assert verify(snapshot) == []
