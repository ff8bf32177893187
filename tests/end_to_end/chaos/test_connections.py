"""Connections that do not come about, break off or fall asleep."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from faulty_server import answer, drip, hang_up, reset, reset_after, stall
from nights import MORE, NEW, OLD, Fault, Lists, Night, bad_night, lists

#: The start of an answer that says how long it is, of one that does not, and of one in chunks.
PART = MORE[:80]
WITH_LENGTH = f"HTTP/1.1 200 OK\r\nContent-Length: {len(MORE)}\r\n\r\n".encode() + PART
TO_THE_END = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + PART
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\n" + PART + b"\r\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lists]:
    with lists(tmp_path_factory.mktemp("connections")) as made:
        yield made


@pytest.fixture(scope="module")
def night(place: Lists) -> Night:
    faults: dict[str, Fault] = {
        "reset": [reset_after(WITH_LENGTH)],
        "reset-to-the-end": [reset_after(TO_THE_END)],
        "reset-chunked": [reset_after(CHUNKED)],
        "reset-in-the-head": [reset],
        "hang-up": [hang_up],
        "stall": [stall],
        "drip": [drip],
        "truncated": [answer(MORE[:80], content_length=len(MORE))],
        "reset-once": [reset_after(WITH_LENGTH), answer(MORE)],
        "length-not-told": [answer(MORE, content_length=None)],
    }
    for name in [*faults, "refused", "no-name"]:
        place.add(name)

    def move_away() -> None:
        place.source("no-name", "http://lists.invalid/list.md")

    return bad_night(
        place, {**faults, "refused": place.servers["refused"].close, "no-name": move_away}
    )


def test_the_others_are_published(night: Night) -> None:
    assert night.published(), night.printed


@pytest.mark.parametrize(
    ("name", "code", "sentence"),
    [
        ("reset", "truncated-body", "the connection ended in the middle of it"),
        ("reset-to-the-end", "truncated-body", "the connection ended in the middle of it"),
        ("reset-chunked", "truncated-body", "the connection ended in the middle of it"),
        (
            "reset-in-the-head",
            "connection-reset",
            "the connection ended before the answer was there",
        ),
        ("hang-up", "connection-reset", "the connection ended before the answer was there"),
        ("stall", "timed-out", "it took longer than crawl.timeout"),
        ("drip", "timed-out", "it took longer than crawl.timeout"),
        ("truncated", "truncated-body", "the connection ended in the middle of it"),
        ("no-name", "dns-failed", "the name of the server leads to no address"),
        ("refused", "connection-refused", "the server refused the connection"),
    ],
)
def test_the_list_keeps_its_entries_and_the_cause_is_told(
    night: Night, name: str, code: str, sentence: str
) -> None:
    assert night.fate(name) == ("failed", "fetch", code)
    # Where nobody answers at all, it was robots.txt that was asked for.
    said = night.said(name).removesuffix(" (asked for robots.txt)")
    assert said == f"fetch failed, {code}: {sentence}"
    assert night.entries[name] == OLD


@pytest.mark.parametrize("name", ["reset-once", "length-not-told"])
def test_what_comes_whole_in_the_end_is_read(night: Night, name: str) -> None:
    assert night.fate(name) == ("fetched", "", "")
    assert night.entries[name] == NEW
