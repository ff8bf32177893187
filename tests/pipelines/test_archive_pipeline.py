"""The pipeline that keeps bodies: each document then says where its own lies."""

from __future__ import annotations

from pathlib import Path

import pytest
from examples import failure, mention, reading
from fake_crawler import crawler
from scrapy.exceptions import NotConfigured

from normalize.records import Fetched
from output.archive import ArchiveError, load
from pipelines.archive import Archive


def test_a_body_is_kept_and_the_document_says_where(tmp_path: Path) -> None:
    pipeline = Archive.from_crawler(crawler(DATASET=str(tmp_path)))
    after = pipeline.process_item(Fetched(body=b"text", reading=reading(mention(), body=b"text")))
    assert isinstance(after, Fetched)
    reference = after.reading.document.archive_ref
    assert reference is not None
    assert load(tmp_path, reference) == b"text"
    assert after.reading.mentions == [mention()]


def test_a_failure_passes_and_leaves_nothing(tmp_path: Path) -> None:
    pipeline = Archive.from_crawler(crawler(DATASET=str(tmp_path)))
    assert pipeline.process_item(failure()) == failure()
    assert list(tmp_path.iterdir()) == []


def test_a_body_that_is_not_the_one_its_document_names_is_refused(tmp_path: Path) -> None:
    pipeline = Archive(tmp_path)
    with pytest.raises(ArchiveError, match="its body is not"):
        pipeline.process_item(Fetched(body=b"other", reading=reading(body=b"text")))


def test_without_a_dataset_there_is_no_such_pipeline() -> None:
    with pytest.raises(NotConfigured):
        Archive.from_crawler(crawler())
