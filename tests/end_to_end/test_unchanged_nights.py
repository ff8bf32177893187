"""A night in which nothing changed costs one small request per document, and publishes nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from conftest import Almanac
from list_server import ListServer, list_server
from stories import latest, rows, table_bytes, write_source

LIST = """# Models

- [Firefly](https://github.com/yangjianxin1/Firefly) - Chinese chat model, Apache-2.0
- [Moss](https://github.com/OpenLMLab/MOSS) - a plugin-augmented model
"""
PRIVATE = "allow_private = true\n"


@pytest.fixture
def server() -> Iterator[ListServer]:
    with list_server() as running:
        yield running


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    return tmp_path / "dataset"


def readings_of(dataset: Path) -> dict[Path, int]:
    return {path: path.stat().st_ino for path in (dataset / ".readings").rglob("*.zst")}


def test_an_unchanged_document_is_asked_for_with_its_validator_and_not_sent_again(
    almanac: Almanac, server: ListServer, tmp_path: Path, dataset: Path
) -> None:
    url = server.serve("/list.md", LIST)
    write_source(tmp_path / "sources", "list", "readme", url, extra=PRIVATE)
    assert almanac("run").returncode == 0
    first = latest(dataset)["run_id"]
    kept = readings_of(dataset)
    again = almanac("run")
    assert again.returncode == 0
    assert "Nothing changed; nothing was published" in again.stdout
    assert latest(dataset)["run_id"] == first
    assert server.asked_for("/list.md") == [200, 304]
    assert server.asked_for("/robots.txt") == [404, 404]
    assert readings_of(dataset) == kept


def test_a_document_that_changed_is_read_and_its_neighbour_is_not(
    almanac: Almanac, server: ListServer, tmp_path: Path, dataset: Path
) -> None:
    write_source(tmp_path / "sources", "a", "readme", server.serve("/a.md", LIST), extra=PRIVATE)
    write_source(tmp_path / "sources", "b", "readme", server.serve("/b.md", LIST), extra=PRIVATE)
    assert almanac("run").returncode == 0
    server.serve("/b.md", LIST + "- [Linly](https://github.com/CVI-SZU/Linly) - adapted\n")
    assert almanac("run").returncode == 0
    assert server.asked_for("/a.md") == [200, 304]
    assert server.asked_for("/b.md") == [200, 200]
    assert [one["name"] for one in rows(dataset, "changes")] == ["Linly"]
    states = {one["source_id"]: one["status"] for one in rows(dataset, "sources")}
    assert states == {"a": "unchanged", "b": "fetched"}


def test_a_body_that_is_lost_is_fetched_in_full(
    almanac: Almanac, server: ListServer, tmp_path: Path, dataset: Path
) -> None:
    url = server.serve("/list.md", LIST)
    write_source(tmp_path / "sources", "list", "readme", url, extra=PRIVATE)
    assert almanac("run").returncode == 0
    for path in (dataset / "archive").glob("??/*.warc.gz"):
        path.write_bytes(b"broken")
    assert almanac("run").returncode == 0
    assert server.asked_for("/list.md") == [200, 200]
    assert almanac("run").returncode == 0
    assert server.asked_for("/list.md") == [200, 200, 304]


def test_a_reading_that_is_lost_is_made_again_of_the_archived_body(
    almanac: Almanac, server: ListServer, tmp_path: Path, dataset: Path
) -> None:
    url = server.serve("/list.md", LIST)
    write_source(tmp_path / "sources", "list", "readme", url, extra=PRIVATE)
    assert almanac("run").returncode == 0
    before = table_bytes(dataset)
    for path in readings_of(dataset):
        path.unlink()
    assert almanac("run").returncode == 0
    assert server.asked_for("/list.md") == [200, 304]
    assert readings_of(dataset)
    assert table_bytes(dataset) == before


def test_a_source_file_that_changed_has_the_archived_body_read_again(
    almanac: Almanac, server: ListServer, tmp_path: Path, dataset: Path
) -> None:
    url = server.serve("/list.md", LIST)
    write_source(tmp_path / "sources", "list", "readme", url, extra=PRIVATE)
    assert almanac("run").returncode == 0
    write_source(
        tmp_path / "sources", "list", "readme", url, extra=PRIVATE + "publish_text = false\n"
    )
    assert almanac("run").returncode == 0
    assert server.asked_for("/list.md") == [200, 304]
    assert {one["description"] for one in rows(dataset, "mentions")} == {None}


def test_followed_pages_are_found_in_a_page_that_was_not_sent_again(
    almanac: Almanac, server: ListServer, tmp_path: Path, dataset: Path
) -> None:
    url = server.serve("/list.md", LIST + "- [more](more.md)\n")
    server.serve("/more.md", "# More\n\n- [Linly](https://github.com/CVI-SZU/Linly) - adapted\n")
    extra = PRIVATE + 'follow = ["more.md"]\n'
    write_source(tmp_path / "sources", "list", "readme", url, extra=extra)
    assert almanac("run").returncode == 0
    assert almanac("run").returncode == 0
    assert server.asked_for("/more.md") == [200, 304]
    assert "Linly" in {one["name"] for one in rows(dataset, "mentions")}


def test_a_server_that_says_unchanged_without_being_asked_is_not_believed(
    almanac: Almanac, server: ListServer, tmp_path: Path, dataset: Path
) -> None:
    url = server.serve("/list.md", lambda handler: server.send(handler, 304, b""))
    write_source(tmp_path / "sources", "list", "readme", url, extra=PRIVATE)
    done = almanac("run")
    assert done.returncode == 3
    assert "http-304" in done.stderr
    assert not (dataset / "latest.json").exists()


def test_what_a_killed_run_fetched_is_not_fetched_again(
    almanac: Almanac, server: ListServer, tmp_path: Path, dataset: Path
) -> None:
    stalled = False

    def stall(handler: BaseHTTPRequestHandler) -> None:
        nonlocal stalled
        if stalled:
            server.send(handler, 200, LIST.encode())
        else:
            stalled = True
            time.sleep(30)

    quick = server.serve("/quick.md", LIST)
    write_source(tmp_path / "sources", "quick", "readme", quick, extra=PRIVATE)
    write_source(
        tmp_path / "sources", "slow", "readme", server.serve("/slow.md", stall), extra=PRIVATE
    )
    almanac("--version")  # the configuration lies in the folder now
    running = subprocess.Popen(
        [sys.executable, "-m", "almanac", "run"],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not (stalled and list((dataset / ".staging").glob("*/documents.jsonl"))):
        time.sleep(0.05)
        assert running.poll() is None
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert almanac("run").returncode == 0
    assert server.asked_for("/quick.md") == [200]
    assert {one["source_id"] for one in rows(dataset, "mentions")} == {"quick", "slow"}
    assert not (dataset / ".staging").exists()


def test_validators_are_for_the_address_that_gave_them(
    almanac: Almanac, server: ListServer, tmp_path: Path, dataset: Path
) -> None:
    def redirect(handler: BaseHTTPRequestHandler) -> None:
        server.send(handler, 302, b"", Location=goal)

    url = server.serve("/list.md", redirect)
    goal = server.serve("/b.md", LIST + "- [Linly](https://github.com/CVI-SZU/Linly) - adapted\n")
    write_source(tmp_path / "sources", "list", "readme", url, extra=PRIVATE)
    assert almanac("run").returncode == 0
    goal = server.serve("/c.md", LIST)
    assert almanac("run").returncode == 0
    assert server.asked_for("/c.md") == [200]
    assert "Linly" not in {one["name"] for one in rows(dataset, "mentions")}


def test_validators_do_not_go_along_with_a_new_redirect(
    almanac: Almanac, server: ListServer, tmp_path: Path, dataset: Path
) -> None:
    conditions: list[str | None] = []

    def goal(handler: BaseHTTPRequestHandler) -> None:
        conditions.append(handler.headers.get("If-None-Match"))
        server.send(handler, 200, LIST.encode())

    url = server.serve("/list.md", LIST)
    moved = server.serve("/moved.md", goal)
    write_source(tmp_path / "sources", "list", "readme", url, extra=PRIVATE)
    assert almanac("run").returncode == 0
    server.serve("/list.md", lambda handler: server.send(handler, 301, b"", Location=moved))
    assert almanac("run").returncode == 0
    assert conditions == [None]


def test_a_part_of_a_document_is_not_the_document(
    almanac: Almanac, server: ListServer, tmp_path: Path, dataset: Path
) -> None:
    url = server.serve("/list.md", lambda handler: server.send(handler, 206, LIST[:60].encode()))
    write_source(tmp_path / "sources", "list", "readme", url, extra=PRIVATE)
    done = almanac("run")
    assert done.returncode == 3
    assert "http-206" in done.stderr


def test_a_reading_that_is_damaged_fails_its_source_once_and_is_made_again(
    almanac: Almanac, server: ListServer, tmp_path: Path, dataset: Path
) -> None:
    url = server.serve("/list.md", LIST)
    write_source(tmp_path / "sources", "list", "readme", url, extra=PRIVATE)
    (tmp_path / "other.md").write_text(LIST)
    write_source(tmp_path / "sources", "other", "readme", tmp_path / "other.md")
    assert almanac("run").returncode == 0
    for path in readings_of(dataset):
        path.write_bytes(b"torn")
    server.serve("/list.md", LIST + "- [Linly](https://github.com/CVI-SZU/Linly) - adapted\n")
    torn = almanac("run")
    assert torn.returncode == 1
    assert "reading-lost" in torn.stderr
    assert "Linly" in {one["name"] for one in rows(dataset, "mentions")}
    assert almanac("run").returncode == 0


def test_a_decision_that_came_to_nothing_is_told_every_night(
    almanac: Almanac, tmp_path: Path, dataset: Path
) -> None:
    (tmp_path / "list.md").write_text(LIST)
    write_source(tmp_path / "sources", "list", "readme", tmp_path / "list.md")
    (tmp_path / "decisions.toml").write_text(
        '[[same]]\nthings = ["name:firefly", "name:nothing of that name"]\nreason = "a test"\n'
    )
    for _ in range(2):
        done = almanac("run")
        assert done.returncode == 0
        assert "decision-unmet" in done.stderr
