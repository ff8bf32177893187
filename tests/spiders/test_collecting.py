from __future__ import annotations

from examples import NOW, source

from normalize.records import Document
from spiders.collecting import Arrived, Chunks, may_be_chunks


def arrived(url: str) -> Arrived:
    document = Document(
        source_id="list", url=url, sha256="0", bytes=1, fetched_at=NOW, reader_version="1"
    )
    return Arrived(document, b"1")


def test_only_plain_texts_of_several_documents_wait_for_each_other() -> None:
    assert may_be_chunks(source(kind="plaintext", urls=["a", "b"]))
    assert not may_be_chunks(source(kind="plaintext", urls=["a"]))
    assert not may_be_chunks(source(kind="readme", urls=["a", "b"]))


def test_the_last_document_brings_all() -> None:
    chunks = Chunks(["a", "b"])
    assert chunks.came(arrived("b")) == []
    assert [one.document.url for one in chunks.came(arrived("a"))] == ["b", "a"]


def test_one_that_fails_last_brings_the_others() -> None:
    chunks = Chunks(["a", "b", "c"])
    assert chunks.failed("b") == []
    assert chunks.came(arrived("a")) == []
    assert [one.document.url for one in chunks.failed("c")] == ["a"]


def test_where_all_fail_nothing_is_left_to_read() -> None:
    chunks = Chunks(["a"])
    assert chunks.failed("a") == []
