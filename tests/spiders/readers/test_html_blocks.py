"""HTML to blocks: the content of a page, each block at its start tag in the source."""

from __future__ import annotations

import itertools
from contextlib import suppress

import pytest

from spiders.readers.blocks import Block, Heading, Item, Listing, Paragraph, Skipped, Table
from spiders.readers.html.page import html_blocks


def reasons(blocks: list[Block]) -> list[str]:
    return [block.reason for block in blocks if isinstance(block, Skipped)]


def texts(blocks: list[Block]) -> list[str]:
    return [block.cell.text for block in blocks if isinstance(block, Heading | Paragraph)]


def listing(html: str) -> list[Item]:
    (found,) = [block for block in html_blocks(html) if isinstance(block, Listing)]
    return found.items


def table(html: str) -> Table:
    return next(block for block in html_blocks(html) if isinstance(block, Table))


def all_text(blocks: list[Block]) -> str:
    said = texts(blocks)
    for block in blocks:
        if isinstance(block, Listing):
            said += [item.cell.text for item in flat(block.items)]
        elif isinstance(block, Table):
            said += [cell.text for row in block.rows for cell in row.cells]
    return " ".join(said)


def flat(items: list[Item]) -> list[Item]:
    return [one for item in items for one in [item, *flat(item.children)]]


PAGE = (
    "<!doctype html><html><head><title>x</title></head><body>\n"
    "<nav><a href='/in'>In</a></nav>\n<main>\n"
    "<h1>Models</h1>\n<p>Words.</p>\n"
    "<ul><li><a href='https://a.org/m'>MOSS</a></li></ul>\n"
    "<table><tr><th>Name</th></tr><tr><td>Firefly</td></tr></table>\n"
    "</main><footer><a href='/f'>F</a></footer></body></html>"
)


def test_each_block_starts_at_its_own_start_tag() -> None:
    blocks = [block for block in html_blocks(PAGE) if not isinstance(block, Skipped)]
    tags = [PAGE[block.start : block.start + 4] for block in blocks]
    assert tags == ["<h1>", "<p>W", "<ul>", "<tab"]
    page_table = table(PAGE)
    assert page_table.header is not None
    assert PAGE[page_table.header.start :].startswith("<tr><th>Name")
    assert PAGE[page_table.rows[0].cells[0].start :].startswith("<td>Firefly")


def test_the_blocks_cover_the_content_without_a_gap_or_an_overlap() -> None:
    blocks = html_blocks(PAGE)
    assert (blocks[0].start, blocks[-1].end) == (0, len(PAGE))
    for one, following in itertools.pairwise(blocks):
        assert one.end <= following.start
        assert PAGE[one.end : following.start].strip() in ("", "<main>", "</main>")


def test_what_stands_around_the_main_content_is_skipped_with_its_links() -> None:
    blocks = html_blocks(PAGE)
    assert reasons(blocks) == ["outside-content", "outside-content"]
    assert "In" not in all_text(blocks)


@pytest.mark.parametrize("tag", ["nav", "header", "footer", "aside", "form"])
def test_navigation_inside_a_page_is_skipped_and_its_neighbour_is_not(tag: str) -> None:
    html = f"<{tag}><a href='/x'>skip me</a></{tag}><p>keep me</p>"
    blocks = html_blocks(html)
    assert reasons(blocks) == ["navigation"]
    assert texts(blocks) == ["keep me"]


def test_a_div_that_says_it_is_navigation_is_skipped() -> None:
    blocks = html_blocks("<div role='navigation'><a href='/x'>skip</a></div><p>keep</p>")
    assert (reasons(blocks), texts(blocks)) == (["navigation"], ["keep"])


def test_code_and_scripts_say_nothing() -> None:
    blocks = html_blocks("<pre><a href='/x'>c</a></pre><script>'<p>no</p>'</script><p>yes</p>")
    assert reasons(blocks)[0] == "code"
    assert texts(blocks) == ["yes"]


def test_a_comment_or_script_with_tags_in_it_moves_no_offset() -> None:
    html = "<!-- <table><p>old</p> --><script>if (a < b) { '<p>' }</script><p>here</p><p>there</p>"
    found = [block for block in html_blocks(html) if isinstance(block, Paragraph)]
    assert [html[block.start :][:8] for block in found] == ["<p>here<", "<p>there"]
    assert texts(html_blocks(html)) == ["here", "there"]


def test_an_attribute_that_holds_a_tag_moves_no_offset() -> None:
    html = "<p title='a <b> in it'>one</p><p>two</p>"
    blocks = html_blocks(html)
    assert texts(blocks) == ["one", "two"]
    assert html[blocks[1].start :].startswith("<p>two")


def test_an_attribute_that_holds_a_tag_keeps_the_link_behind_it() -> None:
    (block,) = html_blocks("<p><a title='Mixture of <i>Experts' href='https://a.org/m'>MoE</a></p>")
    assert isinstance(block, Paragraph)
    assert [link.href for link in block.cell.links] == ["https://a.org/m"]
    assert block.cell.text == "MoE"


