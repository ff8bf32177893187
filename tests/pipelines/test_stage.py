"""Staging: what the crawl read comes back whole, and no name from outside becomes a path."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from examples import document, failure, mention, reading, reject, repair
from fake_crawler import crawler
from scrapy.exceptions import NotConfigured

from normalize.records import Failure, Fetched, Recalled
from output.errors import DatasetError
from output.readings import FOLDER as READINGS
from pipelines.stage import FOLDER, Stage, begin, clear, readings, staged

RUN = "20261120T030000Z-0001"
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


def key(*names: str) -> str:
    return sha256("\0".join(names).encode()).hexdigest()


def fetched(url: str, source_id: str = "list") -> Fetched:
    about = document(b"body", url=url, source_id=source_id)
    gives = reading(mention(), document=about)
    return Fetched(body=b"body", reading=gives, key=key(source_id, url))


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    inside = tmp_path / "deep" / "dataset"
    inside.mkdir(parents=True)
    begin(inside, RUN)
    return inside


def everything(tmp_path: Path) -> list[Path]:
    return [path for path in tmp_path.rglob("*") if path.is_file()]


def test_readings_and_failures_come_back_as_they_were(dataset: Path) -> None:
    stage = Stage.from_crawler(crawler(DATASET=str(dataset), RUN_ID=RUN))
    gives = reading(mention(), rejects=[reject()], repairs=[repair()])
    item = Fetched(body=b"body", reading=gives, key=key("x"))
    assert stage.process_item(item) is item
    assert stage.process_item(failure()) == failure()
    documents, failures = staged(dataset, RUN)
    assert readings(dataset, documents) == ([item.reading], [])
    assert failures == [failure()]


def test_what_was_read_before_comes_back_with_the_document_of_today(dataset: Path) -> None:
    stage = Stage(dataset, RUN)
    item = fetched("https://example.org")
    stage.process_item(item)
    today = document(b"body", url="https://example.org", etag='"new"')
    begin(dataset, RUN)
    stage.process_item(Recalled(document=today, body=None, key=item.key))
    (again,), _ = readings(dataset, staged(dataset, RUN)[0])
    assert again.document == today
    assert again.mentions == item.reading.mentions


@pytest.mark.parametrize("name", NASTY)
def test_a_url_or_an_id_never_becomes_a_path(name: str, dataset: Path, tmp_path: Path) -> None:
    stage = Stage(dataset, RUN)
    stage.process_item(fetched(name))
    stage.process_item(fetched("https://example.org", source_id=name))
    stage.process_item(failure(url=name))
    assert len(everything(dataset / FOLDER)) == 3
    assert all(
        path.is_relative_to(dataset / FOLDER) or path.is_relative_to(dataset / READINGS)
        for path in everything(tmp_path)
    )
    documents, failures = staged(dataset, RUN)
    assert {one.document.url for one in documents} == {name, "https://example.org"}
    assert failures == [failure(url=name)]


def test_no_two_documents_share_a_file(dataset: Path) -> None:
    stage = Stage(dataset, RUN)
    pairs = [("a", "bc"), ("ab", "c"), ("A", "bc"), ("a", "b-c"), ("a-b", "c")]
    for source_id, url in pairs:
        stage.process_item(fetched(url, source_id))
    documents, _ = staged(dataset, RUN)
    assert {(one.document.source_id, one.document.url) for one in documents} == set(pairs)


def test_a_document_that_comes_twice_is_staged_once(dataset: Path) -> None:
    stage = Stage(dataset, RUN)
    stage.process_item(fetched("https://example.org"))
    stage.process_item(fetched("https://example.org"))
    assert len(staged(dataset, RUN)[0]) == 1


def test_an_empty_folder_holds_nothing(dataset: Path) -> None:
    nothing: tuple[list[object], list[Failure]] = ([], [])
    assert staged(dataset, RUN) == nothing


def test_a_reading_that_is_gone_is_a_failure_and_not_an_empty_list(dataset: Path) -> None:
    Stage(dataset, RUN).process_item(fetched("https://example.org"))
    for path in everything(dataset / READINGS):
        path.write_bytes(b"torn")
    found, (lost,) = readings(dataset, staged(dataset, RUN)[0])
    assert found == []
    assert (lost.url, lost.reason) == ("https://example.org", "reading-lost")


def test_what_other_code_staged_is_no_obstacle(dataset: Path) -> None:
    (dataset / FOLDER / RUN / "x.document.json").write_text('{"of": "another version"}')
    nothing: tuple[list[object], list[Failure]] = ([], [])
    assert staged(dataset, RUN) == nothing


def test_a_run_that_ended_leaves_nothing_behind(dataset: Path) -> None:
    Stage(dataset, RUN).process_item(fetched("https://example.org"))
    clear(dataset)
    assert not (dataset / FOLDER).exists()


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("")
    with pytest.raises(DatasetError, match=r"\.staging"):
        begin(tmp_path, RUN)


def test_without_a_dataset_there_is_no_such_pipeline() -> None:
    with pytest.raises(NotConfigured):
        Stage.from_crawler(crawler())
