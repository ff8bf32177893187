"""Markdown to blocks: what kind each is, where it stands, and which links it holds."""

from __future__ import annotations

import pytest

from spiders.readers.blocks import (
    Block,
    Cell,
    Heading,
    Item,
    Link,
    Listing,
    Paragraph,
    Skipped,
    Table,
    all_items,
)
from spiders.readers.markdown.page import markdown_blocks


def only(text: str) -> Block:
    blocks = markdown_blocks(text)
    assert len(blocks) == 1, blocks
    return blocks[0]


def paragraph(text: str) -> Cell:
    block = only(text)
    assert isinstance(block, Paragraph)
    return block.cell


def items(text: str) -> list[Item]:
    block = only(text)
    assert isinstance(block, Listing)
    return block.items


def table(text: str) -> Table:
    block = only(text)
    assert isinstance(block, Table)
    return block


def linked(cell: Cell) -> list[tuple[str, str]]:
    return [(cell.text[link.start : link.end], link.href) for link in cell.links]


def test_blocks_come_in_the_order_of_the_text_and_point_at_their_lines() -> None:
    text = "# One\n\nWords.\n\n- item\n\n| a |\n|---|\n| b |\n\n```\ncode\n```\n"
    blocks = markdown_blocks(text)
    assert [type(block) for block in blocks] == [Heading, Paragraph, Listing, Table, Skipped]
    assert [text[block.start : block.end].split("\n")[0] for block in blocks] == [
        "# One",
        "Words.",
        "- item",
        "| a |",
        "```",
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_offsets_hold_for_every_kind_of_line_end(line_end: str) -> None:
    text = line_end.join(["# One", "", "Words of [MOSS](https://github.com/OpenLMLab/MOSS)."])
    blocks = markdown_blocks(text)
    assert text[blocks[1].start : blocks[1].end].startswith("Words of")
    assert text[blocks[0].start : blocks[0].end].strip() == "# One"


def test_both_ways_to_write_a_heading_give_its_level() -> None:
    blocks = markdown_blocks("Top\n===\n\nBelow\n---\n\n#### Deep\n")
    assert [(block.level, block.cell.text) for block in blocks if isinstance(block, Heading)] == [
        (1, "Top"),
        (2, "Below"),
        (4, "Deep"),
    ]


def test_inline_markup_is_dropped_and_its_text_kept() -> None:
    cell = paragraph("A *slanted* and `coded` ~~gone~~ **bold** word")
    assert cell.text == "A slanted and coded gone bold word"
    assert cell.bold is not None
    assert cell.text[slice(*cell.bold)] == "bold"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see [MOSS](https://a.org/m)", [("MOSS", "https://a.org/m")]),
        ("see <https://a.org/m> now", [("https://a.org/m", "https://a.org/m")]),
        ("see https://a.org/m, now", [("https://a.org/m", "https://a.org/m")]),
        ('see <a href="https://a.org/m">MOSS</a>', [("MOSS", "https://a.org/m")]),
        ("see [**MOSS**](https://a.org/m)", [("MOSS", "https://a.org/m")]),
        ("见https://a.org/m。后", [("https://a.org/m", "https://a.org/m")]),
    ],
)
def test_every_way_to_write_a_link_gives_its_words_and_its_target(
    text: str, links: list[tuple[str, str]]
) -> None:
    assert linked(paragraph(text)) == links


def test_a_reference_link_stands_where_it_is_used_and_its_definition_is_no_entry() -> None:
    text = "see [MOSS][m]\n\n[m]: https://a.org/m\n"
    used, defined = markdown_blocks(text)
    assert isinstance(used, Paragraph)
    assert linked(used.cell) == [("MOSS", "https://a.org/m")]
    assert defined == Skipped("link-definition", text.index("[m]: "), len(text))


def test_a_definition_that_stands_twice_is_skipped_twice() -> None:
    blocks = markdown_blocks("[m]: https://a.org/1\n[m]: https://a.org/2\n")
    assert [block.reason for block in blocks if isinstance(block, Skipped)] == [
        "link-definition",
        "link-definition",
    ]


def test_a_list_ends_before_the_empty_lines_and_the_definitions_below_it() -> None:
    text = "- [MOSS][m]\n\n[m]:\n  https://a.org/m\n\nAfter\n"
    listing, *definition, after = markdown_blocks(text)
    assert isinstance(listing, Listing)
    assert text[listing.start : listing.end] == "- [MOSS][m]\n"
    assert text[listing.items[0].start : listing.items[0].end] == "- [MOSS][m]\n"
    assert [text[block.start : block.end] for block in definition] == [
        "[m]:\n",
        "  https://a.org/m\n",
    ]
    assert text[after.start : after.end] == "After\n"


def test_an_empty_line_of_a_quote_is_no_definition() -> None:
    assert [type(block) for block in markdown_blocks("> quoted\n>\n\n- MOSS\n")] == [
        Paragraph,
        Listing,
    ]


@pytest.mark.parametrize(
    "row", ["| GLM | [r](https://a.org/g) |", "    | GLM | [r](https://a.org/g)|"]
)
def test_a_row_behind_an_empty_line_is_one_of_the_table(row: str) -> None:
    text = f"| Name | Link |\n|---|---|\n| 中文 | |\n\n| MOSS | |\n{row}\n"
    found = table(text)
    assert [one.cells[0].text for one in found.rows] == ["中文", "MOSS", "GLM"]
    assert linked(found.rows[2].cells[1]) == [("r", "https://a.org/g")]
    assert text[found.rows[2].start : found.rows[2].end] == f"{row}\n"


