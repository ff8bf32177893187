"""Each wrong input gets an error that names the culprit, and the exit status of the contract."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from conftest import ROOT, Almanac
from stories import latest, write_source

GOOD = ROOT / "samples" / "documents" / "models.zh.cp1252.md"


def test_a_missing_file_is_named(almanac: Almanac, tmp_path: Path) -> None:
    write_source(tmp_path / "sources", "gone", "readme", "nowhere.md")
    done = almanac("run")
    assert done.returncode == 3
    assert "gone failed: nowhere.md: fetch failed, no-such-file" in done.stderr
    assert not (tmp_path / "dataset" / "latest.json").exists()


def test_an_empty_file_is_named(almanac: Almanac, tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_text("\n")
    write_source(tmp_path / "sources", "hollow", "readme", "../empty.md")
    done = almanac("run")
    assert done.returncode == 3
    assert "hollow failed: ../empty.md: read failed, empty" in done.stderr


@pytest.mark.parametrize(
    ("kind", "body", "reason"),
    [
        ("pdf", b"# A Markdown file\n", "not-a-pdf"),
        ("readme", b"%PDF-1.7\n", "not-text"),
        ("readme", b"<!DOCTYPE html><html><body>x</body></html>", "not-readme"),
        ("webpage", b"just words\n", "not-html"),
        ("plaintext", bytes(range(256)) * 4 + b"\0" * 100, "not-text"),
    ],
)
def test_a_document_that_is_not_what_its_kind_says_is_named(
    almanac: Almanac, tmp_path: Path, kind: str, body: bytes, reason: str
) -> None:
    (tmp_path / "document").write_bytes(body)
    write_source(tmp_path / "sources", "other", kind, "../document")
    done = almanac("run")
    assert done.returncode == 3
    assert f"other failed: ../document: read failed, {reason}" in done.stderr


def test_a_refused_connection_is_named_and_the_other_sources_publish(
    almanac: Almanac, tmp_path: Path
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    url = f"http://127.0.0.1:{port}/list.md"
    write_source(tmp_path / "sources", "away", "readme", url, extra="allow_private = true\n")
    write_source(tmp_path / "sources", "good", "readme", GOOD)
    done = almanac("run")
    assert done.returncode == 1
    assert f"away failed: {url}: fetch failed, connection-refused" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Published" in done.stdout


def test_a_dataset_below_a_file_is_named_before_anything_is_fetched(
    almanac: Almanac, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    write_source(tmp_path / "sources", "good", "readme", GOOD)
    done = almanac("run", "--dataset", tmp_path / "file" / "dataset")
    assert done.returncode == 2
    assert f"{tmp_path / 'file'}: is not a folder" in done.stderr
    assert "entries" not in done.stderr


def test_a_snapshot_of_a_newer_major_schema_is_left_alone(almanac: Almanac, tmp_path: Path) -> None:
    write_source(tmp_path / "sources", "good", "readme", GOOD)
    assert almanac("run").returncode == 0
    pointer = tmp_path / "dataset" / "latest.json"
    newer = {**latest(tmp_path / "dataset"), "schema_version": "99.0.0"}
    pointer.write_text(json.dumps(newer))
    done = almanac("run")
    assert done.returncode == 2
    assert "99.0.0" in done.stderr
    assert json.loads(pointer.read_text()) == newer


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('kind = "pfd"\ntitle = "x"\nurls = ["a"]', "kind 'pfd' is not one of readme"),
        ('kind = "pdf"\ntitle = "x"\nurls = ["a"]\nlisense = "MIT"', "unknown key 'lisense'"),
        ('kind = "pdf"\ntitle = "x"\nurls = ["a"]\n[limits]\nhours = 1', "'hours' in [limits]"),
        ('kind = "pdf"\nurls = ["a"]', "the key 'title' is missing"),
        ('kind = "pdf"\ntitle = "x"\nurls = ["ftp://x.org/a"]', "'ftp://x.org/a' is neither"),
        ('kind = "pdf"\ntitle = "x"\nurls = ["http://"]', "'http://' has no host"),
        ('kind = "pdf"\ntitle = "x"\nurls = "a"', "key 'urls'"),
        ('kind = "pdf', "not valid TOML"),
    ],
)
def test_check_names_the_file_and_the_key(
    almanac: Almanac, tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "broken.toml").write_text(text)
    done = almanac("check")
    assert done.returncode == 2
    assert "sources/broken.toml: " in done.stderr
    assert message in done.stderr


def test_check_names_both_files_of_one_id(almanac: Almanac, tmp_path: Path) -> None:
    write_source(tmp_path / "sources" / "one", "twice", "readme", "a.md")
    write_source(tmp_path / "sources" / "two", "twice", "readme", "a.md")
    done = almanac("check")
    assert done.returncode == 2
    assert "sources/two/twice.toml" in done.stderr
    assert "sources/one/twice.toml" in done.stderr


def test_check_finds_nothing_wrong_with_what_we_ship(almanac: Almanac) -> None:
    for folder in ("sources", "samples/sources"):
        done = almanac("check", "--sources", ROOT / folder)
        assert done.returncode == 0, done.stderr


def test_an_unknown_source_is_named(almanac: Almanac, tmp_path: Path) -> None:
    write_source(tmp_path / "sources", "good", "readme", GOOD)
    done = almanac("run", "--only", "god")
    assert done.returncode == 2
    assert "there is no source 'god'; there are: good" in done.stderr
