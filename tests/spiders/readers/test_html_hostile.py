"""Pages made to break a reader: a result or a refusal in time that grows with their length."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from examples import document, source

from normalize.coverage import coverage_of
from normalize.records import Reading
from spiders.errors import ReadError
from spiders.readers import read
from spiders.readers.blocks import Table
from spiders.readers.html.page import html_blocks

LINK = "<a href='https://github.com/o/moss'>MOSS</a>"
#: Quadratic work on so many would take minutes.
MANY = 20_000


def reading(html: str | bytes) -> Reading:
    body = html if isinstance(html, bytes) else html.encode()
    return read(document(body), body, source(kind="webpage"))


@pytest.mark.usefixtures("no_hang")
@pytest.mark.parametrize(
    "nested",
    [
        "<div>",
        "<span>",
        "<b>",
        "<a href=x>",
        "<x-part>",
        "<ul><li>",
        "<dl><dd>",
        "<table><tr><td>",
        "<section class=nav><header>",
        "<form>",
        "<b><p>",
        "<blockquote><p>",
    ],
)
@pytest.mark.parametrize("close", [False, True], ids=["open", "closed"])
def test_nested_tags_lose_no_link(nested: str, close: bool) -> None:
    times = MANY // nested.count("<")
    ends = "".join(f"</{tag.split()[0].strip('>')}>" for tag in reversed(nested.split("<")[1:]))
    html = f"<p>first {nested * times}{LINK}{ends * times if close else ''}"
    found = str(html_blocks(html))
    assert "first" in found
    assert "https://github.com/o/moss" in found
    assert "MOSS" in found


@pytest.mark.usefixtures("no_hang")
@pytest.mark.parametrize(
    "repeated",
    [
        "</b>",
        "</td>",
        "</div>",
        "<",
        "<a ",
        '<a href="',
        "<a href='>",
        "<p title=\"'>'<b>",
        "<!--",
        "<!-->",
        "<script>",
        "<textarea>",
        "</",
        "<p ",
        "&",
        "&amp;amp;",
        "<td rowspan=60000 colspan=1000>x",
        "<tr><td rowspan=60000>x<td>y",
        "<br>",
        "<h2>x",
        "<li>",
        "<dt>x<dd>y",
    ],
)
def test_thousands_of_anything_end_in_time(repeated: str) -> None:
    html = f"<ul><li>{LINK} text</ul><table><tr><td>{repeated * MANY}"
    assert "https://github.com/o/moss" in str(html_blocks(html))


@pytest.mark.usefixtures("no_hang")
def test_a_line_of_ten_megabytes_is_read() -> None:
    html = f"<ul><li>{LINK} {'a word and ' * 900_000}</ul>"
    (mention,) = reading(html).mentions
    assert mention.name == "MOSS"


@pytest.mark.usefixtures("no_hang")
def test_links_by_the_hundred_thousand_in_a_cell_are_one_row() -> None:
    html = f"<table><tr><td>MOSS<td>{'<a href=//a.org>x</a>' * 200_000}</table>"
    (table,) = [one for one in html_blocks(html) if isinstance(one, Table)]
    assert len(table.rows[0].cells[1].links) == 200_000


@pytest.mark.usefixtures("no_hang")
def test_a_table_of_a_thousand_columns_is_read() -> None:
    head = "<tr>" + "".join(f"<th>c{n}" for n in range(1_000))
    row = f"<tr><td>{LINK}" + "<td>x" * 999
    found = reading(f"<table>{head}{row * 20}</table>").mentions
    assert {one.name for one in found} == {"MOSS"}
    assert len(found) == 20


def test_spans_add_no_more_cells_than_a_few_for_each_that_is_written() -> None:
    spanning = "<tr>" + "<td rowspan=60000 colspan=1000>x" * 100
    html = f"<table>{spanning}{'<tr><td>y' * 5_000}</table>"
    (table,) = [one for one in html_blocks(html) if isinstance(one, Table)]
    assert sum(len(row.cells) for row in table.rows) < 60_000


def test_nul_bytes_are_left_out_and_many_of_them_are_no_text() -> None:
    (mention,) = reading(
        f"<ul><li>{LINK.replace('MOSS', 'MO' + chr(0) + 'SS')} {'a text ' * 20}</ul>"
    ).mentions
    assert mention.name == "MOSS"
    with pytest.raises(ReadError, match="not-text"):
        reading(b"<p>" + b"x\0" * 1_000)


ROW = "<tr><td>" + LINK + "<td>A &amp; B<!-- c --><td><img src=x.png alt='x'>"
PAGES = {
    "a table": "<!doctype html><html><body><nav><a href=/x>x</a></nav><main><h1>M</h1><table>"
    f"<thead><tr><th>Name<th>Text</thead>{ROW * 8}</table></main></body></html>",
    "a list": f"<html><body><h2>M</h2><ul>{f'<li>{LINK} - a text</li>' * 8}</ul><footer>x</footer>",
    "cards": "<main>" + f"<div class=card><h3>{LINK}</h3><p>A text.</p></div>" * 8 + "</main>",
}


@pytest.mark.parametrize("html", PAGES.values(), ids=PAGES.keys())
def test_half_of_a_page_gives_half_of_its_entries_and_no_broken_link(html: str) -> None:
    whole = reading(html).mentions
    assert len(whole) == 8
    for cut in range(len(html) // 2, len(html), 7):
        found = reading(html[:cut]).mentions
        assert 3 <= len(found) <= 8
        links = {url for one in found for url in one.urls}
        assert links == {"https://github.com/o/moss"}


def shuffled(rng: random.Random) -> str:
    pieces = [
        *PAGES["a table"].split("<"),
        "a href='https://b.org/x'>B",
        "/td>",
        "td>",
        "!--",
        "/a>x",
    ]
    return "<".join(rng.choices(pieces, k=40))


def cut(rng: random.Random) -> str:
    html = rng.choice(list(PAGES.values()))
    for _ in range(6):
        start = rng.randrange(len(html))
        html = html[:start] + html[start + rng.randrange(12) :]
    return html


@pytest.mark.parametrize("broken", [shuffled, cut])
def test_however_broken_a_page_is_every_link_of_it_is_accounted_for(
    broken: Callable[[random.Random], str],
) -> None:
    rng = random.Random(4)
    for _ in range(300):
        html = f"<div>{broken(rng)}"
        found = reading(html)
        links = coverage_of(found.regions).links
        assert links.total == links.mention + links.reject + links.ignored
        for block in html_blocks(html):
            assert 0 <= block.start < block.end <= len(html)
