"""Markdown that nobody writes in good faith: a result within time, and nothing lost in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SHARED
from examples import document, source

from normalize.coverage import coverage_of
from normalize.records import Reading
from spiders.errors import ReadError
from spiders.readers import read

pytestmark = pytest.mark.usefixtures("no_hang")


def reading(text: str) -> Reading:
    body = text.encode()
    return read(document(body), body, source())


HOSTILE = {
    "a line of 10 MB": "word " * 2_000_000,
    "100,000 nested lists": "- " * 100_000 + "[a](https://a.org/a)",
    "lists nested by indent": "\n".join(" " * depth + "- x" for depth in range(1_500)),
    "100,000 nested quotes": "> " * 100_000 + "[a](https://a.org/a)",
    "open brackets": "[" * 50_000,
    "bold without end": "**a " * 50_000,
    "tables of HTML without end": "<table>\n\n" * 10_000,
    "headings numbered without end": "\n\n".join(f"# {one}. x" for one in range(1, 10_000)),
    "headings all numbered one": "\n\n".join(f"# 1. x{one}" for one in range(10_000)),
    "lines numbered without end": "- x\n" + "\n".join(f"  {one}、a" for one in range(1, 20_000)),
    "bold lines without text": "\n\n".join(f"**x{one}**" for one in range(10_000)),
    "emoji and marks": "- \u200d\ufe0f🔥" * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_text_that_nests_or_repeats_without_end_is_read(text: str) -> None:
    found = reading(text)
    links = coverage_of(found.regions).links
    assert links.total == text.count("https://")


def test_a_table_of_a_thousand_columns_is_read() -> None:
    header = "|" + "".join(f" c{one} |" for one in range(1_000)) + "\n|" + "-|" * 1_000 + "\n"
    found = reading(header + ("| x " + "| [b](https://a.org/b) " * 999 + "|\n") * 5)
    assert len(found.mentions) == 5


def test_a_cell_of_a_hundred_thousand_links_keeps_them_all() -> None:
    links = "".join(f"[a](https://a.org/{one}) " for one in range(100_000))
    (mention,) = reading(f"| Model | Link |\n|---|---|\n| A | {links}|\n").mentions
    assert len(mention.urls) == 100_000


def test_a_hundred_thousand_lines_of_entries_are_as_many_entries() -> None:
    text = "\n".join(f"[a{one}](https://a.org/{one}) - x" for one in range(20_000))
    assert len(reading(text).mentions) == 20_000


def test_null_bytes_are_either_refused_or_read() -> None:
    assert [one.name for one in reading("- [A\0B](https://a.org/a): x\n" + "text " * 99).mentions]
    with pytest.raises(ReadError) as refused:
        reading("\0" * 1_000)
    assert refused.value.reason in ("empty", "not-text")


@pytest.mark.parametrize(
    "path", sorted((SHARED / "corpus" / "history").glob("*/*.md"))[::4], ids=str
)
def test_half_of_a_list_gives_entries_or_none_but_loses_nothing(path: Path) -> None:
    body = path.read_bytes()
    half = body[: len(body) // 2]
    found = read(document(half), half, source())
    assert [one for one in found.rejects if one.reason == "unread"] == []
