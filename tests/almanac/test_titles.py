"""The title of a document: what it calls itself, without the marks of its format."""

from __future__ import annotations

import pytest
from examples import read_text

from almanac.titles import title_of
from normalize.records import Kind

ENTRY = "\n\n- [MOSS](https://github.com/OpenLMLab/MOSS) - a model.\n"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"# Open LLMs{ENTRY}", "Open LLMs"),
        (f"# **Open** `LLMs` #{ENTRY}", "Open LLMs"),
        (f"# [Open LLMs](https://a.org) ![stars](https://a.org/s.svg){ENTRY}", "Open LLMs"),
        (f"Open LLMs\n========={ENTRY}", "Open LLMs"),
        (f"# snake_case & C++{ENTRY}", "snake_case & C++"),
        (f"# 中国大模型列表{ENTRY}", "中国大模型列表"),
        (ENTRY, "list"),
    ],
)
def test_a_readme_is_called_as_its_first_heading_says(text: str, title: str) -> None:
    assert title_of(text, "readme", read_text(text)) == title


def test_a_damaged_heading_is_restored() -> None:
    text = f"# 中国大模型列表{ENTRY}".encode().decode("latin-1")
    assert title_of(text, "readme", read_text(text)) == "中国大模型列表"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>\n Open &amp; LLMs </title>", "Open & LLMs"),
        ("<title></title>", "Models"),
        ("", "Models"),
    ],
)
def test_a_page_is_called_as_its_title_says_else_as_its_heading(head: str, title: str) -> None:
    kind: Kind = "webpage"
    text = (
        f"<html><head>{head}</head><body><main><h1>Models</h1>"
        '<ul><li><a href="https://github.com/OpenLMLab/MOSS">MOSS</a> - a model</li></ul>'
        "</main></body></html>"
    )
    assert title_of(text, kind, read_text(text, kind)) == title


def test_an_endless_title_is_one_line_of_bearable_length() -> None:
    text = f"# {'long ' * 500}{ENTRY}"
    assert len(title_of(text, "readme", read_text(text))) <= 120
