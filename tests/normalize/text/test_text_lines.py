"""Lines of a text: what was found in each."""

from __future__ import annotations

from normalize.text.edits import Edit
from normalize.text.text_lines import by_line, line_end


def edits(text: str, *words: str) -> list[Edit]:
    places = [text.index(word) for word in words]
    return [Edit(at, at + len(word), "", "rule") for at, word in zip(places, words, strict=True)]


def test_what_stands_in_one_line_is_one_group() -> None:
    text = "one two\nthree\n\nfour\n"
    found = edits(text, "one", "two", "three", "four")
    assert list(by_line(text, found)) == [found[:2], found[2:3], found[3:]]


def test_what_runs_over_a_line_end_belongs_with_what_follows_it() -> None:
    text = "one\ntwo three"
    found = edits(text, "one\ntwo", "three")
    assert list(by_line(text, found)) == [found]


def test_nothing_found_gives_no_groups() -> None:
    assert list(by_line("one\ntwo", [])) == []


def test_a_line_ends_at_its_line_end_or_where_no_more_is_looked_at() -> None:
    assert line_end("one\ntwo", 0, 7) == 3
    assert line_end("one\ntwo", 0, 2) == 2
    assert line_end("one\ntwo", 4, 100) == 7
