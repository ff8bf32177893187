"""A page that scripts build: its content is a string of HTML in embedded JSON."""

from __future__ import annotations

import json

import pytest
from examples import document, source

from spiders.readers import read
from spiders.readers.blocks import Block, Listing, Paragraph
from spiders.readers.html.page import html_blocks

README = (
    '<article class="markdown-body"><h2>模型 😀</h2>\n<ul>'
    + "".join(f'<li><a href="https://github.com/o/m{n}">M{n}</a> – a "text"</li>' for n in range(4))
    + "</ul></article>"
)


def page(data: str, shown: str = "") -> str:
    return (
        "<html><body><nav><a href='https://a.org'>A</a></nav><react-app>"
        f'<script type="application/json" data-target="app">{data}</script>{shown}</react-app>'
    )


def written(html: str, *, ascii_only: bool) -> str:
    data = {"payload": {"title": "x", "blob": {"richText": html, "lines": None}}}
    return json.dumps(data, ensure_ascii=ascii_only).replace("<", r"\u003c").replace(">", r"\u003e")


def entries(html: str) -> list[tuple[str, list[str], list[str]]]:
    body = html.encode()
    found = read(document(body), body, source(kind="webpage"))
    assert found.rejects == []
    return [(one.name, one.urls, one.section) for one in found.mentions]


EXPECTED = [(f"M{n}", [f"https://github.com/o/m{n}"], ["模型"]) for n in range(4)]


@pytest.mark.parametrize("ascii_only", [True, False])
def test_the_content_that_a_script_carries_is_read(ascii_only: bool) -> None:
    found = entries(page(written(README, ascii_only=ascii_only)))
    assert [(name, urls) for name, urls, _ in found] == [(one[0], one[1]) for one in EXPECTED]


def listing(blocks: list[Block]) -> Listing:
    (found,) = [one for one in blocks if isinstance(one, Listing)]
    return found


@pytest.mark.parametrize("ascii_only", [True, False])
def test_each_item_stands_at_its_own_place_in_the_string(ascii_only: bool) -> None:
    html = page(written(README, ascii_only=ascii_only))
    for n, item in enumerate(listing(html_blocks(html)).items):
        raw = html[item.start : item.end]
        assert raw.startswith(r"\u003cli\u003e")
        assert raw.endswith(r"/li\u003e")
        assert f"o/m{n}" in raw


def test_bold_stretches_keep_their_place_in_the_line_that_they_stand_in() -> None:
    lines = "<p><b>MOSS</b> speaks<br><b>Aquila</b> writes</p>"
    blocks = html_blocks(page(written(README.replace("<ul>", lines + "<ul>"), ascii_only=True)))
    (cell,) = [one.cell for one in blocks if isinstance(one, Paragraph)]
    assert [cell.text[start:end] for start, end in cell.bolds] == ["MOSS", "Aquila"]


def test_content_that_is_shown_too_is_read_where_it_is_shown() -> None:
    html = page(written(README, ascii_only=True), shown=README)
    assert html[listing(html_blocks(html)).start :].startswith("<ul>")


@pytest.mark.parametrize("data", ["", "{", '"<a href=https://a.org/', '{"a": "\\ud83d<p>"}', '"\\'])
def test_json_that_is_broken_or_holds_no_content_changes_nothing(data: str) -> None:
    shown = "<ul><li><a href='https://github.com/o/m'>M</a> text</ul>"
    assert [name for name, *_ in entries(page(data, shown))] == ["M"]
