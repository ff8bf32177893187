"""The shapes in which pages list things: definitions, cards, tables with spans, broken markup."""

from __future__ import annotations

import pytest
from examples import document, source

from normalize.records import Mention, Reading
from spiders.readers import read
from spiders.readers.blocks import Listing, Paragraph, Skipped, Table
from spiders.readers.html.page import html_blocks


def reading(html: str) -> Reading:
    body = html.encode()
    return read(document(body), body, source(kind="webpage"))


def mentions(html: str) -> list[Mention]:
    found = reading(html)
    assert found.rejects == []
    return found.mentions


def told(html: str) -> list[tuple[str, list[str], str | None]]:
    return [(one.name, one.urls, one.description) for one in mentions(html)]


def link(name: str, text: str = "") -> str:
    return f"<a href='https://github.com/o/{name}'>{text or name}</a>"


def address(name: str) -> str:
    return f"https://github.com/o/{name}"


def rows(html: str) -> list[list[str]]:
    (table,) = [one for one in html_blocks(html) if isinstance(one, Table)]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_each_term_of_definitions_is_a_name() -> None:
    html = (
        f"<dl><dt>{link('alpha')}<dd>The first, a small one.<dt>Beta Two</dt>"
        f"<dd>Second. {link('beta', 'home')}</dd></dl>"
    )
    assert told(html) == [
        ("alpha", [address("alpha")], "The first, a small one."),
        ("Beta Two", [address("beta")], "Second. home"),
    ]


CARDS = {
    "with a heading": "<div class='card c{n}'><img src=x.png><h3>Tool {n}</h3>"
    "<p>Does thing {n}.</p><a href='https://github.com/o/t{n}'></a></div>",
    "without a heading": "<div class=card><div><a href='https://github.com/o/t{n}'>Tool {n}</a>"
    "</div><div>Does thing {n}.</div></div>",
    "all of it a link": "<a class=card href='https://github.com/o/t{n}'><div>Tool {n}</div>"
    "<div>Does thing {n}.</div></a>",
    "a link around a heading": "<a href='https://github.com/o/t{n}'><h3>Tool {n}</h3>"
    "<p>Does thing {n}.</p></a>",
    "an article": "<article><header><h3><a href='https://github.com/o/t{n}'>Tool {n}</a></h3>"
    "</header><p>Does thing {n}.</p></article>",
}


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS.keys())
def test_divisions_of_one_kind_in_a_row_are_entries(card: str) -> None:
    html = "<h2>Tools</h2><div>" + "".join(card.format(n=n) for n in range(4)) + "</div>"
    assert told(html) == [(f"Tool {n}", [address(f"t{n}")], f"Does thing {n}.") for n in range(4)]
    assert {tuple(one.section) for one in mentions(html)} == {("Tools",)}


def test_divisions_that_each_hold_a_list_are_no_cards() -> None:
    section = (
        "<div><h2>Part {n}</h2><ul><li><a href='https://github.com/o/m{n}'>M{n}</a> x</ul></div>"
    )
    html = "".join(section.format(n=n) for n in range(4))
    assert [(one.name, one.section) for one in mentions(html)] == [
        (f"M{n}", [f"Part {n}"]) for n in range(4)
    ]


def test_a_text_between_divisions_is_not_lost() -> None:
    html = "<div>one</div>between<div>two</div><div>three</div>"
    said = [one.cell.text for one in html_blocks(html) if isinstance(one, Paragraph)]
    assert said == ["one", "between", "two", "three"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>{}<br>{}<br>{}</p>",
        "<div>{}<br/>{}<br/>{}</div>",
        "<p>{}</p><p>{}</p><p>{}</p>",
        "<li>{}<li>{}<li>{}",
        "<ul>{}<br>{}<br>{}</ul>",
        "<div><p>{}</p></div><div><p>{}</p></div><div><p>{}</p></div>",
        "<ul><p><li>{}</p><li>{}</li></li><div><li>{}</ul>",
    ],
)
def test_entries_are_read_without_the_marks_of_a_list(html: str) -> None:
    entries = [f"{link(name)} does {name}." for name in ("alpha", "beta", "gamma")]
    assert [(one.name, one.urls) for one in mentions("<h2>T</h2>" + html.format(*entries))] == [
        (name, [address(name)]) for name in ("alpha", "beta", "gamma")
    ]


