"""Answers that are no list, or not the one that they say they are."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import pytest
from faulty_server import answer
from nights import FIRST, MORE, NEW, OLD, Fault, Lists, Night, bad_night, lists

PAGE = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Sign in.</p></html>"
NOT_A_README = "its kind says readme, but the document is"
CHINESE = "# 模型\n\n- [萤火 Firefly](https://github.com/yangjianxin1/Firefly) - 中文对话模型\n"


def picture() -> bytes:
    """A PNG of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    size = chunk(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0))
    pixel = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + size + pixel + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lists]:
    with lists(tmp_path_factory.mktemp("answers")) as made:
        yield made


@pytest.fixture(scope="module")
def night(place: Lists) -> Night:
    faults: dict[str, Fault] = {
        "picture": [answer(picture(), content_type="image/png")],
        "called-a-picture": [answer(MORE, content_type="image/png")],
        "charset": [answer(CHINESE.encode(), content_type="text/markdown; charset=iso-8859-1")],
        "empty": [answer(b"")],
        "page": [answer(PAGE)],
        "403": [answer(b"no", 403)],
        "404": [answer(b"no", 404)],
        "410": [answer(b"no", 410)],
        "429": [answer(b"no", 429)],
        "429-wait": [answer(b"no", 429, retry_after=1), answer(MORE)],
        "429-wait-long": [answer(b"no", 429, retry_after=3600)],
        "500": [answer(b"no", 500)],
        "500-once": [answer(b"no", 500), answer(MORE)],
    }
    for name in faults:
        place.add(name)
    place.add("too-long", answer(MORE), extra="[expect]\nmax_drop = 0.4\n")
    return bad_night(
        place,
        {
            **faults,
            "too-long": [answer(MORE, content_length=len(FIRST))],
            "304": lambda: place.add("304", answer(b"", 304)),
        },
    )


def test_the_others_are_published(night: Night) -> None:
    assert night.published(), night.printed


@pytest.mark.parametrize(
    ("name", "stage", "code", "sentence"),
    [
        ("picture", "read", "not-text", f"{NOT_A_README} a PNG image"),
        ("empty", "read", "empty", "the document has no content"),
        ("page", "read", "not-readme", f"{NOT_A_README} an HTML page"),
        ("403", "fetch", "http-403", "the server answered 403 (forbidden)"),
        ("404", "fetch", "http-404", "the server answered 404 (not found)"),
        ("410", "fetch", "http-410", "the server answered 410 (gone for good)"),
        ("429", "fetch", "http-429", "the server answered 429 (too many requests)"),
        ("500", "fetch", "http-500", "the server answered 500 (an error of its own)"),
        (
            "429-wait-long",
            "fetch",
            "asked-to-wait",
            "the server answered 429 (too many requests) and asks to wait 3600 s, longer than "
            "crawl.patience (3 s)",
        ),
    ],
)
def test_the_list_keeps_its_entries_and_the_cause_is_told(
    night: Night, name: str, stage: str, code: str, sentence: str
) -> None:
    assert night.fate(name) == ("failed", stage, code)
    assert night.said(name) == f"{stage} failed, {code}: {sentence}"
    assert night.entries[name] == OLD


def test_not_modified_without_a_body_before_is_no_document(night: Night) -> None:
    assert night.fate("304") == ("failed", "fetch", "http-304")
    assert night.said("304").endswith("the server answered 304 (not modified, which was not asked)")
    assert night.entries["304"] == set()


@pytest.mark.parametrize("name", ["called-a-picture", "429-wait", "500-once"])
def test_what_is_a_list_in_the_end_is_read(night: Night, name: str) -> None:
    assert night.fate(name) == ("fetched", "", "")
    assert night.entries[name] == NEW


def test_a_wrong_charset_is_not_believed(night: Night) -> None:
    assert night.fate("charset") == ("fetched", "", "")
    assert night.entries["charset"] == {"萤火 Firefly"}


def test_what_comes_after_the_length_is_no_part_of_it_and_a_gate_sees_that_half_is_gone(
    night: Night,
) -> None:
    assert night.fate("too-long") == ("held", "", "")
    assert "too-long held: 1 mentions after 2, a drop above 40%" in night.printed
    assert night.entries["too-long"] == NEW


def test_each_is_asked_as_often_as_more_tries_may_help(place: Lists, night: Night) -> None:
    assert night.exit_status == 1
    tries = {"403": 1, "404": 1, "410": 1, "429": 2, "429-wait": 2, "429-wait-long": 1, "500": 2}
    assert {name: place.asked(name) - 1 for name in tries} == tries
