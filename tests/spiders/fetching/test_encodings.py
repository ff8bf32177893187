"""What servers pack for the way is unpacked whole, within its limit, or not at all."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib

import pytest

from spiders.fetching.encodings import decoded
from spiders.fetching.refusals import Refused

TEXT = b"# A list of models\n" * 20_000
LIMIT = len(TEXT)


def refused(body: bytes, encoding: str = "gzip", limit: int = LIMIT) -> str:
    with pytest.raises(Refused) as caught:
        decoded(body, encoding, limit)
    return caught.value.code


def test_a_packed_body_comes_back_whole() -> None:
    assert decoded(gzip.compress(TEXT), "gzip", LIMIT) == TEXT
    assert decoded(gzip.compress(TEXT), "x-gzip", LIMIT) == TEXT
    assert decoded(zlib.compress(TEXT), "deflate", LIMIT) == TEXT


def test_streams_one_after_the_other_are_one_body_and_padding_is_none() -> None:
    body = gzip.compress(b"one ") + gzip.compress(b"two")
    assert decoded(body, "gzip", LIMIT) == b"one two"
    assert decoded(body + bytes(100), "gzip", LIMIT) == b"one two"


@pytest.mark.parametrize("kept", [5, 15, 100, -300, -8, -1])
def test_half_a_body_is_no_body(kept: int) -> None:
    assert refused(gzip.compress(TEXT)[:kept]) == "truncated-body"


def test_one_byte_above_the_limit_is_too_large() -> None:
    assert decoded(gzip.compress(TEXT), "gzip", LIMIT) == TEXT
    assert refused(gzip.compress(TEXT + b"x")) == "too-large"


def test_a_body_that_is_not_packed_as_the_server_says_is_refused() -> None:
    damaged = bytearray(gzip.compress(TEXT))
    damaged[-5] ^= 0xFF  # of the check sum
    assert refused(bytes(damaged)) == "bad-encoding"
    assert refused(TEXT) == "bad-encoding"
    assert refused(TEXT, "br") == "bad-encoding"


def test_a_bomb_is_left_packed() -> None:
    bomb = gzip.compress(bytes(200_000_000), compresslevel=1)
    tracemalloc.start()
    try:
        assert refused(bomb, limit=1_000_000) == "too-large"
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 10_000_000


@pytest.mark.parametrize("said", ["\x9b31mX<!channel>", "https://evil.example", "a" * 3000])
def test_what_a_server_calls_an_encoding_that_nobody_knows_is_not_repeated(said: str) -> None:
    with pytest.raises(Refused) as caught:
        decoded(b"x", said, LIMIT)
    assert said not in str(caught.value)
    assert len(str(caught.value)) < 100


def test_an_encoding_that_was_not_asked_for_and_has_a_name_is_named() -> None:
    with pytest.raises(Refused, match="packed it as br, which"):
        decoded(b"x", "br", LIMIT)