def test_a_cell_that_spans_rows_stands_in_each_of_them() -> None:
    html = (
        "<table><tr><th>Org<th>Name<th>License<tr><td rowspan=2>Lab<td>A<td>MIT"
        "<tr><td>B<td rowspan=0>BSD<tr><td>Firm<td>C</table>"
    )
    assert rows(html) == [["Lab", "A", "MIT"], ["Lab", "B", "BSD"], ["Firm", "C", "BSD"]]


def test_a_cell_that_spans_columns_keeps_the_others_in_theirs_and_its_links_once() -> None:
    html = f"<table><tr><td colspan=2>{link('a')}<td>x<tr><td>1<td>2<td>3</table>"
    assert rows(html) == [["a", "a", "x"], ["1", "2", "3"]]
    (one,) = [one for one in html_blocks(html) if isinstance(one, Table)]
    assert [len(cell.links) for cell in one.rows[0].cells] == [1, 0, 0]


@pytest.mark.parametrize("span", ["", "x", "-1", "1.5", "99999999999999999999", "²"])
def test_a_span_that_is_no_number_is_one_column(span: str) -> None:
    assert rows(f"<table><tr><td colspan='{span}'>a<td>b</table>") == [["a", "b"]]


def test_a_header_of_two_rows_is_headed_by_the_lower() -> None:
    html = (
        "<table><thead><tr><th rowspan=2>Name<th colspan=2>Size<tr><th>Small<th>Large</thead>"
        f"<tr><td>{link('a')}<td>1<td>2</table>"
    )
    (one,) = mentions(html)
    assert [(field.label, field.value) for field in one.fields] == [("Small", "1"), ("Large", "2")]


@pytest.mark.parametrize("cell", ["<td><b>{}</b>", "<td><p><strong>{}</strong></p>", "<th>{}"])
def test_a_first_row_in_bold_heads_a_table(cell: str) -> None:
    html = "<table><tr>" + cell.format("Name") + cell.format("License")
    found = mentions(html + f"<tr><td>{link('a')}<td>MIT<tr><td>{link('b')}<td>MIT</table>")
    assert [(one.name, one.license) for one in found] == [("a", "MIT"), ("b", "MIT")]


def test_a_first_row_of_bold_names_with_links_is_an_entry() -> None:
    html = f"<table><tr><td><b>{link('a')}</b><td><b>x</b><tr><td>{link('b')}<td>y</table>"
    assert [one.name for one in mentions(html)] == ["a", "b"]


def test_a_table_that_lays_out_a_page_is_no_table_of_entries() -> None:
    items = "".join(f"<li>{link(name)} text" for name in ("a", "b", "c"))
    html = (
        f"<table><tr><td><a href=/x>Home</a><td><h2>List</h2><ul>{items}</ul></table>"
        f"<table><tr><td>menu<td><table><tr><th>Name<tr><td>{link('d')}<tr><td>{link('e')}</table>"
        "</table>"
    )
    assert [one.name for one in mentions(html)] == ["a", "b", "c", "d", "e"]


def test_lists_in_the_cells_of_a_table_leave_it_a_table() -> None:
    row = "<tr><td><a href='https://github.com/o/{n}'>M{n}</a><td><ul><li>fast<li>small</ul>"
    html = "<table>" + "".join(row.format(n=n) for n in range(5)) + "</table>"
    assert [one.name for one in mentions(html)] == [f"M{n}" for n in range(5)]


