"""Printing: whatever a document says comes out as text, never as an escape or as markup."""

from __future__ import annotations

import io
import json

import msgspec
import pytest
from rich.console import Console

from almanac.printing import inert, plain, shortened, table


def printed(*cells: str) -> str:
    """What a colour terminal would get; rich's own styles are left out."""
    console = Console(file=io.StringIO(), force_terminal=True, color_system=None, width=200)
    rows = table("one", "two")
    rows.add_row(*(plain(cell) for cell in cells))
    console.print(rows)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b[31mred\x1b[0m",
        "\x1b]0;title\x07",
        "\x1b]8;;https://evil.example\x07link\x1b]8;;\x07",
        "\x9b31m",
        "back\x08\x08space",
        "over\rwritten",
        "bell\x07",
        "nul\x00",
        "del\x7f",
        "\u202eright to left",
        "zero\u200bwidth",
        "lone\ud800surrogate",
    ],
)
def test_control_characters_and_escapes_come_out_visible_and_inert(hostile: str) -> None:
    said = printed(hostile, "next")
    bad = [char for char in hostile if not char.isprintable()]
    assert bad
    _header, *rows = said.split("\n")
    assert not any(char in "\n".join(rows) for char in bad)
    assert "\ufffd" in said
    said.encode()


@pytest.mark.parametrize(
    "markup", ["[red]MOSS[/red]", "[/]", "[link=https://evil.example]x[/link]", ":smile:", "[bold"]
)
def test_markup_comes_out_as_it_was_written(markup: str) -> None:
    assert markup in printed(markup, "next")


@pytest.mark.parametrize("text", ["文心一言", "MOSS 🔥", "👩\u200d💻", "a [1] b", "naïve"])
def test_healthy_text_is_left_alone(text: str) -> None:
    assert plain(text).plain == text
    assert plain("two\nlines\tand a tab").plain == "two\nlines\tand a tab"


def test_a_text_is_shortened_to_one_line_of_so_many_characters() -> None:
    assert shortened("one\n two", 100) == "one two"
    assert shortened(None) == ""
    assert shortened("x" * 100, 100) == "x" * 100
    assert shortened("x" * 101, 100) == "x" * 99 + "…"


def test_json_has_escapes_for_what_a_terminal_would_obey_and_says_the_same() -> None:
    said = {"name": "\x9b31m \x7f \u202e \U000e0001 模型 é"}
    shown = inert(msgspec.json.format(msgspec.json.encode(said), indent=2))
    assert not set("\x9b\x7f\u202e\U000e0001") & set(shown)
    assert "模型 é" in shown
    assert json.loads(shown) == said
