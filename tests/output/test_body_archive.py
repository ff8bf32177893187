import gzip
import hashlib
import os
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from published_rows import LATER, NOW
from warcio.archiveiterator import ArchiveIterator

from output.archive import ArchiveError, load, settle, store

BODY = "# 模型\r\n\r\nWARC/1.0\r\n\0\xff".encode("latin-1", "replace") + bytes(range(256)) * 50
SHA = hashlib.sha256(BODY).hexdigest()
URL = "https://example.org/列表.md"


def archived(dataset: Path) -> Path:
    return dataset / store(dataset, BODY, URL, SHA, "text/markdown", NOW)


@pytest.mark.parametrize("body", [BODY, b"", b"x", gzip.compress(b"packed", mtime=0)])
def test_a_body_comes_back_byte_for_byte(body: bytes, tmp_path: Path) -> None:
    ref = store(tmp_path, body, URL, hashlib.sha256(body).hexdigest(), None, NOW)
    assert load(tmp_path, ref) == body


def test_the_reference_is_a_path_in_the_dataset_made_from_the_sha256(tmp_path: Path) -> None:
    ref = store(tmp_path, BODY, URL, SHA, "text/markdown", NOW)
    assert ref == f"archive/{SHA[:2]}/{SHA}.warc.gz"
    assert [path.name for path in (tmp_path / ref).parent.iterdir()] == [f"{SHA}.warc.gz"]


def test_the_file_is_a_warc_that_says_where_and_when(tmp_path: Path) -> None:
    with archived(tmp_path).open("rb") as file:
        (record,) = [
            (r.rec_type, r.rec_headers, r.content_stream().read()) for r in ArchiveIterator(file)
        ]
    kind, headers, body = record
    assert (kind, body) == ("resource", BODY)
    assert headers.get_header("WARC-Date") == "2026-11-20T03:00:00Z"
    assert headers.get_header("WARC-Target-URI").startswith("https://example.org/")
    assert headers.get_header("Content-Type") == "text/markdown"


def test_the_same_body_gives_the_same_file_in_any_time_zone(tmp_path: Path) -> None:
    china = NOW.astimezone(timezone(timedelta(hours=8)))
    store(tmp_path / "a", BODY, URL, SHA, None, NOW)
    ref = store(tmp_path / "b", BODY, URL, SHA, None, china)
    assert (tmp_path / "a" / ref).read_bytes() == (tmp_path / "b" / ref).read_bytes()


def test_an_archived_body_is_left_as_it_is(tmp_path: Path) -> None:
    path = archived(tmp_path)
    before = path.read_bytes(), path.stat().st_mtime_ns
    store(tmp_path, BODY, "https://example.org/elsewhere", SHA, None, LATER)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_a_header_cannot_be_smuggled_in(tmp_path: Path) -> None:
    evil = "text/html\r\nWARC-Type: evil"
    ref = store(tmp_path, BODY, URL + "\r\nX-Evil: 1", SHA, evil, NOW)
    head = gzip.decompress((tmp_path / ref).read_bytes()).split(b"\r\n\r\n")[0]
    assert not [
        line for line in head.split(b"\r\n") if line.startswith((b"X-Evil", b"WARC-Type: e"))
    ]
    assert load(tmp_path, ref) == BODY


def test_a_body_under_a_wrong_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"example\.org"):
        store(tmp_path, BODY + b"x", URL, SHA, None, NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_body_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=f"{SHA}.warc.gz: missing"):
        load(tmp_path, f"archive/{SHA[:2]}/{SHA}.warc.gz")


def test_every_damaged_byte_is_noticed_or_harmless(tmp_path: Path) -> None:
    path = archived(tmp_path)
    whole = path.read_bytes()
    ref = str(path.relative_to(tmp_path))
    noticed = 0
    for place in range(0, len(whole), 3):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            assert load(tmp_path, ref) == BODY  # such as a byte of the gzip header
        except ArchiveError:
            noticed += 1
    assert noticed > len(whole) / 6


@pytest.mark.parametrize("keep", [0, 1, 20, 200])
def test_a_truncated_file_is_named(keep: int, tmp_path: Path) -> None:
    path = archived(tmp_path)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(ArchiveError, match=path.name):
        load(tmp_path, str(path.relative_to(tmp_path)))


def test_another_body_in_its_place_is_noticed(tmp_path: Path) -> None:
    path = archived(tmp_path)
    other = store(tmp_path, b"other", URL, hashlib.sha256(b"other").hexdigest(), None, NOW)
    path.write_bytes((tmp_path / other).read_bytes())
    with pytest.raises(ArchiveError, match="does not hold the body"):
        load(tmp_path, str(path.relative_to(tmp_path)))


@pytest.mark.parametrize("ref", ["", "latest.json", "archive/../x", f"archive/00/{SHA}.warc.gz"])
def test_a_reference_out_of_the_archive_is_refused(ref: str, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="not a reference"):
        load(tmp_path, ref)


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("")
    with pytest.raises(ArchiveError, match=SHA):
        archived(tmp_path)


def test_bodies_are_flushed_with_the_folders_that_lead_to_them_only_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[tuple[int, int]] = []

    def fsync(descriptor: int) -> None:
        one = os.fstat(descriptor)
        flushed.append((one.st_dev, one.st_ino))

    monkeypatch.setattr(os, "fsync", fsync)
    path = archived(tmp_path)
    assert flushed == []
    settle(tmp_path, [path.relative_to(tmp_path).as_posix()])
    wanted = [path, path.parent, tmp_path / "archive"]
    assert sorted(flushed) == sorted((one.stat().st_dev, one.stat().st_ino) for one in wanted)


def test_a_body_that_is_gone_before_it_was_flushed_is_named(tmp_path: Path) -> None:
    path = archived(tmp_path)
    path.unlink()
    with pytest.raises(ArchiveError, match=path.name):
        settle(tmp_path, [path.relative_to(tmp_path).as_posix()])
