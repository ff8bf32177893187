"""One whole run per sample, fetched from a real server on this machine."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Almanac
from pytest_httpserver import HTTPServer
from stories import latest, rows, write_source

from normalize.urls import canonical

SAMPLES = ROOT / "samples"
HEADERS = {".md": "text/markdown; charset=utf-8", ".html": "text/html", ".pdf": "application/pdf"}


def truth(name: str) -> list[dict[str, Any]]:
    """The entries of a sample as its author knows them."""
    with (SAMPLES / "truth" / f"{name}.toml").open("rb") as file:
        entries: list[dict[str, Any]] = tomllib.load(file)["entry"]
    return entries


def linked(entries: list[dict[str, Any]]) -> set[str]:
    return {link.url for one in entries for url in one["urls"] if (link := canonical(url))}


@pytest.fixture
def published(
    almanac: Almanac, httpserver: HTTPServer, tmp_path: Path, request: pytest.FixtureRequest
) -> list[dict[str, Any]]:
    """The mentions that a run publishes of the sample documents named by the test."""
    kind, *names = request.param
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nAllow: /\n")
    urls = []
    for name in names:
        body = (SAMPLES / "documents" / name).read_bytes()
        content_type = HEADERS.get(Path(name).suffix, "text/plain")
        httpserver.expect_request(f"/{name}").respond_with_data(body, content_type=content_type)
        urls.append(httpserver.url_for(f"/{name}"))
    write_source(tmp_path / "sources", "sample", kind, *urls, extra="allow_private = true\n")
    done = almanac("run")
    assert done.returncode == 0, done.stderr
    assert latest(tmp_path / "dataset")["run_id"].endswith("-0001")
    return rows(tmp_path / "dataset", "mentions")


def names(mentions: list[dict[str, Any]]) -> list[str]:
    return [one["name"] for one in mentions]


def urls(mentions: list[dict[str, Any]]) -> set[str]:
    return {url for one in mentions for url in one["urls"]}


@pytest.mark.parametrize("published", [("readme", "models.zh.cp1252.md")], indirect=True)
def test_a_readme_read_through_the_wrong_code_page_comes_back_whole(published: Any) -> None:
    known = truth("models.zh")
    assert sorted(names(published)) == sorted(one["name"] for one in known)
    assert urls(published) == linked(known)


@pytest.mark.parametrize("published", [("readme", "models.zh.mojibake.md.gz")], indirect=True)
def test_a_readme_that_lost_bytes_keeps_every_entry_and_link_and_says_what_is_uncertain(
    published: Any,
) -> None:
    known = truth("models.zh")
    assert len(published) == len(known)
    assert urls(published) == linked(known)
    for one in published:
        damaged = "\ufffd" in one["name"] + (one["description"] or "")
        assert not damaged or "uncertain_text" in one["flags"]


@pytest.mark.parametrize(
    "published", [("plaintext", "page.zh.1.txt", "page.zh.2.txt")], indirect=True
)
def test_glued_text_with_radicals_gives_its_names_and_links(published: Any) -> None:
    known = truth("page.zh")
    expected = {one["name"] for one in known}
    # The sidebar mixed into the first lines costs the entries that it stands in.
    assert len(expected & set(names(published))) >= len(expected) - 3
    assert len(linked(known) - urls(published)) <= 3
    assert not any("\u2e80" <= char <= "\u2fd5" for one in published for char in one["name"])


@pytest.mark.parametrize("published", [("webpage", "models.translated.html")], indirect=True)
def test_a_translated_page_keeps_its_links_and_says_that_it_is_translated(published: Any) -> None:
    known = truth("models.en")
    assert len(published) == len(known)
    assert urls(published) == linked(known)
    assert all(one["machine_translated"] for one in published)


@pytest.mark.parametrize("published", [("pdf", "report.pdf")], indirect=True)
def test_a_printed_page_gives_the_entries_of_the_page(published: Any) -> None:
    known = truth("report")
    assert sorted(names(published)) == sorted(one["name"] for one in known)
    assert urls(published) == linked(known)
