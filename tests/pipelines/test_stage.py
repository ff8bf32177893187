"""Staging: what the crawl read comes back whole, and no name from outside becomes a path."""

from __future__ import annotations

from pathlib import Path

import pytest
from examples import document, failure, mention, reading, reject, repair
from fake_crawler import crawler
from scrapy.exceptions import NotConfigured

from normalize.records import Failure, Fetched
from pipelines.stage import Stage, staged

NASTY = [
    "../../x",
    "/etc/passwd",
    "a/b/c",
    "https://example.org/" + "x" * 5_000,
    "nul\0byte",
    "..",
    "",
    "C:\\x",
    "名称 🔥",
    "line\nbreak",
]


def fetched(url: str, source_id: str = "list") -> Fetched:
    about = document(b"body", url=url, source_id=source_id)
    return Fetched(body=b"body", reading=reading(mention(), document=about))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "deep" / "staging"
    inside.mkdir(parents=True)
    return inside


def everything(tmp_path: Path) -> list[Path]:
    return [path for path in tmp_path.rglob("*") if path.is_file()]


def test_readings_and_failures_come_back_as_they_were(folder: Path) -> None:
    stage = Stage.from_crawler(crawler(STAGING=str(folder)))
    item = Fetched(body=b"body", reading=reading(mention(), rejects=[reject()], repairs=[repair()]))
    assert stage.process_item(item) is item
    assert stage.process_item(failure()) == failure()
    assert staged(folder) == ([item.reading], [failure()])


@pytest.mark.parametrize("name", NASTY)
def test_a_url_or_an_id_never_becomes_a_path(name: str, folder: Path, tmp_path: Path) -> None:
    stage = Stage(folder)
    stage.process_item(fetched(name))
    stage.process_item(fetched("https://example.org", source_id=name))
    stage.process_item(failure(url=name))
    assert len(everything(tmp_path)) == 3
    assert all(path.parent == folder for path in everything(tmp_path))
    readings, failures = staged(folder)
    assert {one.document.url for one in readings} == {name, "https://example.org"}
    assert failures == [failure(url=name)]


def test_no_two_documents_share_a_file(folder: Path) -> None:
    stage = Stage(folder)
    pairs = [("a", "bc"), ("ab", "c"), ("A", "bc"), ("a", "b-c"), ("a-b", "c")]
    for source_id, url in pairs:
        stage.process_item(fetched(url, source_id))
    readings, _ = staged(folder)
    assert {(one.document.source_id, one.document.url) for one in readings} == set(pairs)


def test_a_document_that_comes_twice_is_staged_once(folder: Path) -> None:
    stage = Stage(folder)
    stage.process_item(fetched("https://example.org"))
    stage.process_item(fetched("https://example.org"))
    assert len(staged(folder)[0]) == 1


def test_an_empty_folder_holds_nothing(folder: Path) -> None:
    nothing: tuple[list[object], list[Failure]] = ([], [])
    assert staged(folder) == nothing


def test_without_a_folder_there_is_no_such_pipeline() -> None:
    with pytest.raises(NotConfigured):
        Stage.from_crawler(crawler())
