"""What earlier runs fetched and read: it is recalled where it is sound and the same code's."""

from __future__ import annotations

from pathlib import Path

from examples import NOW, document, reading, source

from normalize.records import Document
from output.archive import store as archive
from output.readings import store
from pipelines.memory import Remembered
from pipelines.stage import Staged
from spiders.packing import packed

BODY = b"body"


def archived(dataset: Path, url: str = "https://example.org") -> Document:
    about = document(BODY, url=url)
    ref = archive(dataset, BODY, url, about.sha256, None, NOW)
    return document(BODY, url=url, archive_ref=ref)


def test_a_document_is_known_with_its_body(tmp_path: Path) -> None:
    known = archived(tmp_path)
    memory = Remembered(tmp_path, "code", [known])
    assert memory.fetched("list", known.url) == known
    assert memory.body(known) == BODY
    assert memory.fetched("list", "https://other.org") is None
    assert memory.fetched("other", known.url) is None


def test_a_document_whose_body_is_lost_or_damaged_is_not_known(tmp_path: Path) -> None:
    known = archived(tmp_path)
    memory = Remembered(tmp_path, "code", [known], [Staged(known, "", 1.0)])
    path = tmp_path / str(known.archive_ref)
    path.write_bytes(b"broken")
    assert memory.fetched("list", known.url) is None
    path.unlink()
    assert memory.fetched("list", known.url) is None
    assert memory.resumed("list", known.url) is None


def test_only_what_a_killed_run_fetched_is_resumed(tmp_path: Path) -> None:
    first, second = archived(tmp_path), archived(tmp_path, "https://second.org")
    memory = Remembered(tmp_path, "code", [first], [Staged(second, "", 1.0)])
    assert memory.resumed("list", first.url) is None
    assert memory.resumed("list", second.url) == (second, 1.0)


def test_a_key_tells_code_source_document_and_what_it_is_read_with(tmp_path: Path) -> None:
    one, other = document(b"1", url="a"), document(b"2", url="b")
    memory = Remembered(tmp_path, "code", [])
    keys = [
        memory.key(one, [one], source()),
        Remembered(tmp_path, "other code", []).key(one, [one], source()),
        memory.key(one, [one], source(kind="plaintext")),
        memory.key(document(b"3", url="a"), [document(b"3", url="a")], source()),
        memory.key(one, [one, other], source()),
        memory.key(other, [one, other], source()),
    ]
    keys.append(memory.key(one, [document(b"1", url="a", content_type="text/html")], source()))
    assert len(set(keys)) == len(keys)


def test_a_key_is_the_same_whatever_has_no_say_in_reading(tmp_path: Path) -> None:
    one, other = document(b"1", url="a"), document(b"2", url="b")
    memory = Remembered(tmp_path, "code", [])
    assert memory.key(one, [one, other], source()) == memory.key(
        document(b"1", url="a", etag='"1"'), [other, one], source(rank=99, path="elsewhere.toml")
    )


def test_a_reading_is_held_once_it_is_stored(tmp_path: Path) -> None:
    memory = Remembered(tmp_path, "code", [])
    about = document(BODY)
    key = memory.key(about, [about], source())
    assert not memory.holds(key)
    store(tmp_path, key, packed(reading(document=about)))
    assert memory.holds(key)