@pytest.mark.parametrize("text", ["[C #](https://a.org/c) C #", "- [C](https://a.org/c) 1. #"])
def test_markdown_in_a_cell_of_a_html_table_is_text_of_one_line(text: str) -> None:
    page = f"<table>\n<tr><td>\n\n{text}\n\n</td></tr>\n</table>\n"
    (cell,) = table(page).rows[0].cells
    assert cell.text == text.replace("[C", "C").replace("](https://a.org/c)", "")
    assert [link.href for link in cell.links] == ["https://a.org/c"]


def test_what_is_nested_too_deep_keeps_its_text_and_links() -> None:
    depth = 150
    text = "\n".join(f"{'  ' * level}- [m{level}](https://a.org/{level})" for level in range(depth))
    cells = [item.cell for item in all_items(items(text))]
    assert [link.href for cell in cells for link in cell.links] == [
        f"https://a.org/{level}" for level in range(depth)
    ]
    quoted = only("> " * depth + "[MOSS](https://a.org/m)\n")
    assert isinstance(quoted, Paragraph)
    assert linked(quoted.cell) == [("MOSS", "https://a.org/m")]
    bold = paragraph("**" * 50_000 + "MOSS" + "**" * 50_000)
    assert bold.text == "MOSS"


def test_a_linked_image_is_a_badge_and_a_link_with_words_beside_the_image_is_none() -> None:
    badge = paragraph("[![stars](https://img.shields.io/x)](https://github.com/a/b)")
    assert badge.links == [Link(0, 0, "https://github.com/a/b", badge=True)]
    worded = paragraph("[![logo](https://a.org/x.png) MOSS](https://github.com/a/b)")
    assert [link.badge for link in worded.links] == [False]
    assert worded.text == "MOSS"


def test_nested_items_are_children_and_the_parents_text_is_its_own() -> None:
    text = "* ChatGLM2-6B\n  * 地址：https://github.com/THUDM/ChatGLM2-6B\n    * deeper\n* MOSS\n"
    first, second = items(text)
    assert (first.cell.text, second.cell.text) == ("ChatGLM2-6B", "MOSS")
    assert [child.cell.text for child in first.children] == [
        "地址：https://github.com/THUDM/ChatGLM2-6B"
    ]
    assert [child.cell.text for child in first.children[0].children] == ["deeper"]
    assert text[first.cell.start : first.cell.end].strip() == "* ChatGLM2-6B"
    assert text[first.start : first.end].endswith("deeper\n")


def test_the_paragraphs_of_one_item_are_its_text() -> None:
    (item,) = items("1. MOSS\n\n   A chat model.\n")
    assert item.cell.text == "MOSS A chat model."


def test_a_table_keeps_its_empty_cells_and_escaped_bars() -> None:
    text = "| Name | Link |\n|:--|--:|\n| A \\| B | |\n| C | [r](https://a.org) |\n"
    found = table(text)
    assert found.header is not None
    assert [cell.text for cell in found.header.cells] == ["Name", "Link"]
    assert [[cell.text for cell in row.cells] for row in found.rows] == [["A | B", ""], ["C", "r"]]
    assert [text[row.start : row.end] for row in found.rows] == text.splitlines(keepends=True)[2:]


def test_html_inside_markdown_is_read_with_offsets_of_the_whole_text() -> None:
    text = "# Models\n\n<ul>\n<li><a href='https://a.org/m'>MOSS</a></li>\n</ul>\n"
    listing = markdown_blocks(text)[1]
    assert isinstance(listing, Listing)
    assert text[listing.start :].startswith("<ul>")
    assert text[listing.items[0].start :].startswith("<li>")
    assert linked(listing.items[0].cell) == [("MOSS", "https://a.org/m")]


def test_what_is_quoted_is_read_as_if_it_were_not() -> None:
    block = only("> - [MOSS](https://a.org/m) - text\n")
    assert isinstance(block, Listing)
    assert block.items[0].cell.text == "MOSS - text"


def test_code_is_skipped_with_all_that_looks_like_a_list_in_it() -> None:
    assert only("```\n- [MOSS](https://a.org/m)\n```\n") == Skipped("code", 0, 34)
    assert only("    - [MOSS](https://a.org/m)\n") == Skipped("code", 0, 30)


@pytest.mark.parametrize("text", ["", "\n\n", "   "])
def test_nothing_gives_no_blocks(text: str) -> None:
    assert markdown_blocks(text) == []


def test_the_pieces_of_a_line_full_of_brackets_are_one_text() -> None:
    assert paragraph("[" * 50_000).text == "[" * 50_000


@pytest.mark.parametrize("piece", ["* ", "> ", "- [", "[", "**", "`", "<b>", "1. ", "!["])
def test_thousands_of_openings_without_an_end_do_not_crash(piece: str) -> None:
    blocks = markdown_blocks(piece * 5_000 + "x")
    assert all(0 <= block.start <= block.end <= len(piece) * 5_000 + 1 for block in blocks)
