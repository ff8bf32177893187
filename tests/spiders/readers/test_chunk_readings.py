from __future__ import annotations

import hashlib
import itertools
from pathlib import Path

import pytest
from examples import NOW, source

from normalize.coverage import coverage_of
from normalize.records import Document, Mention, Reading
from spiders.errors import ReadError
from spiders.readers import read, read_all

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
NAMES = [f"{word}{number}" for number, word in enumerate(["Tulip", "Rose", "Lily", "Aster"] * 6)]
TEXT = "".join(
    f"{name}https://github.com/garden/{name}{name} is a flower that grows in spring. "
    f"It needs {number} litres of water.\n"
    for number, name in enumerate(NAMES)
)
LIST = source(kind="plaintext", urls=["a.txt", "b.txt", "c.txt"])


def document(url: str, body: bytes) -> Document:
    return Document(
        source_id="list",
        url=url,
        sha256=hashlib.sha256(body).hexdigest(),
        bytes=len(body),
        fetched_at=NOW,
        reader_version="1",
    )


def read_chunks(chunks: dict[str, bytes]) -> dict[str, Reading]:
    documents = [(document(url, body), body) for url, body in chunks.items()]
    found = read_all(documents, LIST)
    assert all(isinstance(one, Reading) for one in found)
    return {one.document.url: one for one in found if isinstance(one, Reading)}


def chunks_of(text: str, size: int = 900, overlap: int = 150) -> dict[str, bytes]:
    starts = range(0, len(text) - overlap, size - overlap)
    return {f"{at:02}.txt": text[start : start + size].encode() for at, start in enumerate(starts)}


def told(one: Mention) -> tuple[str, int, str, list[str], str | None]:
    return one.mention_id, one.position, one.name, one.urls, one.description


def test_chunks_give_the_entries_of_the_whole_text() -> None:
    whole = read(document("whole", TEXT.encode()), TEXT.encode(), LIST)
    readings = read_chunks(chunks_of(TEXT))
    mentions = [told(one) for reading in readings.values() for one in reading.mentions]
    assert mentions == [told(one) for one in whole.mentions]
    assert [one.name for one in whole.mentions] == NAMES


def test_each_entry_lies_in_the_chunk_and_at_the_place_that_it_names() -> None:
    chunks = chunks_of(TEXT)
    for url, reading in read_chunks(chunks).items():
        text = chunks[url].decode()
        for one in reading.mentions:
            start, end = map(int, one.locator.removeprefix("char=").split("-"))
            assert text[start:end].startswith(one.name)
            assert one.document_url == url
            assert one.document_sha256 == reading.document.sha256


def test_regions_cover_each_chunk_and_all_its_links_without_a_gap() -> None:
    chunks = chunks_of(TEXT)
    readings = read_chunks(chunks)
    for url, reading in readings.items():
        done = 0
        for region in reading.regions:
            assert region.start == done
            done = region.end
        assert done == len(chunks[url].decode())
        assert coverage_of(reading.regions).links.total == chunks[url].count(b"https://")
    overlaps = [one.regions[0].detail for one in list(readings.values())[1:]]
    assert set(overlaps) == {"overlap"}


def test_the_order_of_the_chunks_changes_nothing() -> None:
    chunks = list(chunks_of(TEXT, size=1500).items())[:4]
    found = [read_chunks(dict(order)) for order in itertools.permutations(chunks)]
    assert all(one == found[0] for one in found)


def test_a_missing_chunk_is_a_reject_that_names_its_neighbours() -> None:
    chunks = chunks_of(TEXT)
    del chunks["02.txt"]
    readings = read_chunks(chunks)
    (missing,) = [
        reject for one in readings.values() for reject in one.rejects if reject.stage == "read"
    ]
    assert (missing.reason, missing.document_url) == ("missing-chunk", "01.txt")
    assert "after 01.txt and before 03.txt" in missing.detail
    ids = [one.mention_id for reading in readings.values() for one in reading.mentions]
    assert len(ids) == len(set(ids))


def test_documents_that_overlap_nowhere_are_read_as_if_alone() -> None:
    bodies = {
        f"{name}.txt": f"- {name}: https://example.org/{name}\n".encode() for name in NAMES[:3]
    }
    readings = read_chunks(bodies)
    for url, body in bodies.items():
        assert readings[url] == read(document(url, body), body, LIST)


def test_a_chunk_that_cannot_be_read_does_not_hold_up_the_others() -> None:
    chunks = list(chunks_of(TEXT).values())
    bodies = [chunks[0], b"", b"%PDF-1.7 no text", chunks[1]]
    found = read_all([(document(str(at), body), body) for at, body in enumerate(bodies)], LIST)
    assert [one.reason for one in found if isinstance(one, ReadError)] == ["empty", "not-text"]
    assert isinstance(found[0], Reading)
    assert isinstance(found[3], Reading)
    assert found[3].regions[0].detail == "overlap"


def test_repairs_of_damaged_text_lead_to_the_chunk_that_they_stand_in() -> None:
    damaged = TEXT.replace("water", "wa\u2f54er")
    for url, reading in read_chunks(chunks := chunks_of(damaged)).items():
        text = chunks[url].decode()
        for repair in reading.repairs:
            start, end = map(int, repair.locator.removeprefix("char=").split("-"))
            assert (repair.document_url, text[start:end]) == (url, repair.before)


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"no real documents: {SEEDS} does not exist")
def test_the_real_chunks_are_read_together_and_the_missing_one_is_named() -> None:
    chunks = {path.name[:3]: path.read_bytes() for path in SEEDS.glob("00[013]_*.txt")}
    readings = read_chunks(chunks)
    assert [reject.detail for one in readings.values() for reject in one.rejects] == [
        "a chunk is missing after 000 and before 003"
    ]
    assert {url: len(one.mentions) for url, one in readings.items()} == {
        "001": 45,
        "000": 32,
        "003": 29,
    }
    assert readings["000"].regions[0].detail == "overlap"
    assert readings["000"].regions[0].end == 300
