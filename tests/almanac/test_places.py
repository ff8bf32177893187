"""Where a text or a link stands in documents, and what became of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from examples import LIST_URL, document, mention, reject, source

from almanac.places import Place, home, places
from almanac.tracing import Traced, open_file
from normalize.records import Kind, Tables

NONE = Tables()
LIST = """# Models

Some words on [what this is](https://example.org/about).

- [MOSS](http://github.com/OpenLMLab/MOSS.git) - **A model** that speaks Chinese.
- [Gorilla](https://arxiv.org/pdf/2305.15334) - An API model.

| name | link |
| ---- | ---- |
|      | [x](https://example.org/x) |
| 文心 | [y](https://example.org/y) |
"""


def traced(text: str | bytes = LIST, kind: Kind = "readme", url: str = LIST_URL) -> Traced:
    body = text.encode() if isinstance(text, str) else text
    return Traced(document(body, url=url), source(kind=kind, urls=[url]), body)


def told(wanted: str, *documents: Traced, tables: Tables = NONE) -> list[Place]:
    return list(places(documents or [traced()], wanted, tables))


def only(wanted: str, *documents: Traced) -> Place:
    (place,) = told(wanted, *documents)
    return place


def test_a_word_of_an_entry_leads_to_its_mention_line_and_bytes() -> None:
    place = only("speaks Chinese")
    assert (place.fate.outcome, place.locator) == ("mention", "line=5")
    assert place.fate.mention is not None
    assert place.fate.mention.name == "MOSS"
    assert place.fate.detail == place.fate.mention.mention_id
    assert LIST.encode()[place.first_byte : place.last_byte] == b"speaks Chinese"
    assert place.before.endswith("that ")
    assert place.after.startswith(".\n- [Gorilla]")


@pytest.mark.parametrize(
    ("wanted", "outcome", "detail"),
    [
        ("https://example.org/x", "reject", "no-name: "),
        ("https://example.org/about", "ignored", "prose"),
        ("Some words", "ignored", "prose"),
        ("| name | link |", "ignored", "table-header"),
        ("| ---- | ---- |", "layout", "no word, link or row is there"),
    ],
)
def test_what_is_no_mention_has_an_outcome_and_a_reason(
    wanted: str, outcome: str, detail: str
) -> None:
    place = only(wanted)
    assert place.fate.outcome == outcome
    assert place.fate.detail.startswith(detail)
    assert place.fate.mention is None


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("http://github.com/OpenLMLab/MOSS.git", "MOSS"),
        ("https://github.com/OpenLMLab/MOSS", "MOSS"),
        ("https://www.github.com/openlmlab/moss/", "MOSS"),
        ("github.com/OpenLMLab/MOSS", "MOSS"),
        ("OpenLMLab/MO", "MOSS"),
        ("[MOSS](https://github.com/OpenLMLab/MOSS)", "MOSS"),
        ("https://arxiv.org/abs/2305.15334", "Gorilla"),
        ("arXiv:2305.15334", "Gorilla"),
        ("2305.15334", "Gorilla"),
        ("https://example.org/%79", "文心"),
        ("a MODEL that speaks", "MOSS"),
        ("MOSS - A model", "MOSS"),
        ("**MOSS**", "MOSS"),
    ],
)
def test_another_spelling_leads_to_the_same_mention(wanted: str, name: str) -> None:
    place = only(wanted)
    assert place.fate.mention is not None
    assert place.fate.mention.name == name


def test_what_stands_nowhere_has_no_place() -> None:
    for wanted in ("no list says this", "https://github.com/OpenLMLab/MOS", "https://a.org/moss"):
        assert [one for one in told(wanted) if not one.text.startswith(wanted)] == []
    assert told("no list says this") == []


def test_a_text_that_runs_over_several_regions_is_told_of_each() -> None:
    start = LIST.index("Some words")
    wanted = LIST[start : LIST.index("An API")]
    shown = told(wanted)
    assert [one.fate.outcome for one in shown] == ["ignored", "mention", "mention"]
    assert "".join(one.text for one in shown).replace("\n", "") in wanted.replace("\n", "")


def test_what_stands_in_several_documents_is_told_of_each() -> None:
    other = traced(url="https://example.org/other.md")
    shown = told("speaks Chinese", traced(), other)
    assert [one.document.url for one in shown] == [LIST_URL, "https://example.org/other.md"]


def test_a_damaged_text_is_found_as_it_came_and_as_restored() -> None:
    name = "复旦大学的大语言模型"
    line = f"- [{name}](https://github.com/OpenLMLab/MOSS) - 一个支持中英双语的开源对话语言模型。\n"
    damaged = (line * 1).encode().decode("latin-1")
    document = traced(f"# List\n\n{damaged}")
    as_restored = only(name, document)
    assert as_restored.fate.outcome == "mention"
    assert as_restored.text == name.encode().decode("latin-1")
    assert as_restored.restored == name
    assert only(as_restored.text, document).first_byte == as_restored.first_byte
    healthy = only(name, traced(f"# List\n\n{line}"))
    assert healthy.restored is None


def test_bytes_do_not_drift_behind_undecodable_ones() -> None:
    body = b"# List \xff\xfe\xe4\xb8\n\n- [MOSS](https://github.com/OpenLMLab/MOSS) - a model.\n"
    place = only("[MOSS]", traced(body))
    assert body[place.first_byte : place.last_byte] == b"[MOSS]"


def test_a_link_that_a_pdf_lays_over_its_text_is_found(tmp_path: Path) -> None:
    document = open_file(ROOT / "samples" / "documents" / "report.pdf", None)
    assert document.opened.annotated
    _, uri = document.opened.annotated[0]
    shown = told(uri, document)
    assert uri in {one.over or one.text for one in shown}
    assert all(one.first_byte is None for one in shown)
    assert all(one.locator.startswith("page=") for one in shown)


def test_an_entry_that_a_later_step_refused_is_a_reject_with_its_reason() -> None:
    refused = reject(locator="line=5", stage="build", reason="repeated", detail="stands elsewhere")
    (place,) = told("speaks Chinese", tables=Tables(rejects=[refused]))
    assert (place.fate.outcome, place.fate.detail) == ("reject", "repeated: stands elsewhere")


def test_what_was_published_of_an_entry_is_told_rather_than_what_is_read_now() -> None:
    now = only("speaks Chinese").fate.detail
    published = mention(now, name="MOSS", project_id="p1", locator="line=5")
    (place,) = told("speaks Chinese", tables=Tables(mentions=[published]))
    assert place.fate.mention == published


def test_a_mention_is_led_home() -> None:
    document = traced()
    for one in document.reading.mentions:
        place = home(document, one, NONE)
        assert place is not None
        assert place.locator == one.locator
        assert place.fate.mention == one
    assert home(document, mention("m0"), NONE) is None
