"""What probing shows: as wide as the terminal, with every entry, reject and ignored region."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

import pytest
from examples import LIST_URL, read_text, source
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from almanac import probe_report as report
from almanac.links import clickable, in_a_row, short_link
from almanac.probing import Probed

LONG = "https://www.github.com/owner/a-name-that-is-long-enough-to-be-cut-somewhere/"
LIST = f"""# 中国大模型列表

Some words on [what this is](https://example.org/about).

## Models

| name | organization | license | link | params |
| ---- | ------------ | ------- | ---- | ------ |
| | | | [x](https://example.org/nameless) | |
| 文心一言 | 百度 | Apache 2.0 | [y]({LONG}) | 7B |
| MOSS, a name so long | | | [x](https://github.com/OpenLMLab/MOSS) [z](https://a.org) | |

## Tools

- [Gorilla](https://github.com/ShishirPatil/gorilla) - Calls an API. It is a tool.
""".replace("so long", "so long that no terminal of usual width has the room to show it whole")
WIDTHS = [60, 80, 120, 200]


@pytest.fixture(scope="module")
def found() -> Probed:
    return Probed(source=source(urls=[LIST_URL]), reading=read_text(LIST), text=LIST)


def plain(lines: Iterable[Text]) -> list[str]:
    return [line.plain for line in lines]


def views(found: Probed, width: int) -> list[str]:
    reading = found.reading
    return [
        *plain(report.entries(reading.mentions, width)),
        *plain(report.rejects(reading.rejects, width)),
        *plain(report.ignored_by_reason(reading.regions, width)),
        *plain(report.each_ignored(reading.regions, found.text, width)),
        *plain(report.coverage(reading.regions, width)),
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_terminal_and_none_is_broken(found: Probed, width: int) -> None:
    lines = views(found, width)
    assert max(map(cell_len, lines)) <= width
    assert not any("\n" in line for line in lines)


@pytest.mark.parametrize("width", WIDTHS)
def test_each_entry_has_a_line_with_its_number_name_and_link(found: Probed, width: int) -> None:
    lines = plain(report.entries(found.reading.mentions, width))
    for number, name, link in (
        (1, "文心一言", "github.com/"),
        (2, "MOSS, a name", "2: github.com/"),
        (3, "Gorilla", "github.com/"),
    ):
        (line,) = (one for one in lines if name in one)
        assert line.strip().startswith(str(number))
        assert link in line
    assert "params: 7B" in "\n".join(lines)
    assert any(line.endswith("› Tools") for line in lines)


def test_a_wide_terminal_has_the_other_columns_too(found: Probed) -> None:
    lines = "\n".join(plain(report.entries(found.reading.mentions, 200)))
    for said in ("organization", "licence", "Apache 2.0", "description", "Calls an API", "line=10"):
        assert said in lines
    narrow = plain(report.entries(found.reading.mentions, 60))
    assert narrow[-1].startswith("no room for: ")


@pytest.mark.parametrize("width", WIDTHS)
def test_rejects_and_ignored_regions_have_their_reasons_and_places(
    found: Probed, width: int
) -> None:
    (_, refused) = plain(report.rejects(found.reading.rejects, width))[:2]
    assert "no-name" in refused
    assert "line=9" in refused
    grouped = plain(report.ignored_by_reason(found.reading.regions, width))
    assert any(re.match(r"heading +3 +0 +0", line) for line in grouped)
    assert any(re.match(r"prose +1 +1 +0", line) for line in grouped)
    each = plain(report.each_ignored(found.reading.regions, found.text, width))
    assert any("prose" in line and "line=3" in line and "Some words" in line for line in each)


def test_in_full_nothing_is_cut(found: Probed) -> None:
    lines = "\n".join(plain(report.entries_in_full(found.reading.mentions)))
    for mention in found.reading.mentions:
        for said in (mention.name, mention.locator, *mention.urls):
            assert said in lines
    assert "…" not in lines
    refused = "\n".join(plain(report.rejects_in_full(found.reading.rejects)))
    assert "https://example.org/nameless" in refused


def printed(text: Text, **how: object) -> str:
    console = Console(file=io.StringIO(), width=80, **how)  # type: ignore[arg-type]
    console.print(text)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_shortened_link_leads_to_the_whole_one_where_the_terminal_can() -> None:
    shown = clickable(LONG, short_link(LONG))
    colour = printed(shown, force_terminal=True, color_system="standard")
    assert f";{LONG}\x1b\\" in colour
    assert "github.com/owner/a-name-that" in colour
    for how in ({"force_terminal": False}, {"force_terminal": True, "color_system": None}):
        assert "\x1b" not in printed(shown, **how)


def test_a_hostile_link_cannot_end_the_escape_that_it_is_in() -> None:
    hostile = "https://a.org/\x1b\\\x1b[31mred"
    assert "\x1b[31mred" not in printed(
        clickable(hostile, hostile), force_terminal=True, color_system="standard"
    )


def test_a_link_that_is_short_enough_is_shown_whole() -> None:
    assert short_link("https://a.org/x/") == "a.org/x"
    assert short_link(LONG, 20) == "github.com/owner/a-…"
    assert in_a_row([]).plain == ""
    assert in_a_row([LONG]).plain == LONG.removeprefix("https://www.").rstrip("/")
    assert in_a_row(["https://a.org", "https://b.org"]).plain == "2: a.org  b.org"
