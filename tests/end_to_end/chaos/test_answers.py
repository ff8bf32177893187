"""Answers that are no list, or not the one that they say they are."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from faulty_server import answer
from nights import FIRST, MORE, NEW, OLD, Lists, Night, bad_night, lists

PAGE = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Sign in.</p></html>"
CHINESE = "# 模型\n\n- [萤火 Firefly](https://github.com/yangjianxin1/Firefly) - 中文对话模型\n"


def picture() -> bytes:
    """A PNG of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    size = chunk(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + size + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lists]:
    with lists(tmp_path_factory.mktemp("answers")) as made:
        yield made


@pytest.fixture(scope="module")
def night(place: Lists) -> Night:
    faults = {
        "picture": [answer(picture(), content_type="image/png")],
        "called-a-picture": [answer(MORE, content_type="image/png")],
        "charset": [answer(CHINESE.encode(), content_type="text/markdown; charset=iso-8859-1")],
        "empty": [answer(b"")],
        "page": [answer(PAGE)],
        "too-long": [answer(MORE, content_length=len(FIRST) - 1)],
        "403": [answer(b"no", 403)],
        "404": [answer(b"no", 404)],
        "410": [answer(b"no", 410)],
        "500": [answer(b"no", 500)],
        "500-once": [answer(b"no", 500), answer(MORE)],
        "429": [answer(b"no", 429)],
        "429-wait": [answer(b"no", 429, retry_after=1), answer(MORE)],
        "429-wait-long": [answer(b"no", 429, retry_after=3600)],
    }
    for name in faults:
        place.add(name)
    new = {"304": [answer(b"", 304)]}
    ...
