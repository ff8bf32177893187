"""Opening a document: what it claims to be against what it is, and its encoding."""

from __future__ import annotations

import gzip
import pickle

import pytest

from normalize.records import Kind
from spiders.errors import ReadError
from spiders.readers.opening import open_document

PAGE = "<!doctype html><html><body><ul><li><a href='https://a.org/m'>模型</a></ul></body></html>"
README = "# 模型\n\n- [文心一言](https://a.org/m) - 一个中文大语言模型。\n"


def reason(body: bytes, kind: Kind, content_type: str | None = None) -> str:
    with pytest.raises(ReadError) as caught:
        open_document(body, kind, content_type)
    assert caught.value.detail
    return caught.value.reason


@pytest.mark.parametrize("kind", ["readme", "webpage", "pdf", "plaintext"])
@pytest.mark.parametrize("body", [b"", b" \r\n\t "])
def test_a_document_without_content_is_empty(kind: Kind, body: bytes) -> None:
    assert reason(body, kind) == "empty"


@pytest.mark.parametrize("kind", ["readme", "webpage", "plaintext"])
@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7\n...",
        b"\x89PNG\r\n\x1a\n...",
        b"\xff\xd8\xff\xe0...",
        b"PK\x03\x04...",
        gzip.compress(b"text", mtime=0),
        b"a\0b\0" * 100,
    ],
)
def test_what_is_no_text_is_refused_where_text_is_expected(kind: Kind, body: bytes) -> None:
    assert reason(body, kind) == "not-text"


def test_a_readme_that_is_a_page_is_refused() -> None:
    assert reason(PAGE.encode(), "readme") == "not-readme"
    assert reason(b'\n<?xml version="1.0"?>\n<html lang="en">', "readme") == "not-readme"


def test_a_plain_text_that_is_a_page_is_refused() -> None:
    assert reason(PAGE.encode(), "plaintext") == "not-plaintext"


def test_a_page_without_any_html_is_refused() -> None:
    assert reason(README.encode(), "webpage") == "not-html"


def test_a_pdf_that_is_none_is_refused() -> None:
    assert reason(README.encode(), "pdf") == "not-a-pdf"


def test_a_readme_that_begins_with_html_inside_markdown_is_read() -> None:
    opened = open_document(b"<div align='center'>\n<h1>M</h1>\n</div>\n\n# A\n", "readme")
    assert opened.raw.startswith("<div")


def test_an_error_keeps_its_reason_on_its_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(ReadError("empty", "nothing in it")))
    assert (error.reason, error.detail, str(error)) == (
        "empty",
        "nothing in it",
        "empty: nothing in it",
    )


@pytest.mark.parametrize(
    ("encoding", "content_type", "named"),
    [
        ("utf-8", None, "utf-8"),
        ("utf-8", "text/plain; charset=utf-8", "utf-8"),
        ("gb18030", None, "gb18030"),
        ("gb18030", "text/plain; charset=gb2312", "gb18030"),
        ("utf-8", 'text/plain; charset="gb2312"', "utf-8"),
        ("utf-16", None, "utf-16-le"),
    ],
)
def test_a_readme_is_decoded_by_its_bytes_and_its_header(
    encoding: str, content_type: str | None, named: str
) -> None:
    opened = open_document(README.encode(encoding), "readme", content_type)
    assert (opened.raw, opened.encoding) == (README, named)


def test_a_page_is_decoded_as_it_says_itself() -> None:
    page = PAGE.replace("<body>", "<head><meta charset=big5></head><body>").replace("模型", "語言")
    opened = open_document(page.encode("big5"), "webpage")
    assert opened.raw == page
    assert opened.encoding == "big5hkscs"


def test_the_header_of_a_page_wins_over_its_own_word() -> None:
    page = PAGE.replace("<body>", "<head><meta charset=iso-8859-1></head><body>")
    opened = open_document(page.encode("gb18030"), "webpage", "text/html; charset=GBK")
    assert opened.raw == page


def test_a_byte_order_mark_is_no_part_of_the_text_and_moves_no_locator() -> None:
    opened = open_document(b"\xef\xbb\xbf" + README.encode(), "readme")
    assert opened.raw == README
    entry = opened.contents.entries[0]
    assert opened.locate(entry.start, entry.end) == "line=3"


@pytest.mark.parametrize(
    ("start", "end", "locator"),
    [(0, 2, "line=1"), (0, 3, "line=1"), (0, 4, "line=1-2"), (3, 3, "line=2"), (6, 6, "line=3")],
)
def test_a_locator_names_the_lines_that_a_stretch_touches(
    start: int, end: int, locator: str
) -> None:
    assert open_document(b"ab\ncd\nef", "readme").locate(start, end) == locator


@pytest.mark.parametrize("kind", ["webpage", "plaintext"])
def test_where_lines_say_little_a_locator_counts_characters(kind: Kind) -> None:
    assert (
        open_document(b"<p>one\ntwo</p>" if kind == "webpage" else b"one\ntwo", kind).locate(2, 5)
        == "char=2-5"
    )


def test_offsets_of_entries_are_in_the_restored_text() -> None:
    broken = README.encode().decode("latin-1").encode()
    opened = open_document(broken, "readme")
    assert opened.restored.text == README
    (entry,) = opened.contents.entries
    assert opened.restored.text[entry.start : entry.end].startswith("- [文心一言]")
    assert opened.restored.raw_span(entry.start, entry.end) != (entry.start, entry.end)


def test_a_translated_text_without_markup_is_known_by_its_words() -> None:
    text = "# 教育部\n\n- [水獭](https://github.com/a/otter) - 开源法学硕士,阿帕奇-2.0,1 万亿代币\n"
    assert open_document(text.encode(), "readme").machine_translated
    assert open_document(text.encode(), "plaintext").machine_translated
    healthy = "# 模型\n\n- [羊驼](https://github.com/a/alpaca) - 开源大模型\n"
    assert not open_document(healthy.encode(), "readme").machine_translated


def test_only_a_page_has_the_markup_of_a_translator() -> None:
    marked = '<html class="translated-ltr"><body><p>x</p></body></html>'
    assert open_document(marked.encode(), "webpage").machine_translated
    assert not open_document(f"# M\n\n`{marked}`\n".encode(), "readme").machine_translated
    assert not open_document(b"<html><body><p>x</p></body></html>", "webpage").machine_translated
