"""Cells: folded text, links at their place in it, the first bold stretch."""

from __future__ import annotations

import pytest

from spiders.readers.blocks import Cell
from spiders.readers.cells import CellBuilder


def built(*pieces: str) -> Cell:
    builder = CellBuilder()
    for piece in pieces:
        builder.add(piece)
    return builder.build(3, 9)


def test_white_space_is_folded_across_the_pieces() -> None:
    assert built("  one \n", " two", "\t", "", "three \n ").text == "one two three"


def test_a_cell_stands_where_it_was_built_for() -> None:
    assert (built("x").start, built("x").end) == (3, 9)


def test_a_marked_up_link_covers_its_words() -> None:
    builder = CellBuilder()
    builder.add("see ")
    builder.open_link("https://a.org/m")
    builder.add("MOSS")
    builder.close_link()
    builder.add(" now")
    cell = builder.build(0, 1)
    (link,) = cell.links
    assert (cell.text[link.start : link.end], link.href, link.badge) == (
        "MOSS",
        "https://a.org/m",
        False,
    )


def test_a_link_that_is_never_closed_ends_with_the_cell_or_the_next_link() -> None:
    builder = CellBuilder()
    builder.open_link("https://a.org/1")
    builder.add("one")
    builder.open_link("https://a.org/2")
    builder.add("two")
    cell = builder.build(0, 1)
    assert [(cell.text[one.start : one.end], one.href) for one in cell.links] == [
        ("one", "https://a.org/1"),
        ("two", "https://a.org/2"),
    ]


def test_closing_what_is_not_open_changes_nothing() -> None:
    builder = CellBuilder()
    builder.close_link()
    builder.close_bold()
    builder.add("x")
    assert builder.build(0, 1) == Cell("x", [], 0, 1)


def test_an_address_in_the_text_is_a_link_once_even_where_it_is_marked_up_too() -> None:
    builder = CellBuilder()
    builder.open_link("https://a.org/m")
    builder.add("https://a.org/m")
    builder.close_link()
    builder.add(" or https://b.org/n")
    assert [link.href for link in builder.build(0, 1).links] == [
        "https://a.org/m",
        "https://b.org/n",
    ]


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("(see https://a.org/m).", "https://a.org/m"),
        ("https://a.org/x_(y) then", "https://a.org/x_(y)"),
        ("地址：https://a.org/m，然后", "https://a.org/m"),
        ("https://a.org/m（注）", "https://a.org/m"),
        ("https://a.org/?q=1&r=%20#top end", "https://a.org/?q=1&r=%20#top"),
        ('"https://a.org/m"', "https://a.org/m"),
        ("**https://a.org/m**", "https://a.org/m"),
    ],
)
def test_an_address_ends_where_the_sentence_goes_on(text: str, href: str) -> None:
    cell = built(text)
    (link,) = cell.links
    assert link.href == href
    assert cell.text[link.start : link.end] == href


@pytest.mark.parametrize("text", ["a://b", "no link", "http:/ /x", "ftp://a.org"])
def test_what_is_no_web_address_is_no_link(text: str) -> None:
    assert built(text).links == []


def test_the_first_bold_stretch_is_kept_and_an_empty_one_does_not_count() -> None:
    builder = CellBuilder()
    builder.open_bold()
    builder.close_bold()
    for word in ("one", "two"):
        builder.open_bold()
        builder.add(word)
        builder.close_bold()
    cell = builder.build(0, 1)
    assert cell.bold is not None
    assert cell.text[slice(*cell.bold)] == "one"


def test_an_image_alone_in_a_link_makes_a_badge_and_one_outside_makes_nothing() -> None:
    builder = CellBuilder()
    builder.add_image()
    builder.open_link("https://a.org")
    builder.add_image()
    builder.close_link()
    assert [link.badge for link in builder.build(0, 1).links] == [True]
