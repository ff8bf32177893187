"""The encoding of a page: what its header, its mark and its own word say, and what it is."""

from __future__ import annotations

import pytest

from spiders.errors import ReadError
from spiders.readers.opening import open_document

WORDS = {
    "gb2312": "这是一个中文大语言模型的列表",
    "gb18030": "这是一个中文大语言模型的列表",
    "big5": "這是一個中文大語言模型的列表",
    "shift_jis": "これは大規模言語モデルの一覧です",
    "cp1251": "Список больших языковых моделей",
    "utf-8": "这是一个中文大语言模型的列表",
}


def page(word: str, meta: str = "") -> str:
    return (
        f"<!doctype html><html><head>{meta}</head><body><ul>"
        f"<li><a href='https://a.org/m'>{word}</a> - {word * 3}</ul></body></html>"
    )


def name(body: bytes, header: str | None = None) -> str:
    (entry,) = open_document(body, "webpage", header).contents.entries
    return entry.name


@pytest.mark.parametrize(("encoding", "word"), WORDS.items())
@pytest.mark.parametrize("meta", ["", "<meta charset={}>", "<meta charset=x-unheard-of>"])
@pytest.mark.parametrize(
    "header", [None, "text/html; charset={}", "text/html; charset=x-unheard-of", "text/html"]
)
def test_a_page_is_decoded_whether_it_says_so_or_not(
    encoding: str, word: str, meta: str, header: str | None
) -> None:
    body = page(word, meta.format(encoding)).encode(encoding)
    assert name(body, header and header.format(encoding)) == word


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "gbk", "utf-16"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_wrong_declaration_is_overruled(encoding: str, declared: str) -> None:
    body = page(WORDS["utf-8"], f"<meta charset={declared}>").encode(encoding)
    assert name(body) == WORDS["utf-8"]


def test_an_unknown_encoding_in_the_header_does_not_hide_that_of_the_page() -> None:
    # Too few letters to tell the encodings apart.
    body = b"<meta charset=koi8-r><ul><li><a href='https://a.org/m'>\xf0\xf1 M</a> x</ul>"
    opened = open_document(body, "webpage", "text/html; charset=none")
    assert opened.encoding == "koi8-r"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("word", ["LLaMA", WORDS["utf-8"]])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_page_of_two_bytes_a_character_is_read_with_and_without_its_mark(
    encoding: str, word: str, mark: str
) -> None:
    html = page(word)
    opened = open_document((mark + html).encode(encoding), "webpage")
    assert (opened.raw, opened.encoding) == (html, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("declared", ["utf-8", "gbk", "utf-16"])
def test_a_byte_order_mark_beats_every_declaration(encoding: str, declared: str) -> None:
    html = page(WORDS["utf-8"], f"<meta charset={declared}>")
    opened = open_document(("\ufeff" + html).encode(encoding), "webpage", f"x; charset={declared}")
    assert (opened.raw, opened.encoding) == (html, encoding)


def test_data_that_a_header_calls_text_is_refused() -> None:
    with pytest.raises(ReadError, match="not-text"):
        open_document(b"\x7fELF\0\0\0" * 500, "webpage", "text/html; charset=utf-16-be.x")
