"""The kind of a document: told by its name where nothing was fetched, else by what it is."""

from __future__ import annotations

import pytest

from almanac.kinds import guess_kind

PAGE = b"<!DOCTYPE html><html><body><p>x</p></body></html>"
FRAGMENT = b'<div><ul><li><a href="https://a.org">a</a></li></ul><p>x</p></div>'
README = b"# List\n\n- [a](https://a.org)\n- [b](https://b.org)\n"
IN_README = b'<div align="center"><p>x</p></div>\n<p>y</p>\n<p>z</p>\n- [a](https://a.org)\n'
GLUED = b"MOSShttps://github.com/OpenLMLab/MOSSMOSS is a model. # 1\n"


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ("https://a.org/README.md", "readme"),
        ("https://a.org/list.MD?raw=1#top", "readme"),
        ("list.markdown.gz", "readme"),
        ("https://a.org/x.pdf", "pdf"),
        ("notes.txt", "plaintext"),
        ("notes.txt.gz", "plaintext"),
        ("https://a.org/index.html", "webpage"),
        ("https://a.org/lists/llms", "webpage"),
        ("https://a.org/v1.2/page", "webpage"),
        ("https://a.org", "webpage"),
    ],
)
def test_a_kind_is_guessed_by_the_ending_of_the_name(document: str, kind: str) -> None:
    assert guess_kind(document) == kind


@pytest.mark.parametrize(
    ("document", "body", "kind"),
    [
        ("list.txt", README, "readme"),
        ("list", README, "readme"),
        ("list.txt", FRAGMENT, "webpage"),
        ("list.txt", GLUED, "plaintext"),
        ("list", GLUED, "plaintext"),
        ("list.md", IN_README, "readme"),
        ("list.md", GLUED, "readme"),
        ("list.md", PAGE, "webpage"),
        ("list.txt", b"\n" + PAGE, "webpage"),
        ("list.md", b"%PDF-1.7\n", "pdf"),
        ("list", b"", "webpage"),
    ],
)
def test_what_stands_in_a_document_overrules_its_name(
    document: str, body: bytes, kind: str
) -> None:
    assert guess_kind(document, body) == kind


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("text/markdown; charset=utf-8", "readme"),
        ("text/html", "webpage"),
        ("text/plain", "plaintext"),
        (None, "plaintext"),
    ],
)
def test_what_the_server_calls_it_tells_where_the_name_does_not(
    content_type: str | None, kind: str
) -> None:
    assert guess_kind("https://a.org/list", GLUED, content_type) == kind