def test_a_row_of_links_is_a_bar_and_rows_without_a_table_are_one() -> None:
    bar = f"<table><tr><td>{link('x')}<td>{link('y')}<td>{link('z')}</table>"
    (block,) = html_blocks(bar)
    assert isinstance(block, Skipped)
    html = f"<tr><td>{link('a')}<td>one</tr><tr><td>{link('b')}<td>two</tr>"
    assert [one.name for one in mentions(html)] == ["a", "b"]


def test_relative_links_are_relative_to_the_base_of_the_page() -> None:
    html = (
        "<head><base href='https://example.net/tools/'></head><ul><li><a href=one.html>One</a> x"
        "<li><a href='//example.com/two'>Two</a> x<li><a href='https://z.org/'>Z</a> x</ul>"
    )
    assert [one.urls for one in mentions(html)] == [
        ["https://example.net/tools/one.html"],
        ["https://example.com/two"],
        ["https://z.org/"],
    ]


def test_a_picture_names_a_link_that_says_nothing_else_unless_it_is_a_badge() -> None:
    html = (
        "<table><tr><td><a href='https://github.com/o/x'><img src=logo.png alt='Xylo'></a><td>text"
        "<tr><td><a href='https://github.com/o/y'><img src='https://img.shields.io/badge/y.svg'"
        " alt='stars'></a><td>text</table>"
    )
    assert rows(html) == [["Xylo", "text"], ["", "text"]]


def test_a_link_that_a_script_follows_is_found() -> None:
    html = "<ul><li><a href='javascript:void(0)' data-href='https://github.com/o/x'>X</a> x</ul>"
    assert told(html) == [("X", [address("x")], "x")]


def test_the_mark_of_an_anchor_is_no_part_of_a_heading() -> None:
    html = f"<h2 id=l>List<a class=headerlink href='#l'>¶</a></h2><ul><li>{link('a')} x</ul>"
    assert mentions(html)[0].section == ["List"]


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li><a href='https://github.com/o/alpha'><h3>Alpha</h3><p>first</a><li>{}</ul>",
        "<ul><li><a href='https://github.com/o/alpha'><b>Alpha</a></b> first<li>{}</ul>",
        "<ul><li><b><a href='https://github.com/o/alpha'>Alpha</b></a> first</p><li>{}</ul>",
        "<ul><li><a href=https://github.com/o/alpha>Alpha <li><div>{}</span></div></ul></div>",
        "<UL><LI><A HREF='https://github.com/o/alpha'>Alpha</A> first<LI>{}</UL>",
        "<ul><li><a title='a > b' href='https://github.com/o/alpha'>Alpha</a> < b<li>{}</ul>",
        "<ul><!-- <li> --><li><a href='https://github.com/o/alpha'>Al<!-- -->pha</a><li>{}</ul>",
        "<ul><li><a href='https://github.com/o/alpha'>Al<wbr>pha</a></li></li>{}</ul>",
    ],
)
def test_broken_markup_keeps_every_entry(html: str) -> None:
    assert [(one.name, one.urls) for one in mentions(html.format(link("beta")))] == [
        ("Alpha", [address("alpha")]),
        ("beta", [address("beta")]),
    ]


def test_entities_are_read_in_names_links_and_texts() -> None:
    html = "<ul><li><a href='https://a.org/?x=1&amp;y=2'>R&eacute;sum&#233;</a> &lt;fast&gt;</ul>"
    assert told(html) == [("Résumé", ["https://a.org/?x=1&y=2"], "<fast>")]


def test_nested_lists_inside_divisions_are_below_their_item() -> None:
    html = f"<ul><li><div>Group<ul><li>{link('a')} x</ul></div><li>{link('b')} y</ul>"
    (block,) = [one for one in html_blocks(html) if isinstance(one, Listing)]
    assert [(item.cell.text, [one.cell.text for one in item.children]) for item in block.items] == [
        ("Group", ["a x"]),
        ("b y", []),
    ]
