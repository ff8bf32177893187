"""Byte offsets lead back to the bytes of each character, whatever stands before it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almanac.byte_offsets import ByteOffsets
from normalize.text.decode import decode, mark_length

ENCODINGS = ["utf-8", "utf-16-le", "utf-16-be", "cp1252", "gbk", "gb18030", "big5hkscs", "euc_kr"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", ["plain", "naïve", "大模型 LLM 列表", "a\r\nb\tc", ""])
def test_healthy_text_is_cut_where_its_characters_begin(encoding: str, text: str) -> None:
    text = text.encode(encoding, "ignore").decode(encoding)
    offsets = ByteOffsets(text.encode(encoding), encoding)
    for at in range(len(text) + 1):
        assert offsets.of(at) == len(text[:at].encode(encoding))


def test_behind_undecodable_bytes_the_offsets_do_not_drift() -> None:
    body = b"\xe4\xb8 MOSS \xff\xfe\xf0\x9f\x8e \xe5\xa4\xa7 end"
    text = body.decode("utf-8", "replace")
    offsets = ByteOffsets(body, "utf-8")
    for word in ("MOSS", "大", "end"):
        start = text.index(word)
        assert body[offsets.of(start) : offsets.of(start + len(word))] == word.encode()


def test_a_byte_order_mark_is_counted_though_it_is_no_text() -> None:
    body = b"\xef\xbb\xbf\xff MOSS"
    text, encoding = decode(body, None)
    start = text.index("MOSS")
    assert ByteOffsets(body, encoding, mark_length(body)).of(start) == body.index(b"MOSS")


def test_a_sequence_that_is_no_shortest_form_of_its_character_is_counted_as_it_came() -> None:
    # Windows' Shift JIS has several sequences for one character: encoding gives another one.
    body = b"\xfa\x54" * 3 + b"MOSS"
    text = body.decode("cp932")
    assert ByteOffsets(body, "cp932").of(text.index("MOSS")) == 6


def test_past_the_last_character_is_the_end_of_the_body() -> None:
    for body in (b"", b"abc", b"abc\xe4", b"\xff\xff"):
        text = body.decode("utf-8", "replace")
        assert ByteOffsets(body, "utf-8").of(len(text)) == len(body)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(data=st.data())
def test_any_bytes_are_cut_into_pieces_that_decode_to_what_they_were(
    encoding: str, data: st.DataObject
) -> None:
    sound = st.text(alphabet="aé大模 型\n", max_size=9).map(
        lambda one: one.encode(encoding, "ignore")
    )
    body = b"".join(data.draw(st.lists(st.one_of(sound, st.binary(max_size=4)), max_size=8)))
    text = body.decode(encoding, "replace")
    offsets = ByteOffsets(body, encoding)
    ends = [offsets.of(at) for at in range(len(text) + 1)]
    assert ends == sorted(ends)
    assert ends[-1] == len(body)
    for char, start, end in zip(text, ends, ends[1:], strict=False):
        if char != "\ufffd" and end > start:
            assert char in body[start:end].decode(encoding, "replace")


def test_a_long_text_of_double_bytes_is_walked_in_blocks() -> None:
    text = "大模型 list " * 5000
    body = text.encode("gb18030")
    offsets = ByteOffsets(body, "gb18030")
    for at in (0, 1, 4095, 4096, 30_000, len(text) - 1):
        assert offsets.of(at) == len(text[:at].encode("gb18030"))