@pytest.mark.parametrize(
    ("html", "anchor"),
    [
        ("<h2 id='models'>M</h2>", "models"),
        ("<h2>M<a class='anchor' href='#models'></a></h2>", "models"),
        # GitHub today: the anchor stands beside the heading in a <div>.
        (
            "<div><h2 class='heading-element'>M</h2><a class='anchor' href='#models'></a></div>",
            "models",
        ),
        ("<h2>M</h2>", None),
        ("<h2><a href='https://a.org/#x'>M</a></h2>", None),
    ],
)
def test_a_heading_knows_the_anchor_that_leads_to_it(html: str, anchor: str | None) -> None:
    (heading,) = [block for block in html_blocks(html) if isinstance(block, Heading)]
    assert (heading.level, heading.cell.text, heading.anchor) == (2, "M", anchor)


def test_nested_lists_become_children_at_their_own_tags() -> None:
    html = (
        "<ul><li>MOSS<ul><li>sub <a href='https://a.org/s'>s</a></li></ul></li><li>Next</li></ul>"
    )
    first, second = listing(html)
    assert (first.cell.text, second.cell.text) == ("MOSS", "Next")
    assert [child.cell.text for child in first.children] == ["sub s"]
    assert html[first.children[0].start :].startswith("<li>sub")
    assert html[first.cell.start : first.cell.end] == "<li>MOSS"


def test_broken_markup_loses_neither_text_nor_links() -> None:
    html = (
        "<ul><li><a href=https://a.org/1>One<li><b><a href='https://a.org/2'>Two</b> words"
        "<li>Three</ul><p>After <table><tr><td>cell<td>next"
    )
    said = all_text(html_blocks(html))
    for word in ("One", "Two", "words", "Three", "After", "cell", "next"):
        assert word in said
    hrefs = {link.href for item in flat(listing(html)) for link in item.cell.links}
    assert hrefs == {"https://a.org/1", "https://a.org/2"}


@pytest.mark.parametrize(
    "html",
    [
        "<",
        "<p",
        "<p <p>",
        "</p></p>",
        "<table><tr>",
        "<!--",
        "<script>",
        "<a href='",
        "<\0p>",
        "&#x0;",
    ],
)
def test_half_a_page_gives_blocks_inside_it_or_none(html: str) -> None:
    assert all(0 <= block.start <= block.end <= len(html) for block in html_blocks(html))


def test_text_that_stands_in_a_container_is_a_paragraph_and_keeps_its_place() -> None:
    html = "<div>before <a href='https://a.org'>it</a><ul><li>item</li></ul>after <b>it</b></div>"
    blocks = html_blocks(html)
    assert [type(block) for block in blocks] == [Paragraph, Listing, Paragraph]
    assert texts(blocks) == ["before it", "after it"]
    assert isinstance(blocks[0], Paragraph)
    assert [link.href for link in blocks[0].cell.links] == ["https://a.org"]


def test_blocks_inside_a_paragraph_like_element_are_read_as_blocks() -> None:
    blocks = html_blocks(
        "<dl><dd><ul><li>one</li></ul></dd></dl><details><summary>S</summary>t</details>"
    )
    assert isinstance(blocks[0], Listing)
    assert texts(blocks) == ["S", "t"]


def test_tables_are_numbered_in_source_order_also_inside_a_cell() -> None:
    html = (
        "<table><tr><td>a<table><tr><td>inner</td></tr></table></td></tr></table>"
        "<table><thead><tr><th>H</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>"
    )
    outer, last = [block for block in html_blocks(html) if isinstance(block, Table)]
    assert [row.locator for row in outer.rows] == ["row=1.1"]
    assert last.header is not None
    assert (last.header.locator, [row.locator for row in last.rows]) == ("row=3.1", ["row=3.2"])


def test_a_link_around_nothing_but_a_picture_is_a_badge() -> None:
    (block,) = html_blocks("<p><a href='https://a.org'><img src='x.png'></a> words</p>")
    assert isinstance(block, Paragraph)
    assert [link.badge for link in block.cell.links] == [True]


def test_only_a_stretch_of_a_text_is_read_where_one_is_named() -> None:
    text = "before <p>in</p> after <p>out</p>"
    (block,) = html_blocks(text, 7, 16)
    assert isinstance(block, Paragraph)
    assert (text[block.start : block.end], block.cell.text) == ("<p>in</p>", "in")


@pytest.mark.parametrize(
    "tag", ["div", "span", "b", "font", "ul><li", "table><tr><td", "blockquote", "section><p"]
)
def test_ten_thousand_nested_tags_do_not_crash_and_lose_no_text(tag: str) -> None:
    said = ""
    # Not left to pytest: it would compare the frames' nodes, whole trees, for minutes.
    with suppress(RecursionError):
        said = all_text(html_blocks(f"<p>first</p>{f'<{tag}>' * 10_000}last"))
    assert "first" in said
    assert "last" in said
