"""Organisations: one name for all aliases, unknown names untouched."""

from __future__ import annotations

from collections import Counter

import pytest

from normalize.fields.organizations import _folded, canonical, known_names, names, spans
from normalize.tables import table


@pytest.mark.parametrize(
    "alias", ["清华", "THU", "Tsinghua", "THUDM", "清华大学", "清华大学等", " thudm "]
)
def test_aliases_lead_to_one_name(alias: str) -> None:
    assert canonical(alias) == "Tsinghua University"


@pytest.mark.parametrize(
    ("alias", "name"),
    [("复旦", "Fudan University"), ("FDU", "Fudan University"), ("Facebook", "Meta"),
     ("百度", "Baidu"), ("@ymcui", "@ymcui"), ("stability-ai", "Stability AI")],
)  # fmt: skip
def test_the_known_are_named_and_the_unknown_are_kept(alias: str, name: str) -> None:
    assert canonical(alias) == name


@pytest.mark.parametrize(
    "name", ["Yiming Cui", "Tsinghua University & Zhipu", "", "Metaphor", "周四"]
)
def test_an_unknown_name_is_only_stripped(name: str) -> None:
    assert canonical(f"  {name} ") == name


def test_no_alias_belongs_to_two_organisations() -> None:
    owners = {
        (_folded(alias), name)
        for name, aliases in table("organizations")["aliases"].items()
        for alias in [name, *aliases]
    }
    counts = Counter(alias for alias, _ in owners)
    assert [alias for alias, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("西北工业大学+华为", ["Northwestern Polytechnical University", "Huawei"]),
        ("慧言科技+天津大学", ["慧言科技", "Tianjin University"]),
        ("IBM/CMU/MIT CSAIL",
         ["IBM", "Carnegie Mellon University", "Massachusetts Institute of Technology"]),
        ("UC Berkeley, Stanford", ["University of California, Berkeley", "Stanford University"]),
        ("University of California, San Diego/Sun Yat-sen University",
         ["University of California, San Diego", "Sun Yat-sen University"]),
        ("清华和智谱", ["Tsinghua University", "Zhipu AI"]),
        ("Meta; Google", ["Meta", "Google"]),
        ("Meta, Unknown", ["Meta"]),
        ("Hong Kong University of Science and Technology",
         ["The Hong Kong University of Science and Technology"]),
        ("The Stanford University", ["Stanford University"]),
    ],
)  # fmt: skip
def test_several_makers_of_a_cell_are_told_apart(text: str, found: list[str]) -> None:
    assert names(text) == found
    assert names("; ".join(found)) == found


@pytest.mark.parametrize(
    "text",
    ["Smith, Jones and Sons", "owner/name", "Widgets, Inc.", "和鲸科技", "@ymcui", "Yes and No"],
)
def test_an_unknown_name_with_a_separator_stays_whole(text: str) -> None:
    assert names(text) == [text]


@pytest.mark.parametrize("text", ["", "-", "—", " / ", "…", "N/A", "Unknown", "个人", "个人, 未知"])
def test_a_dash_or_a_word_for_nothing_is_nobody(text: str) -> None:
    assert names(text) == []


def test_known_organisations_are_found_in_a_text() -> None:
    text = "微软研究院 and STANFORD hit the HIT, not Metaphor"
    assert [text[a:b] for a, b in spans(text)] == ["微软研究院", "STANFORD", "HIT"]
    text = "by Hong Kong Polytechnic University and the University of Hong Kong"
    assert [canonical(text[a:b]) for a, b in spans(text)] == [
        "The Hong Kong Polytechnic University",
        "The University of Hong Kong",
    ]


@pytest.mark.parametrize("around", ["released by {} in 2023", "{}: a model", "(@{})", "由“{}”开源"])
def test_every_known_organisation_is_found_whatever_stands_around_it(around: str) -> None:
    texts = [around.format(name) for name in known_names()]
    assert [text for text in texts if not spans(text)] == []


@pytest.mark.parametrize(
    "text", ["", "an open assistance", "the Metaverse", "Open, then Assistants", "清一色", "a-hit"]
)
def test_words_that_only_begin_as_known_organisations_do_are_none(text: str) -> None:
    assert not spans(text)
