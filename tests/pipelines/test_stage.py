"""Staging: what the crawl read comes back whole, and no name from outside becomes a path."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from examples import document, failure, fetched, mention, reading, reject, repair

from normalize.records import Failure, Fetched, Recalled
from output.errors import DatasetError
from output.readings import FOLDER as READINGS
from pipelines.stage import FOLDER, begin, clear, readings, stage, staged

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


def came(url: str, source_id: str = "list") -> Fetched:
    about = document(b"body", url=url, source_id=source_id)
    return fetched(reading(mention(), document=about), b"body", key(source_id, url))


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    inside = tmp_path / "deep" / "dataset"
    inside.mkdir(parents=True)
    begin(inside, RUN)
    return inside


def everything(tmp_path: Path) -> list[Path]:
    return [path for path in tmp_path.rglob("*") if path.is_file()]


def test_readings_and_failures_come_back_as_they_were(dataset: Path) -> None:
    gives = reading(mention(), rejects=[reject()], repairs=[repair()])
    stage(dataset, RUN, fetched(gives, b"body", key("x")))
    stage(dataset, RUN, failure())
    documents, failures = staged(dataset, RUN)
    assert readings(dataset, documents) == ([gives], [])
    assert failures == [failure()]


def test_what_was_read_before_comes_back_with_the_document_of_today(dataset: Path) -> None:
    item = came("https://example.org")
    stage(dataset, RUN, item)
    today = document(b"body", url="https://example.org", etag='"new"')
    begin(dataset, RUN)
    stage(dataset, RUN, Recalled(document=today, body=None, key=item.key))
    (again,), _ = readings(dataset, staged(dataset, RUN)[0])
    assert again.document == today
    assert again.mentions == [mention()]


@pytest.mark.parametrize("name", NASTY)
def test_a_url_or_an_id_never_becomes_a_path(name: str, dataset: Path, tmp_path: Path) -> None:
    stage(dataset, RUN, came(name))
    stage(dataset, RUN, came("https://example.org", source_id=name))
    stage(dataset, RUN, failure(url=name))
    assert {path.parent for path in everything(dataset / FOLDER)} == {dataset / FOLDER / RUN}
    assert all(
        path.is_relative_to(dataset / FOLDER) or path.is_relative_to(dataset / READINGS)
        for path in everything(tmp_path)
    )
    documents, failures = staged(dataset, RUN)
    assert {one.document.url for one in documents} == {name, "https://example.org"}
    assert failures == [failure(url=name)]


def test_no_two_documents_are_taken_for_one(dataset: Path) -> None:
    pairs = [("a", "bc"), ("ab", "c"), ("A", "bc"), ("a", "b-c"), ("a-b", "c")]
    for source_id, url in pairs:
        stage(dataset, RUN, came(url, source_id))
    documents, _ = staged(dataset, RUN)
    assert {(one.document.source_id, one.document.url) for one in documents} == set(pairs)


def test_a_document_that_comes_twice_is_staged_once(dataset: Path) -> None:
    stage(dataset, RUN, came("https://example.org"))
    stage(dataset, RUN, came("https://example.org"))
    assert len(staged(dataset, RUN)[0]) == 1


def test_an_empty_folder_holds_nothing(dataset: Path) -> None:
    nothing: tuple[list[object], list[Failure]] = ([], [])
    assert staged(dataset, RUN) == nothing


def test_a_reading_that_is_gone_is_a_failure_and_not_an_empty_list(dataset: Path) -> None:
    stage(dataset, RUN, came("https://example.org"))
    for path in everything(dataset / READINGS):
        path.write_bytes(b"torn")
    found, (lost,) = readings(dataset, staged(dataset, RUN)[0])
    assert found == []
    assert (lost.url, lost.reason) == ("https://example.org", "reading-lost")


def test_what_other_code_staged_is_no_obstacle(dataset: Path) -> None:
    stage(dataset, RUN, came("https://example.org"))
    (file,) = (dataset / FOLDER / RUN).iterdir()
    file.write_bytes(b'{"of": "another version"}' + file.read_bytes())
    documents, _ = staged(dataset, RUN)
    assert [one.document.url for one in documents] == ["https://example.org"]


@pytest.mark.parametrize("lost", [1, 30, 200])
def test_a_document_that_was_torn_while_it_was_written_spoils_no_other(
    dataset: Path, lost: int
) -> None:
    stage(dataset, RUN, came("https://example.org/torn"))
    (file,) = (dataset / FOLDER / RUN).iterdir()
    file.write_bytes(file.read_bytes()[:-lost])
    stage(dataset, RUN, came("https://example.org/whole"))
    documents, _ = staged(dataset, RUN)
    assert [one.document.url for one in documents] == ["https://example.org/whole"]


def test_what_is_staged_comes_back_in_an_order_that_is_not_that_of_fetching(dataset: Path) -> None:
    for url in ("b", "a", "c"):
        stage(dataset, RUN, came(url))
        stage(dataset, RUN, failure(url=url))
    documents, failures = staged(dataset, RUN)
    assert [one.document.url for one in documents] == ["a", "b", "c"]
    assert [one.url for one in failures] == ["a", "b", "c"]


def test_a_run_that_ended_leaves_nothing_behind(dataset: Path) -> None:
    stage(dataset, RUN, came("https://example.org"))
    clear(dataset)
    assert not (dataset / FOLDER).exists()


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("")
    with pytest.raises(DatasetError, match=r"\.staging"):
        begin(tmp_path, RUN)
