"""Bodies that would fill the memory or the disk, packed or not."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import pytest
from faulty_server import Connection, answer
from nights import OLD, Fault, Night, bad_night, lists

#: ``limits.bytes`` of a source that says nothing.
LIMIT = 20_000_000
TWO_GIGABYTES = 2_000_000_000
#: What the sockets of both sides may hold that nobody has read.
UNDER_WAY = 16_000_000


class Zeros:
    """A body of two gigabytes, and how much of it could be sent."""

    def __init__(self, head: str) -> None:
        self._head = head
        self.sent = 0

    def __call__(self, connection: Connection) -> None:
        connection.sendall(f"HTTP/1.1 200 OK\r\n{self._head}\r\n".encode())
        block = bytes(1 << 16)
        while self.sent < TWO_GIGABYTES:
            connection.sendall(block)
            self.sent += len(block)


def bomb() -> bytes:
    """A quarter of a gigabyte of zeros, packed to a megabyte."""
    packer = zlib.compressobj(1, wbits=31)
    block = bytes(1 << 20)
    return b"".join(packer.compress(block) for _ in range(256)) + packer.flush()


@pytest.fixture(scope="module")
def zeros() -> dict[str, Zeros]:
    return {
        "length-told": Zeros(f"Content-Length: {TWO_GIGABYTES}\r\n"),
        "length-not-told": Zeros("Connection: close\r\n"),
    }


@pytest.fixture(scope="module")
def night(zeros: dict[str, Zeros], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    with lists(tmp_path_factory.mktemp("limits")) as place:
        faults: dict[str, Fault] = {
            "bomb": [answer(bomb(), content_encoding="gzip")],
            **{name: [one] for name, one in zeros.items()},
        }
        for name in faults:
            place.add(name)
        yield bad_night(place, faults)


def test_the_others_are_published(night: Night) -> None:
    assert night.published(), night.printed


@pytest.mark.parametrize("name", ["bomb", "length-told", "length-not-told"])
def test_the_list_keeps_its_entries_and_the_cause_is_told(night: Night, name: str) -> None:
    assert night.fate(name) == ("failed", "fetch", "too-large")
    said = "fetch failed, too-large: larger than limits.bytes of its source file"
    assert night.said(name) == said
    assert night.entries[name] == OLD


def test_no_more_is_taken_than_the_limit(night: Night, zeros: dict[str, Zeros]) -> None:
    assert night.exit_status == 1
    assert zeros["length-told"].sent < UNDER_WAY
    assert LIMIT <= zeros["length-not-told"].sent < LIMIT + UNDER_WAY
