"""The independent count: what it counts, and which span answers for each."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from normalize.coverage import coverage_of
from normalize.records import Count, Coverage, Kind, Outcome, Region
from spiders.readers import coverage
from spiders.readers.coverage import Found, cover


class Span(NamedTuple):
    start: int
    end: int
    outcome: Outcome


def covered(
    text: str, kind: Kind, spans: Sequence[Span], annotated: list[tuple[int, str]]
) -> tuple[Coverage, list[Found]]:
    """The sums as they are published, and what was lost."""
    found = cover(text, kind, [(one.start, one.end) for one in spans], annotated)
    regions = [
        Region(
            start=one.start, end=one.end, outcome=one.outcome, detail="", locator="",
            links=tally.links, rows=tally.rows,
        )
        for one, tally in zip(spans, found.tallies, strict=True)
    ]  # fmt: skip
    lost = Region(
        start=0, end=0, outcome="reject", detail="unread", locator="",
        links=len(found.lost_links), rows=len(found.lost_rows),
    )  # fmt: skip
    return coverage_of([*regions, lost]), found.lost_links + found.lost_rows


def offsets(text: str, kind: Kind) -> list[int]:
    """Where the count finds something, told by leaving everything uncovered."""
    _, lost = covered(text, kind, [], [])
    return [one.offset for one in lost]


def outcome_at(offset: int, *spans: Span) -> str:
    text = " " * offset + "https://a.org"
    sums, lost = covered(text, "plaintext", spans, [])
    if lost:
        return "lost"
    return next(name for name in ("mention", "reject", "ignored") if getattr(sums.links, name))


def test_counting_knows_nothing_of_the_readers() -> None:
    tree = ast.parse(Path(coverage.__file__).read_text(encoding="utf-8"))
    imported = {
        name
        for node in ast.walk(tree)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else []
        )
    }
    ours = {name for name in imported if name.split(".")[0] in ("spiders", "normalize")}
    assert ours == {"normalize.records"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a](https://a.org) and [b](docs/b.md)", ["](https://a.org", "](docs/b.md"]),
        ("<https://a.org> https://b.org", ["https://a.org", "https://b.org"]),
        ("<a class='x' href='https://a.org'>a</a>", ["<a class='x' href='https://a.org"]),
        ("[![s](x.png)](https://a.org)", ["](x.png", "](https://a.org"]),
        ("[a](<https://a.org>)", ["](<https://a.org"]),
        ("[m]: https://a.org", ["https://a.org"]),
        ("no link [here] (or here)", []),
    ],
)
def test_the_links_of_a_readme_are_counted_in_every_way_they_are_written(
    text: str, found: list[str]
) -> None:
    _, lost = covered(text, "readme", [], [])
    assert [one.text for one in lost] == found
    assert all(text[one.offset :].startswith(one.text) for one in lost)


def test_the_links_of_a_page_are_counted_by_their_tags_alone() -> None:
    html = (
        "<a href='https://a.org'>https://a.org</a><A HREF=b.html>b</A><a name='x'>none</a>"
        "<!-- <a href='no'>no</a> --><script>'<a href=no>'</script>"
    )
    sums, lost = covered(html, "webpage", [], [])
    assert sums.links == Count(total=2, reject=2)
    assert [html[one.offset :][:3] for one in lost] == ["<a ", "<A "]


def test_a_comment_keeps_the_offsets_of_what_follows_it() -> None:
    html = "<!-- <tr> --><table><tr><td>x</table>"
    assert offsets(html, "webpage") == [html.rindex("<tr>")]


def test_the_rows_of_markdown_tables_are_counted_without_the_ruler() -> None:
    text = "| a | b |\n|---|:-:|\n| c | d |\n  | e | |\nnot | a | row\n"
    sums, lost = covered(text, "readme", [], [])
    assert sums.rows.total == 3
    assert [one.text.strip() for one in lost] == ["| a | b |", "| c | d |", "| e | |"]


def test_running_text_has_links_and_no_rows() -> None:
    sums, _ = covered("| a | https://a.org |", "plaintext", [], [])
    assert (sums.links.total, sums.rows.total) == (1, 0)


def test_links_laid_over_a_pdf_are_counted_besides_those_in_its_text() -> None:
    sums, lost = covered(
        "MOSS https://a.org", "pdf", [Span(0, 4, "mention")], [(0, "https://m.org")]
    )
    assert sums.links == Count(total=2, mention=1, reject=1)
    assert [one.offset for one in lost] == [5]


@pytest.mark.parametrize(
    ("offset", "outcome"),
    [
        (0, "lost"),
        (10, "ignored"),
        (20, "mention"),
        (25, "reject"),
        (30, "mention"),
        (45, "ignored"),
        (50, "lost"),
    ],
)
def test_the_innermost_span_wins(offset: int, outcome: str) -> None:
    spans = [Span(10, 50, "ignored"), Span(20, 40, "mention"), Span(25, 30, "reject")]
    assert outcome_at(offset, *spans) == outcome
    assert outcome_at(offset, *reversed(spans)) == outcome


@pytest.mark.parametrize(
    ("offset", "outcome"),
    [(5, "ignored"), (10, "mention"), (19, "mention"), (25, "mention"), (30, "lost")],
)
def test_of_overlapping_spans_the_later_one_answers_and_nothing_between_is_lost(
    offset: int, outcome: str
) -> None:
    spans = [Span(0, 20, "ignored"), Span(10, 30, "mention")]
    assert outcome_at(offset, *spans) == outcome


@pytest.mark.parametrize("offset", [15, 22, 25, 35])
def test_a_long_span_answers_after_an_overlapping_one_has_ended(offset: int) -> None:
    spans = [Span(0, 20, "ignored"), Span(10, 40, "mention"), Span(12, 14, "reject")]
    assert outcome_at(offset, *spans) == "mention"


def test_an_empty_span_covers_nothing() -> None:
    assert outcome_at(5, Span(5, 5, "mention")) == "lost"
    assert outcome_at(5, Span(0, 9, "ignored"), Span(5, 5, "mention")) == "ignored"


def test_what_no_span_covers_comes_back_and_is_counted_as_the_reject_it_will_be() -> None:
    text = "| [a](https://a.org) |\n"
    sums, lost = covered(text, "readme", [], [])
    assert (sums.links, sums.rows) == (Count(total=1, reject=1), Count(total=1, reject=1))
    assert [one.text for one in lost] == ["](https://a.org", "| [a](https://a.org) |"]


@pytest.mark.parametrize("outcome", ["mention", "reject", "ignored"])
def test_the_parts_of_a_sum_add_up_to_its_total(outcome: Outcome) -> None:
    text = "https://a.org https://b.org https://c.org"
    sums, _ = covered(text, "plaintext", [Span(0, 20, outcome)], [])
    assert sums.links.total == sums.links.mention + sums.links.reject + sums.links.ignored == 3


def test_links_that_are_glued_together_are_counted_each() -> None:
    text = "Ahttps://a.org/xhttps://b.org/yText"
    assert offsets(text, "plaintext") == [1, text.index("https://b")]
