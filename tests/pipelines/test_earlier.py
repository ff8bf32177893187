"""An entry is found again where its section or name changed, and nothing else fits."""

from __future__ import annotations

import msgspec
import pytest
from examples import mention

from normalize.records import Mention
from pipelines.earlier import entries_before, reused, steadfast


def entry(number: int, name: str, url: str | None, project: str = "", **fields: object) -> Mention:
    one = mention(name=name, urls=[url] if url else [])
    return msgspec.structs.replace(one, mention_id=f"m{number}", project_id=project, **fields)


def test_an_entry_under_another_heading_is_the_same() -> None:
    before = [entry(1, "MOSS", "https://a.org/m", "p1", section=["LLM"])]
    now = [entry(2, "MOSS", "https://a.org/m", section=["Base LLM"])]
    assert {key: one.project_id for key, one in entries_before(now, before).items()} == {"m2": "p1"}


def test_an_entry_of_another_name_is_the_same_by_its_link() -> None:
    before = [entry(1, "lab/MOSS/", "https://a.org/m", "p1")]
    now = [entry(2, "lab/MOSS", "https://a.org/m")]
    assert {key: one.project_id for key, one in entries_before(now, before).items()} == {"m2": "p1"}


def test_siblings_of_one_link_are_told_by_their_names_or_not_at_all() -> None:
    before = [entry(1, "A", "https://a.org/x", "p1"), entry(2, "B", "https://a.org/x", "p2")]
    now = [entry(3, "B", "https://a.org/x"), entry(4, "C", "https://a.org/x")]
    assert {key: one.project_id for key, one in entries_before(now, before).items()} == {
        "m3": "p2",
        "m4": "p1",
    }
    both = [entry(3, "C", "https://a.org/x"), entry(4, "D", "https://a.org/x")]
    assert {key: one.project_id for key, one in entries_before(both, before).items()} == {}


def test_an_entry_that_is_still_there_is_nobody_elses_past() -> None:
    before = [entry(1, "MOSS", "https://a.org/m", "p1")]
    now = [before[0], entry(2, "MOSS", "https://a.org/m", section=["New"])]
    assert {key: one.project_id for key, one in entries_before(now, before).items()} == {"m1": "p1"}


def test_entries_without_links_and_of_other_sources_are_not_paired() -> None:
    before = [entry(1, "A", None, "p1"), entry(2, "B", "https://a.org/b", "p2", source_id="one")]
    now = [entry(3, "C", None), entry(4, "B", "https://a.org/b", source_id="two")]
    assert {key: one.project_id for key, one in entries_before(now, before).items()} == {}


def kept(before: Mention, now: Mention) -> bool:
    return bool(steadfast([now], entries_before([now], [before])))


@pytest.mark.parametrize("name", ["MOSS", "moss", "MOSS-7B", "Fudan/MOSS/", "苔藓"])
def test_an_entry_speaks_of_the_same_thing_under_a_name_that_may_be_its_own(name: str) -> None:
    assert kept(entry(1, "MOSS", "https://a.org/m", "p1"), entry(2, name, "https://a.org/m"))


@pytest.mark.parametrize("name", ["MOSS 2", "MOSS Chat", "BELLE"])
def test_it_may_speak_of_another_thing_under_another_version_or_other_words(name: str) -> None:
    before, now = entry(1, "MOSS", "https://a.org/m", "p1"), entry(2, name, "https://a.org/m")
    assert entries_before([now], [before]) == {"m2": before}
    assert not kept(before, now)


def test_an_entry_whose_translated_name_other_sources_restore_otherwise_is_the_same() -> None:
    before = entry(1, "MOSS", "https://a.org/m", "p1", name_raw="苔藓")
    assert kept(before, entry(1, "Fudan Chat", "https://a.org/m", name_raw="苔藓"))


def test_an_entry_whose_link_moved_is_the_same_by_its_section_and_name_but_not_steadfast() -> None:
    before = [entry(1, "MOSS", "https://a.org/m", "p1"), entry(2, "GLM", None, "p2")]
    now = [entry(3, "MOSS", "https://b.org/m"), entry(4, "GLM", "https://a.org/g")]
    assert {key: one.project_id for key, one in entries_before(now, before).items()} == {
        "m3": "p1",
        "m4": "p2",
    }
    assert not kept(before[0], now[0])
    elsewhere = [entry(3, "MOSS", "https://b.org/m", section=["Other"])]
    twice = [now[0], entry(5, "MOSS", "https://c.org/m")]
    assert entries_before(elsewhere, before) == entries_before(twice, before) == {}


@pytest.mark.parametrize(
    ("old", "new"), [("GPT-4", "GPT-5"), ("ChatGLM2", "ChatGLM3"), ("LLaMA 7B", "LLaMA 13B")]
)
def test_another_version_or_size_at_the_same_link_reuses_the_entry(old: str, new: str) -> None:
    before, now = entry(1, old, "https://a.org/m", "p1"), entry(2, new, "https://a.org/m")
    earlier = entries_before([now], [before])
    assert (earlier, reused([now], earlier)) == ({"m2": before}, {"m2"})
    again = entry(2, old.lower(), "https://a.org/m")
    assert reused([again], entries_before([again], [before])) == set()
