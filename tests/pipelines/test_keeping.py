"""Keeping what came: each document then says where its body lies, and a build finds it."""

from __future__ import annotations

from pathlib import Path

import pytest
from examples import document, failure, fetched, mention, reading
from fake_crawler import crawler
from scrapy.exceptions import NotConfigured

from normalize.records import Fetched, Recalled
from output.archive import ArchiveError, load
from pipelines.keeping import Keep, keep
from pipelines.stage import begin, staged

RUN = "20261120T030000Z-0001"


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    begin(tmp_path, RUN)
    return tmp_path


def test_a_body_is_kept_and_the_document_says_where(dataset: Path) -> None:
    item = fetched(reading(mention(), body=b"text"), b"text")
    after = keep(dataset, RUN, item)
    assert isinstance(after, Fetched)
    reference = after.document.archive_ref
    assert reference is not None
    assert load(dataset, reference) == b"text"
    assert after.packed == item.packed
    (one,), _ = staged(dataset, RUN)
    assert one.document == after.document


def test_a_body_that_was_read_before_is_kept_again_and_none_where_none_came(dataset: Path) -> None:
    known = document(b"text")
    sent = keep(dataset, RUN, Recalled(document=known, body=b"text", key="ab"))
    assert isinstance(sent, Recalled)
    assert load(dataset, sent.document.archive_ref or "") == b"text"
    unsent = Recalled(document=known, body=None, key="ab")
    assert keep(dataset, RUN, unsent) == unsent


def test_a_failure_passes_and_leaves_no_body(dataset: Path) -> None:
    assert keep(dataset, RUN, failure()) == failure()
    assert not (dataset / "archive").exists()
    assert staged(dataset, RUN) == ([], [failure()])


def test_a_body_that_is_not_the_one_its_document_names_is_refused(dataset: Path) -> None:
    with pytest.raises(ArchiveError, match="its body is not"):
        keep(dataset, RUN, fetched(reading(body=b"text"), b"other"))
    assert staged(dataset, RUN) == ([], [])


def test_the_pipeline_keeps_for_the_dataset_and_the_run_of_the_crawl(dataset: Path) -> None:
    pipeline = Keep.from_crawler(crawler(DATASET=str(dataset), RUN_ID=RUN))
    pipeline.process_item(fetched(reading(mention(), body=b"text"), b"text"))
    assert len(staged(dataset, RUN)[0]) == 1


def test_without_a_dataset_there_is_no_such_pipeline() -> None:
    with pytest.raises(NotConfigured):
        Keep.from_crawler(crawler())
