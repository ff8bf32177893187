"""Finding what a person asks for: links in each spelling, texts whatever marks they carry."""

from __future__ import annotations

import pytest

from almanac.searching import as_link, folded_occurrences, link_spelling, links, occurrences

ARXIV = "https://arxiv.org/abs/2305.15334"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://github.com/OpenLMLab/MOSS", "http://github.com/OpenLMLab/MOSS"),
        ("https://github.com/OpenLMLab/MOSS", "https://github.com/OpenLMLab/MOSS/"),
        ("https://github.com/OpenLMLab/MOSS", "https://github.com/openlmlab/moss.git"),
        ("https://github.com/OpenLMLab/MOSS", "github.com/OpenLMLab/MOSS"),
        ("https://github.com/OpenLMLab/MOSS", "https://www.github.com/OpenLMLab/MOSS"),
        (ARXIV, "https://arxiv.org/pdf/2305.15334"),
        (ARXIV, "http://arxiv.org/pdf/2305.15334v2.pdf"),
        (ARXIV, "arXiv:2305.15334"),
        ("https://huggingface.co/a/b", "https://hf.co/a/b"),
        ("https://a.org/列表", "https://a.org/%E5%88%97%E8%A1%A8"),
        ("https://a.org/?x=1&y=2", "https://a.org/?x=1&amp;y=2"),
        ("https://a.org/x", "https://a.org/x?utm_source=list"),
    ],
)
def test_spellings_of_one_link_are_the_same(one: str, other: str) -> None:
    assert link_spelling(one) == link_spelling(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://github.com/a/b", "https://github.com/a/bc"),
        ("https://github.com/a/b", "https://github.com/a/b/tree/main/c"),
        ("https://a.org/?x=1", "https://a.org/?x=2"),
        (ARXIV, "https://arxiv.org/abs/2305.15335"),
    ],
)
def test_other_links_are_others(one: str, other: str) -> None:
    assert link_spelling(one) != link_spelling(other)


@pytest.mark.parametrize("text", ["MOSS", "a model.", "v1.2", "GPT-J-6B", "", "and/or", "[x]"])
def test_a_text_is_no_link(text: str) -> None:
    assert as_link(text) is None


@pytest.mark.parametrize(
    "marked",
    [
        "[MOSS](https://a.org/m)",
        "<https://a.org/m>",
        " https://a.org/m ",
        "[MOSS](http://a.org/m/)",
        '<a href="https://a.org/m">',
    ],
)
def test_a_link_is_known_below_its_marks(marked: str) -> None:
    assert as_link(marked) == "a.org/m"


def test_links_are_found_in_every_way_of_writing_them() -> None:
    text = (
        "[a](https://a.org/1) <a href='https://a.org/2'>b</a> <https://a.org/3>\n"
        "[ref]: https://a.org/4\n"
        "模型https://a.org/5中文 a.org/6 arXiv:2305.15334 https://a.org/7https://a.org/8\n"
        "[page](docs/list.md)"
    )
    found = {spelling: text[slice(*span)] for span, spelling in links(text, "https://b.org/x")}
    assert set(found) == {
        *(f"a.org/{number}" for number in range(1, 9)),
        "arxiv.org/abs/2305.15334",
        "b.org/docs/list.md",
    }
    assert found["a.org/5"] == "https://a.org/5"
    assert found["b.org/docs/list.md"] == "docs/list.md"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a **MOSS** model", "MOSS model"),
        ("a MOSS model", "**MOSS** model"),
        ("[MOSS](https://a.org) is a model", "MOSS is a model"),
        ("<b>MOSS</b> is a <i>model</i>", "moss is a model"),
        ("a model of\n  two lines", "model of two lines"),
        ("大 模型，列表", "大模型,列表"),
        ("ＭＯＳＳ model", "MOSS model"),
        ("Q&amp;A of &#77;OSS", "A of MOSS"),
        ("| a | MOSS | b |", "a MOSS"),
    ],
)
def test_a_text_is_found_below_its_marks(text: str, wanted: str) -> None:
    assert list(occurrences(text, wanted)) == []
    spans = list(folded_occurrences(text, wanted))
    assert len(spans) == 1


def test_what_stands_nowhere_is_not_found_and_nothing_is_found_nowhere() -> None:
    assert list(folded_occurrences("a model", "other model")) == []
    for nothing in ("", "**", "。", " "):
        assert list(folded_occurrences("a ** model 。", nothing)) == []
    assert list(occurrences("abc", "")) == []


@pytest.mark.parametrize(
    "unit", ["](", "](a", "<a ", "[x](", "a.", "&#", "https://", "((", "[x]: "]
)
def test_hostile_text_takes_time_that_grows_with_its_length(unit: str, no_hang: None) -> None:
    text = unit * (600_000 // len(unit))
    assert len(list(links(text, None))) >= 0
    assert list(folded_occurrences(text, "no such words")) == []
    assert list(folded_occurrences("](" + "b" * 500_000, "no such words")) == []
