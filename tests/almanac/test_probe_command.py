"""``almanac probe`` from outside: exit statuses, wrong input, and the file it suggests."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest
from conftest import ROOT, Almanac
from pytest_httpserver import HTTPServer

REPORT = ROOT / "samples" / "documents" / "report.pdf"
README = b"# List\n\n- [MOSS](https://github.com/OpenLMLab/MOSS) - a model.\n" * 3


def test_the_suggested_file_passes_check(almanac: Almanac, tmp_path: Path) -> None:
    done = almanac("probe", REPORT, COLUMNS="60")
    assert done.returncode == 0, done.stderr
    text = done.stdout.split("to save as sources/ID.toml\n")[1]
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "report.toml").write_text(text)
    checked = almanac("check")
    assert checked.returncode == 0, checked.stderr
    ran = almanac("run")
    assert ran.returncode == 0, ran.stderr


def test_json_has_everything_for_machines(almanac: Almanac) -> None:
    done = almanac("probe", REPORT, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert {one["outcome"] for one in told["regions"]} >= {"mention", "ignored"}
    assert told["mentions"][0]["name"]
    assert told["source"]["kind"] == "pdf"
    assert "min_mentions" in told["source_file"]


def test_a_file_is_read_as_what_it_is_whatever_its_name_says(
    almanac: Almanac, tmp_path: Path
) -> None:
    (tmp_path / "list.txt").write_bytes(README)
    done = almanac("probe", "list.txt", "--ignored", "--full")
    assert done.returncode == 0, done.stderr
    assert 'kind = "readme"' in done.stdout
    assert "# List" in done.stdout
    assert "https://github.com/OpenLMLab/MOSS" in done.stdout


def test_the_kind_of_a_url_without_an_ending_is_told_by_what_it_leads_to(
    almanac: Almanac, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/list").respond_with_data(README, content_type="text/plain")
    url = httpserver.url_for("/list")
    done = almanac("probe", url)
    assert done.returncode == 0, done.stderr
    assert 'kind = "readme"' in done.stdout
    assert f'urls = ["{url}"]' in done.stdout
    missing = almanac("probe", httpserver.url_for("/nowhere.md"))
    assert missing.returncode == 3
    assert "/nowhere.md: fetch failed, http-" in missing.stderr
    assert "Open the address in a browser" in missing.stderr


@pytest.mark.parametrize(
    ("name", "body", "options", "said"),
    [
        ("empty.md", b"\n", [], "empty"),
        ("noise.bin", bytes(range(256)) * 40, [], "not-text"),
        ("list.md", README, ["--kind", "pdf"], "not-a-pdf"),
        ("list.md", README, ["--kind", "webpage"], "not-html"),
        ("list.md.gz", b"\x1f\x8b\x08 broken", [], "not-gzip"),
    ],
)
def test_a_document_that_cannot_be_read_is_named_with_what_to_do(
    almanac: Almanac, tmp_path: Path, name: str, body: bytes, options: list[str], said: str
) -> None:
    (tmp_path / name).write_bytes(body)
    done = almanac("probe", name, *options)
    assert done.returncode == 3
    error, advice = done.stderr.splitlines()
    assert name in error
    assert said in error
    assert advice
    assert done.stdout == ""


def test_what_is_no_file_is_named_and_never_waited_for(almanac: Almanac, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name, said in (
        ("nowhere.md", "no-such-file"),
        ("github.com/owner/name", "begins with https://"),
        ("folder", "it is a folder"),
        ("pipe", "not-a-file"),
    ):
        done = almanac("probe", name)
        assert done.returncode == 3
        assert name in done.stderr
        assert said in done.stderr


def test_a_server_that_is_not_there_is_named(almanac: Almanac) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    done = almanac("probe", f"http://127.0.0.1:{port}/list.md")
    assert done.returncode == 3
    assert f"http://127.0.0.1:{port}/list.md: fetch failed, connection-refused" in (done.stderr)
    assert "Check the address" in done.stderr


@pytest.mark.parametrize("url", ["ftp://a.org/x.md", "http://", ""])
def test_what_is_never_fetched_is_bad_usage(almanac: Almanac, url: str) -> None:
    done = almanac("probe", url)
    assert done.returncode == 2
    assert f"almanac: {url!r} " in done.stderr


def test_a_document_without_an_entry_says_so(almanac: Almanac, tmp_path: Path) -> None:
    (tmp_path / "prose.md").write_text("Only words.\n")
    done = almanac("probe", "prose.md")
    assert done.returncode == 1
    assert "no entry was found" in done.stderr


def test_an_output_that_takes_ascii_only_ends_nothing(almanac: Almanac) -> None:
    done = almanac("probe", REPORT, PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert "ChatGLM-6B" in done.stdout
    assert done.stdout.isascii()
