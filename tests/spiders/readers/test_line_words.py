"""What an entry is called: decoration goes, the name stays."""

from __future__ import annotations

import pytest

from spiders.readers.blocks import Cell, Link
from spiders.readers.line_words import (
    clean_name,
    is_written_out,
    name_from_link,
    place_of,
    rest_after,
    split_lead,
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1. MOSS", "MOSS"),
        ("(2) MOSS", "MOSS"),
        ("3、书生", "书生"),
        ("🔥 MOSS", "MOSS"),
        ("⭐️ **MOSS**", "MOSS"),
        ("• MOSS：", "MOSS"),
        ("“MOSS”", "MOSS"),
        ("MOSS (", "MOSS"),
        ("MOSS（", "MOSS"),
        ("[MOSS", "MOSS"),
        ("`MOSS` -", "MOSS"),
    ],
)
def test_decoration_around_a_name_goes(text: str, name: str) -> None:
    assert clean_name(text) == name


@pytest.mark.parametrize(
    "name",
    [
        "MOSS",
        "ChatGLM2-6B",
        "C++",
        "GPT-4 (preview)",
        "文心一言（ERNIE Bot）",
        "1.5-Pints",
        "3.5B Base",
        "360智脑",
        "7B",
        "GPT-3.5",
        "[CLS] models",
        "AI+X",
        "Llama 2",
        ".NET",
    ],
)
def test_a_plain_name_stays_as_it_is(name: str) -> None:
    assert clean_name(name) == name


def test_a_letter_that_was_lost_stays_part_of_the_name() -> None:
    assert clean_name("\ufffdOSS") == "\ufffdOSS"


@pytest.mark.parametrize("text", ["", "  ", "**", "🔥", "1. ", "—", "(", "：", "\u200b"])
def test_nothing_but_decoration_is_no_name(text: str) -> None:
    assert clean_name(text) == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("MOSS: a model", "MOSS"),
        ("MOSS：一个模型", "MOSS"),
        ("MOSS - a model", "MOSS"),
        ("MOSS — a model", "MOSS"),
        ("MOSS，复旦的模型", "MOSS"),
        ("1. MOSS. A model", "MOSS"),
        ("GPT-4 and more", "GPT-4 and more"),
        ("GPT-3.5", "GPT-3.5"),
        ("ChatGLM-6B", "ChatGLM-6B"),
    ],
)
def test_a_lead_ends_at_its_first_separator_and_not_inside_a_name(text: str, name: str) -> None:
    assert split_lead(text) == name


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("MOSS - a model", "a model"),
        ("MOSS：一个模型", "一个模型"),
        ("MOSS** a model", "a model"),
        ("MOSS (2023)", "(2023)"),
        ("MOSS", None),
        ("MOSS --", None),
    ],
)
def test_what_is_said_after_a_name_comes_without_the_separator(text: str, rest: str | None) -> None:
    assert rest_after(text, 4) == rest


@pytest.mark.parametrize(
    ("href", "name"),
    [
        ("https://github.com/OpenLMLab/MOSS", "MOSS"),
        ("https://github.com/OpenLMLab/MOSS.git/", "MOSS"),
        ("https://a.org/MOSS?tab=x#readme", "MOSS"),
        ("https://a.org", "a.org"),
        ("docs/MOSS", "MOSS"),
    ],
)
def test_a_links_name_is_the_last_telling_part_of_its_path(href: str, name: str) -> None:
    assert name_from_link(href) == name


def test_an_address_is_told_from_words() -> None:
    cell = Cell("MOSS https://a.org", [], 0, 18)
    assert is_written_out(Link(5, 18, "https://a.org"), cell)
    assert not is_written_out(Link(0, 4, "https://a.org"), cell)


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("MOSS", "the MOSS of MOSS", "MOSS"),
        ("Open Moss", "- Open\n  Moss: a model", "Open\n  Moss"),
        ("Open Moss", "OpenMoss, Open  Mosses", "Open  Moss"),
        ("Open Moss 2", "Open Moss 1 and Open Moss 2", "Open Moss 2"),
        ("书生 浦语", "书生\u3000浦语", "书生\u3000浦语"),
    ],
)
def test_a_name_is_found_whatever_white_space_joins_its_words(
    name: str, text: str, place: str
) -> None:
    found = place_of(name, text, 0, len(text))
    assert found is not None
    assert text[slice(*found)] == place
    assert found[0] == text.index(place)


@pytest.mark.parametrize(("name", "start", "end"), [("Moss", 6, 9), ("Open Moss", 1, 9)])
def test_a_name_that_is_not_whole_in_a_stretch_is_not_found_there(
    name: str, start: int, end: int
) -> None:
    assert place_of(name, "Open Moss", start, end) is None


def test_a_name_of_other_words_is_not_found() -> None:
    assert place_of("Open Moss", "Open, Moss and Open", 0, 19) is None
