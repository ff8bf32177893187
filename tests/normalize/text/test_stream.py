import codecs
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text.decode import decode
from normalize.text.stream import decoded, pieces

CHINESE = "这个模型支持中文和英文，训练数据来自公开的网页。\n"


def blocks(body, size):
    return [body[start : start + size] for start in range(0, len(body), size)]


@pytest.mark.parametrize("size", [64, 1000])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "big5hkscs"]
)
def test_a_stream_is_decoded_as_the_document_is(encoding, size):
    text = CHINESE * 20 if encoding != "big5hkscs" else "這個模型支援中文和英文。\r\n" * 20
    assert "".join(decoded(blocks(text.encode(encoding), size))) == text


@given(body=st.binary(max_size=40), size=st.integers(40, 60))
def test_a_document_of_one_block_is_decoded_as_any_document(body, size):
    assert "".join(decoded(blocks(body, size))) == decode(body, None)[0]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_encoding_is_looked_for_where_it_shows(encoding):
    body = b"plain\n" * 500 + (CHINESE * 5).encode(encoding)
    for size in (100, 999, 1000, 1001):
        assert "".join(decoded(blocks(body, size))) == "plain\n" * 500 + CHINESE * 5


def test_a_byte_order_mark_counts_at_the_beginning_only():
    body = b"abcd" + codecs.BOM_UTF8 + b"e"
    assert "".join(decoded(blocks(body, 4))) == "abcd\ufeffe"


def test_bytes_that_the_encoding_does_not_explain_are_marked():
    body = CHINESE.encode() * 10 + b"\xff" + CHINESE.encode() * 10
    assert "".join(decoded(blocks(body, 50))) == CHINESE * 10 + "\ufffd" + CHINESE * 10


@given(
    parts=st.lists(st.text(st.sampled_from("ab \t\r\n中é😀"), max_size=30), max_size=20),
    size=st.integers(1, 40),
)
def test_pieces_are_bounded_and_joined_they_are_the_text(parts, size):
    cut = list(pieces(parts, size))
    assert "".join(cut) == "".join(parts)
    assert all(0 < len(piece) <= size for piece in cut)
    assert all(len(piece) > size // 2 for piece in cut[:-1])


def test_a_short_text_is_one_piece():
    assert list(pieces(["a\n\n", "b\n\n", "c"], 7)) == ["a\n\nb\n\nc"]
    assert list(pieces([], 7)) == list(pieces(["", ""], 7)) == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("one two\nthree four\n\nfive\nsix seven eight", "one two\nthree four\n\n"),
        ("one two\r\nthree four\r\n\r\nfive six seven", "one two\r\nthree four\r\n\r\n"),
        ("one two three four five six seven eight", "one two three four "),
        ("one two three four five\nsix seven eight", "one two three four five\n"),
        ("Ã  Ã  Ã  Ã  Ã  Ã  Ã  Ã  Ã  one Ã  Ã  Ã ", "Ã  Ã  Ã  Ã  Ã  Ã  Ã  Ã  Ã  "),
        ("ä¸­æ–‡ä¸­æ–‡ä¸­æ–‡oneä¸­æ–‡ä¸­æ–‡ä¸­æ–‡", "ä¸­æ–‡ä¸­æ–‡ä¸­æ–‡o"),
        ("中文" * 20, "中文" * 15),
    ],
)
def test_a_long_text_is_cut_where_it_harms_least(text, first):
    cut = list(pieces([text], 30))
    assert cut[0] == first


def test_no_line_end_is_cut_in_two():
    text = "中文中文中文\r\n" * 50
    assert all(re.fullmatch(r"(.*\r\n)+", piece) for piece in pieces([text], 30))
